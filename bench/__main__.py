"""Measure the project beside the starter bot of `rasa init`: ``python -m bench``."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from pathlib import Path

from rich.console import Console

from bench import against_peer, alone, changes, machine, stages
from bench.report import Report, markdown, show, write_json
from bench.servers import ServerFailed
from bench.sizes import FULL, SHORT
from bench.systems import prepare, systems
from settings import PROJECT

_RESULT = PROJECT / "results" / "bench.json"
_PAGE = PROJECT / "docs" / "benchmarks.md"
_PARTS = (*against_peer.PARTS, *alone.PARTS, *changes.PARTS, *stages.PARTS)


def main() -> int:
    """Measure what the command line names and return the exit code; a goal that is missed is no error."""
    options = _options()
    parts = tuple(options.only.split(",")) if options.only else _PARTS
    unknown = sorted(set(parts) - set(_PARTS))
    console = Console()
    if unknown:
        console.print(f"There is no part {', '.join(unknown)}; there are {', '.join(_PARTS)}.", style="red")
        return 2
    os.chdir(PROJECT)
    size = SHORT if options.short else FULL
    described = machine.described()
    try:
        with console.status("preparing: the first time the starter bot is made and trained") as status:
            prepare()

            def say(text: str) -> None:
                status.update(text)
                if not console.is_terminal:
                    console.print(text)

            compared = against_peer.compare(systems(), parts, size, say)
            grown = alone.compare(parts, size, say)
            worth = changes.compare(parts, size, say)
            spent = stages.measure(parts, size, say)
    except ServerFailed as error:
        console.print(f"Careerbot: {error}", style="red")
        return 1
    command = " ".join(["python -m bench", *sys.argv[1:]])
    report = Report(datetime.date.today().isoformat(), command, described, compared, grown, worth, spent)
    show(report, console)
    write_json(report, _RESULT)
    console.print(f"Written to {_RESULT.relative_to(PROJECT)}")
    if options.write:
        _PAGE.write_text(markdown(report), encoding="utf-8")
        console.print(f"Written to {_PAGE.relative_to(PROJECT)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", metavar="PARTS", help=f"of {','.join(_PARTS)}, with commas between")
    parser.add_argument("--short", action="store_true", help="few messages, to see that it works")
    parser.add_argument("--write", action="store_true", help=f"write {Path('docs/benchmarks.md')} too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
