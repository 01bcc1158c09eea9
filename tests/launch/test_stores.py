"""Where conversations are kept, and what keeps their messages in order."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from launch.lock_store import MemoryLocks
from launch.redis_locks import RedisLocks

PROJECT = Path(__file__).resolve().parent.parent.parent


def endpoints() -> AvailableEndpoints:
    return AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml"))


def store() -> TrackerStore:
    return TrackerStore.create(endpoints().tracker_store, domain=Domain.empty())


def test_the_two_endpoint_files_differ_in_the_action_servers_address_and_token_alone() -> None:
    plain, launched = (
        yaml.safe_load((PROJECT / name).read_text()) for name in ("endpoints.yml", "launch/endpoints.yml")
    )

    assert plain["action_endpoint"].pop("url") == "http://localhost:5055/webhook"
    assert launched["action_endpoint"].pop("url") == "${ACTION_SERVER_URL}"
    assert launched["action_endpoint"].pop("headers") == {"Authorization": "Bearer ${ACTION_SERVER_TOKEN}"}
    assert plain == launched


async def test_a_conversation_survives_a_restart(any_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB_URL", any_url)
    await store().save(DialogueStateTracker.from_events("somebody", [UserUttered("what do MLEs earn?")]))

    read = await store().retrieve("somebody")

    assert read is not None
    assert read.latest_message is not None
    assert read.latest_message.text == "what do MLEs earn?"


async def test_the_folder_of_an_sqlite_file_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_DB_URL", f"sqlite:///{tmp_path}/new/conversations.db")

    await store().save(DialogueStateTracker.from_events("somebody", [UserUttered("hello")]))

    assert (tmp_path / "new/conversations.db").is_file()


@pytest.mark.parametrize(("address", "kind"), [("", MemoryLocks), ("redis://127.0.0.1:6379/5", RedisLocks)])
def test_locks_are_in_redis_where_one_is_named(
    monkeypatch: pytest.MonkeyPatch, address: str, kind: type[Any]
) -> None:
    monkeypatch.setenv("REDIS_URL", address)

    assert isinstance(LockStore.create(endpoints().lock_store), kind)


async def test_the_second_of_two_quick_messages_waits_no_longer_than_the_first_takes() -> None:
    locks = MemoryLocks()
    order = []

    async def message(name: str) -> None:
        async with locks.lock("somebody"):
            order.append(name)
            await asyncio.sleep(0.1)

    started = time.monotonic()
    await asyncio.gather(message("first"), message("second"))

    assert order == ["first", "second"]
    assert time.monotonic() - started < 0.6
