"""Where events wait until they are answered, so that none is lost and none is answered twice.

An event is stored before Slack hears that it arrived, and is marked as done only after its answer was
posted. Conversations are worked off one event at a time, by whichever process holds the conversation's
lease. A process that dies stops renewing its leases, and another one takes the conversation over. All of it
is in the database of the conversations, which several processes may share.
"""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Set, TypeVar, cast

from sqlalchemy import Column, Float, Index, Integer, String, Text, delete, insert, select, update
from sqlalchemy.engine import CursorResult, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, declarative_base

from channels.slack.arrivals import Arrival, Arrivals
from channels.slack.database import create_tables
from channels.slack.incoming import Incoming

Base: Any = declarative_base()
Result = TypeVar("Result")

#: Seconds for which a done event is remembered. Slack repeats what it could not deliver for some hours.
REMEMBER_SECONDS = 25 * 3600.0
#: Seconds after the last message to it for which the bot takes part in a thread.
THREAD_SECONDS = 7 * 24 * 3600.0
_WORKERS = 4
_TRIES = 3

Messages = List[Mapping[str, Any]]


@dataclass(frozen=True)
class Waiting:
    """An event at the head of its conversation.

    ``attempts`` counts this one. ``answer`` is what the assistant said already in an attempt that did
    not come to its end.
    """

    incoming: Incoming
    attempts: int
    answer: Optional[Messages] = None


def thread_note(incoming: Incoming) -> str:
    """Return the name under which it is remembered that the bot takes part in a thread."""
    return f"thread:{incoming.conversation}"


class _Event(Base):
    """An event; what it said is dropped when it is done."""

    __tablename__ = "slack_events"
    key = Column(String(255), primary_key=True)
    conversation = Column(String(255), nullable=False)
    sent_at = Column(Float(53), nullable=False)
    incoming = Column(Text)
    answer = Column(Text)
    attempts = Column(Integer, nullable=False, default=0)
    done_at = Column(Float(53))
    __table_args__ = (Index("slack_events_waiting", "done_at", "conversation", "sent_at"),)


class _Lease(Base):
    """Which process works on a conversation, and until when unless it renews."""

    __tablename__ = "slack_leases"
    conversation = Column(String(255), primary_key=True)
    worker = Column(String(64), nullable=False)
    ends_at = Column(Float(53), nullable=False)


class _Note(Base):
    """A small text that is kept for some time."""

    __tablename__ = "slack_notes"
    name = Column(String(255), primary_key=True)
    value = Column(Text, nullable=False)
    ends_at = Column(Float(53), nullable=False)


class Inbox:
    """A store of events; processes that share it need clocks that agree."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite takes one writer at a time; threads that wait for each other only take longer.
        workers = 1 if engine.dialect.name == "sqlite" else _WORKERS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="slack-inbox")
        self._arrivals = Arrivals(self._store)

    async def open(self) -> None:
        """Make the tables."""
        await asyncio.to_thread(create_tables, self._engine, Base.metadata)

    async def close(self) -> None:
        """Close the connections."""
        self._threads.shutdown()
        self._arrivals.close()
        self._engine.dispose()

    async def put(self, incoming: Incoming, invited: bool = True) -> bool:
        """Store an event and return whether it is new: not waiting, in work or done.

        Whoever invites the bot into a thread has it take part there. An uninvited event is stored only
        where it does. All of that is one step, since the acknowledgement waits for it.
        """
        return await self._arrivals.put(incoming, invited)

    def _store(self, arrivals: Sequence[Arrival]) -> List[bool]:
        for _ in range(_TRIES):
            with suppress(IntegrityError):  # another process stored one of them at this moment
                return self._transaction(lambda session: _store(session, arrivals))
        return self._transaction(lambda session: _store(session, arrivals))

    async def claim(self, conversation: str, worker: str, seconds: float) -> bool:
        """Take the lease of a conversation, unless another one has it; return whether ``worker`` has it."""
        try:
            return await self._run(lambda session: _claim(session, conversation, worker, seconds))
        except IntegrityError:  # another process claimed it at this moment
            return False

    async def renew(self, conversation: str, worker: str, seconds: float) -> None:
        """Extend the lease, if ``worker`` has it."""
        mine = (_Lease.conversation == conversation, _Lease.worker == worker)
        await self._write(update(_Lease).where(*mine).values(ends_at=time.time() + seconds))

    async def next(self, conversation: str) -> Optional[Waiting]:
        """Return the oldest event that waits in a conversation, counting the attempt."""
        return await self._run(lambda session: _next(session, conversation))

    async def keep_answer(self, key: str, answer: Sequence[Mapping[str, Any]]) -> None:
        """Store what the assistant said, until it is posted."""
        await self._change(key, answer=json.dumps(answer))

    async def finish(self, incoming: Incoming) -> None:
        """Mark an event as done, and drop what it said."""
        await self._change(incoming.key, done_at=time.time(), incoming=None, answer=None)

    async def release(self, conversation: str, worker: str) -> bool:
        """Give the lease back and return whether an event came in, which is then to be claimed again."""
        # The lease goes before the look: who stores an event after the look finds the lease free.
        await self._write(delete(_Lease).where(_Lease.conversation == conversation, _Lease.worker == worker))
        return await self._run(lambda session: _oldest(session, conversation) is not None)

    async def unattended(self) -> List[str]:
        """Return the conversations in which something waits and no living process works."""
        attended = select(_Lease.conversation).where(_Lease.ends_at > time.time())
        waiting = (
            select(_Event.conversation)
            .where(_Event.done_at.is_(None), _Event.conversation.not_in(attended))
            .distinct()
        )
        return await self._run(lambda session: list(session.execute(waiting).scalars()))

    async def remember(self, name: str, value: str, seconds: float) -> None:
        """Keep a small text for some time."""
        note: Dict[str, Any] = {"name": name, "value": value, "ends_at": time.time() + seconds}
        if not await self._insert(_Note(**note)):
            await self._write(update(_Note).where(_Note.name == name).values(**note))

    async def recall(self, name: str) -> Optional[str]:
        """Return what was remembered, or ``None``."""
        found = select(_Note.value).where(_Note.name == name, _Note.ends_at > time.time())
        return await self._run(lambda session: session.execute(found).scalar_one_or_none())

    async def forget(self, name: str, begins: bool = False) -> None:
        """Drop what was remembered under a name, or under all that begin with it."""
        named = _Note.name.startswith(name, autoescape=True) if begins else _Note.name == name
        await self._write(delete(_Note).where(named))

    async def tidy(self) -> None:
        """Drop what is past its time."""
        now = time.time()
        await self._write(delete(_Event).where(_Event.done_at < now - REMEMBER_SECONDS))
        await self._write(delete(_Note).where(_Note.ends_at <= now))
        await self._write(delete(_Lease).where(_Lease.ends_at <= now))

    async def _change(self, key: str, **values: Any) -> None:
        await self._write(update(_Event).where(_Event.key == key).values(**values))

    async def _write(self, statement: Any) -> int:
        """Execute an update or a deletion and return the number of rows that it met."""
        return await self._run(lambda session: _change(session, statement))

    async def _insert(self, row: Any) -> bool:
        try:
            await self._run(lambda session: session.add(row))
        except IntegrityError:
            return False
        return True

    async def _run(self, work: Callable[[Session], Result]) -> Result:
        """Do work in a transaction of its own, in a thread: the event loop also serves other people."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)

    def _transaction(self, work: Callable[[Session], Result]) -> Result:
        with Session(self._engine, future=True) as session, session.begin():
            return work(session)


