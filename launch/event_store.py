"""Conversations in an SQL database, read back no oftener and no further than a message needs.

Rasa's own SQL store reads a whole conversation back for each message, rebuilds its state event by event,
and reads it once more to find out what is new; on SQLite it also opens and closes the file each time. So
every message takes longer than the one before. The rows that this store writes and reads are the same.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Callable, List, Optional, TypeVar

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, create_engine, func, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

from launch.recent_turns import shortened

#: Conversations of which the state is kept between two messages. Each takes some 100 kB.
MOST_KEPT = 200

Result = TypeVar("Result")
_Row = SQLTrackerStore.SQLEvent
_INSERT = insert(_Row.__table__)
_OF_SENDER = _Row.sender_id == bindparam("sender")
_NEWEST = select(func.max(_Row.id)).where(_OF_SENDER)
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
    process has added meanwhile is added to it. So any number of processes may share a database, as long as
    they share locks. Whoever fetches a conversation takes its state out; storing puts it back in, so a
    message that fails half-way leaves nothing behind.
    """

    engine: Engine

    def __init__(self, domain: Optional[Domain] = None, **settings: Any) -> None:
        self._kept: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        super().__init__(domain=domain, **settings)
        opened = self.engine
        self._in_file = opened.dialect.name == "sqlite"
        if self._in_file and opened.url.database not in (None, "", ":memory:"):
            # Rasa's engine would close the file after each use, for which SQLite tidies it up each time.
            opened.dispose()
            self.engine = create_engine(
                opened.url, poolclass=QueuePool, connect_args={"check_same_thread": False}
            )
            self.sessionmaker = sessionmaker(bind=self.engine)

    @property
    def domain(self) -> Domain:
        """Return the domain, whose slots a conversation has."""
        return self._domain

    @domain.setter
    def domain(self, domain: Optional[Domain]) -> None:
        self._domain = domain or Domain.empty()
        self._kept.clear()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation since its latest session began, its older turns summed up; or ``None``."""
        kept = self._kept.pop(sender_id, None)
        return await self._run(lambda: self._read(sender_id, kept))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what a conversation has got new, and keep its state for the next message."""
        new = await self._run(lambda: self._write(tracker))
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        if tracker.followup_action is None:  # else a message has ended early; what is stored decides
            self._kept[tracker.sender_id] = tracker
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    async def _run(self, work: Callable[[], Result]) -> Result:
        """Do work on the database; where it is a server, without holding up the other conversations."""
        return work() if self._in_file else await asyncio.to_thread(work)

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
            stored = _Stored(self._number_stored(tracker), None)
        new = list(tracker.events)[stored.events :]
        last = stored.last
        if new:
            with self.engine.begin() as connection:
                connection.execute(_INSERT, [_row(tracker.sender_id, event) for event in new])
                newest = connection.execute(_NEWEST, {"sender": tracker.sender_id}).scalar_one()
            last = (newest, new[-1].timestamp)
        tracker.stored = _Stored(len(tracker.events), last)
        return new

    def _number_stored(self, tracker: DialogueStateTracker) -> int:
        """Return how many of a conversation's events are stored already, as Rasa's store counts them."""
        if not tracker.events:
            return 0
        with self.session_scope() as session:
            query = self._event_query(session, tracker.sender_id, fetch_events_from_all_sessions=False)
            return int(query.count())


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
