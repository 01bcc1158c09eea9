"""Reading the one line of a log that tells a person what went wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any, BinaryIO, Dict, Mapping, Optional

_TERMINAL_CODES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ERROR_LINE = re.compile(r"^(?:[\w.]*(?:Error|Exception|Exit)\b|ERROR\b|error:)", re.IGNORECASE)
_LEVEL_BEFORE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:ERROR|CRITICAL)\s+\S+\s+- ")
#: Levels of entries that explain an end.
_GRAVE = ("error", "critical")
_TAIL_BYTES = 64_000
_LINE_LENGTH = 300
#: Bytes at which a log is turned over; one older part is kept.
KEEP_BYTES = 5_000_000
_OWNER_ONLY = 0o600


def open_log(log: Path) -> BinaryIO:
    """Open a log to write at its end, for its owner to read; one that has grown large is put aside first."""
    turn_over(log)
    stream = open(log, "ab", opener=privately)  # noqa: SIM115 - for the caller to close
    os.fchmod(stream.fileno(), _OWNER_ONLY)
    stream.seek(0, 2)
    return stream


def turn_over(log: Path) -> bool:
    """Put what a log holds aside when it has grown large, and return whether it had; the older one goes.

    Whoever writes it goes on: processes hold it open, and write at its end wherever that is. What is written
    at this very moment may be lost.
    """
    if not log.exists() or log.stat().st_size <= KEEP_BYTES:
        return False
    aside = log.with_suffix(".log.1")
    with log.open("r+b") as stream, open(aside, "wb", opener=privately) as kept:
        os.fchmod(kept.fileno(), _OWNER_ONLY)
        shutil.copyfileobj(stream, kept)
        stream.truncate(0)
    return True


def privately(path: str, flags: int) -> int:
    """Open a file that only its owner may read: an opener for :func:`open`."""
    return os.open(path, flags, _OWNER_ONLY)


def last_complaint(log: Path, start: int = 0) -> str:
    """Return the last line that names an error, or else the last line; never a frame of a traceback.

    :param start: the byte at which the log of this run begins
    """
    try:
        with log.open("rb") as stream:
            size = log.stat().st_size
            stream.seek(max(start if start <= size else 0, size - _TAIL_BYTES))
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
