"""Reading the one line of a log that tells a person what went wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import BinaryIO

_TERMINAL_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ERROR_LINE = re.compile(r"^(?:[\w.]*(?:Error|Exception|Exit)\b|ERROR\b|error:)", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:ERROR|CRITICAL)\s+\S+\s+- ")
_TAIL_BYTES = 64_000
_LINE_LENGTH = 300
_KEEP_BYTES = 5_000_000


def open_log(log: Path) -> BinaryIO:
    """Open a log to write at its end; one that has grown large is put aside first, and the older one goes."""
    if log.exists() and log.stat().st_size > _KEEP_BYTES:
        log.replace(log.with_suffix(".log.1"))
    stream = log.open("ab")
    stream.seek(0, 2)
    return stream


def last_complaint(log: Path, start: int = 0) -> str:
    """Return the last line that names an error, or else the last line; never a frame of a traceback.

    :param start: the byte at which the log of this run begins
    """
    try:
        with log.open("rb") as stream:
            stream.seek(max(start, log.stat().st_size - _TAIL_BYTES))
            text = stream.read().decode("utf-8", errors="replace")
    except OSError as error:
        return f"no log can be read: {error.strerror}"
    lines = [line for raw in text.splitlines() if (line := _TERMINAL_CODES.sub("", raw).rstrip())]
    for line in reversed(lines):
        if _LEVEL_BEFORE.match(line):
            return _short(_LEVEL_BEFORE.sub("", line))
        if _ERROR_LINE.match(line):
            return _short(line)
    return _short(lines[-1].strip()) if lines else "it ended without a word"


def _short(line: str) -> str:
    """Return the readable part of a line: a structured one has it under ``event_info`` or ``event``."""
    if line.startswith("{"):
        try:
            entry = json.loads(line)
        except ValueError:
            pass
        else:
            line = str(entry.get("event_info") or entry.get("event") or line)
    return line if len(line) <= _LINE_LENGTH else line[: _LINE_LENGTH - 1] + "…"
