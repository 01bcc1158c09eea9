"""All that is kept of one person: handed over in a form that other programs read, or erased.

A person is named by the id of their conversation: ``web-…`` on the website, where it is a person's own, and
``slack:TEAM:USER`` for what somebody says to the bot alone in Slack, with all threads of the pane for
assistants. In an Enterprise Grid the organisation stands for the team. What is said in a channel of Slack is
said in a conversation that many share, ``slack:TEAM:CHANNEL:THREAD``, which is named in the same way.
"""

from __future__ import annotations

import datetime
import json
import re
from contextlib import suppress
from typing import Any, Dict, Iterator, List, Optional

from sqlalchemy import MetaData, Table, delete, inspect, or_, select
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
_PERSON_OF_SLACK = re.compile(r"slack:[^:]+:[UW][^:]*")


def export_person(settings: Settings, person: str) -> str:
    """Return as JSON all that is stored of a person.

    :raises LaunchError: when there is nothing, or a store does not answer
    """
    found: Dict[str, Any] = {}
    with _engine(settings) as engine:
        for table in _tables(engine):
            with engine.connect() as connection:
                rows = connection.execute(select(table).where(_is_of(table.c[_TABLES[table.name]], person)))
                found[table.name] = [dict(row) for row in rows.mappings()]
        found[_NOTES] = [dict(note) for note in _notes(engine, person)]
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
                gone = connection.execute(delete(table).where(_is_of(table.c[_TABLES[table.name]], person)))
                erased[table.name] = gone.rowcount
        if notes:
            table = Table(_NOTES, MetaData(), autoload_with=engine)
            with engine.begin() as connection:
                erased[_NOTES] = connection.execute(delete(table).where(table.c.name.in_(notes))).rowcount
        if "events" in erased:
            erase_rows(engine, person, with_events=True)
    if not any(erased.values()):
        raise LaunchError(f"Nothing is stored of {person}.")
    counts = ", ".join(f"{count} in {part}" for part, count in erased.items() if count)
    return f"Erased of {person}: {counts}."


def _tables(engine: Engine) -> Iterator[Table]:
    present = set(inspect(engine).get_table_names())
    for name in _TABLES:
        if name in present:
            yield Table(name, MetaData(), autoload_with=engine)


def _is_of(column: Any, person: str) -> Any:
    """Return whether a conversation is a person's: in Slack's pane for assistants each thread is another."""
    if not _PERSON_OF_SLACK.fullmatch(person):
        return column == person
    return or_(column == person, column.startswith(f"{person}:", autoescape=True))


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