def _change(session: Session, statement: Any) -> int:
    """Execute an update or a deletion; no objects are held that it would have to reach."""
    changed = session.execute(statement.execution_options(synchronize_session=False))
    return int(cast(CursorResult, changed).rowcount)


def _claim(session: Session, conversation: str, worker: str, seconds: float) -> bool:
    now = time.time()
    values: Dict[str, Any] = {"worker": worker, "ends_at": now + seconds}
    mine_or_over = (_Lease.worker == worker) | (_Lease.ends_at <= now)
    free = update(_Lease).where(_Lease.conversation == conversation, mine_or_over).values(**values)
    if _change(session, free):
        return True
    taken = select(_Lease.worker).where(_Lease.conversation == conversation)
    if session.execute(taken).scalar_one_or_none() is not None:
        return False
    session.execute(insert(_Lease.__table__), [{"conversation": conversation, **values}])
    return True


def _store(session: Session, arrivals: Sequence[Arrival]) -> List[bool]:
    """Store events in one transaction of few statements; return of each whether it is to be answered."""
    keys = {arrival.incoming.key for arrival in arrivals}
    known = set(session.execute(select(_Event.key).where(_Event.key.in_(keys))).scalars())
    taking_part = _threads(session, [arrival for arrival in arrivals if arrival.incoming.thread is not None])
    rows, found = [], []
    for incoming in (arrival.incoming for arrival in arrivals):
        new = incoming.key not in known and (incoming.thread is None or thread_note(incoming) in taking_part)
        found.append(new)
        if new:
            known.add(incoming.key)
            rows.append(
                {
                    "key": incoming.key,
                    "conversation": incoming.conversation,
                    "sent_at": incoming.sent_at,
                    "incoming": incoming.as_json(),
                    "attempts": 0,
                }
            )
    if rows:
        session.execute(insert(_Event.__table__), rows)
    return found


def _threads(session: Session, arrivals: Sequence[Arrival]) -> Set[str]:
    """Return of the threads of these events those in which the bot takes part, now that it is invited."""
    if not arrivals:
        return set()
    now = time.time()
    mentioned = {thread_note(arrival.incoming) for arrival in arrivals}
    invited = {thread_note(arrival.incoming) for arrival in arrivals if arrival.invited}
    wanted = select(_Note.name, _Note.ends_at).where(_Note.name.in_(mentioned))
    noted: Dict[str, float] = {row.name: row.ends_at for row in session.execute(wanted)}
    if invited & set(noted):
        renewed = update(_Note).where(_Note.name.in_(invited & set(noted)))
        _change(session, renewed.values(ends_at=now + THREAD_SECONDS))
    if invited - set(noted):
        rows = [{"name": name, "value": "", "ends_at": now + THREAD_SECONDS} for name in invited - set(noted)]
        session.execute(insert(_Note.__table__), rows)
    return invited | {name for name, ends_at in noted.items() if ends_at > now}


def _next(session: Session, conversation: str) -> Optional[Waiting]:
    row = _oldest(session, conversation)
    if row is None:
        return None
    row.attempts += 1
    answer = json.loads(row.answer) if row.answer else None
    return Waiting(Incoming.from_json(row.incoming), row.attempts, answer)


def _oldest(session: Session, conversation: str) -> Any:
    waiting = (
        select(_Event)
        .where(_Event.done_at.is_(None), _Event.conversation == conversation)
        .order_by(_Event.sent_at, _Event.key)
        .limit(1)
    )
    return session.execute(waiting).scalar_one_or_none()
