"""Break the parts of a cluster one after another under load: ``python -m faults``."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, List, Optional, Tuple

from rich.console import Console

from faults.breakages import DidNotReturn, Lengths, all_faults
from faults.disk import small_disk
from faults.people import MOST_SECONDS
from faults.report import markdown, show, with_the_rest
from faults.run import Result, Size, run
from faults.stall import stalling_network
from launch.cluster.ports import lasting_port
from launch.cluster.topology import Cluster, Plan
from launch.environment import child_environment
from launch.errors import LaunchError
from launch.prepare import train_if_changed
from launch.processes import Children, leave_on_signals
from launch.progress import Progress
from launch.settings import LOGS
from settings import PROJECT

FULL = Size(users=50, least_seconds=120.0, pause=2.0, settle=8.0)
SHORT = Size(users=8, least_seconds=0.0, pause=0.5, settle=1.5)
FULL_LENGTHS = Lengths(away=3.0, full=10.0, stalled=20.0)
SHORT_LENGTHS = Lengths(away=1.0, full=3.0, stalled=8.0)
_DISK_MEGABYTES = 512
#: Characters of a line, where there is no terminal to ask.
_WIDTH = 170
_PAGE = PROJECT / "docs" / "faults.md"
#: All people come from one address here; the limits are not what is looked at.
ENVIRONMENT = {
    "MESSAGES_PER_SESSION": "1000/minute",
    "MESSAGES_PER_ADDRESS": "100000/minute",
    "MESSAGES_AT_ONCE_PER_ADDRESS": "1000",
    "SESSIONS_PER_ADDRESS": "10000/minute",
    "READS_PER_ADDRESS": "100000/minute",
    "REQUESTS_PER_ADDRESS": "1000000/minute",
}


def break_everything(
    size: Size, lengths: Lengths, say: Callable[[str], None], logs: Optional[Path] = None
) -> Tuple[Result, List[str]]:
    """Start a cluster of its own, let all faults strike, and return the result and what was skipped.

    :raises LaunchError: when the cluster cannot start
    :raises DidNotReturn: when a part that was killed stays away
    """
    skipped = []
    with ExitStack() as running:
        disk = running.enter_context(small_disk(_DISK_MEGABYTES))
        if disk is None:
            skipped.append("The full disk is skipped: only root may mount the small disk that is filled.")
            say(skipped[-1])
        database, seen_at = lasting_port(), lasting_port()
        network = running.enter_context(stalling_network(seen_at, database))
        plan = Plan(
            lasting_port(),
            database_port=database,
            database_seen_at=seen_at,
            disk=disk.folder if disk else None,
            environment=ENVIRONMENT,
            requests_per_second=100_000,
            connections=1_000,
            logs=logs or LOGS / "faults",
        )
        cluster = running.enter_context(Cluster(plan, Progress()))
        result = asyncio.run(run(cluster, all_faults(cluster, disk, network, lengths), size, say))
    return result, skipped


def main() -> int:
    """Run it as the command line says; the exit code is 0 when every rule held."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="few people and short faults, as in `make test`")
    parser.add_argument("--write", action="store_true", help=f"write {_PAGE.relative_to(PROJECT)} too")
    options = parser.parse_args()
    os.chdir(PROJECT)
    leave_on_signals()
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    size, lengths = (SHORT, SHORT_LENGTHS) if options.short else (FULL, FULL_LENGTHS)
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        with Children(LOGS, child_environment()) as children:
            train_if_changed(children, Progress())
        result, skipped = break_everything(size, lengths, console.print)
    except (LaunchError, DidNotReturn) as error:
        console.print(f"Careerbot: {error}", style="red", markup=False)
        return 1
    except KeyboardInterrupt:
        return 130
    show(result, console)
    if options.write:
        command = " ".join(["python -m faults", *sys.argv[1:]])
        written = markdown(result, size, command, skipped, MOST_SECONDS)
        _PAGE.write_text(with_the_rest(written, _PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        console.print(f"Written to {_PAGE.relative_to(PROJECT)}")
    return int(any(row.broken for row in result.rows))


if __name__ == "__main__":
    sys.exit(main())
