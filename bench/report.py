"""The results as a table, as JSON, and as a page of the documentation."""

from __future__ import annotations

import datetime
import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from launch.settings import PROJECT

PAGE = PROJECT / "docs" / "benchmarks.md"
RESULTS = PROJECT / "results" / "bench.json"


@dataclass(frozen=True)
class Measure:
    """One measure of both bots; for ``more_is_better`` a ratio above 1 is a gain."""

    name: str
    unit: str
    starter: float
    careerbot: float
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """Return Careerbot's figure over the starter bot's."""
        return self.careerbot / self.starter


def machine() -> str:
    """Describe the machine in a line."""
    memory = psutil.virtual_memory().total / 2**30
    software = f"{platform.system()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {software}"


def show(measures: list[Measure]) -> None:
    """Print the results as a table."""
    table = Table(title="Careerbot beside the bot of `rasa init`")
    for head in ("measure", "starter bot", "Careerbot", "ratio"):
        table.add_column(head, justify="left" if head == "measure" else "right")
    for one in measures:
        table.add_row(
            f"{one.name}, {one.unit}", f"{one.starter:.1f}", f"{one.careerbot:.1f}", f"{one.ratio:.2f}"
        )
    Console().print(table)


def save(measures: list[Measure]) -> Path:
    """Write the results as JSON, so that two runs can be compared, and return the file."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps({"machine": machine(), "measures": [asdict(one) for one in measures]}, indent=1)
    )
    return RESULTS


def write_page(measures: list[Measure]) -> None:
    """Write the results into the documentation."""
    rows = "\n".join(
        f"| {one.name}, {one.unit}{' (more is better)' if one.more_is_better else ''} | {one.starter:.1f} | "
        f"{one.careerbot:.1f} | {one.ratio:.2f} |"
        for one in measures
    )
    PAGE.write_text(
        f"""# Benchmarks

`make bench` measures the assistant and its peer, the starter bot that `rasa init` makes with its default
pipeline, in one run and in turn. The starter bot calls no action and no database; Careerbot's messages go
through both. Machines are noisy: read the ratios, not the figures.

| measure | starter bot | Careerbot | ratio |
| --- | --- | --- | --- |
{rows}

Measured on {datetime.date.today().isoformat()}: {machine()}. `.venv/bin/python -m bench --write` wrote this
page; `results/bench.json` holds the same for comparison.

- **Start to first answer**: from the command (`make serve`, `rasa run`) to the answer of the first message,
  with a trained model; the action server's start is part of it.
- **Memory**: all processes together, shared pages counted once (PSS), after the messages of the run.
- **A message**: over the REST channel, one person, conversations of twenty messages.
"""
    )
