"""Degrees, fields and levels of study: any pair is weighed, with and without a role."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answer import Answer
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def study(**read: Any) -> Answer:
    given, _ = answer(asked("ask_education", **read))
    return given


def test_a_degree_at_all_opens_with_what_postings_name() -> None:
    given = study(role="ai_engineer", shape="yes_no")
    assert "Of 745 postings for AI engineers (January–February 2026), 47% named a degree" in given.lead
    assert any(source.id == "postings-2026" for source in given.sources)


@pytest.mark.parametrize(
    ("role", "level", "shape", "opens"),
    [
        ("data_engineer", "master", "yes_no", "No, a master's degree is not needed"),
        ("research_scientist", "doctorate", "yes_no", "Yes. For a research scientist"),
        ("ml_engineer", "bachelor", "enough", "Yes, it is enough"),
        ("data_scientist", "bootcamp", "enough", "Seldom by itself"),
        ("data_analyst", "mba", "worth", "It depends on what you have: an MBA helps"),
    ],
)
def test_a_level_is_judged_in_the_shape_of_the_question(
    role: str, level: str, shape: str, opens: str
) -> None:
    assert study(role=role, degree=level, shape=shape).lead.startswith(opens)


def test_of_two_levels_the_one_that_does_more_comes_first() -> None:
    assert study(role="data_scientist", degree=["bootcamp", "master"], shape="which").lead.startswith(
        "A master's degree does more for a data scientist than a bootcamp"
    )


def test_a_field_that_is_a_detour_is_called_so() -> None:
    lead = study(
        role="ai_engineer", field={"value": "business", "words": "commerce degree"}, shape="yes_no"
    ).lead
    assert lead.startswith("Hardly by itself: most of what an AI engineer needs is not taught in commerce")


def test_a_further_degree_is_chosen_by_what_the_first_left_open() -> None:
    given = study(
        role="data_scientist",
        background={"value": "mechanical_engineer", "as": "person"},
        degree="master",
        shape="which",
    )
    assert given.lead.startswith("Statistics, or else")
    assert "Coming from mechanical engineering" in given.lead


def test_the_field_of_the_asker_stands_beside_the_level() -> None:
    given = study(
        role="data_scientist", degree="master", field={"value": "physics", "as": "person"}, shape="yes_no"
    )
    assert "Your physics is a good base for a data scientist" in given.body


def test_levels_without_a_role_are_weighed_in_general() -> None:
    given = study(degree=["master", "doctorate"], shape="which")
    assert given.lead.startswith("A master's degree if this holds")


def test_a_field_without_a_role_leads_to_roles() -> None:
    given = study(field="statistics", shape="which")
    assert given.lead.startswith("With statistics, a statistician is the nearest")


def test_two_fields_together_are_weighed_as_one() -> None:
    given = study(field=["biology", "statistics"], shape="yes_no", told={"double": None})
    assert given.lead.startswith("Yes, if it costs no extra year: Biology and statistics")


def test_a_master_who_feels_weak_is_not_sent_back_to_school() -> None:
    given = study(degree={"value": "master", "as": "person"}, told={"back_to_school": None}, shape="yes_no")
    assert given.lead.startswith("No, hardly: with a master's degree in hand")


def test_universities_are_not_ranked() -> None:
    given = study(role="data_scientist", location="canada", told={"schools": None}, shape="which")
    assert given.lead.startswith("I do not rank universities in Canada")
