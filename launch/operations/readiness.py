"""Whether a process lives, and whether it can take messages now."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, TimeoutError
from typing import Callable, Collection, Dict, Mapping, Optional

#: Seconds that a part may take to answer before it counts as gone.
PART_SECONDS = 2.0
#: Seconds for which an answer of a part is good: probes come often, and may not become a load.
FRESH_SECONDS = 1.0
#: Seconds between two beats of the event loop, by which it shows that it is not blocked.
BEAT_SECONDS = 0.5
#: Seconds without a beat after which the process is not ready, and after which it counts as hung.
BUSY_SECONDS = 5.0
HUNG_SECONDS = 60.0

OK = "ok"
#: Returns when a part works, and raises anything when it does not.
Check = Callable[[], None]


class Part:
    """Something that the process needs, asked in a thread of its own and never twice at once."""

    def __init__(self, check: Check, clock: Callable[[], float] = time.monotonic) -> None:
        self._check = check
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: Optional[Future[str]] = None
        self._asked_at = 0.0

    def state(self) -> str:
        """Return ``ok``, or in a few words what is wrong; at most :data:`PART_SECONDS` later."""
        with self._lock:
            asked = self._asked
            if asked is None or (asked.done() and self._clock() - self._asked_at > FRESH_SECONDS):
                asked = self._asked = Future()
                self._asked_at = self._clock()
                threading.Thread(target=self._ask, args=(asked,), daemon=True).start()
            left = PART_SECONDS - (self._clock() - self._asked_at)
        try:
            return asked.result(timeout=max(0.0, left))
        except TimeoutError:
            return f"no answer within {PART_SECONDS:.0f} s"

    def _ask(self, asked: Future[str]) -> None:
        try:
            self._check()
        except Exception as error:  # whatever it is, its text may name hosts and users
            asked.set_result(f"does not work ({type(error).__name__})")
        else:
            asked.set_result(OK)


class Readiness:
    """What the probes of an orchestrator ask a process.

    A process lives from its beginning until its event loop has been blocked for :data:`HUNG_SECONDS`. It is
    ready once its server has started, until it is told to end, while its event loop turns and all of its
    parts answer. ``own`` are parts that no other process needs.
    """

    def __init__(
        self,
        parts: Mapping[str, Check],
        clock: Callable[[], float] = time.monotonic,
        own: Collection[str] = (),
    ) -> None:
        self._own = frozenset(own)
        self._parts = {name: Part(check, clock) for name, check in parts.items()}
        self._clock = clock
        self._beat_at: Optional[float] = None
        self._stopping = False

    @property
    def stopping(self) -> bool:
        """Whether the process was told to end, so that it takes nothing new."""
        return self._stopping

    def beat(self) -> None:
        """Note that the event loop turns; the first beat says that the server has started."""
        self._beat_at = self._clock()

    def stop(self) -> None:
        """Note that the process was told to end."""
        self._stopping = True

    def alive(self) -> bool:
        """Return whether the process works or is starting, rather than hangs."""
        return self._stopping or self._silent_for() < HUNG_SECONDS

    def report(self, shared: bool = True) -> Dict[str, str]:
        """Return the state of the process and of each part; ready is who has only ``ok`` in it.

        :param shared: whether to ask for what other processes need as well, such as databases. While one is
            away no process would be ready; but each can still say so to people in a sentence
        """
        if self._stopping:
            return {"process": "ending"}
        if self._beat_at is None:
            return {"process": "starting"}
        if self._silent_for() > BUSY_SECONDS:
            return {"process": "blocked"}
        asked = {name: part for name, part in self._parts.items() if shared or name in self._own}
        return {"process": OK, **{name: part.state() for name, part in asked.items()}}

    def _silent_for(self) -> float:
        return 0.0 if self._beat_at is None else self._clock() - self._beat_at
