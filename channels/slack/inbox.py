"""Where events wait until they are answered, so that none is lost and none is answered twice.

An event is stored before Slack hears that it arrived, and is marked as done only after its answer was posted.
Whoever takes an event leases its conversation, and renews the lease while it works: of a process that died
the lease ends, and another one goes on. All of it is in the database of the conversations, which several
processes may share.
"""

from __future__ import annotations

import asyncio
import functools
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Callable, Collection, List, Mapping, Optional, Sequence, Set, Tuple, TypeVar, cast

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    String,
    Text,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.engine import CursorResult, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, declarative_base

from channels.slack.database import create_tables
from channels.slack.incoming import AS_JSON, Incoming

Base: Any = declarative_base()
Result = TypeVar("Result")

#: Seconds for which a done event is remembered. Slack repeats what it could not deliver for some hours.
REMEMBER_SECONDS = 25 * 3600.0
#: Seconds after the last message to it for which the bot takes part in a thread.
THREAD_SECONDS = 7 * 24 * 3600.0
_THREADS = 4
#: Each lost try means that another process stored or took something; so many in a row are a defect.
_TRIES = 50

Messages = List[Mapping[str, Any]]


@dataclass(frozen=True)
class Waiting:
    """An event that was taken; ``attempts`` counts this one.

    ``answer`` is what the assistant said already in an attempt that did not come to its end.
    """

    incoming: Incoming
    attempts: int
    answer: Optional[Messages] = None


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
        self._worker = uuid.uuid4().hex
        # SQLite takes one writer at a time; threads that wait for each other only take longer.
        self._threads = ThreadPoolExecutor(1 if engine.dialect.name == "sqlite" else _THREADS)
        # What arrives does not queue behind the work on older events: Slack waits for it.
        self._door = ThreadPoolExecutor(1)
        self._arriving: List[Tuple[Incoming, str, asyncio.Future[bool]]] = []
        self._storing: Optional[asyncio.Task[None]] = None
        self._taking = asyncio.Lock()

    async def open(self) -> None:
        """Make the tables."""
        await asyncio.to_thread(create_tables, self._engine, Base.metadata)

    async def close(self) -> None:
        """Close the connections."""
        self._threads.shutdown()
        self._door.shutdown()
        self._engine.dispose()

    async def put(self, incoming: Incoming) -> bool:
        """Store an event and return whether it is new: not waiting, in work or done.

        Whoever invites the bot into a thread has it take part there. An uninvited event is stored only
        where it does. What arrives while a transaction runs is stored together in the next one.
        """
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._arriving.append((incoming, AS_JSON.dump_json(incoming).decode(), stored))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_arrivals())
        return await stored

    async def _store_arrivals(self) -> None:
        loop = asyncio.get_running_loop()
        while self._arriving:
            together, self._arriving = self._arriving, []
            store = functools.partial(_store, arrivals=[(incoming, text) for incoming, text, _ in together])
            outcome: Any
            try:
                outcome = await loop.run_in_executor(self._door, self._transaction, store)
            except Exception as error:
                outcome = error
            for number, (*_, stored) in enumerate(together):
                if stored.done():  # the request was given up
                    continue
                if isinstance(outcome, Exception):
                    stored.set_exception(outcome)
                else:
                    stored.set_result(outcome[number])

    async def next(self, seconds: float) -> Optional[Waiting]:
        """Take the oldest event that waits in a conversation in which nobody works; count the attempt.

        The conversation is leased for ``seconds``.
        """
        async with self._taking:
            return await self._run(lambda session: _next(session, self._worker, seconds))

    async def renew(self, conversations: Collection[str], seconds: float) -> None:
        """Have the leases of conversations, as far as this process has them, end in ``seconds``."""
        await self._write(
            update(_Lease).where(*self._mine(conversations)).values(ends_at=time.time() + seconds)
        )

    async def keep_answer(self, key: str, answer: Sequence[Mapping[str, Any]]) -> None:
        """Store what the assistant said, until it is posted."""
        await self._write(update(_Event).where(_Event.key == key).values(answer=json.dumps(answer)))

    async def finish(self, incoming: Incoming) -> None:
        """Mark an event as done, drop what it said, and give the conversation back."""
        done = {"done_at": time.time(), "incoming": None, "answer": None}
        await self._write(
            update(_Event).where(_Event.key == incoming.key).values(**done),
            delete(_Lease).where(*self._mine([incoming.conversation])),
        )

    def _mine(self, conversations: Collection[str]) -> Tuple[Any, Any]:
        return _Lease.worker == self._worker, _Lease.conversation.in_(conversations)

    async def unattended(self) -> int:
        """Return the number of conversations in which something waits and no living process works."""
        free = select(func.count(_Event.conversation.distinct())).where(*_free())
        return await self._run(lambda session: int(session.execute(free).scalar_one()))

    async def remember(self, name: str, value: str, seconds: float) -> None:
        """Keep a small text for some time."""
        ends_at = time.time() + seconds
        await self._run(lambda session: session.merge(_Note(name=name, value=value, ends_at=ends_at)))

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
        await self._write(
            delete(_Event).where(_Event.done_at < now - REMEMBER_SECONDS),
            delete(_Note).where(_Note.ends_at <= now),
            delete(_Lease).where(_Lease.ends_at <= now),
        )

    async def _write(self, *statements: Any) -> None:
        """Execute updates and deletions in one transaction."""
        await self._run(lambda session: [_change(session, one) for one in statements])

    async def _run(self, work: Callable[[Session], Result]) -> Result:
        """Do work in a transaction of its own, in a thread: the event loop also serves other people."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._transaction, work)

    def _transaction(self, work: Callable[[Session], Result], tries: int = _TRIES) -> Result:
        try:
            with Session(self._engine, future=True) as session, session.begin():
                return work(session)
        except IntegrityError:  # another process stored the same at this moment; now it is found
            if not tries:
                raise
            return self._transaction(work, tries - 1)


def _change(session: Session, statement: Any) -> int:
    """Execute an update or a deletion; no objects are held that it would have to reach."""
    changed = session.execute(statement.execution_options(synchronize_session=False))
    return int(cast(CursorResult, changed).rowcount)


def _free() -> Tuple[Any, Any]:
    """Return what makes an event free to be taken: it waits, and nobody works on its conversation."""
    leased = select(_Lease.conversation).where(_Lease.ends_at > time.time())
    return _Event.done_at.is_(None), _Event.conversation.not_in(leased)


def _next(session: Session, worker: str, seconds: float) -> Optional[Waiting]:
    found = select(_Event.key, _Event.conversation, _Event.incoming, _Event.answer, _Event.attempts)
    before: Any = aliased(_Event)
    # Whoever finds the first event of a conversation locked must not go on with its second.
    ours: Any = _Event
    earlier = tuple_(before.sent_at, before.key) < tuple_(ours.sent_at, ours.key)
    same = before.conversation == _Event.conversation
    follows = exists().where(and_(before.done_at.is_(None), same, earlier))
    oldest = found.where(*_free(), ~follows).order_by(_Event.sent_at, _Event.key).limit(1)
    row = session.execute(oldest.with_for_update(skip_locked=True, of=_Event)).one_or_none()
    if row is None:
        return None
    # From here on SQLite lets nobody else write, so that there is as little as can be.
    now = time.time()
    over = update(_Lease).where(_Lease.conversation == row.conversation, _Lease.ends_at <= now)
    if not _change(session, over.values(worker=worker, ends_at=now + seconds)):
        lease = insert(_Lease).values(conversation=row.conversation, worker=worker, ends_at=now + seconds)
        session.execute(lease)
    undone = update(_Event).where(_Event.key == row.key, _Event.done_at.is_(None))
    if not _change(session, undone.values(attempts=row.attempts + 1)):
        # Another process answered it between the look and the lease.
        _change(session, delete(_Lease).where(_Lease.conversation == row.conversation))
        return _next(session, worker, seconds)
    session.commit()
    answer = json.loads(row.answer) if row.answer else None
    return Waiting(AS_JSON.validate_json(row.incoming), row.attempts + 1, answer)


def thread_note(incoming: Incoming) -> str:
    """Return the name under which it is remembered that the bot takes part in a thread."""
    return f"thread:{incoming.conversation}"


def _store(session: Session, arrivals: Sequence[Tuple[Incoming, str]]) -> List[bool]:
    """Store events in few statements; return of each whether it is to be answered."""
    keys = {incoming.key for incoming, _ in arrivals}
    known = set(session.execute(select(_Event.key).where(_Event.key.in_(keys))).scalars())
    taking_part = _taking_part(session, [one for one, _ in arrivals if one.thread is not None])
    found = []
    for one, text in arrivals:
        new = one.key not in known and (one.thread is None or thread_note(one) in taking_part)
        found.append(new)
        if new:
            known.add(one.key)
            row = _Event(key=one.key, conversation=one.conversation, sent_at=one.sent_at, incoming=text)
            session.add(row)
    return found


def _taking_part(session: Session, arrivals: Sequence[Incoming]) -> Set[str]:
    """Return of the threads of these events those in which the bot takes part, now that it is invited."""
    names = {thread_note(one) for one in arrivals}
    found = session.execute(select(_Note).where(_Note.name.in_(names))).scalars()
    notes = {note.name: note for note in found}
    now = time.time()
    for name in {thread_note(one) for one in arrivals if not one.uninvited}:
        if name not in notes:
            notes[name] = _Note(name=name, value="")
            session.add(notes[name])
        notes[name].ends_at = now + THREAD_SECONDS
    return {name for name, note in notes.items() if note.ends_at > now}
