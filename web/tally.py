"""What a server refuses, counted by kind. Strangers decide how often: a line comes once a minute at most."""

from __future__ import annotations

import time
from collections import Counter
from typing import Callable

import structlog

log = structlog.get_logger(__name__)

#: Seconds between two lines.
LINE_SECONDS = 60.0


class Tally:
    """Counts refusals.

    :param count: is told the kind of each, a name of a short list: a status, ``connections`` or ``slow``
    """

    def __init__(
        self, count: Callable[[str], None] = lambda _: None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._count = count
        self._clock = clock
        self._since_line: Counter[str] = Counter()
        self._line_at = -LINE_SECONDS

    def refused(self, kind: str) -> None:
        """Count a refusal; the first of a minute writes how many there were since the last line."""
        self._count(kind)
        self._since_line[kind] += 1
        now = self._clock()
        if now - self._line_at >= LINE_SECONDS:
            self._line_at = now
            log.warning("requests.refused", refused=dict(sorted(self._since_line.items())))
            self._since_line.clear()
