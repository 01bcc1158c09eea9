"""The database that the inbox and the installations stand in, which several processes may share."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import MetaData, create_engine
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from web.sqlite_file import is_file, make_private, share

_TRIES = 4
_PAUSE = 0.1


def open_engine(address: str) -> Engine:
    """Return an engine for an address such as ``sqlite:////srv/careerbot/conversations.db``.

    Its errors do not show parameters, which may be a person's words or a token.
    """
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, future=True, hide_parameters=True, pool_pre_ping=True)
    if is_file(url):
        make_private(url)
    # Connections are kept: opening the file anew for each step takes longer than the step.
    kept: Any = {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}}
    engine: Engine = create_engine(url, future=True, hide_parameters=True, **kept)
    share(engine)
    return engine


def create_tables(engine: Engine, metadata: MetaData, tries: int = _TRIES) -> None:
    """Make the tables that are missing, also when other processes make them at this moment."""
    try:
        metadata.create_all(engine)
    except DatabaseError:  # a table that was missing at the look and is there now
        if not tries:
            raise
        time.sleep(_PAUSE)
        create_tables(engine, metadata, tries - 1)
