"""What must hold of every conversation, checked against what is shown and what is stored at the end."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Tuple

from sqlalchemy import create_engine, text

from faults.people import MOST_SECONDS, Message, Talk

Event = Mapping[str, Any]


@dataclass(frozen=True)
class Breach:
    """A rule that a message broke: ``lost``, ``twice``, ``reordered`` or ``unclear``, and how."""

    rule: str
    message: Message
    how: str


def stored_events(database_url: str, conversations: Iterable[str]) -> Dict[str, List[Event]]:
    """Return the events of conversations as they are stored, oldest first."""
    wanted = set(conversations)
    found: Dict[str, List[Event]] = defaultdict(list)
    engine = create_engine(database_url, future=True)
    try:
        with engine.connect() as connection:
            for sender, data in connection.execute(text("SELECT sender_id, data FROM events ORDER BY id")):
                if sender in wanted:
                    found[sender].append(json.loads(data))
    finally:
        engine.dispose()
    return found


def check(talk: Talk, shown: Sequence[Mapping[str, Any]], events: Sequence[Event]) -> List[Breach]:
    """Return what is wrong with a conversation.

    :param shown: its messages as the channel gives them back
    :param events: its events in the store
    """
    return [
        *_unclear(talk),
        *_compared_with_store(talk, events),
        *_compared_with_shown(talk, shown),
    ]


def _unclear(talk: Talk) -> List[Breach]:
    found = [Breach("unclear", message, fault) for message in talk.messages for fault in message.faults]
    for message in talk.messages:
        if message.longest > MOST_SECONDS:
            found.append(Breach("unclear", message, f"took {message.longest:.0f} s"))
        if message.answers is not None and any(seen != message.answers[: len(seen)] for seen in message.seen):
            found.append(Breach("twice", message, "two different answers were seen"))
    return found


def _compared_with_store(talk: Talk, events: Sequence[Event]) -> List[Breach]:
    asked: List[str] = []
    answers: Dict[str, List[str]] = defaultdict(list)
    sessions = 0
    for event in events:
        if event["event"] == "user":
            asked.append(str(event["message_id"]))
        elif event["event"] == "bot" and asked:
            answers[asked[-1]].append(str(event["text"]))
        elif event["event"] == "session_started":
            sessions += 1
    found = []
    counted = Counter(asked)
    for message in talk.messages:
        if counted[message.id] > 1:
            found.append(Breach("twice", message, "stored more than once"))
        elif message.answers is not None and message.id not in counted:
            found.append(Breach("lost", message, "acknowledged, not stored"))
        elif message.answers is not None and answers[message.id] != message.answers:
            found.append(Breach("lost", message, "other answers are stored than were given"))
    if talk.messages and sessions > 1:
        found.append(Breach("lost", talk.messages[0], "the conversation forgot what it was about"))
    return found + _order(talk, [one for one in asked if one in {message.id for message in talk.messages}])


def _compared_with_shown(talk: Talk, shown: Sequence[Mapping[str, Any]]) -> List[Breach]:
    asked = [str(message["id"]) for message in shown if message["from"] == "person"]
    found = [
        Breach("lost", message, "acknowledged, not shown")
        for message in talk.messages
        if message.answers is not None and message.id not in asked
    ]
    return found + _order(talk, asked)


def _order(talk: Talk, asked: Sequence[str]) -> List[Breach]:
    """Return the messages that stand before one that was sent earlier."""
    sent = {message.id: place for place, message in enumerate(talk.messages)}
    places: List[Tuple[int, str]] = [(sent[one], one) for one in asked if one in sent]
    found, latest = [], -1
    for place, _ in places:
        if place < latest:
            found.append(Breach("reordered", talk.messages[place], "stands after one that was sent later"))
        latest = max(latest, place)
    return found
