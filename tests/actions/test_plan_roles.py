"""A question that names several roles is answered for each, unless it compares or chooses among them."""

from __future__ import annotations

import pytest

from actions.memory import Memory
from actions.respond import answer_all
from tests.actions.helpers import asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def titles(intent: str, text: str, **said: object) -> list[str]:
    answers, _ = answer_all([asked(intent, text, role=["ml_engineer", "data_scientist"], **said)], Memory())
    return [one.title for one in answers]


@pytest.mark.parametrize("intent", ["ask_how_to_become", "ask_career_ladder", "ask_certifications"])
def test_what_is_asked_of_two_roles_is_answered_of_each(intent: str) -> None:
    found = titles(intent, "what should I focus on for MLE or DS?")

    assert len(found) == 2
    assert "ML engineer" in found[0]
    assert "data scientist" in found[1].lower()


def test_answers_of_two_roles_stand_under_their_titles_and_both_are_remembered() -> None:
    both = ["ml_engineer", "data_scientist"]
    answers, memory = answer_all([asked("ask_how_to_become", "how do I get there?", role=both)], Memory())

    assert all(one.heading for one in answers)
    assert list(memory.roles) == both


@pytest.mark.parametrize("intent", ["ask_role_difference", "compare_salaries", "ask_skills"])
def test_what_sets_roles_side_by_side_is_one_answer(intent: str) -> None:
    assert len(titles(intent, "how do they compare?")) == 1


@pytest.mark.parametrize("shape", ["which", "first", "criterion"])
def test_a_choice_among_roles_is_one_answer(shape: str) -> None:
    assert len(titles("ask_how_to_become", "which of them first?", shape=shape)) == 1
