"""Ids that an edit of the catalog has removed, in memories and old buttons, are never a failure."""

from __future__ import annotations

import pytest

from actions.memory import Memory
from actions.topics import TOPICS
from tests.actions.helpers import answer, asked


@pytest.mark.parametrize("topic", sorted(TOPICS))
@pytest.mark.usefixtures("shipped_knowledge")
def test_a_role_or_tool_that_is_gone_gets_an_answer_in_every_topic(topic: str) -> None:
    intent = TOPICS[topic].intent
    remembered = Memory(topic=topic, roles=("gone_role",), recent_roles=("gone_role",), tools=("gone_tool",))

    for question in (
        asked(intent, role="gone_role"),
        asked(intent, role=["ml_engineer", "gone_role"]),
        asked(intent, tool="gone_tool", role="ml_engineer"),
        asked("follow_up", "tell me more"),
    ):
        given, _ = answer(question, remembered)
        assert given.lead


@pytest.mark.usefixtures("shipped_knowledge")
def test_a_role_that_is_gone_is_named_as_one_that_is_not_known() -> None:
    given, _ = answer(asked("ask_salary", role="quantum_engineer"))

    assert "quantum engineer" in given.text()
