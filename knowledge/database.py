"""The life of a database connection: an engine for each address, a session for each call."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator, Optional

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from knowledge.errors import KnowledgeUnavailable
from knowledge.patience import connect_args
from knowledge.settings import KnowledgeSettings
from knowledge.versions import knowledge_address


@lru_cache(maxsize=8)
def engine_for(url: str, seconds: Optional[float] = None) -> Engine:
    """Return the engine for a database address; one is kept for each address.

    :param seconds: how long a statement may take; by default as long as a question of a person may
    """
    seconds = seconds or KnowledgeSettings().timeout_seconds
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        # Connections are kept and may pass from one thread to the next, never to two at once.
        engine = create_engine(
            url,
            future=True,
            poolclass=QueuePool,
            connect_args={"timeout": seconds, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = str(address.query.get("options", ""))
    return create_engine(
        url,
        future=True,
        pool_pre_ping=True,  # a restarted server costs one reconnect, not an error
        pool_timeout=seconds,
        connect_args=connect_args(seconds, options),
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions leave out CREATE and DROP; ours include them (see _begin_sqlite).
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@contextmanager
def open_session(url: Optional[str] = None) -> Iterator[Session]:
    """Open a session on the knowledge base and close it at the end of the block.

    :param url: the database's address; by default the one in ``KNOWLEDGE_DB_URL``, and there the catalog
        of this release
    :raises KnowledgeUnavailable: when the database cannot be reached or cannot answer
    """
    try:
        with Session(engine_for(url or knowledge_address()), future=True) as session:
            yield session
    except (SQLAlchemyError, OSError) as error:
        raise KnowledgeUnavailable(f"the knowledge base does not answer ({type(error).__name__})") from error
