"""Where conversations are kept: the database that `TRACKER_DB_URL` names, by default an SQLite file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.shared.core.domain import Domain
from sqlalchemy import event
from sqlalchemy.engine import make_url

from launch.event_store import EventStore
from launch.settings import read_settings


class ConversationStore(EventStore):
    """Rasa's SQL store on the database of the settings.

    Rasa's own entry in `endpoints.yml` takes the parts of an address, and fails on a variable that is
    not set; this one reads the whole address and has a default, so that plain `rasa run` works too.
    """

    def __init__(
        self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, **_: Any
    ) -> None:
        settings = read_settings()
        address = settings.tracker_db_url
        url = make_url(address)
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(
            domain=domain, host=address, event_broker=event_broker, seconds=settings.tracker_db_timeout
        )
        if url.get_backend_name() == "sqlite":
            event.listen(self.engine, "connect", _share_file)


def _share_file(connection: Any, _: Any) -> None:
    """Let several assistants use one SQLite file: readers do not wait, writers wait instead of failing."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")
