"""What a process needs, each asked in the plainest way: a check returns, or raises."""

from __future__ import annotations

import time
from functools import partial
from typing import Any, Callable, Dict

from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from launch.errors import LaunchError
from launch.health import answers
from launch.operations.readiness import PART_SECONDS, Check
from launch.settings import Settings

#: The sender of the events that are stored to see whether that works.
PROBE = "careerbot-probe"
_STORE = text("INSERT INTO events (sender_id, type_name, data) VALUES (:sender, 'probe', '{}')")
_TAKE_BACK = text("DELETE FROM events WHERE sender_id = :sender")
#: Seconds between two looks whether a database still stores.
_STORES_SECONDS = 10.0


class NotStored(Exception):
    """A message could not be stored a moment ago: a disk may have room for what is tried, and none for it."""


def now_and_then(check: Check, seconds: float) -> Check:
    """Return a check that asks again only so many seconds after it was well: a look that costs a write."""
    well_at = float("-inf")

    def look() -> None:
        nonlocal well_at
        if time.monotonic() - well_at > seconds:
            check()
            well_at = time.monotonic()

    return look


def checks_of_assistant(settings: Settings, agent: Callable[[], Any]) -> Dict[str, Check]:
    """Return the parts that an assistant needs; ``agent`` returns Rasa's agent once there is one."""

    def model() -> None:
        loaded = agent()
        if loaded is None or not loaded.is_ready():
            raise LaunchError("no model is loaded")

    look = now_and_then(partial(database, settings.tracker_db_url), _STORES_SECONDS)

    def stores() -> None:
        store = getattr(agent(), "tracker_store", None)
        failed_at = getattr(getattr(store, "_tracker_store", store), "failed_at", None)
        if failed_at is not None and time.monotonic() - failed_at < _STORES_SECONDS:
            raise NotStored
        look()

    parts: Dict[str, Check] = {"model": model, "conversations": stores}
    if settings.action_server_url:
        parts["action_server"] = partial(server, settings.action_server_url.rsplit("/", 1)[0] + "/health")
    if settings.redis_url:
        parts["redis"] = partial(redis, settings.redis_url)
    return parts


def database(address: str) -> None:
    """Return when an event can be stored; on a connection of its own, so that no pool hides its end.

    A database may answer and take nothing: its disk is full, its file is read-only or damaged. So an event is
    stored and taken back at once; nobody reads one of this sender.
    """
    url = make_url(address)
    patience = {"timeout" if url.get_backend_name() == "sqlite" else "connect_timeout": int(PART_SECONDS)}
    with create_engine(
        url, future=True, poolclass=NullPool, connect_args=patience, hide_parameters=True
    ).begin() as connection:
        connection.execute(_STORE, {"sender": PROBE})
        connection.execute(_TAKE_BACK, {"sender": PROBE})


def server(address: str) -> None:
    """Return when a server answers 200."""
    if not answers(address, timeout=PART_SECONDS):
        raise ConnectionError(address)


def redis(address: str) -> None:
    """Return when Redis answers."""
    from redis import Redis

    patience = {"socket_timeout": PART_SECONDS, "socket_connect_timeout": PART_SECONDS}
    with Redis.from_url(address, **patience) as client:
        client.ping()


def knowledge() -> None:
    """Return when the knowledge base answers and holds a catalog."""
    from knowledge.database import open_session
    from knowledge.tables.sources import CatalogVersion

    with open_session() as session:
        if session.execute(select(CatalogVersion.fingerprint)).first() is None:
            raise LaunchError("the knowledge base is empty")
