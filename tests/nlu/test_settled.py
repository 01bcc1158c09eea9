"""A short message is small talk or refused only if it says nothing of the talk."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.asked.reading import complete
from nlu.asked.settled import settled_intent
from nlu.names.recogniser import Recogniser
from nlu.names_extractor import as_entity


def settled(recogniser: Recogniser, text: str, intent: str) -> str | None:
    entities = [as_entity(one, text) for one in recogniser.find(text)]
    question: dict[str, Any] = {
        "text": text,
        "start": 0,
        "end": len(text),
        "intent": intent,
        "confidence": 0.9,
        "entities": entities,
    }
    person = complete(text, [question], entities, frozenset())
    return settled_intent(question, person)


@pytest.mark.parametrize(
    ("text", "taken_for", "is_really"),
    [
        ("seems high", "affirm", "follow_up"),
        ("says who?", "nlu_fallback", "follow_up"),
        ("is that before tax?", "out_of_scope", "follow_up"),
        ("the second one", "give_feedback", "follow_up"),
        ("Hyderabad", "out_of_scope", "follow_up"),
        ("no, Vancouver", "deny", "follow_up"),
        ("sql?", "greet", "follow_up"),
        ("Ljubljana", "out_of_scope", "follow_up"),
        ("go back to the salary", "out_of_scope_career", "ask_salary"),
        ("certs?", "greet", "ask_certifications"),
        ("I'm a nurse in Ohio", "out_of_scope_career", "inform"),
        ("I'm 45", "out_of_scope", "inform"),
        ("no", "deny", None),
        ("hello there", "greet", None),
        ("dentist salary", "out_of_scope_career", None),
        ("what's the weather in Paris", "out_of_scope", None),
        ("and the second one?", "ask_salary", None),
    ],
)
def test_what_is_said_rules_out_small_talk_and_refusals(
    recogniser: Recogniser, text: str, taken_for: str, is_really: str | None
) -> None:
    assert settled(recogniser, text, taken_for) == is_really
