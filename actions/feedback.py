"""What people think of an answer: stored with the question that it was about."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import feedback_store, names
from actions.topics import topic_of
from actions.wording import say
from knowledge.errors import KnowledgeUnavailable

log = structlog.get_logger(__name__)


class ActionFeedback(Action):
    """Thanks for feedback and stores it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_give_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Store a thumb or a sentence such as "that's wrong" beside the question that it is about.

        A thumb may name its answer, ``about`` which it is, and the ``topic`` of that answer: one message may
        have several answers, and may have been forgotten meanwhile.
        """
        rating = read_rating(tracker)
        thumb = _thumb(tracker)
        question = question_before(tracker)
        if question is None and not thumb.get("topic"):
            dispatcher.utter_message(text=say("feedback_on_nothing"))
            return []
        text = str(tracker.latest_message.get("text") or "")
        entry = feedback_store.Feedback(
            conversation_id=tracker.sender_id,
            topic=str(thumb.get("topic") or _topic_of(question or {}, tracker)),
            question=str((question or {}).get("text") or ""),
            rating=rating,
            comment="" if text.startswith("/") else text,
        )
        try:
            await asyncio.to_thread(feedback_store.store, entry)
        except KnowledgeUnavailable as error:
            log.warning("feedback.unavailable", reason=type(error).__name__)
            dispatcher.utter_message(text=say("unavailable"))
            return []
        dispatcher.utter_message(text=say(f"feedback_{rating}", turn=len(tracker.events)))
        return []


def read_rating(tracker: Tracker) -> str:
    """Return ``helpful`` or ``not_helpful``: what a button says, else what the words of the message say."""
    for entity in tracker.latest_message.get("entities") or []:
        if entity.get("entity") == names.RATING and entity["value"] in ("helpful", "not_helpful"):
            return str(entity["value"])
    text = str(tracker.latest_message.get("text") or "").lower()
    unhappy = say("unhappy_words").split()
    return "not_helpful" if any(word in text for word in unhappy) else "helpful"


def calls_wrong(tracker: Tracker) -> bool:
    """Return whether a no calls the answer before it wrong."""
    text = str(tracker.latest_message.get("text") or "").lower()
    return any(word in text.split() for word in say("wrong_words").split())


def question_before(tracker: Tracker) -> Optional[dict[str, Any]]:
    """Return the message that feedback is about: the one that a thumb names, else the last question."""
    asked = [
        event
        for event in tracker.events
        if event.get("event") == "user" and _intent_of(event) not in _NO_QUESTION
    ]
    thumb = _thumb(tracker)
    about = thumb.get("about")
    if isinstance(about, str):
        message_id = about.rpartition(".")[0]
        for event in reversed(asked):
            if event.get("message_id") == message_id:
                return dict(event)
    if thumb.get("topic"):  # its message is forgotten: better none than another one
        return None
    return dict(asked[-1]) if asked else None


def _thumb(tracker: Tracker) -> dict[str, Any]:
    return (tracker.latest_message.get("metadata") or {}).get("feedback") or {}


def _topic_of(question: dict[str, Any], tracker: Tracker) -> str:
    intent = _intent_of(question) or ""
    return topic_of(intent) if intent != "follow_up" else str(tracker.get_slot(names.TOPIC) or "")


def _intent_of(event: dict[str, Any]) -> Optional[str]:
    intent = (event.get("parse_data") or {}).get("intent") or {}
    return intent.get("name")


_NO_QUESTION = frozenset({"give_feedback", "thank", "greet", "goodbye", "affirm", "deny", None})
