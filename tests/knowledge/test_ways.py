"""Ways between roles and professions: described, those of their kin, and those with a stop between."""

from __future__ import annotations

from typing import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.database import open_session
from knowledge.months import difficulty_of, months_of
from knowledge.queries import field, roles, ways

PROFESSIONS = (
    "lawyer",
    "nurse",
    "psychologist",
    "accountant",
    "site_reliability_engineer",
    "biostatistician",
)


@pytest.fixture(scope="module")
def knowledge(knowledge_url: str) -> Iterator[Session]:
    """Open the shipped catalog."""
    with open_session(knowledge_url) as session:
        yield session


def test_a_way_that_is_described_names_itself(knowledge: Session) -> None:
    way = field.transition(knowledge, origin="data_analyst", target="analytics_engineer")
    assert way
    assert (way.described_origin, way.described_target) == ("data_analyst", "analytics_engineer")


def test_a_profession_takes_the_way_of_the_wider_one_that_it_is_like(knowledge: Session) -> None:
    way = field.transition(knowledge, origin="lawyer", target="data_analyst")
    assert way
    assert (way.origin, way.described_origin) == ("lawyer", "no_tech_background")


def test_a_specialism_is_reached_by_the_way_to_its_role(knowledge: Session) -> None:
    way = field.transition(knowledge, origin="data_scientist", target="llm_engineer")
    assert way
    assert (way.target, way.described_target) == ("llm_engineer", "ai_engineer")


def test_nobody_is_led_from_a_role_to_itself(knowledge: Session) -> None:
    for role in roles.roles(knowledge):
        assert field.transition(knowledge, origin=role.id, target=role.id) is None
        assert role.id not in field.transitions_from(knowledge, origin=role.id)


def test_a_pair_without_a_way_is_reached_with_a_stop_between(knowledge: Session) -> None:
    route = ways.route(knowledge, origin="teacher", target="data_engineer")
    assert route
    assert route.stops == ("teacher", "data_analyst", "data_engineer")
    assert (route.months_from, route.months_to) == (11, 19)  # 5 to 9 and 6 to 10 months


def test_every_role_is_reached_from_every_other_role_and_from_professions(knowledge: Session) -> None:
    ids = [role.id for role in roles.roles(knowledge)]
    lost = [
        (origin, target)
        for origin in (*ids, *PROFESSIONS)
        for target in ids
        if origin != target and not ways.route(knowledge, origin=origin, target=target)
    ]
    assert not lost


@pytest.mark.parametrize(
    ("words", "months"),
    [("3 to 6 months", (3, 6)), ("2 to 4 years", (24, 48)), ("1 month", (1, 1)), ("a few weeks", (1, 2))],
)
def test_months_are_read_from_words(words: str, months: tuple[int, int]) -> None:
    assert months_of(words) == months


@pytest.mark.parametrize(
    ("words", "difficulty"),
    [
        ("4 to 6 months", "short"),
        ("6 to 12 months", "medium"),
        ("9 to 13 months", "long"),
        ("2 years", "long"),
    ],
)
def test_a_way_is_as_hard_as_the_most_that_it_takes(words: str, difficulty: str) -> None:
    assert difficulty_of(words) == difficulty
