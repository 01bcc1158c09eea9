"""Pay as text: it fits a terminal of forty columns, cuts no label, and stands over one axis."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.render import TRACK, bars, table

LABEL = "Computer and information research scientists, San Jose-Sunnyvale-Santa Clara, United States, 2025"
RANGE: dict[str, Any] = {
    "label": LABEL, "median": 178_500, "low": 141_300, "high": 215_800, "p10": 117_500,
    "p90": 250_000, "n": 429,
}  # fmt: skip


def test_a_label_stands_in_full_and_what_is_drawn_fits_forty_columns() -> None:
    drawn = bars([RANGE, {**RANGE, "label": "Other", "median": 199_175}]).splitlines()
    assert LABEL in drawn
    assert max(len(line) for line in drawn if line != LABEL) <= 40
    assert "$141,300 and $215,800 (n 429)" in drawn


def test_all_bars_stand_over_one_axis_with_its_ticks() -> None:
    drawn = bars([RANGE, {**RANGE, "label": "Other"}]).splitlines()
    axis, amounts = drawn[-2:]
    assert (axis[0], axis[-1], len(axis), set(axis)) == ("┴", "┴", TRACK, {"┴", "─"})
    assert amounts.startswith("$100k")
    tracks = [line for line in drawn if "▒" in line]
    assert tracks[0].index("┃") == tracks[1].index("┃")


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("GBP a year", "£141,300"), ("CAD an hour", "CA$141,300.00"), ("EUR a month", "€141,300")],
)
def test_money_and_unit_are_those_of_the_chart(unit: str, shown: str) -> None:
    assert shown in bars([RANGE], unit)


@given(st.lists(st.floats(0.01, 1e8), min_size=5, max_size=5))
def test_any_amounts_can_be_drawn(amounts: list[float]) -> None:
    p10, p25, median, p75, p90 = sorted(amounts)
    row = {"label": "x", "median": median, "p10": p10, "p25": p25, "p75": p75, "p90": p90}
    drawn = bars([row]).splitlines()
    assert sum(line.count("┃") for line in drawn) == 1
    assert max(len(line) for line in drawn) <= 80


def test_a_table_fits_eighty_columns_and_cuts_no_cell() -> None:
    words = " ".join(["Media Streaming Distribution Services, Social Networks, & Other Providers"] * 2)
    drawn = table(
        ("Occupation", "US industry", "Median a year", "Jobs"), [("Data scientists", words, "$1", "2")]
    )
    assert max(len(line) for line in drawn.splitlines()) <= 80
    assert all(word in drawn for word in words.split())
    assert "…" not in drawn


def test_a_long_name_breaks_behind_a_hyphen_and_not_within_a_word() -> None:
    place = "Bridgeport-Stamford-Danbury-Waterbury, CT"
    drawn = table(("Occupation", "US area", "Jobs"), [("Computer and information research", place, "570")])
    cells = [line[line.index("Bridge") :] for line in drawn.splitlines() if "Bridge" in line]
    assert cells
    assert all(part in drawn for part in ("Bridgeport-", "Stamford-", "Danbury-", "Waterbury"))


def test_in_a_narrow_terminal_a_table_is_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWER_TEXT_WIDTH", "40")
    place = "San Jose-Sunnyvale-Santa Clara, CA"
    drawn = table(
        ("Occupation", "US area", "Jobs"), [("Data scientists", place, "6,060"), ("Others", "", "1")]
    )
    assert max(len(line) for line in drawn.splitlines()) <= 40
    assert drawn == (
        "Data scientists\n  US area: San Jose-Sunnyvale-Santa\n    Clara, CA\n  Jobs: 6,060\n\n"
        "Others\n  Jobs: 1"
    )


def test_a_wide_terminal_gets_a_wider_table(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "Media Streaming Distribution Services, Social Networks, and Other Media Networks"
    rows = [("Data scientists", words, "1")]
    assert words not in table(("Occupation", "US industry", "Jobs"), rows)
    monkeypatch.setenv("ANSWER_TEXT_WIDTH", "140")
    assert words in table(("Occupation", "US industry", "Jobs"), rows)
