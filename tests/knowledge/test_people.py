"""What people of a role have studied, how employers interview, what O*NET says: the sources' own figures."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.database import open_session
from knowledge.errors import CatalogError
from knowledge.figures.people import import_people
from knowledge.queries import people


@pytest.fixture(scope="module")
def knowledge(knowledge_url: str) -> Iterator[Session]:
    """Open the shipped catalog."""
    with open_session(knowledge_url) as session:
        yield session


@pytest.mark.parametrize(
    ("role", "n", "master", "without"),
    [
        ("ai_engineer", 318, 66.4, 6.9),
        ("ml_engineer", 318, 66.4, 6.9),
        ("data_scientist", 318, 74.2, 4.4),
        ("data_engineer", 457, 51.9, 10.5),
    ],
)
def test_the_shares_of_degrees_are_those_of_the_survey(
    knowledge: Session, role: str, n: int, master: float, without: float
) -> None:
    held = people.education_held(knowledge, role=role)
    assert held
    assert (held.n, held.master_or_above, held.without_bachelor) == (n, master, without)


def test_a_role_without_an_answer_of_its_own_has_no_share(knowledge: Session) -> None:
    assert people.education_held(knowledge, role="nlp_engineer") is None


def test_interviews_have_four_steps_and_begin_with_a_call(knowledge: Session) -> None:
    found = people.interviews(knowledge)
    assert (found.median_steps, found.n) == (4, 44)
    assert [(step.step, step.count) for step in found.steps[:2]] == [("recruiter_screen", 36), ("coding", 27)]


def test_the_skills_of_an_occupation_are_rated_and_sourced(knowledge: Session) -> None:
    found = people.occupation_skills(knowledge, role="research_scientist")
    assert found
    assert (found.occupation, found.zone, found.source) == ("15-1221", 5, "onet-29-3")
    assert "Critical Thinking" in [skill for skill, _ in found.skills]


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "occupations.csv").write_text("id,title,plain_name,covers,source\n15-2051,D,d,p,onet\n")
    with pytest.raises(CatalogError, match="cannot be read"):
        import_people(tmp_path, out=tmp_path)
