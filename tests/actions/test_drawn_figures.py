"""Figures that a channel may draw: they are those that the answer's sentence says."""

from __future__ import annotations

import pytest

from actions.answer import Answer
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def put(intent: str, text: str, **named: object) -> Answer:
    return answer(asked(intent, text, **named))[0]


@pytest.mark.parametrize("role", ["data_scientist", "ml_engineer"])
def test_an_outlook_can_be_drawn_beside_that_of_all_occupations(role: str) -> None:
    given = put("ask_job_outlook", "outlook", role=role)

    growth = given.card()["growth"]
    assert growth["groups"][-1][0] == "All occupations"
    assert len(growth["groups"]) > 1
    assert f"from {growth['year_from']} to {growth['year_to']}" in given.lead
    assert all(f"{percent:g}%" in given.lead for _, percent in growth["groups"])


def test_where_another_country_is_answered_for_no_projection_of_the_united_states_is_drawn() -> None:
    given = put("ask_job_outlook", "Job market there?", role="data_scientist", location="germany")

    assert "For comparison, the US" in given.body
    assert given.growth is None


def test_a_difference_of_pay_can_be_drawn_with_its_interval() -> None:
    given = put("compare_salaries", "who earns more", role=["data_analyst", "data_engineer"])

    difference = given.card()["chart"]["difference"]
    assert f"{difference['percent']}% more" in given.lead
    assert f"95% interval {difference['low']} to {difference['high']}%" in given.lead


def test_what_is_about_the_same_is_drawn_as_no_difference() -> None:
    given = put("compare_salaries", "who earns more", role=["research_engineer", "ml_engineer"])

    assert "about the same" in given.lead
    assert given.chart
    assert len(given.chart.bars) == 2
    assert given.chart.difference is None
