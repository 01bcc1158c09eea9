"""What Slack waits for comes first: other work begins when no request waits for its acknowledgement."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Optional, Type

#: Seconds after which work begins all the same.
_MOST_PATIENCE = 0.25


class Reception:
    """The requests of Slack that are not acknowledged yet, as a context for each."""

    def __init__(self) -> None:
        self._inside = 0
        self._empty = asyncio.Event()
        self._empty.set()

    def __enter__(self) -> None:
        self._inside += 1
        self._empty.clear()

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self._inside -= 1
        if not self._inside:
            self._empty.set()

    async def empty(self) -> None:
        """Return when everything that came in is acknowledged, or after a moment."""
        await asyncio.sleep(0)  # what has arrived meanwhile comes in first
        if self._inside:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._empty.wait(), _MOST_PATIENCE)
