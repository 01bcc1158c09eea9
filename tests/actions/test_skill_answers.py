"""Which skills, how much of one, and what somebody lacks: just what was asked, verdict first."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answer import Answer
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def told(intent: str = "ask_skills", **read: Any) -> Answer:
    given, _ = answer(asked(intent, **read))
    return given


@pytest.mark.parametrize(
    ("role", "shape", "wants", "opens"),
    [
        ("data_engineer", "how_much", ["maths"], "A little maths is enough for a data engineer"),
        ("data_scientist", "how_much", ["statistics"], "A lot: statistics is at the centre"),
        ("ml_engineer", "how_much", ["linear_algebra"], "A fair amount: an ML engineer needs linear algebra"),
        ("ai_engineer", "yes_no", ["calculus"], "No, an AI engineer hardly needs calculus."),
        ("data_analyst", "yes_no", ["maths", "without"], "Yes, nearly: a data analyst needs only the basics"),
        ("data_scientist", "yes_no", ["maths", "without"], "No: maths is at the centre"),
        ("software_engineer", "how_much", ["coding"], "A lot: programming is at the centre"),
        ("data_analyst", "yes_no", ["machine_learning"], "No, a data analyst hardly needs machine learning."),
    ],
)
def test_how_much_of_a_skill_opens_with_how_much(role: str, shape: str, wants: list[str], opens: str) -> None:
    assert told(role=role, shape=shape, wants=wants).lead.startswith(opens)


def test_which_maths_names_the_topics_by_depth() -> None:
    given = told(role="data_scientist", shape="which", wants=["maths"])
    assert given.lead.startswith("Data scientists need statistics in depth; ")


def test_roles_are_compared_by_a_skill_with_yes_or_no() -> None:
    roles = ["data_engineer", "data_scientist"]
    given = told(role=roles, shape="yes_no", wants=["coding"])
    assert given.lead == "Yes: data engineers need more programming than data scientists."
    assert told(role=roles[::-1], shape="yes_no", wants=["coding"]).lead.startswith("No: data engineers")


def test_people_skills_are_answered_with_people_skills() -> None:
    given = told(role="data_scientist", wants=["soft"])
    assert given.lead.startswith("The people skills that count for a data scientist are framing problems")
    assert "Python" not in given.text()


def test_a_top_ten_is_ten_skills_with_their_shares() -> None:
    given = told(role="data_engineer", shape="which", wants=["top", "number:10"])
    assert given.table is not None
    assert len(given.table.rows) == 10
    assert given.table.rows[0] == ("SQL", "68.2%")
    assert "19,244 data engineer postings" in given.lead


def test_what_employers_of_a_country_want_is_counted_there() -> None:
    given = told(role="data_engineer", location="germany", wants=["employers", "skills"])
    assert "118 data engineer postings in Germany" in given.lead


def test_the_skill_that_matters_most_is_one_skill() -> None:
    given = told(role="data_engineer", shape="which", wants=["most", "skills"])
    assert given.lead == "What matters most for data engineers: SQL."


def test_the_next_skill_is_none_that_the_person_has() -> None:
    given = told(role="data_analyst", tool=["python", "sql"], shape="which", wants=["next"])
    assert given.lead.startswith("Microsoft Excel next")


def test_skills_of_a_level_say_what_sets_it_apart() -> None:
    given = told(role="data_scientist", level="senior")
    assert given.lead.startswith("What sets a senior data scientist apart")
    assert "2,182 senior data scientist postings" in given.body


def test_skills_in_common_are_named_in_both_samples() -> None:
    given = told(role=["data_analyst", "data_scientist"], wants=["common"])
    assert given.lead == "Data analysts and data scientists have SQL, Python, Tableau and R in common."


def test_what_somebody_lacks_leaves_out_what_they_bring() -> None:
    software = {"value": "software_engineer", "role": "origin"}
    scientist = {"value": "data_scientist", "role": "target"}
    given = told(role=[software, scientist], shape="which")
    assert given.lead.startswith("To become a data scientist, a software engineer has to learn above all: ")
    assert "Statistics" in given.lead
    assert "What carries over" in given.body


def test_years_of_experience_are_those_of_postings() -> None:
    given = told(role="ai_engineer", shape="yes_no", wants=["years"])
    assert given.lead.startswith("No, not in every post. 5 years at the median")
    assert "542 AI engineer postings" in given.lead
