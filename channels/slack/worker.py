"""Works the inbox off: each conversation one event at a time, many conversations at once."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import Awaitable, Callable, Iterator, Optional, Set

import structlog

from channels.slack.inbox import Inbox, Waiting
from channels.slack.incoming import Incoming
from channels.slack.web import Unavailable

log = structlog.get_logger(__name__)

#: After so many seconds without a sign of life, another process takes a conversation over.
LEASE_SECONDS = 15.0
#: Events that a process works on at once.
AT_ONCE = 64
_SWEEP_SECONDS = 1.0
_TIDY_SECONDS = 3600.0
#: Seconds that events in work have to come to their end when the server stops.
_GRACE_SECONDS = 10.0
#: Seconds until an event that Slack would not take is tried again, by attempt; the last one for the rest.
_PAUSES = (1.0, 5.0, 15.0, 60.0)
_MOST_ATTEMPTS = 60
#: Seconds that work waits at most for requests that are not acknowledged yet.
_MOST_PATIENCE = 0.25

Handle = Callable[[Waiting], Awaitable[None]]


class Reception:
    """The requests of Slack that are not acknowledged yet: they come first."""

    def __init__(self) -> None:
        self._inside = 0
        self._empty = asyncio.Event()
        self._empty.set()

    @contextmanager
    def request(self) -> Iterator[None]:
        """Count a request until the end of the context."""
        self._inside += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._inside -= 1
            if not self._inside:
                self._empty.set()

    async def empty(self) -> None:
        """Return when everything that came in is acknowledged, or after a moment."""
        await asyncio.sleep(0)  # what has arrived meanwhile comes in first
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._empty.wait(), _MOST_PATIENCE)


class Desk:
    """Takes events into the inbox and has them answered by ``handle``.

    ``handle`` raises :class:`Unavailable` for an event that is to be tried again.
    """

    def __init__(self, inbox: Inbox, handle: Handle, reception: Reception) -> None:
        self._inbox = inbox
        self._handle = handle
        self._reception = reception
        self._lease = LEASE_SECONDS
        self._hands: Set[asyncio.Task[None]] = set()
        self._in_work: Set[str] = set()
        self._keeper: Optional[asyncio.Task[None]] = None
        self._stopping = False

    def start(self) -> None:
        """Begin with what others left, and look after the leases from now on."""
        self._keeper = asyncio.create_task(self._keep_going())

    async def stop(self) -> None:
        """Finish what is in work; what waits is left to the next process."""
        self._stopping = True
        if self._hands:
            await asyncio.wait(self._hands, timeout=_GRACE_SECONDS)
        for task in [*self._hands, *([self._keeper] if self._keeper else [])]:
            task.cancel()

    async def take(self, incoming: Incoming) -> None:
        """Store an event and see to it."""
        if await self._inbox.put(incoming):
            self._set_to_work()

    def _set_to_work(self) -> None:
        """Begin with what waits; where all hands are busy, each takes the next when it is free."""
        if self._stopping or len(self._hands) >= AT_ONCE:
            return
        hand = asyncio.create_task(self._work_off())
        self._hands.add(hand)
        hand.add_done_callback(self._hands.discard)

    async def _work_off(self) -> None:
        try:
            while not self._stopping:
                await self._reception.empty()
                waiting = await self._inbox.next(self._lease)
                if waiting is None:
                    return
                conversation = waiting.incoming.conversation
                self._in_work.add(conversation)
                try:
                    pause = await self._see_to(waiting)
                finally:
                    self._in_work.discard(conversation)
                if pause:
                    await self._inbox.renew([conversation], pause)
                else:
                    await self._inbox.finish(waiting.incoming)
        except Exception as error:  # the store: what waits is found again when it works
            log.error("slack.inbox_failed", reason=type(error).__name__)

    async def _see_to(self, waiting: Waiting) -> Optional[float]:
        """Have an event answered; return the seconds until it is tried again, ``None`` when it is done."""
        attempts = waiting.attempts
        try:
            await self._handle(waiting)
        except Unavailable as error:
            if attempts < _MOST_ATTEMPTS:
                pause = _PAUSES[min(attempts, len(_PAUSES)) - 1]
                log.warning("slack.unavailable", reason=str(error), attempts=attempts, pause=pause)
                return pause
            log.error("slack.given_up", team=waiting.incoming.workspace.team, attempts=attempts)
        except Exception as error:  # a defect of ours must not hold up the conversation
            log.error("slack.failed", reason=type(error).__name__, attempts=attempts)
        return None

    async def _keep_going(self) -> None:
        loop = asyncio.get_running_loop()
        tidied = 0.0
        while True:
            try:
                await self._inbox.renew(set(self._in_work), self._lease)
                for _ in range(min(await self._inbox.unattended(), AT_ONCE)):
                    self._set_to_work()
                if loop.time() - tidied >= _TIDY_SECONDS:
                    tidied = loop.time()
                    await self._inbox.tidy()
            except Exception as error:
                log.error("slack.inbox_failed", reason=type(error).__name__)
            await asyncio.sleep(min(_SWEEP_SECONDS, self._lease / 3))
