"""What a benchmark reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.report import Comparison, Report, markdown, write_json
from bench.stages import Stage


def report() -> Report:
    return Report(
        date="2026-11-23",
        command="make bench",
        machine={"processor": "Example"},
        against_peer=[Comparison("start", "start to first answer", "s", base=20.0, measured=5.0, limit=0.4)],
        alone=[Comparison("turns", "a message at turn 505", "ms", base=10.0, measured=14.0, limit=1.3)],
        stages=[Stage("a message", "policies", 2.0, 0.25)],
    )


@pytest.mark.parametrize(
    ("measured", "at_least", "met"),
    [(4.0, False, True), (4.1, False, False), (30.0, True, True), (3.9, True, False)],
)
def test_a_goal_is_met_up_to_its_limit_and_not_beyond(measured: float, at_least: bool, met: bool) -> None:
    assert Comparison("p", "w", "s", 10.0, measured, 0.4, at_least).met is met


def test_what_has_no_goal_neither_meets_nor_misses_it() -> None:
    assert Comparison("p", "w", "s", 10.0, 4.0).met is None


def test_the_page_names_machine_date_and_command_and_says_which_goals_are_missed() -> None:
    page = markdown(report())

    assert "`make bench` on 2026-11-23" in page
    assert "- processor: Example" in page
    assert "| start to first answer | 20.0 s | 5.0 s | 0.25 | at most 0.4 | yes |" in page
    assert "## Where the time of a message goes" in page
    assert "| policies | 2.0 ms | 25% |" in page
    assert "| a message at turn 505 | 10.0 ms | 14.0 ms | 1.40 | at most 1.3 | no |" in page


def test_a_part_that_was_not_measured_has_no_table() -> None:
    page = markdown(Report("2026-11-23", "make bench", {}, [], report().alone))

    assert "Beside the starter bot" not in page


def test_the_results_hold_the_ratios(tmp_path: Path) -> None:
    write_json(report(), tmp_path / "results" / "bench.json")

    found = json.loads((tmp_path / "results" / "bench.json").read_text())
    assert found["against_peer"][0]["ratio"] == 0.25
    assert found["alone"][0]["met"] is False
