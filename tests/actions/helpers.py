"""Short ways to put a question to the actions without a running Rasa."""

from __future__ import annotations

from typing import Any, Optional, Sequence, Union

from rasa_sdk import Tracker

from actions import names
from actions.answer import Answer
from actions.memory import Memory
from actions.message import questions_in
from actions.question import Question
from actions.respond import answer_all

Values = Union[str, Sequence[str]]
#: Keys of a question's reading that are no entities.
_READING = (
    "shape",
    "criterion",
    "aspects",
    "aspect_words",
    "says",
    "left",
    "refers",
    "about_answer",
    "topic_word",
    "bare",
    "feeling",
    "notes",
    "fields_of_work",
    "told",
    "tastes",
    "states",
    "text",
    "wants",
)


def asked(intent: str, text: str = "", **read: Any) -> Question:
    """Return a question as the understanding hands it over.

    :param read: entities, as ``role="ml_engineer"`` or a list of ids, and keys of the reading, as
        ``shape="yes_no"``; an entity may also be a mapping with ``value`` and what else is known of it
    """
    entities = []
    for kind, values in read.items():
        if kind in _READING or kind == "person":
            continue
        for value in values if isinstance(values, list) else [values]:
            entities.append({"entity": kind, **(value if isinstance(value, dict) else {"value": value})})
    for one in entities:
        if one["entity"] == "unknown_role":
            one.setdefault("words", one["value"])
    reading = {key: value for key, value in read.items() if key in _READING}
    message = {
        "questions": [{"intent": intent, "text": text, "entities": entities, **reading}],
        "person": read.get("person"),
    }
    return questions_in(message)[0]


def answer(question: Question, memory: Optional[Memory] = None) -> tuple[Answer, Memory]:
    """Return the one answer to a question, and the memory after it."""
    answers, after = answer_all([question], memory or Memory())
    assert len(answers) == 1
    return answers[0], after


def tracker(
    text: str,
    intent: str,
    *,
    slots: Optional[dict[str, Any]] = None,
    events: Sequence[dict[str, Any]] = (),
    loop: Optional[str] = None,
    **message: Any,
) -> Tracker:
    """Return a conversation whose latest message is this one."""
    latest = {"text": text, "intent": {"name": intent}, "entities": [], **message}
    return Tracker(
        sender_id="somebody",
        slots={names.MISSES: 0, **(slots or {})},
        latest_message=latest,
        events=[*events, {"event": "user", "text": text, "parse_data": latest}],
        paused=False,
        followup_action=None,
        active_loop={"name": loop} if loop else {},
        latest_action_name="action_listen",
    )


def put(text: str, intent: str = "ask_salary", **named: Any) -> Answer:
    return answer(asked(intent, text, **named))[0]


def amount(
    words: str, number: float, currency: str | None = None, unit: str | None = None
) -> list[dict[str, Any]]:
    value = {"number": number, "currency": currency, "unit": unit}
    return [{"kind": "amount", "words": words, "value": value}]
