"""What a conversation's store holds: read back after a reload, asked whether a message was answered, erased.

Rasa's own way to read a conversation rebuilds its whole state. Here only the messages are wanted, so an
SQL store is asked for just these rows; every other kind of store is read through Rasa.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, TypeVar

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from sqlalchemy import column, create_engine, delete, inspect, select, table
from sqlalchemy.engine import Connection, Engine

from channels.refusals import Refusal

#: The newest stored events that are read back. A person who scrolls up further than this is rare.
MOST_EVENTS = 600

Event = Mapping[str, Any]
Result = TypeVar("Result")
_SHOWN = (UserUttered.type_name, BotUttered.type_name, SessionStarted.type_name)
_Row = SQLTrackerStore.SQLEvent
#: Where the action server stores feedback; it lies in the database of conversations.
_feedback = table("feedback", column("conversation_id"))


class History:
    """The stored events of conversations.

    :param store: Rasa's tracker store; its wrapper that turns errors into empty conversations is taken off
    :param tracker_db_url: the database with the feedback, when the store itself is not an SQL database
    """

    def __init__(self, store: TrackerStore, tracker_db_url: str) -> None:
        self._store: TrackerStore = getattr(store, "_tracker_store", store)
        self._tracker_db_url = tracker_db_url

    async def events(self, conversation_id: str) -> List[Event]:
        """Return the messages and the beginnings of sessions, oldest first, at most :data:`MOST_EVENTS`."""
        if isinstance(self._store, SQLTrackerStore):
            return await self._run(self._select_events, self._store, conversation_id)
        return [event for event in await self._all_events(conversation_id) if event["event"] in _SHOWN][
            -MOST_EVENTS:
        ]

    async def answers_to(self, conversation_id: str, message_id: str) -> Optional[List[Event]]:
        """Return the stored answers to a message, or ``None`` when that message is not stored."""
        if isinstance(self._store, SQLTrackerStore):
            return await self._run(self._select_answers, self._store, conversation_id, message_id)
        return _answers(await self._all_events(conversation_id), message_id)

    async def erase(self, conversation_id: str) -> None:
        """Erase a conversation and its feedback from the store.

        :raises Refusal: when the kind of store cannot erase
        """
        if isinstance(self._store, SQLTrackerStore):
            await self._run(_erase_rows, self._store.engine, conversation_id, True)
        elif isinstance(self._store, InMemoryTrackerStore):
            self._store.store.pop(conversation_id, None)
            await asyncio.to_thread(self._erase_feedback, conversation_id)
        else:
            raise Refusal(501, "erase_unsupported", "This server's store of conversations cannot erase.")

    async def _run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do work on the database in a thread: one of the store's own, where it has some.

        Those wait for the database alone. When it stalls, whatever else needs a thread still gets one.
        """
        run = getattr(self._store, "run", None)
        if run is None:
            return await asyncio.to_thread(work, *arguments)
        done: Result = await run(lambda: work(*arguments))
        return done

    async def _all_events(self, conversation_id: str) -> List[Event]:
        tracker = await self._store.retrieve_full_tracker(conversation_id)
        return [event.as_dict() for event in tracker.events] if tracker else []

    @staticmethod
    def _select_events(store: SQLTrackerStore, conversation_id: str) -> List[Event]:
        newest = (
            select(_Row.data)
            .where(_Row.sender_id == conversation_id, _Row.type_name.in_(_SHOWN))
            .order_by(_Row.id.desc())
            .limit(MOST_EVENTS)
        )
        with store.session_scope() as session:
            return [json.loads(data) for data in session.scalars(newest)][::-1]

    @staticmethod
    def _select_answers(
        store: SQLTrackerStore, conversation_id: str, message_id: str
    ) -> Optional[List[Event]]:
        mine = _Row.sender_id == conversation_id
        marked = _Row.data.contains(f'"message_id": {json.dumps(message_id)}', autoescape=True)
        asked = (
            select(_Row.id)
            .where(mine, _Row.type_name == UserUttered.type_name, marked)
            .order_by(_Row.id.desc())
            .limit(1)
        )
        with store.session_scope() as session:
            position = session.scalar(asked)
            if position is None:
                return None
            since = select(_Row.data).where(mine, _Row.id >= position, _Row.type_name.in_(_SHOWN))
            events = [json.loads(data) for data in session.scalars(since.order_by(_Row.id))]
        return _answers(events, message_id)

    def _erase_feedback(self, conversation_id: str) -> None:
        engine = create_engine(self._tracker_db_url, future=True)
        try:
            _erase_rows(engine, conversation_id, False)
        finally:
            engine.dispose()


def _erase_rows(engine: Engine, conversation_id: str, with_events: bool) -> None:
    with engine.begin() as connection:
        if with_events:
            connection.execute(delete(_Row).where(_Row.sender_id == conversation_id))
        if _has_feedback(connection):
            connection.execute(delete(_feedback).where(_feedback.c.conversation_id == conversation_id))


def _has_feedback(connection: Connection) -> bool:
    """Whether anybody has given feedback yet: the table is made with the first."""
    return bool(inspect(connection).has_table(_feedback.name))


def _answers(events: Sequence[Event], message_id: str) -> Optional[List[Event]]:
    """Return what the bot said between the newest message of this id and the next message."""
    answers: Optional[List[Event]] = None
    for event in events:
        if event["event"] == UserUttered.type_name:
            if event.get("message_id") == message_id:
                answers = []
            elif answers is not None:
                break
        elif event["event"] == BotUttered.type_name and answers is not None:
            answers.append(event)
    return answers


def said(event: Event) -> Dict[str, Any]:
    """Return a stored answer in the form in which Rasa hands a fresh one to a channel."""
    return {**(event.get("data") or {}), "text": event.get("text"), **(event.get("metadata") or {})}
