"""Where conversations are kept: the database that `TRACKER_DB_URL` names, by default an SQLite file."""

from __future__ import annotations

from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.shared.core.domain import Domain
from sqlalchemy.engine import make_url

from launch.event_store import EventStore
from launch.settings import read_settings
from web.sqlite_file import is_file, make_private, share


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
        if is_file(url):
            make_private(url)
        super().__init__(
            domain=domain, host=address, event_broker=event_broker, seconds=settings.tracker_db_timeout
        )
        if url.get_backend_name() == "sqlite":
            share(self.engine, settings.tracker_db_timeout)
