"""What a process needs, each asked in the plainest way: a check returns, or raises."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Dict

from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from launch.errors import LaunchError
from launch.health import answers
from launch.operations.readiness import PART_SECONDS, Check
from launch.settings import Settings


def checks_of_assistant(settings: Settings, agent: Callable[[], Any]) -> Dict[str, Check]:
    """Return the parts that an assistant needs; ``agent`` returns Rasa's agent once there is one."""

    def model() -> None:
        loaded = agent()
        if loaded is None or not loaded.is_ready():
            raise LaunchError("no model is loaded")

    parts: Dict[str, Check] = {"model": model, "conversations": partial(database, settings.tracker_db_url)}
    if settings.action_server_url:
        parts["action_server"] = partial(server, settings.action_server_url.rsplit("/", 1)[0] + "/health")
    if settings.redis_url:
        parts["redis"] = partial(redis, settings.redis_url)
    return parts


def database(address: str) -> None:
    """Return when a database answers; on a connection of its own, so that no pool hides its end."""
    url = make_url(address)
    patience = {"timeout" if url.get_backend_name() == "sqlite" else "connect_timeout": int(PART_SECONDS)}
    with create_engine(url, future=True, poolclass=NullPool, connect_args=patience).connect() as connection:
        connection.execute(text("SELECT 1"))


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
