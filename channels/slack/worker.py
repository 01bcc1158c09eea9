"""Works the inbox off: each conversation one event at a time, many conversations at once."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from types import TracebackType
from typing import Awaitable, Callable, Dict, Optional, Set, Type

import structlog

from channels.slack.errors import Unavailable
from channels.slack.inbox import Inbox, Waiting
from channels.slack.incoming import Incoming

log = structlog.get_logger(__name__)

#: After so many seconds without a sign of life, another process takes a conversation over.
LEASE_SECONDS = 15.0
#: Conversations that a process works on at once.
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
    """The requests of Slack that are not acknowledged yet, as a context for each: they come first."""

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


class Desk:
    """Takes events into the inbox and has them answered by ``handle``.

    ``handle`` raises :class:`Unavailable` for an event that is to be tried again.
    """

    def __init__(self, inbox: Inbox, handle: Handle, reception: Reception) -> None:
        self._inbox = inbox
        self._handle = handle
        self._reception = reception
        self._lease = LEASE_SECONDS
        self._worker = uuid.uuid4().hex
        self._free_hands = asyncio.Semaphore(AT_ONCE)
        self._working: Dict[str, asyncio.Task[None]] = {}
        self._again: Set[str] = set()
        self._keeper: Optional[asyncio.Task[None]] = None
        self._stopping = asyncio.Event()

    def start(self) -> None:
        """Begin with what others left, and look after the leases from now on."""
        self._keeper = asyncio.create_task(self._keep_going())

    async def stop(self) -> None:
        """Finish what is in work; what waits is left to the next process."""
        self._stopping.set()
        if self._working:
            await asyncio.wait(self._working.values(), timeout=_GRACE_SECONDS)
        for task in [*self._working.values(), *([self._keeper] if self._keeper else [])]:
            task.cancel()

    async def take(self, incoming: Incoming, invited: bool = True) -> bool:
        """Store an event and see to it; return whether it is new and to be answered: see the inbox."""
        new = await self._inbox.put(incoming, invited)
        if new:
            self._attend(incoming.conversation)
        return new

    def _attend(self, conversation: str) -> None:
        if self._stopping.is_set():
            return
        if conversation in self._working:
            self._again.add(conversation)
            return
        self._working[conversation] = asyncio.create_task(self._work_off(conversation))

    async def _work_off(self, conversation: str) -> None:
        try:
            async with self._free_hands:
                while not self._stopping.is_set():
                    await self._reception.empty()
                    self._again.discard(conversation)
                    if not await self._inbox.claim(conversation, self._worker, self._lease):
                        return
                    await self._drain(conversation)
                    more = await self._inbox.release(conversation, self._worker)
                    if not more and conversation not in self._again:
                        return
        except Exception as error:  # the store: what waits is found again when it works
            log.error("slack.inbox_failed", reason=type(error).__name__)
        finally:
            del self._working[conversation]

    async def _drain(self, conversation: str) -> None:
        while not self._stopping.is_set():
            waiting = await self._inbox.next(conversation)
            if waiting is None:
                return
            try:
                await self._handle(waiting)
            except Unavailable as error:
                if waiting.attempts < _MOST_ATTEMPTS:
                    pause = _PAUSES[min(waiting.attempts, len(_PAUSES)) - 1]
                    log.warning(
                        "slack.unavailable", reason=str(error), attempts=waiting.attempts, pause=pause
                    )
                    with suppress(asyncio.TimeoutError):
                        await asyncio.wait_for(self._stopping.wait(), pause)
                    continue
                log.error("slack.given_up", team=waiting.incoming.workspace.team, attempts=waiting.attempts)
            except Exception as error:  # a defect of ours must not hold up the conversation
                log.error("slack.failed", reason=type(error).__name__, attempts=waiting.attempts)
            await self._inbox.finish(waiting.incoming)

    async def _keep_going(self) -> None:
        loop = asyncio.get_running_loop()
        renewed = swept = tidied = 0.0
        while True:
            try:
                now = loop.time()
                if now - renewed >= self._lease / 3:
                    renewed = now
                    for conversation in list(self._working):
                        await self._inbox.renew(conversation, self._worker, self._lease)
                if now - swept >= _SWEEP_SECONDS:
                    swept = now
                    for conversation in await self._inbox.unattended():
                        if conversation not in self._working:
                            self._attend(conversation)
                if now - tidied >= _TIDY_SECONDS:
                    tidied = now
                    await self._inbox.tidy()
            except Exception as error:
                log.error("slack.inbox_failed", reason=type(error).__name__)
            await asyncio.sleep(min(_SWEEP_SECONDS, self._lease / 3) / 2)
