"""Certificates by name and by vendor, what is retired, and what the catalog does not list."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answer import Answer
from actions.evidence.certificate_advice import NOTES
from knowledge.queries import notes
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def told(intent: str = "ask_certifications", **read: Any) -> Answer:
    given, _ = answer(asked(intent, **{"wants": ["certificates"], **read}))
    return given


def test_the_price_of_an_exam_opens_the_answer() -> None:
    given = told(certificate="aws_data_engineer", shape="how_much", wants=["price"])
    assert given.lead == "AWS Certified Data Engineer – Associate costs 150 US dollars."


def test_a_retired_certificate_is_said_to_be_with_its_successor() -> None:
    given = told(certificate="azure_data_engineer", shape="worth")
    assert (
        given.lead
        == "Azure Data Engineer Associate (DP-203) can no longer be earned; it was retired on 31 March 2025."
    )
    assert "In its place comes Fabric Data Engineer Associate (DP-700)" in given.body


def test_whether_a_certificate_is_worth_it_is_told_with_its_facts() -> None:
    given = told(certificate="power_bi_data_analyst", role="data_analyst", shape="worth")
    assert given.lead.startswith("Yes, for a data or BI analyst in Microsoft companies")
    assert "**Level**: associate" in given.body


def test_of_two_certificates_both_are_told() -> None:
    given = told(certificate=["google_data_analytics", "ibm_data_science"], shape="which")
    assert (
        "Google Data Analytics Professional Certificate where they use" in given.lead or "first" in given.lead
    )
    assert "IBM Data Science Professional Certificate" in given.text()


def test_a_vendors_certificate_for_a_role_is_of_that_vendor() -> None:
    left = [{"kind": "certificate", "words": "Microsoft certificate"}]
    given = told(role="ai_engineer", shape="which", left=left)
    assert given.lead.startswith("Azure AI Apps and Agents Developer Associate (AI-103) for an AI engineer")
    assert "AWS" not in given.text()


def test_two_clouds_are_answered_with_a_certificate_each() -> None:
    given = told(role="data_engineer", tool=["aws", "azure"], shape="which")
    assert "AWS Certified Data Engineer" in given.lead
    assert "Fabric Data Engineer Associate (DP-700)" in given.lead


def test_a_beginner_and_a_graduate_are_answered_differently() -> None:
    beginner = told(role="data_scientist", shape="which", wants=["certificates", "beginner"])
    assert beginner.lead.startswith("For a beginner on the way to a data scientist")
    doctor = {"value": "doctorate", "as": "person"}
    graduate = told(role="data_scientist", degree=doctor, shape="which")
    assert graduate.lead.startswith("With a PhD skip the courses for beginners")


def test_what_is_not_listed_is_said_not_to_be_and_how_to_judge_it() -> None:
    left = [{"kind": "certificate", "words": "Purdue AI certificate"}]
    given = told(shape="facts", left=left, wants=["certificates", "reviews"])
    assert given.lead.startswith("Purdue AI certificate is not in my notes")
    assert "who issues it" in given.body


def test_a_schools_programme_is_judged_and_not_answered_with_degrees() -> None:
    left = [{"kind": "school", "words": "Great Lakes"}]
    given = told("ask_education", shape="worth", left=left, wants=["programme", "reviews"])
    assert given.lead.startswith("Great Lakes is not in my notes")


def test_whether_certificates_help_is_told_with_the_best_of_the_role() -> None:
    given = told(role="data_engineer", shape="yes_no", wants=["certificates", "helps"])
    assert given.lead.startswith("A little: a certificate can pass a filter")
    assert "data engineers get most from AWS Certified Data Engineer" in given.body


@pytest.mark.parametrize(
    ("wants", "opens"),
    [
        (["certificates", "or_projects"], "A project helps more than a certificate to get hired"),
        (["certificates", "or_degree"], "For a data career a master's degree opens doors"),
    ],
)
def test_a_certificate_against_something_else_is_a_verdict(wants: list[str], opens: str) -> None:
    assert told(role="data_analyst", shape="which", wants=wants).lead.startswith(opens)


def test_every_note_that_answers_in_general_exists() -> None:
    from knowledge.database import open_session

    with open_session() as session:
        assert {one.id for one in notes.notes(session, ids=list(NOTES.values()))} == set(NOTES.values())
