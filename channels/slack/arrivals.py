"""Events that arrive at once, stored in one transaction: Slack waits for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable, List, Optional, Sequence, Union

from channels.slack.incoming import Incoming


@dataclass(frozen=True)
class Arrival:
    """An event that is to be stored; ``stored`` is whether it was new, as soon as that is known."""

    incoming: Incoming
    invited: bool
    stored: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def settle(self, outcome: Union[bool, Exception]) -> None:
        """Tell the request that waits, unless it was given up."""
        if self.stored.done():
            return
        if isinstance(outcome, Exception):
            self.stored.set_exception(outcome)
        else:
            self.stored.set_result(outcome)


class Arrivals:
    """Gathers what arrives while a transaction runs, and stores it with the next one.

    :param store: stores events and returns of each whether it is new; called in a thread of its own, so
        that it does not queue behind the work on older events
    """

    def __init__(self, store: Callable[[Sequence[Arrival]], List[bool]]) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="slack-arrivals")
        self._waiting: List[Arrival] = []
        self._task: Optional[asyncio.Task[None]] = None

    async def put(self, incoming: Incoming, invited: bool) -> bool:
        """Store an event and return whether it is new."""
        arrival = Arrival(incoming, invited)
        self._waiting.append(arrival)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work_off())
        return await arrival.stored

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    async def _work_off(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            together, self._waiting = self._waiting, []
            try:
                outcomes: Sequence[Union[bool, Exception]] = await loop.run_in_executor(
                    self._thread, self._store, together
                )
            except Exception as error:
                outcomes = [error] * len(together)
            for arrival, outcome in zip(together, outcomes, strict=True):
                arrival.settle(outcome)
