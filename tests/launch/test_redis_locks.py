"""Locks in Redis: one after another in every process, and no standstill when a process or Redis dies."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from rasa.core.lock_store import LockError
from redis import Redis
from redis.exceptions import RedisError

from launch import redis_locks
from launch.ports import free_port
from launch.redis_locks import RedisLocks
from tests.conftest import skip_unless_ci

REDIS = "redis://127.0.0.1:6379/6"


@pytest.fixture(autouse=True)
def _redis_answers() -> None:
    try:
        Redis.from_url(REDIS).ping()
    except RedisError:
        skip_unless_ci("Redis does not answer on this machine")


@pytest.fixture
def somebody() -> str:
    return uuid.uuid4().hex


async def test_messages_of_two_processes_are_handled_in_the_order_in_which_they_came(somebody: str) -> None:
    processes = RedisLocks(REDIS), RedisLocks(REDIS)
    order: list[str] = []

    async def message(number: int) -> None:
        async with processes[number % 2].lock(somebody):
            order.append(f"{number} begins")
            await asyncio.sleep(0.02)
            order.append(f"{number} ends")

    waiting = []
    async with processes[0].lock(somebody):
        for number in range(4):
            waiting.append(asyncio.create_task(message(number)))
            await asyncio.sleep(0.2)  # it stands in the queue
        assert order == []
    await asyncio.gather(*waiting)

    assert order == [f"{number} {what}" for number in range(4) for what in ("begins", "ends")]


async def test_a_process_that_was_killed_holds_a_conversation_no_longer_than_its_lease(
    somebody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_locks, "LEASE_SECONDS", 0.3)
    killed, living = RedisLocks(REDIS), RedisLocks(REDIS)
    holding = killed.lock(somebody)
    await holding.__aenter__()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()  # nobody renews the lease any more

    async with living.lock(somebody, lock_lifetime=2.0):
        pass


async def test_whoever_works_long_keeps_the_conversation(
    somebody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_locks, "LEASE_SECONDS", 0.3)
    monkeypatch.setattr(redis_locks, "RENEW_SECONDS", 0.1)

    async with RedisLocks(REDIS).lock(somebody):
        with pytest.raises(LockError):
            async with RedisLocks(REDIS).lock(somebody, lock_lifetime=1.0):
                pytest.fail("two hold the same conversation")


async def test_whoever_has_left_renews_no_more(somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_locks, "RENEW_SECONDS", 0)
    locks = RedisLocks(REDIS)

    async def hold() -> None:
        async with locks.lock(somebody):
            await asyncio.sleep(0.003)

    for _ in range(200):
        holding = asyncio.create_task(hold())
        await asyncio.sleep(0.002)
        holding.cancel()
        await asyncio.wait({holding})

    async with locks.lock(somebody, lock_lifetime=0.5):
        pass


async def test_a_redis_that_lost_its_memory_costs_nobody_a_turn(somebody: str) -> None:
    locks = RedisLocks(REDIS)
    async with locks.lock(somebody):
        for key in Redis.from_url(REDIS).scan_iter(f"*{somebody}*"):
            Redis.from_url(REDIS).delete(key)

    async with locks.lock(somebody, lock_lifetime=0.5):
        pass


async def test_a_redis_that_is_gone_is_an_error_and_no_standstill(somebody: str) -> None:
    with pytest.raises(LockError, match="Redis does not answer"):
        async with RedisLocks(f"redis://127.0.0.1:{free_port()}").lock(somebody):
            pytest.fail("nobody holds the lock")
