"""Erasing conversations that ended long ago, with what belongs to them."""

from __future__ import annotations

import datetime
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Iterator, List, Set

from sqlalchemy import DateTime, create_engine, delete, func, inspect, select
from sqlalchemy import column as named
from sqlalchemy import table as table_named
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from launch.errors import LaunchError
from launch.settings import Settings
from web.sqlite_file import empty_log, share

#: Conversations that are looked at, and at most erased, in one transaction: so nobody waits long for its end.
BATCH = 200
_DAY = 24 * 3600.0

_events = table_named("events", named("sender_id"), named("timestamp"))
_feedback = table_named("feedback", named("conversation_id"), named("given_at", DateTime))
#: What Slack sent and nobody could answer yet; what was answered is forgotten after a day.
_slack = table_named("slack_events", named("sent_at"))
_notes = table_named("slack_notes", named("ends_at"))
_ended = table_named("ended_sessions", named("ended_at"))
#: Seconds for which a token may be good (SESSION_DAYS): as long it must be known that its session has ended.
_LONGEST_SESSION = 366 * _DAY
#: Seconds to wait for who else writes to a file.
_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Erased:
    """How much was erased."""

    conversations: int
    feedback: int
    slack_events: int
    notes: int = 0


def erase_old(settings: Settings) -> str:
    """Erase what is older than the settings allow, and return in one line what that was.

    :raises LaunchError: when no age is set, or the database does not answer
    """
    days = settings.retention_days
    if days is None:
        raise LaunchError("RETENTION_DAYS must say after how many days conversations are erased, as in 90.")
    before = time.time() - days * _DAY
    try:
        with engine_of(settings.tracker_db_url) as engine:
            erased = erase(engine, before)
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise LaunchError(
            f"The database of conversations (TRACKER_DB_URL) does not answer: {reason}."
        ) from None
    day = datetime.datetime.fromtimestamp(before, datetime.UTC).date()
    return (
        f"Erased what ended before {day} ({days} days): {erased.conversations} conversations, "
        f"{erased.feedback} pieces of feedback, {erased.slack_events} events of Slack, "
        f"{erased.notes} notes past their time."
    )


def erase(engine: Engine, before: float) -> Erased:
    """Erase each conversation whose newest event is older than a time (seconds since 1970), in batches.

    Feedback goes with its conversation. Whoever writes meanwhile keeps their conversation.
    """
    present = set(inspect(engine).get_table_names())
    conversations = feedback = slack = 0
    if _events.name in present:
        for old in _old_conversations(engine, before):
            with engine.begin() as connection:
                conversations += _erase_conversations(connection, old, before)
        if _feedback.name in present:
            with engine.begin() as connection:
                feedback = connection.execute(_orphaned_feedback(before)).rowcount
    if _slack.name in present:
        with engine.begin() as connection:
            slack = connection.execute(delete(_slack).where(_slack.c.sent_at < before)).rowcount
    return Erased(conversations, feedback, slack, _erase_notes(engine, present, before))


def _erase_notes(engine: Engine, present: Set[str], before: float) -> int:
    """Erase what is past its time: notes of Slack, marks of ended sessions."""
    now = time.time()
    past = (
        (_notes, _notes.c.ends_at < now),
        (_ended, _ended.c.ended_at < min(before, now - _LONGEST_SESSION)),
    )
    count = 0
    for table, is_past in past:
        if table.name in present:
            with engine.begin() as connection:
                count += connection.execute(delete(table).where(is_past)).rowcount
    return count


def _old_conversations(engine: Engine, before: float) -> Iterator[List[str]]:
    """Yield the ids of old conversations, going through all of them once in the order of their index."""
    last = ""
    while True:
        page = (
            select(_events.c.sender_id, func.max(_events.c.timestamp))
            .where(_events.c.sender_id > last)
            .group_by(_events.c.sender_id)
            .order_by(_events.c.sender_id)
            .limit(BATCH)
        )
        with engine.connect() as connection:
            found = connection.execute(page).all()
        if not found:
            return
        last = found[-1][0]
        yield [sender for sender, newest in found if newest is None or newest < before]


def _erase_conversations(connection: Connection, senders: List[str], before: float) -> int:
    """Erase conversations that are still old, and return how many these were."""
    if not senders:
        return 0
    still_old = (
        select(_events.c.sender_id)
        .where(_events.c.sender_id.in_(senders))
        .group_by(_events.c.sender_id)
        .having(func.coalesce(func.max(_events.c.timestamp), 0.0) < before)
    )
    count = len(connection.execute(still_old).all())
    connection.execute(delete(_events).where(_events.c.sender_id.in_(still_old)))
    return count


def _orphaned_feedback(before: float) -> Any:
    """Return the statement that erases old feedback on conversations that are there no more."""
    day = datetime.datetime.fromtimestamp(before, datetime.UTC).replace(tzinfo=None)
    of_conversation = select(_events.c.sender_id).where(_events.c.sender_id == _feedback.c.conversation_id)
    return delete(_feedback).where(_feedback.c.given_at < day, ~of_conversation.exists())


@contextmanager
def engine_of(address: str) -> Iterator[Engine]:
    """Open a database to erase from it; at the end a file holds nothing any more of what was erased."""
    engine = create_engine(address, future=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        share(engine, _PATIENCE_SECONDS)
    try:
        yield engine
        empty_log(engine)
    finally:
        engine.dispose()
