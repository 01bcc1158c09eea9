"""What keeps the messages of one conversation in order: Redis where `REDIS_URL` names one, else memory."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import Any, AsyncGenerator

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockStore

from launch.redis_locks import RedisLocks
from launch.settings import read_settings

#: Seconds between two looks at a conversation that is busy. Rasa looks once a second, which a person
#: who sends two quick messages feels.
POLL_SECONDS = 0.05


class MemoryLocks(InMemoryLockStore):
    """Locks of one process."""

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold a conversation, as Rasa does, but look more often whether it is free."""
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as held:
            yield held


class ConversationLocks(LockStore):
    """The name for `endpoints.yml`; making one gives the store that the settings ask for."""

    def __new__(cls, endpoint_config: Any = None) -> LockStore:
        """Return a lock store of another class, which Python then does not initialise again."""
        redis_url = read_settings().redis_url
        return RedisLocks(redis_url) if redis_url else MemoryLocks()
