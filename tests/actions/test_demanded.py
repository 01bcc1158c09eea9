"""Whether a tool is needed, which of two, which of a kind: a verdict first, with the share of postings."""

from __future__ import annotations

import re
from typing import Any

import pytest

from actions.answer import Answer
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")

SHARE = re.compile(
    r"\d+\.\d% of [\d,]+ [\w ]+ postings( in [\w ]+)? of (September–December 2024|January–February 2026|2023)"
)


def told(intent: str = "ask_tools", **read: Any) -> Answer:
    given, _ = answer(asked(intent, **read))
    return given


@pytest.mark.parametrize(
    ("role", "tool", "opens"),
    [
        ("mlops_engineer", "kubernetes", "Yes, expect to be asked for Kubernetes as an MLOps engineer."),
        ("ai_engineer", "pytorch", "PyTorch is no must for an AI engineer, but many posts ask for it."),
        ("data_scientist", "docker", "No, Docker is no requirement for a data scientist"),
        ("data_analyst", "cpp", "No, hardly any post for data analysts asks for C++."),
        ("data_engineer", "git", "Yes for the work, although adverts for data engineers seldom say Git"),
    ],
)
def test_whether_a_tool_is_needed_opens_with_the_verdict_and_its_share(
    role: str, tool: str, opens: str
) -> None:
    given = told(role=role, tool=tool, shape="yes_no")
    assert given.lead.startswith(opens)
    assert SHARE.search(given.lead)
    assert given.sources


def test_a_tool_that_is_dead_is_answered_the_other_way_round() -> None:
    assert told(role="data_analyst", tool="sql", shape="yes_no", wants=["gone"]).lead.startswith(
        "No, far from it"
    )
    assert told(role="data_analyst", tool="scala", shape="yes_no", wants=["gone"]).lead.startswith(
        "As good as"
    )


def test_one_tool_is_not_enough_where_postings_name_others() -> None:
    given = told(role="data_analyst", tool="r", shape="enough")
    assert given.lead.startswith("No, R alone is not enough")
    assert "SQL (60.4%)" in given.body


def test_without_a_role_it_is_told_who_is_asked_for_the_tool() -> None:
    given = told(tool="r", shape="yes_no", wants=["still"])
    assert given.lead.startswith("Yes, R is still in use, most of all by data scientists.")
    assert "data analyst postings" in given.body


def test_the_country_or_level_that_was_said_is_the_one_of_the_share() -> None:
    assert (
        "data engineer postings in Germany"
        in told(role="data_engineer", tool="spark", shape="yes_no", location="germany").lead
    )
    senior = told(role="data_scientist", tool="aws", shape="yes_no", level="senior")
    assert "senior data scientist postings" in senior.lead


def test_an_idea_that_postings_count_is_answered_like_a_tool() -> None:
    given = told("ask_skills", role="ai_engineer", shape="yes_no", wants=["idea:rag"])
    assert "43.8% of 745 AI engineer postings" in given.lead


def test_an_unknown_tool_is_named_as_not_known() -> None:
    given = told(role="data_engineer", shape="yes_no", left=[{"kind": "word", "words": "Zig"}])
    assert given.lead == "I don't know Zig, so I can't say whether it is needed."
    assert "SQL (68.2%)" in given.body


def test_of_two_tools_the_one_that_clearly_more_postings_name_is_taken() -> None:
    given = told(role="data_engineer", tool=["scala", "python"], shape="which")
    assert given.lead == "Python rather than Scala for a data engineer."
    assert "65.1% of 19,244 data engineer postings" in given.body


def test_tools_that_do_different_jobs_are_no_choice() -> None:
    given = told(tool=["docker", "pytorch"], shape="which")
    assert given.lead.startswith("Docker and PyTorch do different jobs")


def test_one_of_two_is_enough_to_begin_with() -> None:
    given = told(tool=["langchain", "llamaindex"], shape="yes_no", wants=["both"])
    assert given.lead.startswith("One first, and that is LangChain")


def test_a_tool_that_is_ruled_out_is_what_the_other_stands_in_for() -> None:
    pandas = {"value": "pandas", "negated": True}
    given = told(tool=["polars", pandas], shape="yes_no", wants=["alternatives"])
    assert given.lead.startswith("Yes, Polars can stand in for pandas")


def test_alternatives_to_a_tool_do_not_hold_itself() -> None:
    given = told(tool="tableau", wants=["alternatives"])
    assert given.lead.startswith("Instead of Tableau people use Power BI")
    assert "**Tableau**" not in given.body


def test_a_question_for_languages_is_answered_with_languages_alone() -> None:
    given = told(role="data_scientist", shape="which", wants=["languages"])
    assert given.lead.startswith("The languages of data scientists are above all Python, SQL and R.")
    assert "pandas" not in given.body
    assert "scikit" not in given.body


def test_a_question_for_one_kind_of_tool_is_answered_with_that_kind() -> None:
    clouds = told(role="ai_engineer", shape="which", wants=["clouds"])
    assert clouds.lead.startswith("AWS, unless")
    assert "Python" not in clouds.body
    bi = told(role="data_analyst", shape="which", wants=["bi"])
    assert bi.lead.startswith("Tableau or Power BI")
    assert "Excel" not in bi.body


def test_which_language_first_follows_the_order_for_the_role() -> None:
    given = told(role="data_engineer", shape="first", wants=["languages"])
    assert given.lead.startswith("SQL first for data engineers, then Python.")


def test_a_kind_of_tool_is_answered_without_a_role_too() -> None:
    given = told(shape="which", wants=["coding_assistants"])
    assert "Claude Code" in given.body
