"""Checking that the conversations can be stored, before Rasa waits for it without a word."""

from __future__ import annotations

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from knowledge.patience import connect_args
from launch.errors import LaunchError
from web.sqlite_file import is_file, make_private


def check_conversations(address: str, seconds: float = 5.0) -> None:
    """Return when the database of the conversations answers, connected to as it will be.

    :raises LaunchError: naming the database without its password, and the reason
    """
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            if is_file(url):
                make_private(url)  # before a process opens it that would let everybody read it
            return
        asked_for = connect_args(seconds, str(url.query.get("options", "")))
        engine = create_engine(url, future=True, connect_args=asked_for, hide_parameters=True)
        with engine.connect():
            pass
        engine.dispose()
    except ArgumentError as error:
        raise LaunchError(f"TRACKER_DB_URL is no address of a database: {error}") from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        if "unsupported startup parameter" in reason:  # of a pooler such as PgBouncer
            reason += ". Let the pooler take `options` (PgBouncer: ignore_startup_parameters), or go past it"
        raise LaunchError(
            f"The conversations cannot be stored in {url.render_as_string(hide_password=True)} "
            f"(TRACKER_DB_URL): {reason}"
        ) from None
