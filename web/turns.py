"""How many messages of one address are worked on at once: whoever sends many waits for themselves alone."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator, Dict


class Turns:
    """Lets ``most`` things of one name happen at once; further ones wait until it is their turn."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Dict[str, asyncio.Semaphore] = {}
        self._waiting: Dict[str, int] = {}

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Wait for a turn, and hold it within the block."""
        turn = self._taken.setdefault(name, asyncio.Semaphore(self._most))
        self._waiting[name] = self._waiting.get(name, 0) + 1
        try:
            async with turn:
                yield
        finally:
            self._waiting[name] -= 1
            if not self._waiting[name]:
                del self._waiting[name], self._taken[name]
