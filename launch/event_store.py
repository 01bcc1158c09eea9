"""Conversations in an SQL database, read back no oftener and no further than a message needs.

Rasa's own SQL store reads a whole conversation back for each message, rebuilds its state event by event,
and reads it once more to find out what is new; on SQLite it also opens and closes the file each time. So
every message takes longer than the one before. The rows that this store writes and reads are the same.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, List, Optional, Set, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SessionStarted, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, create_engine, insert, select, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from knowledge.patience import connect_args
from launch.recent_turns import shortened
from launch.settings import read_settings
from web.sqlite_file import is_file, make_private, share

#: Conversations of which the state is kept between two messages. Each takes some 100 kB.
MOST_KEPT = 200
#: Connections to a database, each with a thread that waits for it, so that a server that stalls, or a file
#: that is locked, holds up nothing but conversations.
MOST_CONNECTIONS = 16
#: Channels that give a message that comes again its stored answer. Rows that say it was asked twice are
#: then somebody else's doing, and are refused.
ASKED_ONCE = frozenset({"website"})
#: Seconds that the database may take, where nothing else is said.
SECONDS = 5.0

Result = TypeVar("Result")
_Row = SQLTrackerStore.SQLEvent
_INSERT = insert(_Row.__table__)
_OF_SENDER = _Row.sender_id == bindparam("sender")
_NEWEST = select(_Row.id).where(_OF_SENDER).order_by(_Row.id.desc()).limit(bindparam("number"))
#: Until the transaction ends, no other one stores events of this conversation.
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:sender, 0))")
_SINCE = (
    select(_Row.id, _Row.timestamp, _Row.data).where(_OF_SENDER, _Row.id >= bindparam("id")).order_by(_Row.id)
)


@dataclass(frozen=True)
class _Stored:
    """How far a conversation has been stored.

    ``events`` counts the tracker's events that are no news to the store; the last stored event is known by
    its id and, since a database may give the id of an erased row anew, by its time.
    """

    events: int
    last: Optional[tuple[int, float]]


class EventStore(SQLTrackerStore):
    """Rasa's SQL store, with the state of the latest conversations kept and long ones shortened.

    A kept state is only used when the database still ends with the event that it ends with; what another
    process has added meanwhile is added to it. Whoever fetches a conversation takes its state out; storing
    puts it back in, so a message that fails half-way leaves nothing behind.

    Any number of processes may share a database. Locks keep them from working on one conversation at once,
    but locks can be lost, and a statement can reach the database long after its sender gave it up. So what
    is stored last decides: events go in only behind the event that they were made after.

    :param seconds: how long a database server may take for a statement
    """

    engine: Engine

    def __init__(self, domain: Optional[Domain] = None, seconds: float = SECONDS, **settings: Any) -> None:
        self._kept: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self.failed_at: Optional[float] = None  # when a message could not be stored, by time.monotonic
        super().__init__(domain=domain, **settings)
        opened = self.engine
        self._in_file = opened.dialect.name == "sqlite"
        self._threads: Optional[ThreadPoolExecutor] = None
        if not self._in_file or opened.url.database not in (None, "", ":memory:"):
            opened.dispose()
            self.engine = _engine(opened.url, self._in_file, seconds)
            self._threads = ThreadPoolExecutor(MOST_CONNECTIONS, thread_name_prefix="conversations")
            self.sessionmaker = sessionmaker(bind=self.engine)

    @property
    def domain(self) -> Domain:
        """Return the domain, whose slots a conversation has."""
        return self._domain

    @domain.setter
    def domain(self, domain: Optional[Domain]) -> None:
        self._domain = domain or Domain.empty()
        self._kept.clear()

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """Return a new conversation, of which nothing is stored."""
        tracker = super().init_tracker(sender_id)
        tracker.stored = _Stored(0, None)
        return tracker

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation since its latest session began, its older turns summed up; or ``None``."""
        kept = self._kept.pop(sender_id, None)
        return await self.run(lambda: self._read(sender_id, kept))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what a conversation has got new, and keep its state for the next message.

        :raises StaleDataError: when somebody else has stored events since this state was read
        """
        try:
            new = await self.run(lambda: self._write(tracker))
        except StaleDataError:
            raise
        except SQLAlchemyError:
            self.failed_at = time.monotonic()
            raise
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        if tracker.followup_action is None:  # else a message has ended early; what is stored decides
            self._kept[tracker.sender_id] = tracker
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do work on the database, without holding up what does not need it: a file can be locked too."""
        if self._threads is None:  # in memory, for tests: nobody else can hold it
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def forget(self, sender_id: str) -> None:
        """Drop the kept state of a conversation that is erased."""
        self._kept.pop(sender_id, None)

    def _read(self, sender_id: str, kept: Optional[DialogueStateTracker]) -> Optional[DialogueStateTracker]:
        if kept is not None and self._brought_up_to_date(kept):
            tracker = kept
        else:
            with self.session_scope() as session:
                rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
            if not rows:
                return None
            tracker = DialogueStateTracker.from_events(sender_id, _events(rows), self.domain.slots)
            tracker.stored = _Stored(len(tracker.events), (rows[-1].id, rows[-1].timestamp))
        if shortened(tracker, self.domain.slots):
            tracker.stored = _Stored(len(tracker.events), tracker.stored.last)
        return tracker

    def _brought_up_to_date(self, tracker: DialogueStateTracker) -> bool:
        """Add what is stored beyond a kept state, and return whether that is the state now."""
        stored: _Stored = tracker.stored
        if stored.last is None or stored.events != len(tracker.events):
            return False
        with self.engine.connect() as connection:
            rows = connection.execute(_SINCE, {"sender": tracker.sender_id, "id": stored.last[0]}).all()
        if not rows or (rows[0].id, rows[0].timestamp) != stored.last:
            return False  # it was erased
        added = _events(rows[1:])
        if any(isinstance(event, SessionStarted) for event in added):
            return False
        for event in added:
            tracker.update(event)
        tracker.stored = _Stored(len(tracker.events), (rows[-1].id, rows[-1].timestamp))
        return True

    def _write(self, tracker: DialogueStateTracker) -> List[Event]:
        """Store the new events in one transaction and return them."""
        stored: Optional[_Stored] = getattr(tracker, "stored", None)
        if stored is None:  # it was not read from this store
            stored = self._stored(tracker.sender_id)
        before, new = list(tracker.events)[: stored.events], list(tracker.events)[stored.events :]
        if _answered(before) & {event.message_id for event in new if isinstance(event, UserUttered)}:
            raise StaleDataError("this message has been answered since it was looked for")
        last = stored.last
        if new:
            with self.engine.begin() as connection:
                newest = self._append(connection, tracker.sender_id, new, stored)
            last = (newest, new[-1].timestamp)
        tracker.stored = _Stored(len(tracker.events), last)
        return new

    def _append(self, connection: Connection, sender_id: str, new: List[Event], stored: _Stored) -> int:
        """Store events behind those that they were made after, and return the id of the last one."""
        if not self._in_file:  # in a file, the first row that a transaction writes keeps others out
            connection.execute(_ALONE, {"sender": sender_id})
        connection.execute(_INSERT, [_row(sender_id, event) for event in new])
        ids = connection.scalars(_NEWEST, {"sender": sender_id, "number": len(new) + 1}).all()
        before = ids[len(new)] if len(ids) > len(new) else None
        if before != (stored.last and stored.last[0]):
            raise StaleDataError("somebody else has stored events of this conversation")
        return int(ids[0])

    def _stored(self, sender_id: str) -> _Stored:
        """Return how far a conversation is stored, as Rasa's store finds it out: by counting."""
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
        return _Stored(len(rows), (rows[-1].id, rows[-1].timestamp) if rows else None)


