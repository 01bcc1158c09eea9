"""What a conversation's store holds: read back after a reload, asked whether a message was answered, erased.

Rasa's own way to read a conversation rebuilds its whole state. Here only the messages are wanted, so an
SQL store is asked for just these rows; every other kind of store is read through Rasa.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Set, TypeVar

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from sqlalchemy import Column, Float, String, column, create_engine, delete, insert, inspect, select, table
from sqlalchemy.engine import Connection, Engine

from web.refusals import Refusal
from web.sqlite_file import empty_log

#: Turns that are read back at once; each page says where the one before it is.
TURNS = 20
#: Thumbs that are looked for behind an older page.
_MOST_THUMBS = 200

Event = Mapping[str, Any]
Result = TypeVar("Result")
_SHOWN = (UserUttered.type_name, BotUttered.type_name, SessionStarted.type_name)
_Row = SQLTrackerStore.SQLEvent
#: Where the action server stores feedback; it lies in the database of conversations.
_feedback = table("feedback", column("conversation_id"))


class _Ended(SQLTrackerStore.Base):
    """A conversation that was erased, by the hash of its id: who holds its token may not go on in it."""

    __tablename__ = "ended_sessions"
    name = Column(String(64), primary_key=True)
    ended_at = Column(Float(53), nullable=False)


#: Those of stores that keep nothing on disk, as long as the process lives.
_ended_here: Set[str] = set()


@dataclass(frozen=True)
class Page:
    """Some turns of a conversation, oldest first.

    ``thumbs`` are messages with a rating that came after the page. ``earlier`` is the id of the message
    before which older turns stand, or ``None``.
    """

    events: List[Event]
    thumbs: List[Event]
    earlier: Optional[str]


class History:
    """The stored events of conversations.

    :param store: Rasa's tracker store; its wrapper that turns errors into empty conversations is taken off
    :param tracker_db_url: the database with the feedback, when the store itself is not an SQL database
    """

    def __init__(self, store: TrackerStore, tracker_db_url: str) -> None:
        self._store: TrackerStore = getattr(store, "_tracker_store", store)
        self._tracker_db_url = tracker_db_url

    async def page(
        self, conversation_id: str, before: Optional[str], show: Callable[[Page], Result]
    ) -> Optional[Result]:
        """Return what ``show`` makes of a page, in the thread that reads it; ``None`` without such a page.

        :param before: the id of the message before which the page ends; by default it ends with the newest
        """
        if isinstance(self._store, SQLTrackerStore):
            store = self._store

            def read() -> Optional[Result]:
                page = _select_page(store, conversation_id, before)
                return None if page is None else show(page)

            return await self._run(read)
        events = [one for one in await self._all_events(conversation_id) if one["event"] in _SHOWN]
        cut = _cut(events, before)
        return None if cut is None else show(cut)

    async def has_ended(self, conversation_id: str) -> bool:
        """Return whether a conversation was erased, so that nobody goes on in it."""
        if isinstance(self._store, SQLTrackerStore):
            return await self._run(_is_marked, self._store, conversation_id)
        return _name(conversation_id) in _ended_here

    async def answers_to(self, conversation_id: str, message_id: str) -> Optional[List[Event]]:
        """Return the stored answers to a message, or ``None`` when that message is not stored."""
        if isinstance(self._store, SQLTrackerStore):
            return await self._run(self._select_answers, self._store, conversation_id, message_id)
        return _answers(await self._all_events(conversation_id), message_id)

    async def erase(self, conversation_id: str) -> None:
        """Erase a conversation and its feedback from the store, and end it.

        :raises Refusal: when the kind of store cannot erase
        """
        if isinstance(self._store, SQLTrackerStore):
            await self._run(erase_rows, self._store.engine, conversation_id, True)
            if forget := getattr(self._store, "forget", None):
                forget(conversation_id)
        elif isinstance(self._store, InMemoryTrackerStore):
            self._store.store.pop(conversation_id, None)
            _ended_here.add(_name(conversation_id))
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
    def _select_answers(
        store: SQLTrackerStore, conversation_id: str, message_id: str
    ) -> Optional[List[Event]]:
        mine = _Row.sender_id == conversation_id
        with store.session_scope() as session:
            position = session.scalar(_asked(conversation_id, message_id, newest=True))
            if position is None:
                return None
            since = select(_Row.data).where(mine, _Row.id >= position, _Row.type_name.in_(_SHOWN))
            events = [json.loads(data) for data in session.scalars(since.order_by(_Row.id))]
        return _answers(events, message_id)

    def _erase_feedback(self, conversation_id: str) -> None:
        engine = create_engine(self._tracker_db_url, future=True)
        try:
            erase_rows(engine, conversation_id, False)
        finally:
            engine.dispose()


def erase_rows(engine: Engine, conversation_id: str, with_events: bool) -> None:
    """Erase a conversation with its feedback from a database, end it, and clear what a file still holds.

    :param with_events: whether the database holds the conversation itself
    """
    with engine.begin() as connection:
        if with_events:
            connection.execute(delete(_Row).where(_Row.sender_id == conversation_id))
            connection.execute(delete(_Ended).where(_Ended.name == _name(conversation_id)))
            connection.execute(insert(_Ended).values(name=_name(conversation_id), ended_at=time.time()))
        if _has_feedback(connection):
            connection.execute(delete(_feedback).where(_feedback.c.conversation_id == conversation_id))
    empty_log(engine)


def _name(conversation_id: str) -> str:
    """Return the name of a conversation that has ended; its id is random, so nobody tells it from this."""
    return hashlib.sha256(conversation_id.encode("utf-8", "replace")).hexdigest()


def _is_marked(store: SQLTrackerStore, conversation_id: str) -> bool:
    with store.session_scope() as session:
        return session.scalar(select(_Ended.name).where(_Ended.name == _name(conversation_id))) is not None


def _asked(conversation_id: str, message_id: str, newest: bool) -> Any:
    """Return the statement that finds the row of a message."""
    marked = _Row.data.contains(f'"message_id": {json.dumps(message_id)}', autoescape=True)
    found = select(_Row.id).where(
        _Row.sender_id == conversation_id, _Row.type_name == UserUttered.type_name, marked
    )
    return found.order_by(_Row.id.desc() if newest else _Row.id).limit(1)


def _select_page(store: SQLTrackerStore, conversation_id: str, before: Optional[str]) -> Optional[Page]:
    """Return a page, or ``None`` when the message before which it would end is not there."""
    mine = [_Row.sender_id == conversation_id]
    with store.session_scope() as session:
        end: Optional[int] = None
        if before is not None:
            end = session.scalar(_asked(conversation_id, before, newest=False))
            if end is None:
                return None
            mine.append(_Row.id < end)
        turns = select(_Row.id).where(*mine, _Row.type_name == UserUttered.type_name)
        places = list(session.scalars(turns.order_by(_Row.id.desc()).limit(TURNS + 1)))
        shown = select(_Row.data).where(*mine, _Row.type_name.in_(_SHOWN)).order_by(_Row.id)
        if len(places) > TURNS:
            shown = shown.where(_Row.id >= places[TURNS - 1])
        events: List[Event] = [json.loads(data) for data in session.scalars(shown)]
        thumbs: List[Event] = []
        if end is not None:
            rated = select(_Row.data).where(
                _Row.sender_id == conversation_id,
                _Row.id >= end,
                _Row.type_name == UserUttered.type_name,
                _Row.data.contains('"feedback": {', autoescape=True),
            )
            thumbs = [json.loads(data) for data in session.scalars(rated.limit(_MOST_THUMBS))]
    return Page(events, thumbs, _first_message(events) if len(places) > TURNS else None)


def _cut(events: List[Event], before: Optional[str]) -> Optional[Page]:
    """Return a page of all events that are shown, as :func:`_select_page` finds it in a database."""
    said = [place for place, event in enumerate(events) if event["event"] == UserUttered.type_name]
    end = len(events)
    if before is not None:
        named = [place for place in said if events[place].get("message_id") == before]
        if not named:
            return None
        end = named[0]
    turns = [place for place in said if place < end]
    start = turns[-TURNS] if len(turns) > TURNS else 0
    page = events[start:end]
    thumbs = [events[place] for place in said if place >= end]
    return Page(page, thumbs, _first_message(page) if len(turns) > TURNS else None)


def _first_message(events: List[Event]) -> str:
    return str(next(event["message_id"] for event in events if event["event"] == UserUttered.type_name))


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
