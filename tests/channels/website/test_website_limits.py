"""Rate limits, counted in memory and in Redis."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from limits import parse
from redis import Redis
from redis.exceptions import RedisError

from tests.conftest import skip_unless_ci
from web.addresses import network_of
from web.limits import EVERYBODY, RateLimits, of_all
from web.refusals import Refusal

REDIS = "redis://127.0.0.1:6379"


@pytest.fixture(params=["memory", "redis"])
def address(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        return None
    try:
        Redis.from_url(REDIS).ping()
    except RedisError:
        skip_unless_ci("Redis does not answer on this machine")
    return REDIS


def somebody() -> str:
    return uuid.uuid4().hex


async def test_what_is_too_much_is_refused_with_the_time_to_wait(address: Any) -> None:
    limits, who = RateLimits(address), somebody()
    rate = ([parse("2/minute")], who)
    await limits.count(rate)
    await limits.count(rate)

    with pytest.raises(Refusal) as caught:
        await limits.count(rate)

    assert caught.value.status == 429
    assert caught.value.retry_after is not None
    assert 1 <= caught.value.retry_after <= 60


async def test_one_person_does_not_use_up_the_room_of_another(address: Any) -> None:
    limits, one, other = RateLimits(address), somebody(), somebody()
    await limits.count(([parse("1/minute")], one))

    await limits.count(([parse("1/minute")], other))


async def test_the_narrowest_of_several_rates_counts(address: Any) -> None:
    limits, who = RateLimits(address), somebody()
    rate = ([parse("10/second"), parse("1/hour")], who)
    await limits.count(rate)

    with pytest.raises(Refusal):
        await limits.count(rate)


async def test_all_people_together_have_a_ceiling_however_many_addresses_they_have(address: Any) -> None:
    limits, what = RateLimits(address), somebody()

    async def ask(number: int) -> None:
        for rate in of_all(what, [parse("1/hour")], f"10.0.{number}.1"):
            await limits.count(rate)

    for number in range(EVERYBODY):
        await ask(number)

    with pytest.raises(Refusal):
        await ask(EVERYBODY)


async def test_processes_share_their_count_through_redis() -> None:
    try:
        Redis.from_url(REDIS).ping()
    except RedisError:
        skip_unless_ci("Redis does not answer on this machine")
    rate = ([parse("1/minute")], somebody())
    await RateLimits(REDIS).count(rate)

    with pytest.raises(Refusal):
        await RateLimits(REDIS).count(rate)


async def test_without_its_redis_a_process_counts_alone() -> None:
    limits = RateLimits("redis://127.0.0.1:1")
    rate = ([parse("1/minute")], somebody())
    await limits.count(rate)

    with pytest.raises(Refusal, match="too_many_messages"):
        await limits.count(rate)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unix", "unix"),
    ],
)
def test_an_ipv6_home_is_counted_as_one(address: str, network: str) -> None:
    assert network_of(address) == network
