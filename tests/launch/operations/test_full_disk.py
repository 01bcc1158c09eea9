"""A disk that is full: messages are refused, and the process says at once that it is not ready."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sqlalchemy.exc import SQLAlchemyError

from faults.disk import small_disk
from launch.event_store import EventStore
from launch.operations import checks
from launch.settings import Settings
from tests.conftest import skip_unless_ci
from web.sqlite_file import share


async def say(store: EventStore, text: str) -> None:
    tracker = await store.get_or_create_tracker("web-1")
    tracker.update(UserUttered(text, message_id="message-1"))
    await store.save(tracker)


async def say_much(store: EventStore) -> None:
    for _ in range(200):  # until the log of changes has used up the room that it has
        await say(store, "a long message " * 1000)


async def test_a_full_disk_is_no_place_for_messages_and_a_freed_one_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with small_disk(2) as disk:
        if disk is None:
            skip_unless_ci("only root may mount the small disk that is filled")
            return
        url = f"sqlite:///{disk.folder.parent}/conversations.db"
        store = EventStore(Domain.empty(), host=url)
        share(store.engine)
        monkeypatch.setenv("TRACKER_DB_URL", url)
        agent: Any = SimpleNamespace(tracker_store=FailSafeTrackerStore(store))
        ready = checks.checks_of_assistant(Settings(), lambda: agent)["conversations"]
        await say(store, "before")
        ready()

        disk.fill()
        with pytest.raises(SQLAlchemyError):
            await say_much(store)
        with pytest.raises(checks.NotStored):
            ready()

        disk.free()
        monkeypatch.setattr(checks, "_STORES_SECONDS", 0.0)
        await say(store, "after")
        ready()
