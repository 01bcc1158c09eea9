"""All that is kept of one person: handed over in a form that other programs read, or erased.

A person is named by the id of their conversation: ``web-…`` on the website, where it is a person's own, and
``slack:TEAM:USER`` for what somebody says to the bot alone in Slack. What is said in a channel of Slack is
said in a conversation that many share, ``slack:TEAM:CHANNEL:THREAD``, which is named in the same way.
"""

from __future__ import annotations

import datetime
import json
from contextlib import suppress
from typing import Any, Dict, Iterator, List, Optional

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import MetaData, Table, delete, inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from launch.errors import LaunchError
from launch.operations.retention import engine_of
from launch.settings import Settings

#: The tables that name a conversation, each with the column that does, in the order in which they are erased.
_TABLES = {
    "events": "sender_id",
    "feedback": "conversation_id",
    "slack_events": "conversation",
    "slack_leases": "conversation",
}
_NOTES = "slack_notes"
_SLACK = "careerbot:slack:"


def export_person(settings: Settings, person: str) -> str:
    """Return as JSON all that is stored of a person.

    :raises LaunchError: when there is nothing, or a store does not answer
    """
    found: Dict[str, Any] = {}
    with _engine(settings) as engine:
        for table in _tables(engine):
            with engine.connect() as connection:
                rows = connection.execute(select(table).where(table.c[_TABLES[table.name]] == person))
                found[table.name] = [dict(row) for row in rows.mappings()]
        found[_NOTES] = [dict(note) for note in _notes(engine, person)]
    found["redis"] = _in_redis(settings, person)
    kept = {part: rows for part, rows in found.items() if rows}
    if not kept:
        raise LaunchError(f"Nothing is stored of {person}.")
    for event in kept.get("events", []):
        event["data"] = json.loads(event["data"])
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    whole = {"format": "careerbot-person-1", "person": person, "exported_at": now, **kept}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=str)


def erase_person(settings: Settings, person: str) -> str:
    """Erase all that is stored of a person, end their session, and say in one line what that was.

    :raises LaunchError: when there is nothing, or a store does not answer
    """
    from channels.history import erase_rows  # Rasa takes long to import, and no other command needs it

    erased: Dict[str, int] = {}
    with _engine(settings) as engine:
        notes = [note["name"] for note in _notes(engine, person)]
        for table in _tables(engine):
            with engine.begin() as connection:
                gone = connection.execute(delete(table).where(table.c[_TABLES[table.name]] == person))
                erased[table.name] = gone.rowcount
        if notes:
            table = Table(_NOTES, MetaData(), autoload_with=engine)
            with engine.begin() as connection:
                erased[_NOTES] = connection.execute(delete(table).where(table.c.name.in_(notes))).rowcount
        if "events" in erased:
            erase_rows(engine, person, with_events=True)
    erased["redis"] = _erase_in_redis(settings, person)
    if not any(erased.values()):
        raise LaunchError(f"Nothing is stored of {person}.")
    counts = ", ".join(f"{count} in {part}" for part, count in erased.items() if count)
    return f"Erased of {person}: {counts}."


def _tables(engine: Engine) -> Iterator[Table]:
    present = set(inspect(engine).get_table_names())
    for name in _TABLES:
        if name in present:
            yield Table(name, MetaData(), autoload_with=engine)


def _notes(engine: Engine, person: str) -> List[Any]:
    """Return the notes of Slack that name a conversation or, in a short text, hold it."""
    if _NOTES not in inspect(engine).get_table_names():
        return []
    table = Table(_NOTES, MetaData(), autoload_with=engine)
    named = table.c.name.contains(person, autoescape=True)
    with engine.connect() as connection:
        return list(connection.execute(select(table).where(named)).mappings())


def _engine(settings: Settings) -> Any:
    return _Explained(engine_of(settings.tracker_db_url))


class _Explained:
    """A context of an engine, of which an error is one line."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def __enter__(self) -> Engine:
        opened: Engine = self._engine.__enter__()
        return opened

    def __exit__(self, kind: Any, error: Optional[BaseException], trace: Any) -> None:
        with suppress(SQLAlchemyError):
            self._engine.__exit__(None, None, None)
        if isinstance(error, SQLAlchemyError):
            reason = type(getattr(error, "orig", None) or error).__name__
            raise LaunchError(f"The database of conversations (TRACKER_DB_URL) fails: {reason}.") from None


def _keys(client: Any, person: str) -> List[str]:
    """Return the keys of Redis that belong to a conversation of Slack: its queue, its events, its notes."""
    waiting = f"{_SLACK}waiting:{person}"
    events = [f"{_SLACK}event:{key}" for key in client.zrange(waiting, 0, -1)]
    of_person = [key for key in client.scan_iter(match=f"{_SLACK}note:*", count=1000) if person in key]
    return [key for key in (waiting, *events, *of_person) if client.exists(key)]


def _in_redis(settings: Settings, person: str) -> Dict[str, Any]:
    with _redis(settings) as client:
        if client is None:
            return {}
        found: Dict[str, Any] = {}
        for key in _keys(client, person):
            kind = client.type(key)
            if kind == "zset":
                found[key] = client.zrange(key, 0, -1)
            else:
                found[key] = client.hgetall(key) if kind == "hash" else client.get(key)
        return found


def _erase_in_redis(settings: Settings, person: str) -> int:
    with _redis(settings) as client:
        if client is None:
            return 0
        keys = _keys(client, person)
        count = int(client.delete(*keys)) if keys else 0
        forget_in_redis(client)
        return count


def forget_in_redis(client: Any) -> None:
    """Let Redis write its log anew, if it keeps one: it holds what was there before it was erased."""
    with suppress(RedisError):  # it is being written anew already, or none is kept
        client.bgrewriteaof()


class _redis:  # noqa: N801 - a context that reads as a word
    def __init__(self, settings: Settings) -> None:
        self._client = (
            Redis.from_url(settings.redis_url, decode_responses=True, socket_timeout=5)
            if settings.redis_url
            else None
        )

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, kind: Any, error: Optional[BaseException], trace: Any) -> None:
        if self._client is not None:
            self._client.close()
        if isinstance(error, RedisError):
            raise LaunchError(f"Redis (REDIS_URL) fails: {type(error).__name__}.") from None
