"""The inbox in Redis, for several server processes on several machines."""

from __future__ import annotations

import json
from typing import Any, List, Mapping, Optional, Sequence

from redis.asyncio import Redis

from channels.slack.inbox import REMEMBER_SECONDS, THREAD_SECONDS, Waiting, thread_note
from channels.slack.incoming import Incoming

PREFIX = "careerbot:slack:"
_TIMEOUT = 5.0

# Each script is one step that no other process can come between. Time is Redis' own, so that the clocks
# of the machines do not matter. `leases` scores a conversation with the end of its lease: 0 for none.
_NOW = "local t = redis.call('TIME'); local now = t[1] + t[2] / 1e6\n"

_PUT = """
if ARGV[6] == 'uninvited' and redis.call('EXISTS', KEYS[5]) == 0 then return 0 end
if ARGV[6] == 'invited' then redis.call('SET', KEYS[5], '', 'EX', ARGV[7]) end
if not redis.call('SET', KEYS[1], '', 'NX', 'EX', ARGV[1]) then return 0 end
redis.call('HSET', KEYS[2], 'incoming', ARGV[2])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[4])
redis.call('ZADD', KEYS[4], 'NX', 0, ARGV[5])
return 1
"""
_CLAIM = (
    _NOW
    + """
local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
local owner = redis.call('HGET', KEYS[2], ARGV[1])
if ends and tonumber(ends) > now and owner ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
"""
)
_RENEW = (
    _NOW
    + """
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then
  redis.call('ZADD', KEYS[1], 'XX', now + ARGV[3], ARGV[1])
end
"""
)
_KEEP = """
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'answer', ARGV[1]) end
"""
_NEXT = """
local key = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if not key then return nil end
local attempts = redis.call('HINCRBY', ARGV[1] .. key, 'attempts', 1)
local kept = redis.call('HMGET', ARGV[1] .. key, 'incoming', 'answer')
return {attempts, kept[1], kept[2]}
"""
_RELEASE = """
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[2], ARGV[1])
if redis.call('ZCARD', KEYS[3]) > 0 then
  redis.call('ZADD', KEYS[1], 0, ARGV[1])
  return 1
end
redis.call('ZREM', KEYS[1], ARGV[1])
return 0
"""
_UNATTENDED = _NOW + "return redis.call('ZRANGEBYSCORE', KEYS[1], 0, now)"


class RedisInbox:
    """See :class:`channels.slack.inbox.Inbox`."""

    def __init__(self, url: str) -> None:
        self._redis: Redis[str] = Redis.from_url(
            url, decode_responses=True, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT
        )
        self._prefix = PREFIX
        self._leases, self._owners = f"{PREFIX}leases", f"{PREFIX}owners"
        self._put = self._redis.register_script(_PUT)
        self._claim = self._redis.register_script(_CLAIM)
        self._renew = self._redis.register_script(_RENEW)
        self._keep = self._redis.register_script(_KEEP)
        self._next = self._redis.register_script(_NEXT)
        self._release = self._redis.register_script(_RELEASE)
        self._unattended = self._redis.register_script(_UNATTENDED)

    async def open(self) -> None:
        """Check that Redis answers."""
        await self._redis.ping()

    async def close(self) -> None:
        """Disconnect."""
        await self._redis.aclose()
        await self._redis.connection_pool.disconnect()

    async def put(self, incoming: Incoming, invited: bool = True) -> bool:
        """Store an event and return whether it is new."""
        keys = [
            self._seen(incoming.key),
            self._event(incoming.key),
            self._waiting(incoming.conversation),
            self._leases,
            self._note(thread_note(incoming)),
        ]
        thread = ("invited" if invited else "uninvited") if incoming.thread is not None else ""
        arguments = [
            int(REMEMBER_SECONDS), incoming.as_json(), incoming.sent_at, incoming.key, incoming.conversation,
            thread, int(THREAD_SECONDS),
        ]  # fmt: skip
        return bool(await self._put(keys=keys, args=arguments))

    async def claim(self, conversation: str, worker: str, seconds: float) -> bool:
        """Take the lease of a conversation, unless another one has it."""
        keys = [self._leases, self._owners]
        return bool(await self._claim(keys=keys, args=[conversation, worker, seconds]))

    async def renew(self, conversation: str, worker: str, seconds: float) -> None:
        """Extend the lease, if ``worker`` has it."""
        await self._renew(keys=[self._leases, self._owners], args=[conversation, worker, seconds])

    async def next(self, conversation: str) -> Optional[Waiting]:
        """Return the oldest event that waits in a conversation."""
        found = await self._next(keys=[self._waiting(conversation)], args=[self._event("")])
        if found is None:
            return None
        attempts, incoming, answer = found
        return Waiting(Incoming.from_json(incoming), attempts, json.loads(answer) if answer else None)

    async def keep_answer(self, key: str, answer: Sequence[Mapping[str, Any]]) -> None:
        """Store what the assistant said."""
        await self._keep(keys=[self._event(key)], args=[json.dumps(answer)])

    async def finish(self, incoming: Incoming) -> None:
        """Mark an event as done; :meth:`put` set how long that is remembered."""
        async with self._redis.pipeline(transaction=True) as steps:
            steps.zrem(self._waiting(incoming.conversation), incoming.key)
            steps.delete(self._event(incoming.key))
            steps.expire(self._seen(incoming.key), int(REMEMBER_SECONDS))
            await steps.execute()

    async def release(self, conversation: str, worker: str) -> bool:
        """Give the lease back and return whether an event came in."""
        keys = [self._leases, self._owners, self._waiting(conversation)]
        return bool(await self._release(keys=keys, args=[conversation, worker]))

    async def unattended(self) -> List[str]:
        """Return the conversations in which something waits and no living process works."""
        return list(await self._unattended(keys=[self._leases]))

    async def remember(self, name: str, value: str, seconds: float) -> None:
        """Keep a small text for some time."""
        await self._redis.set(self._note(name), value, ex=int(seconds))

    async def recall(self, name: str) -> Optional[str]:
        """Return what was remembered."""
        kept: Optional[str] = await self._redis.get(self._note(name))
        return kept

    async def tidy(self) -> None:
        """Do nothing: Redis itself drops what is past its time."""

    def _note(self, name: str) -> str:
        return f"{self._prefix}note:{name}"

    def _seen(self, key: str) -> str:
        return f"{self._prefix}seen:{key}"

    def _event(self, key: str) -> str:
        return f"{self._prefix}event:{key}"

    def _waiting(self, conversation: str) -> str:
        return f"{self._prefix}waiting:{conversation}"
