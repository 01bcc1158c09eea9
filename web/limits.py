"""How often someone may ask: rates counted in Redis where `REDIS_URL` names one, else in memory."""

from __future__ import annotations

import asyncio
import math
import time
from typing import List, Optional, Sequence, Tuple

import structlog
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from web.addresses import networks_of
from web.refusals import too_many

log = structlog.get_logger(__name__)

#: Seconds to wait for Redis. After that this process counts alone, rather than refuse everybody.
_REDIS_SECONDS = 0.5
#: Seconds until a Redis that failed is asked again.
_REDIS_PAUSE = 5.0

#: How many times what one address may, everybody together may: a ceiling for what is stored and worked.
EVERYBODY = 25

Rate = Tuple[Sequence[RateLimitItem], str]


def rates(text: str) -> Tuple[RateLimitItem, ...]:
    """Return the rates that a setting names, such as ``20/minute;300/hour``.

    :raises ValueError: when it names none
    """
    return tuple(parse_many(text))


class RateLimits:
    """Counts what happens under a name, and refuses what is too much."""

    def __init__(self, redis_url: Optional[str]) -> None:
        self._memory_store = storage_from_string("memory://")  # kept: the limiter holds it weakly
        self._memory = FixedWindowRateLimiter(self._memory_store)
        self._redis_url = _limits_address(redis_url) if redis_url else None
        self._redis: Optional[FixedWindowRateLimiter] = None
        self._paused_until = 0.0

    async def count(self, *rates: Rate) -> None:
        """Count one event under each rate's name.

        :raises Refusal: when one of the rates is reached, with the seconds until it opens again
        """
        if self._redis_url and time.monotonic() >= self._paused_until:
            try:
                wait = await asyncio.to_thread(self._count_in_redis, rates)
            except (RedisError, OSError) as error:
                self._paused_until = time.monotonic() + _REDIS_PAUSE
                log.warning("limits.redis_unavailable", reason=type(error).__name__)
                wait = _hit(self._memory, rates)
        else:
            wait = _hit(self._memory, rates)
        if wait is not None:
            raise too_many(wait)

    def _count_in_redis(self, rates: Sequence[Rate]) -> Optional[int]:
        if self._redis is None:
            self._redis_store = storage_from_string(
                self._redis_url, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS
            )
            self._redis = FixedWindowRateLimiter(self._redis_store)
        return _hit(self._redis, rates)


def _hit(limiter: FixedWindowRateLimiter, rates: Sequence[Rate]) -> Optional[int]:
    """Return ``None``, or the seconds until the first rate that is reached opens again."""
    for items, name in rates:
        for item in items:
            if not limiter.hit(item, name):
                opens, _ = limiter.get_window_stats(item, name)
                return int(max(1, math.ceil(opens - time.time())))
    return None


def of_all(name: str, rates: Sequence[RateLimitItem], address: str) -> List[Rate]:
    """Return the rates of something that an address may do, its neighbourhood, and everybody together."""
    mine = [(_times(rates, times), f"{name} {network}") for network, times in networks_of(address)]
    return [*mine, (_times(rates, EVERYBODY), f"{name} everybody")]


def _times(rates: Sequence[RateLimitItem], times: int) -> Sequence[RateLimitItem]:
    return [type(rate)(rate.amount * times, rate.multiples, rate.namespace) for rate in rates]


class DoorRates:
    """How often an address, and everybody, may ask for anything at all; each process counts for itself."""

    def __init__(self, rates: Sequence[RateLimitItem]) -> None:
        self._rates = rates
        self._store = storage_from_string("memory://")
        self._limiter = FixedWindowRateLimiter(self._store)

    def wait(self, address: str) -> Optional[int]:
        """Count a request, and return ``None`` or the seconds until the address may ask again."""
        return _hit(self._limiter, of_all("door", self._rates, address))


def _limits_address(redis_url: str) -> str:
    """Return a Redis address as `limits` writes it: its name for a Unix socket differs."""
    return f"redis+{redis_url}" if redis_url.startswith("unix://") else redis_url
