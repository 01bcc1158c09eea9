"""Reading the one line of a log that tells a person what went wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, BinaryIO, Dict, Mapping, Optional

_TERMINAL_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ERROR_LINE = re.compile(r"^(?:[\w.]*(?:Error|Exception|Exit)\b|ERROR\b|error:)", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:ERROR|CRITICAL)\s+\S+\s+- ")
#: Levels of entries that explain an end.
_GRAVE = ("error", "critical")
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
        if (entry := _entry(line)) is not None:
            if entry.get("level") in _GRAVE:
                return _cut(_complaint(entry))
            continue
        if _LEVEL_BEFORE.match(line):
            return _cut(_LEVEL_BEFORE.sub("", line))
        if _ERROR_LINE.match(line):
            return _cut(line)
    if not lines:
        return "it ended without a word"
    entry = _entry(lines[-1])
    return _cut(lines[-1].strip() if entry is None else _complaint(entry))


def _entry(line: str) -> Optional[Dict[str, Any]]:
    """Return a line of JSON as what it says, or ``None`` for any other line."""
    if not line.startswith("{"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _complaint(entry: Mapping[str, Any]) -> str:
    """Return the readable part of a structured entry: its error, or what is said of its event."""
    errors = entry.get("error")
    if isinstance(errors, list) and errors:
        return str(errors[0])
    return str(entry.get("event_info") or entry.get("event") or dict(entry))


def _cut(line: str) -> str:
    return line if len(line) <= _LINE_LENGTH else line[: _LINE_LENGTH - 1] + "…"
