"""Measure what one more assistant brings, and what each part costs: ``python -m bench.cluster``.

People talk without a pause over the website channel, through nginx. Clusters of one and of two assistants
are measured in turn. The load and the other parts need a core as well: on a machine with two cores, only
``--share`` shows what two assistants would do with a core each.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Dict, List, Optional

import aiohttp
import psutil  # type: ignore[import-untyped]
from rich.console import Console
from rich.table import Table

from bench import machine
from bench.core_share import core_share
from bench.percentiles import median, percentile
from bench.questions import career_questions
from bench.servers import ServerFailed
from faults.__main__ import ENVIRONMENT
from faults.people import Broken, Client, Refused, Unclear
from launch.cluster.ports import lasting_port
from launch.cluster.topology import Cluster, Plan
from launch.errors import LaunchError
from launch.processes import leave_on_signals
from launch.progress import Progress
from launch.settings import LOGS
from settings import PROJECT

_WARM_UP = 30  # messages


@dataclass(frozen=True)
class Measured:
    """A load: messages a second, milliseconds of a message, and of each part processor time and memory.

    ``processor`` is in milliseconds a message, ``memory`` in MB (what processes share is counted once).
    """

    rate: float
    median: float
    p99: float
    processor: Dict[str, float]
    memory: Dict[str, float]


def main() -> int:
    """Measure, print the tables, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.cluster", description=__doc__)
    parser.add_argument("--users", type=int, default=16, help="people who talk at once (default 16)")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of a load (default 20)")
    parser.add_argument("--rounds", type=int, default=3, help="loads of each cluster (default 3)")
    parser.add_argument("--share", type=int, metavar="PERCENT", help="of a core, for each assistant; as root")
    options = parser.parse_args()
    os.chdir(PROJECT)
    leave_on_signals()
    console = Console(width=None if sys.stdout.isatty() else 120)
    for name, value in machine.described().items():
        console.print(f"{name}: {value}")
    found: Dict[int, List[Measured]] = {1: [], 2: []}
    try:
        for number in range(options.rounds):
            for assistants, measured in found.items():
                console.print(f"round {number + 1} of {options.rounds}: {assistants} assistant(s)")
                measured.append(_measure(assistants, options.users, options.seconds, options.share))
    except (LaunchError, ServerFailed) as error:
        console.print(f"Careerbot: {error}", style="red", markup=False)
        return 1
    _show(found, options.share, console)
    return 0


def _measure(assistants: int, users: int, seconds: float, share: Optional[int]) -> Measured:
    plan = Plan(lasting_port(), assistants=assistants, environment=ENVIRONMENT, logs=LOGS / "bench-cluster")
    with ExitStack() as running:
        cluster = running.enter_context(Cluster(plan, Progress()))
        asyncio.run(_load(cluster.url, users, messages=_WARM_UP))
        if share is not None:
            running.enter_context(core_share([part.process_id or 0 for part in cluster.assistants], share))
        before, own = _processor(cluster), time.process_time()
        began = time.perf_counter()
        taken = asyncio.run(_load(cluster.url, users, seconds=seconds))
        lasted = time.perf_counter() - began
        used = {name: spent - before[name] for name, spent in _processor(cluster).items()}
        used["this load"] = time.process_time() - own
        return Measured(
            len(taken) / lasted,
            median(taken),
            percentile(taken, 99),
            {name: spent * 1000 / len(taken) for name, spent in used.items()},
            {
                name: sum(process.memory_full_info().pss for process in processes) / 1e6
                for name, processes in _processes(cluster).items()
            },
        )
    raise AssertionError("a cluster hides no error")


async def _load(url: str, users: int, *, messages: int = 10**9, seconds: float = 10**9) -> List[float]:
    """Let people talk without a pause; return the milliseconds of each message.

    :raises ServerFailed: when a message is not answered
    """
    taken: List[float] = []
    until = time.perf_counter() + seconds

    async def person(client: Client, first: int) -> None:
        token, number = await client.begin(), first
        while True:
            for text in career_questions(number):
                began = time.perf_counter()
                if began > until or len(taken) >= messages:
                    return
                _, whole = await client.send(token, uuid.uuid4().hex, text)
                if not whole:
                    raise ServerFailed("a connection broke")
                taken.append((time.perf_counter() - began) * 1000)
            number += users

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        try:
            await asyncio.gather(*(person(Client(http, url), number) for number in range(users)))
        except (Broken, Refused, Unclear) as error:
            raise ServerFailed(f"a message was not answered: {error}") from None
    return taken


def _processes(cluster: Cluster) -> Dict[str, List[psutil.Process]]:
    parts = {
        "assistants": cluster.assistants,
        "action servers": cluster.action_servers,
        "PostgreSQL": [cluster.postgresql],
        "Redis": [cluster.redis],
        "nginx": [cluster.nginx],
    }
    found: Dict[str, List[psutil.Process]] = {}
    for name, several in parts.items():
        tops = [psutil.Process(part.process_id) for part in several]
        found[name] = [process for top in tops for process in (top, *top.children(recursive=True))]
    return found


def _processor(cluster: Cluster) -> Dict[str, float]:
    """Return the processor time that each kind of process has used, in seconds; ended ones count too."""
    return {
        name: sum(sum(process.cpu_times()[:4]) for process in processes)
        for name, processes in _processes(cluster).items()
    }


def _show(found: Dict[int, List[Measured]], share: Optional[int], console: Console) -> None:
    rates = {assistants: median([one.rate for one in measured]) for assistants, measured in found.items()}
    each = f" with {share}% of a core each" if share is not None else ""
    table = Table("", "1 assistant", "2 assistants")
    for what, of in (
        ("messages a second", lambda one: one.rate),
        ("a message, median, ms", lambda one: one.median),
        ("a message, p99, ms", lambda one: one.p99),
    ):
        table.add_row(what, *(f"{median([of(one) for one in measured]):.1f}" for measured in found.values()))
    for part in found[1][0].processor:
        table.add_row(
            f"processor time a message, {part}, ms",
            *(f"{median([one.processor[part] for one in measured]):.2f}" for measured in found.values()),
        )
    for part in found[1][0].memory:
        table.add_row(
            f"memory, {part}, MB",
            *(f"{median([one.memory[part] for one in measured]):.0f}" for measured in found.values()),
        )
    console.print(table)
    console.print(f"two assistants{each}: {rates[2] / rates[1]:.2f} times the messages of one")


if __name__ == "__main__":
    sys.exit(main())
