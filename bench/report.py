"""What was measured, as a table on the terminal, as JSON and as a page of the documentation."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Dict, List, Optional, Sequence

from rich.console import Console
from rich.table import Table

from bench.stages import Stage

_NOISE = (
    "Two servers that are alike differ by up to a tenth here; only the start and the sum of all stand out."
)
_COLUMNS = ("measure", "base", "measured", "ratio", "goal", "met")


@dataclass(frozen=True)
class Comparison:
    """A figure beside the one that it is compared with.

    :param base: the peer's figure, or the project's own in the easier case
    :param limit: the goal for ``measured / base``; ``None`` where there is none
    :param at_least: whether the ratio must reach the limit rather than stay below it
    """

    part: str
    what: str
    unit: str
    base: float
    measured: float
    limit: Optional[float] = None
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Return the figure over the one that it is compared with."""
        return self.measured / self.base if self.base else float("inf")

    @property
    def met(self) -> Optional[bool]:
        """Return whether the goal is met, or ``None`` where there is none."""
        if self.limit is None:
            return None
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def cells(self) -> List[str]:
        """Return the cells of a row of the table."""
        goal = "" if self.limit is None else f"{'at least' if self.at_least else 'at most'} {self.limit:g}"
        met = {None: "", True: "yes", False: "no"}[self.met]
        return [
            self.what,
            _figure(self.base, self.unit),
            _figure(self.measured, self.unit),
            f"{self.ratio:.2f}",
            goal,
            met,
        ]


@dataclass(frozen=True)
class Report:
    """All that one run measured."""

    date: str
    command: str
    machine: Dict[str, str]
    against_peer: Sequence[Comparison]
    alone: Sequence[Comparison]
    changes: Sequence[Comparison] = ()
    stages: Sequence[Stage] = ()


def show(report: Report, console: Console) -> None:
    """Print the tables."""
    for title, base, rows in _tables(report):
        table = Table(*_heads(base), title=title, title_justify="left")
        for row in rows:
            table.add_row(*row.cells(), style="red" if row.met is False else None)
        console.print(table)
    for stage in report.stages:
        console.print(
            f"{stage.milliseconds:8.1f} ms {stage.share:5.0%}  of {stage.whole}: {stage.what}", soft_wrap=True
        )


def write_json(report: Report, path: Path) -> None:
    """Write the figures with their ratios as JSON."""
    found = asdict(report)
    for name in ("against_peer", "alone", "changes"):
        for entry, row in zip(found[name], getattr(report, name), strict=True):
            entry.update(ratio=round(row.ratio, 4), met=row.met)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def markdown(report: Report) -> str:
    """Return the page of the documentation."""
    machine = "".join(f"- {name}: {value}\n" for name, value in report.machine.items())
    parts = [
        "# Benchmarks\n",
        f"Written by `{report.command}` on {report.date}. The peer is the "
        "starter bot that `rasa init` makes, with its default pipeline; it calls no action and keeps its "
        "conversations in memory. Both ran on the same machine in the same run, in turn. A ratio is the "
        "project's figure over the other one.\n",
        f"{machine}",
    ]
    for title, base, rows in _tables(report):
        heads = _heads(base)
        lines = [f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |"]
        lines += [f"| {' | '.join(row.cells())} |" for row in rows]
        note = f"{_NOISE}\n\n" if rows is report.changes else ""
        parts.append(f"## {title}\n\n{note}" + "\n".join(lines) + "\n")
    for whole in dict.fromkeys(stage.whole for stage in report.stages):
        lines = ["| part | time | share |", "| --- | --- | --- |"]
        lines += [
            f"| {stage.what} | {_figure(stage.milliseconds, 'ms')} | {stage.share:.0%} |"
            for stage in report.stages
            if stage.whole == whole
        ]
        parts.append(f"## Where the time of {whole} goes\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _tables(report: Report) -> List[tuple[str, str, Sequence[Comparison]]]:
    tables = [
        ("Beside the starter bot", "starter bot", report.against_peer),
        ("As conversations and knowledge grow", "small", report.alone),
        ("What each quicker form is worth, in processor time", "without", report.changes),
    ]
    return [table for table in tables if table[2]]


def _heads(base: str) -> List[str]:
    return [
        base if column == "base" else "project" if column == "measured" else column for column in _COLUMNS
    ]


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"
