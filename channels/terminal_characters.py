"""The characters of an answer on a terminal whose encoding lacks some of them."""

from __future__ import annotations

import codecs
import io
import unicodedata
from typing import TextIO, Tuple

#: What a terminal shows that lacks a character, for those that answers are drawn with.
_PLAIN = {
    "─": "-", "│": "|", "•": "*", "…": "...", "→": "->", "–": "-", "—": "-", "█": "#", "▌": "|", "×": "x",
    "’": "'", "‘": "'", "“": '"', "”": '"', "€": "EUR", "£": "GBP", "✓": "+", "≥": ">=", "≤": "<=",
}  # fmt: skip


def write_what_fits(stream: TextIO) -> None:
    """Let a stream of another encoding than UTF-8 show plain characters where it lacks those of an answer."""
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error("plain", _plain)
        stream.reconfigure(errors="plain")


def _plain(error: UnicodeError) -> Tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    kept = error.object[error.start : error.end]
    parts = []
    for character in kept:
        base = _PLAIN.get(character) or unicodedata.normalize("NFKD", character)
        parts.append(base.encode("ascii", "ignore").decode() or "?")
    return "".join(parts), error.end
