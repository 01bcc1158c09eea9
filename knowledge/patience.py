"""PostgreSQL connections that wait for an answer only so long.

The server's own limits do not help when the network to it is gone: the driver would wait for as long as the
system keeps the connection, which is hours. With a wait callback the driver asks us to wait for it, and a
connection on which nothing came in time is closed.
"""

from __future__ import annotations

import select
import time
from typing import Any, Dict

#: How much longer we wait than the server works on a statement, so that its own refusal comes first.
_LONGER = 1.2


def connect_args(seconds: float, options: str = "") -> Dict[str, Any]:
    """Return what SQLAlchemy hands to psycopg2 for connections that wait at most some seconds.

    The server gives up a statement after ``seconds``, and a transaction that its client has left alone
    after twice as long; then the locks that it holds are free again.

    :param options: those of the database's address, which these would else take the place of
    """
    import psycopg2.extensions as driver  # here, for where SQLite is used it is not needed

    driver.set_wait_callback(_wait)
    milliseconds = int(seconds * 1000)
    limits = {
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "idle_in_transaction_session_timeout": 2 * milliseconds,
    }
    return {
        "connection_factory": type(
            "PatientConnection", (driver.connection,), {"patience": seconds * _LONGER}
        ),
        "options": " ".join([options, *(f"-c {name}={value}" for name, value in limits.items())]).strip(),
    }


def _wait(connection: Any) -> None:
    """Wait until a connection has done what it was asked for.

    :raises psycopg2.OperationalError: when that takes too long; the driver then closes the connection
    """
    import psycopg2
    import psycopg2.extensions as driver

    patience = getattr(connection, "patience", None)  # none: a connection of somebody else
    deadline = None if patience is None else time.monotonic() + patience
    while (state := connection.poll()) != driver.POLL_OK:
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLOUT if state == driver.POLL_WRITE else select.POLLIN)
        left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        if not poll.poll(left):
            raise psycopg2.OperationalError(f"the database has not answered within {patience:.1f} seconds")