def _engine(url: URL, in_file: bool, seconds: float) -> Engine:
    """Return an engine whose connections stay open.

    Rasa's would close a file after each use, for which SQLite tidies it up each time, and would wait for a
    server for ever.
    """
    if in_file:
        return create_engine(
            url,
            poolclass=QueuePool,
            pool_size=MOST_CONNECTIONS,
            pool_timeout=seconds,
            hide_parameters=True,
            connect_args={"check_same_thread": False, "timeout": seconds},
        )
    return create_engine(
        url,
        pool_size=MOST_CONNECTIONS,
        pool_timeout=seconds,
        pool_pre_ping=True,  # a restarted server costs one reconnect, not an error
        hide_parameters=True,  # they hold what people said, and errors are logged
        connect_args=connect_args(seconds, str(url.query.get("options", ""))),
    )


def _answered(events: List[Event]) -> Set[str]:
    """Return the ids of the messages that have an answer, in channels that ask a message once."""
    answered: Set[str] = set()
    asked: Optional[str] = None
    for event in events:
        if isinstance(event, UserUttered):
            asked = event.message_id if event.input_channel in ASKED_ONCE else None
        elif isinstance(event, BotUttered) and asked is not None:
            answered.add(asked)
    return answered


def _events(rows: Any) -> List[Event]:
    return list(deserialise_events([json.loads(row.data) for row in rows]))


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    """Return the row of an event, with the columns that Rasa gives it."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


class ConversationStore(EventStore):
    """Rasa's SQL store on the database of the settings.

    Rasa's own entry in `endpoints.yml` takes the parts of an address, and fails on a variable that is
    not set; this one reads the whole address and has a default, so that plain `rasa run` works too.
    """

    def __init__(
        self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, **_: Any
    ) -> None:
        settings = read_settings()
        address = settings.tracker_db_url
        url = make_url(address)
        if is_file(url):
            make_private(url)
        super().__init__(
            domain=domain, host=address, event_broker=event_broker, seconds=settings.tracker_db_timeout
        )
        if url.get_backend_name() == "sqlite":
            share(self.engine, settings.tracker_db_timeout)
