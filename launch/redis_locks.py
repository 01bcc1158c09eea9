"""Locks of conversations that several processes share, in Redis.

Rasa's own give each message a ticket that is good for a minute, so a conversation whose process was killed
stands still for that long; they need seven requests for a message, which hold up every other conversation of
the process; and two processes that ask at the same moment can get the same ticket.

Here the messages of a conversation stand in a queue. Whoever stands in it has a lease of a few seconds and
renews it; one whose lease has ended is passed over. All of it is one script, which Redis runs as a whole.
Should Redis lose its memory, two may hold a conversation at once; the store of conversations then takes the
first (:class:`launch.event_store.EventStore`).
"""

from __future__ import annotations

import asyncio
import time
import uuid
from contextlib import asynccontextmanager, suppress
from typing import Any, AsyncGenerator, Awaitable, Optional

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from redis.asyncio import Redis
from redis.exceptions import RedisError

#: Seconds after which one who no longer renews the lease counts as gone.
LEASE_SECONDS = 5.0
#: Seconds between two renewals: one may fail, or come late, without harm.
RENEW_SECONDS = 1.5
#: Seconds between two looks at a conversation that is busy.
POLL_SECONDS = 0.05
#: Seconds that Redis may take.
_REDIS_SECONDS = 2.0
_PREFIX = "careerbot:turn:"

#: Renews my lease, lets me join the queue if I do not stand in it (Redis may have forgotten it), removes
#: those before me whose lease has ended, and returns whether I am the first.
_TAKE = """
local queue, me, lease = KEYS[1], ARGV[1], ARGV[2]
redis.call('SET', queue .. ':' .. me, 1, 'PX', lease)
if not redis.call('LPOS', queue, me) then redis.call('RPUSH', queue, me) end
redis.call('PEXPIRE', queue, 20 * lease)
while true do
  local first = redis.call('LINDEX', queue, 0)
  if first == me then return 1 end
  if redis.call('EXISTS', queue .. ':' .. first) == 1 then return 0 end
  redis.call('LPOP', queue)
end
"""
_LEAVE = """
redis.call('LREM', KEYS[1], 0, ARGV[1])
redis.call('DEL', KEYS[1] .. ':' .. ARGV[1])
"""


class RedisLocks(LockStore):
    """Locks that several processes share.

    :param url: the address of one Redis server
    """

    def __init__(self, url: str) -> None:
        # Without a timeout of the client's own: it waits with asyncio.wait_for, which in Python 3.10 loses a
        # cancellation that comes as the wait ends. A place would then be renewed for ever.
        self._redis: Redis[bytes] = Redis.from_url(url)
        self._take = self._redis.register_script(_TAKE)
        self._leave = self._redis.register_script(_LEAVE)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold a conversation until the end of the block.

        :param lock_lifetime: how long to wait for it at most, in seconds
        :raises LockError: when that is over, or Redis does not answer
        """
        queue, me = f"{_PREFIX}{conversation_id}", uuid.uuid4().hex
        renewing: Optional[asyncio.Task[None]] = None
        try:
            await self._wait(queue, me, lock_lifetime, wait_time_in_seconds)
            renewing = asyncio.create_task(self._renew(queue, me))
            yield TicketLock(conversation_id)
        finally:
            if renewing is not None:
                renewing.cancel()
            with suppress(LockError):  # then the lease ends by itself
                await _result(self._leave(keys=[queue], args=[me]))

    def delete_lock(self, conversation_id: str) -> None:
        """Leave a lock alone: that of a process that was killed ends by itself within its lease."""

    async def _wait(self, queue: str, me: str, longest: float, pause: float) -> None:
        deadline = time.monotonic() + longest
        while not await self._is_first(queue, me):
            if time.monotonic() > deadline:
                raise LockError("The messages before this one take too long.")
            await asyncio.sleep(pause)

    async def _is_first(self, queue: str, me: str) -> bool:
        return bool(await _result(self._take(keys=[queue], args=[me, int(LEASE_SECONDS * 1000)])))

    async def _renew(self, queue: str, me: str) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            with suppress(LockError):
                await self._is_first(queue, me)


async def _result(asking: Awaitable[Any]) -> Any:
    """Return what Redis answers.

    :raises LockError: when it does not answer in time
    """
    task = asyncio.ensure_future(asking)
    try:
        done, _ = await asyncio.wait({task}, timeout=_REDIS_SECONDS)
        if not done:
            raise LockError("Redis does not answer in time.")
        return task.result()
    except (RedisError, OSError) as error:
        raise LockError(f"Redis does not answer ({type(error).__name__}).") from None
    finally:
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # it is told above
        task.cancel()
