"""Short ways to put a question to the actions without a running Rasa."""

from __future__ import annotations

from typing import Any, Optional, Sequence, Union

from rasa_sdk import Tracker

from actions import names
from actions.answer import Answer
from actions.dispatch import answer_all
from actions.memory import Memory

Values = Union[str, Sequence[str]]


def asked(intent: str, text: str = "", **entities: Values) -> dict[str, Any]:
    """Return a question as the understanding hands it over; ``role`` and the like as ids."""
    found = []
    for kind, values in entities.items():
        for value in [values] if isinstance(values, str) else values:
            at = text.lower().find(value.replace("_", " "))
            found.append({"entity": kind, "value": value, "start": at, "end": at + len(value)})
    return {"intent": intent, "text": text, "entities": found}


def answer(question: dict[str, Any], memory: Optional[Memory] = None) -> tuple[Answer, Memory]:
    """Return the one answer to a question, and the memory after it."""
    answers, after = answer_all([question], memory or Memory(), 0)
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
