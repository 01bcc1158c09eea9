"""Whoever sends many messages at once waits for themselves, and nobody else for them."""

from __future__ import annotations

import asyncio

from web.turns import Turns


async def test_few_things_of_one_name_happen_at_once_and_another_name_does_not_wait() -> None:
    turns, under_way, most, order = Turns(2), 0, 0, list[str]()

    async def work(name: str) -> None:
        nonlocal under_way, most
        async with turns.of(name):
            under_way += name == "one"
            most = max(most, under_way)
            await asyncio.sleep(0.01)
            under_way -= name == "one"
            order.append(name)

    await asyncio.gather(*(work("one") for _ in range(6)), work("other"))

    assert most == 2
    assert "other" in order[:3]


async def test_who_gives_up_while_waiting_holds_nobody_up_and_nothing_is_kept_of_them() -> None:
    turns = Turns(1)
    async with turns.of("one"):
        waiting = asyncio.create_task(turns.of("one").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with asyncio.timeout(1), turns.of("one"):
        pass

    assert turns._taken == turns._waiting == {}
