"""How much a log takes: who can make a process complain could else fill its disk."""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable, Dict, Tuple

import structlog

log = structlog.get_logger(__name__)

#: Lines of one kind, and of all kinds, within a minute.
OF_A_KIND, IN_ALL = 30, 600
_MINUTE = 60.0

Kind = Tuple[str, int, int]


class Sluice(logging.Filter):
    """Lets so many lines of a kind through in a minute, and then says how many it held back.

    A kind is a place in the code and a level.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._began = clock()
        self._seen: Dict[Kind, int] = {}
        self._through = self._held = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is written."""
        kind = (record.pathname, record.lineno, record.levelno)
        with self._lock:
            held = self._turn_minute()
            seen = self._seen[kind] = self._seen.get(kind, 0) + 1
            passes = seen <= OF_A_KIND and self._through < IN_ALL
            self._through += passes
            self._held += not passes
        if held:
            log.warning("log.held_back", lines=held)
        return passes

    def _turn_minute(self) -> int:
        """Begin a new minute when one is over, and return how many lines the last one held back."""
        if self._clock() - self._began < _MINUTE:
            return 0
        held, self._held = self._held, 0
        self._began, self._through = self._clock(), 0
        self._seen.clear()
        return held
