"""What a process is working on: counted, and waited for when the process is told to end."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List

from launch.operations.readiness import BEAT_SECONDS, Readiness
from launch.processes import GRACE_SECONDS

#: Seconds that work under way may take after SIGTERM; the rest of the grace is for the server's own end.
FINISH_SECONDS = GRACE_SECONDS - 2.0
_LOOK_SECONDS = 0.02
_QUIET_SECONDS = 0.1


class UnderWay:
    """Counts pieces of work from their beginning to their end.

    :param changed: is told the number whenever it changes
    """

    def __init__(self, changed: Callable[[int], None] = lambda _: None) -> None:
        self._count = 0
        self._changed = changed

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a piece of work while it lasts."""
        self._count += 1
        self._changed(self._count)
        try:
            yield
        finally:
            self._count -= 1
            self._changed(self._count)

    async def finish(self, seconds: float = FINISH_SECONDS) -> bool:
        """Wait until nothing is under way any more, and return whether that came within ``seconds``.

        A message that waits for the one before it, in the same conversation, begins a moment after that.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        busy_at = clock()
        while clock() < deadline:
            if self._count:
                busy_at = clock()
            elif clock() - busy_at >= _QUIET_SECONDS:
                return True
            await asyncio.sleep(_LOOK_SECONDS)
        return False


async def keep_beating(readiness: Readiness, late: Callable[[float], None] = lambda _: None) -> None:
    """Show twice a second that the event loop turns, and how late it was."""
    clock = asyncio.get_running_loop().time
    while True:
        readiness.beat()
        due = clock() + BEAT_SECONDS
        await asyncio.sleep(BEAT_SECONDS)
        late(max(0.0, clock() - due))


def watch_server(
    app: Any, readiness: Readiness, under_way: UnderWay, late: Callable[[float], None] = lambda _: None
) -> None:
    """Let a Sanic server beat while it serves, and at its end first finish what is under way.

    Sanic calls the listeners of its end in reverse order, and goes on listening meanwhile: so readiness
    falls before anything else stops, and whoever still comes is told to go elsewhere.
    """
    beating: List[asyncio.Task[None]] = []

    async def begin(_: Any, __: Any) -> None:
        beating.append(asyncio.create_task(keep_beating(readiness, late)))

    async def end(_: Any, __: Any) -> None:
        readiness.stop()
        await under_way.finish()
        for task in beating:
            task.cancel()

    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = 1.0
    app.register_listener(begin, "after_server_start")
    app.register_listener(end, "before_server_stop")
