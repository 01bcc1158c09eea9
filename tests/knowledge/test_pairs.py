"""Any pair is answered: certificate, field of study, level of study, tools, industry, each with a role."""

from __future__ import annotations

from typing import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.database import open_session
from knowledge.loader.catalog import read_catalog
from knowledge.queries import certificates, choices, roles, study
from knowledge.settings import CATALOG

CATALOG_FILES = read_catalog(CATALOG)
FIELDS = [one.id for one in CATALOG_FILES.advice.study.fields]
LEVELS = [one.id for one in CATALOG_FILES.advice.levels.levels]
INDUSTRIES = [one.id for one in CATALOG_FILES.industries]


@pytest.fixture(scope="module")
def knowledge(knowledge_url: str) -> Iterator[Session]:
    """Open the shipped catalog."""
    with open_session(knowledge_url) as session:
        yield session


def test_every_role_is_answered_with_every_field_and_every_level_of_study(knowledge: Session) -> None:
    for role in roles.roles(knowledge):
        fits = study.fields_for(knowledge, role=role.id)
        assert len(fits) == len(FIELDS), role.id
        assert all(study.level_fit(knowledge, level=level, role=role.id) for level in LEVELS), role.id
        assert study.maths_of(knowledge, role=role.id), role.id
        assert choices.first_tools(knowledge, role=role.id), role.id


@pytest.mark.parametrize(
    ("field", "role", "verdict"),
    [
        ("computer_science", "software_engineer", "straight"),
        ("computer_science", "ai_engineer", "straight"),
        ("statistics", "statistician", "straight"),
        ("physics", "data_scientist", "good"),
        ("mathematics", "quantitative_analyst", "straight"),
        ("humanities", "ml_engineer", "detour"),
        ("psychology", "data_analyst", "good"),
        ("information_systems", "bi_analyst", "straight"),
    ],
)
def test_a_field_of_study_fits_a_role_as_an_adviser_would_say(
    knowledge: Session, field: str, role: str, verdict: str
) -> None:
    fit = study.study_fit(knowledge, field=field, role=role)
    assert fit
    assert fit.verdict == verdict


def test_what_a_field_lacks_for_a_role_is_named_widest_gap_first(knowledge: Session) -> None:
    fit = study.study_fit(knowledge, field="humanities", role="ml_engineer")
    assert fit
    assert fit.missing[0].topic in ("programming", "machine_learning", "linear_algebra")
    assert "writing" not in [one.topic for one in fit.missing]


def test_a_retired_certificate_names_what_can_be_earned_instead(knowledge: Session) -> None:
    old = certificates.certificate(knowledge, certificate_id="azure_ai_engineer")
    new = certificates.successor(knowledge, certificate_id="azure_ai_engineer")
    assert old
    assert new
    assert (old.status, old.since, old.roles) == ("retired", "2026-06-30", ())
    assert (new.code, new.status) == ("AI-103", "active")


def test_no_role_is_sent_to_a_retired_certificate(knowledge: Session) -> None:
    for role in roles.roles(knowledge):
        listed = certificates.certificates_for(knowledge, role=role.id)
        assert listed, role.id
        assert not [one for one in listed if one.certificate.status == "retired"], role.id


def test_a_certificate_tells_price_and_prerequisite(knowledge: Session) -> None:
    expert = certificates.certificate(knowledge, certificate_id="azure_solutions_architect")
    leader = certificates.certificate(knowledge, certificate_id="google_genai_leader")
    assert expert
    assert leader
    assert "AZ-104" in expert.prerequisite
    assert leader.price_usd == 99


def test_tools_of_one_family_are_weighed_against_each_other(knowledge: Session) -> None:
    choice = choices.choose_tools(knowledge, tools=["tensorflow", "pytorch"])
    assert choice
    assert choice.alternatives
    assert {one.tool for one in choice.options} == {"pytorch", "tensorflow"}
    assert choice.verdict


def test_tools_of_no_common_family_do_not_stand_in_for_each_other(knowledge: Session) -> None:
    choice = choices.choose_tools(knowledge, tools=["docker", "tableau"])
    assert choice
    assert not choice.alternatives
    assert len(choice.options) == 2


def test_what_is_used_instead_of_a_tool_starts_with_that_tool(knowledge: Session) -> None:
    choice = choices.alternatives_to(knowledge, tool="airflow")
    assert choice
    assert [one.tool for one in choice.options][:3] == ["airflow", "dagster", "prefect"]


def test_thirty_industries_are_told_as_a_career(knowledge: Session) -> None:
    assert len(INDUSTRIES) >= 30
    assert all(choices.industry_career(knowledge, industry=one) for one in INDUSTRIES)


def test_a_row_without_a_source_is_advice_and_the_editors_are_no_source() -> None:
    advice = CATALOG_FILES.advice
    rows = [*advice.certificates, *advice.study.fields, *advice.levels.roles, *advice.choices.families]
    assert not [row for row in rows if "editorial" in row.sources]
