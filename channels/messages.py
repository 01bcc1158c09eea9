"""Messages in the form in which the widget receives them, fresh or read back from the store.

An answer:  ``{"id", "from": "bot", "at", "text", "card", "progress", "suggestions": [{"title", "token"}],
"feedback"}``
A question: ``{"id", "from": "person", "at", "text"}``
A divider:  ``{"id", "from": "divider", "at"}``, where a new session begins.

``at`` is in seconds since 1970. ``progress`` is ``null`` or, of a form's question, ``{"step", "of"}``.
``feedback`` is ``null`` or ``{"helpful": token, "not_helpful": token, "given": rating or null, "thanks":
text or null}``.
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional

from channels.forms import progress_of
from channels.history import Event, said
from channels.sessions import Sessions

RATINGS = ("helpful", "not_helpful")
RESTART = "/restart"
Wire = Dict[str, Any]


def answer(
    sessions: Sessions, conversation_id: str, message: Mapping[str, Any], message_id: str, at: float
) -> Wire:
    """Return an answer; ``message`` is what Rasa hands to a channel."""
    card = message.get("card")
    return {
        "id": message_id,
        "from": "bot",
        "at": at,
        "text": message.get("text") or "",
        "card": card if isinstance(card, dict) else None,
        "progress": progress_of(message),
        "suggestions": suggestions(sessions, conversation_id, message.get("buttons") or []),
        "feedback": _thumbs(sessions, conversation_id, card, message_id),
    }


def suggestions(
    sessions: Sessions, conversation_id: str, buttons: Iterable[Mapping[str, Any]]
) -> List[Dict[str, str]]:
    """Return buttons with their payloads signed, so that a client can send them but not make them."""
    return [
        {"title": title, "token": sessions.sign(conversation_id, str(button["payload"]), title)}
        for button in buttons
        if button.get("payload") and (title := str(button.get("title") or ""))
    ]


def starters(
    sessions: Sessions, conversation_id: str, buttons: Iterable[Mapping[str, Any]]
) -> List[Dict[str, str]]:
    """Return the suggestions of the greeting, each with its ``topic`` (``salary``), by which it is drawn."""
    return [
        {**signed, "topic": _topic(str(button["payload"]))}
        for button in buttons
        for signed in suggestions(sessions, conversation_id, [button])
    ]


def _topic(payload: str) -> str:
    return payload.partition("{")[0].lstrip("/").removeprefix("ask_")


def _thumbs(sessions: Sessions, conversation_id: str, card: Any, message_id: str) -> Optional[Wire]:
    if not isinstance(card, dict) or not card.get("feedback"):
        return None
    return {
        **{
            rating: sessions.sign(
                conversation_id,
                f'/give_feedback{{"rating": "{rating}"}}',
                rating,
                {"about": message_id, "rating": rating, "topic": card["feedback"]["topic"]},
            )
            for rating in RATINGS
        },
        "given": None,
        "thanks": None,
    }


def transcript(
    sessions: Sessions, conversation_id: str, events: Iterable[Event], thumbs: Iterable[Event] = ()
) -> List[Wire]:
    """Return a stored conversation, or a page of it, as it was seen.

    A thumb that was pressed is shown on its answer and not as a message. A message that was asked again
    because its first answer failed is shown once.

    :param thumbs: messages with a rating that came later
    """
    shown: Dict[str, Wire] = {}
    asked: Optional[Event] = None
    number = 0
    spoken = False  # whether the person has said anything since the last divider
    for event in events:
        kind = event["event"]
        begins_anew = kind == "session_started" or (kind == "user" and event.get("text") == RESTART)
        if begins_anew and spoken:
            divider = {"id": f"divider-{event['timestamp']}", "from": "divider", "at": event["timestamp"]}
            shown[divider["id"]] = divider
            spoken = False
        if kind == "user":
            asked, number = event, 0
            if _feedback_of(event) is None and not begins_anew:
                question = _question(event)
                shown.pop(question["id"], None)
                shown[question["id"]] = question
                spoken = True
        elif kind == "bot" and asked is not None:
            number += 1
            _show_answer(sessions, conversation_id, shown, asked, event, number)
    for thumb in thumbs:
        feedback = _feedback_of(thumb) or {}
        about = shown.get(feedback.get("about", ""))
        if about and about.get("feedback"):
            about["feedback"]["given"] = feedback["rating"]
    return list(shown.values())


def _show_answer(
    sessions: Sessions,
    conversation_id: str,
    shown: Dict[str, Wire],
    asked: Event,
    event: Event,
    number: int,
) -> None:
    feedback = _feedback_of(asked)
    if feedback is None:
        message_id = answer_id(str(asked["message_id"]), number)
        shown[message_id] = answer(sessions, conversation_id, said(event), message_id, event["timestamp"])
        return
    about = shown.get(feedback["about"])
    if about and about.get("feedback"):
        about["feedback"].update(given=feedback["rating"], thanks=event.get("text"))


def answer_id(message_id: str, number: int) -> str:
    """Return the id of the ``number``-th answer to a message, the same when it is read back."""
    return f"{message_id}.{number}"


def _question(event: Event) -> Wire:
    metadata = event.get("metadata") or {}
    return {
        "id": str(event["message_id"]),
        "from": "person",
        "at": event["timestamp"],
        "text": metadata.get("shown") or event.get("text") or "",
    }


def _feedback_of(event: Event) -> Optional[Dict[str, str]]:
    feedback = (event.get("metadata") or {}).get("feedback")
    return feedback if isinstance(feedback, dict) else None
