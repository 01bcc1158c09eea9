"""What the benchmarks work out, apart from the times themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import report
from bench.load import percentile
from bench.report import Measure


def test_the_percentile_is_a_time_that_was_measured() -> None:
    times = [float(number) for number in range(1, 101)]
    assert percentile(times, 0.5) == 51
    assert percentile(times, 0.99) == 100
    assert percentile([7.0], 0.99) == 7


def test_the_page_gives_both_figures_and_their_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")
    report.write_page([Measure("a message, median", "ms", 20.0, 10.0), Measure("rate", "1/s", 40, 120, True)])
    page = report.PAGE.read_text()
    assert "| a message, median, ms | 20.0 | 10.0 | 0.50 |" in page
    assert "| rate, 1/s (more is better) | 40.0 | 120.0 | 3.00 |" in page
