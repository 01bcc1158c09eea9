"""A log that nobody can fill."""

from __future__ import annotations

import logging

from structlog.testing import capture_logs

from launch.operations.log_rate import IN_ALL, OF_A_KIND, Sluice


def record(line: int) -> logging.LogRecord:
    return logging.LogRecord("somewhere", logging.ERROR, "somewhere.py", line, "It failed.", (), None)


def test_a_line_that_comes_without_end_is_held_back_and_counted() -> None:
    now = 0.0
    sluice = Sluice(lambda: now)

    written = sum(sluice.filter(record(1)) for _ in range(10_000))
    other = sluice.filter(record(2))
    now = 61.0
    with capture_logs() as logged:
        again = sluice.filter(record(1))

    assert (written, other, again) == (OF_A_KIND, True, True)
    assert logged == [{"event": "log.held_back", "lines": 10_000 - OF_A_KIND, "log_level": "warning"}]


def test_many_kinds_together_have_a_bound_too() -> None:
    sluice = Sluice(lambda: 0.0)

    assert sum(sluice.filter(record(line)) for line in range(10_000)) == IN_ALL
