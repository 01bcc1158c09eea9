"""What a message asks, given what the conversation remembers."""

from __future__ import annotations

import pytest

from actions.conversation import resolve
from actions.memory import Memory
from tests.actions.helpers import asked

AFTER_PAY = Memory(topic="salary", roles=("ml_engineer",), recent_roles=("ml_engineer",))
IN_NEW_YORK = Memory(
    topic="salary", roles=("ml_engineer",), recent_roles=("ml_engineer",), locations=("new_york",)
)
AFTER_COMPARING = Memory(
    topic="role_difference",
    roles=("ai_engineer", "ml_engineer"),
    recent_roles=("ai_engineer", "ml_engineer"),
)


def test_a_place_alone_keeps_topic_and_role() -> None:
    found = resolve(asked("follow_up", "and in germany?", location="germany"), AFTER_PAY)
    assert found
    assert (found.topic, found.roles, found.locations) == ("salary", ("ml_engineer",), ("germany",))


def test_a_role_alone_keeps_topic_and_place() -> None:
    found = resolve(asked("follow_up", "what about data scientist", role="data_scientist"), IN_NEW_YORK)
    assert found
    assert (found.topic, found.roles, found.locations) == ("salary", ("data_scientist",), ("new_york",))


@pytest.mark.parametrize("intent", ["ask_career_ladder", "follow_up"])
def test_the_levels_of_a_way_are_those_of_the_role_that_it_leads_to(intent: str) -> None:
    after = Memory(topic="transition", roles=("data_analyst", "ml_engineer"))
    found = resolve(asked(intent, "what comes after senior on that path", level="senior"), after)
    assert found
    assert (found.topic, found.roles) == ("career_ladder", ("ml_engineer",))


def test_a_question_that_names_its_own_role_drops_the_place() -> None:
    question = asked("ask_salary", "what does a data analyst earn", role="data_analyst")
    found = resolve(question, IN_NEW_YORK)
    assert found
    assert found.locations == ()


def test_a_question_without_a_role_takes_the_one_at_hand() -> None:
    found = resolve(asked("ask_skills", "which skills do I need"), AFTER_PAY)
    assert found
    assert (found.topic, found.roles) == ("skills", ("ml_engineer",))


def test_which_pays_more_after_a_comparison_compares_the_same_two() -> None:
    found = resolve(asked("compare_salaries", "which pays more?"), AFTER_COMPARING)
    assert found
    assert found.roles == ("ai_engineer", "ml_engineer")


def test_which_pays_more_after_two_single_roles_compares_these() -> None:
    memory = Memory(topic="salary", roles=("data_scientist",), recent_roles=("data_scientist", "ml_engineer"))
    found = resolve(asked("compare_salaries", "which pays more?"), memory)
    assert found
    assert found.roles == ("data_scientist", "ml_engineer")


def test_the_other_one_is_the_role_that_is_not_at_hand() -> None:
    memory = Memory(topic="skills", roles=("ai_engineer",), recent_roles=("ai_engineer", "ml_engineer"))
    found = resolve(asked("follow_up", "and the other one?"), memory)
    assert found
    assert (found.topic, found.roles) == ("skills", ("ml_engineer",))


def test_a_third_role_joins_a_comparison() -> None:
    found = resolve(asked("follow_up", "and data scientist?", role="data_scientist"), AFTER_COMPARING)
    assert found
    assert found.roles == ("ai_engineer", "ml_engineer", "data_scientist")


def test_a_topic_that_waited_for_a_role_is_taken_up() -> None:
    waiting = Memory(topic="skills", roles=("ai_engineer",), pending_topic="certifications")
    found = resolve(asked("ask_role_definition", "ml engineer", role="ml_engineer"), waiting)
    assert found
    assert (found.topic, found.roles) == ("certifications", ("ml_engineer",))


@pytest.mark.parametrize("text", ["those skills", "and the skills?"])
def test_a_follow_up_may_name_another_topic(text: str) -> None:
    found = resolve(asked("follow_up", text), AFTER_PAY)
    assert found
    assert (found.topic, found.roles) == ("skills", ("ml_engineer",))


def test_tell_me_more_asks_for_more_of_the_same() -> None:
    found = resolve(asked("follow_up", "tell me more"), AFTER_PAY)
    assert found
    assert found.more
    assert found.topic == "salary"


def test_a_follow_up_on_nothing_has_no_topic() -> None:
    assert resolve(asked("follow_up", "tell me more"), Memory()) is None


@pytest.mark.parametrize(
    ("entities", "origin", "target"),
    [
        (
            [("role", "data_analyst", "origin"), ("role", "ml_engineer", "target")],
            "data_analyst",
            "ml_engineer",
        ),
        (
            [("role", "ml_engineer", "target"), ("role", "data_analyst", "origin")],
            "data_analyst",
            "ml_engineer",
        ),
        (
            [("background", "web_developer", None), ("role", "ai_engineer", None)],
            "web_developer",
            "ai_engineer",
        ),
        ([("role", "data_analyst", None), ("role", "ml_engineer", None)], "data_analyst", "ml_engineer"),
    ],
)
def test_a_transition_knows_where_it_begins_and_ends(
    entities: list[tuple[str, str, str]], origin: str, target: str
) -> None:
    question = {
        "intent": "ask_transition",
        "text": "can I make the move to this other kind of work",
        "entities": [
            {"entity": kind, "value": value, **({"role": part} if part else {})}
            for kind, value, part in entities
        ],
    }
    found = resolve(question, Memory())
    assert found
    assert (found.origin, found.target) == (origin, target)


def test_more_on_the_same_role_does_not_show_a_topic_twice() -> None:
    first = resolve(asked("ask_skills", "skills", role="ml_engineer"), Memory())
    assert first
    memory = Memory().after(first)
    again = resolve(asked("ask_tools", "tools?"), memory)
    assert again
    assert memory.after(again).shown == ("skills", "tools")


def test_memory_survives_the_slots() -> None:
    class Slots:
        def __init__(self, values: dict[str, object]) -> None:
            self.values = values

        def get_slot(self, name: str) -> object:
            return self.values.get(name)

    assert Memory.of(Slots(IN_NEW_YORK.slots())) == IN_NEW_YORK  # type: ignore[arg-type]
