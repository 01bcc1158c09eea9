"""The sentences of the actions; they stand in ``wording.yml``, which needs no Python to edit."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Sequence

import yaml

WORDING = Path(__file__).with_name("wording.yml")


class WordingError(ValueError):
    """A sentence that the wording file lacks, or one with a placeholder that the code does not fill."""


@lru_cache(maxsize=1)
def _entries() -> dict[str, Any]:
    entries: dict[str, Any] = yaml.safe_load(WORDING.read_text(encoding="utf-8"))
    return entries


def say(key: str, *, turn: int = 0, **values: Any) -> str:
    """Return the sentence under ``key`` with its placeholders filled.

    Where the file gives several variants, ``turn`` chooses among them, so that a conversation varies
    and a replay of it does not.

    :raises WordingError: when the key or a value for a placeholder is missing
    """
    entry = _entry(key)
    variants = entry if isinstance(entry, list) else [entry]
    chosen = variants[(zlib.crc32(key.encode()) + turn) % len(variants)]
    try:
        return str(chosen).strip().format(**values)
    except (KeyError, IndexError, ValueError) as error:
        raise WordingError(f"wording.yml, {key}: cannot fill {error}") from error


def words(key: str) -> dict[str, str]:
    """Return a mapping of the wording file, such as the labels of a table's rows."""
    entry = _entry(key)
    if not isinstance(entry, dict):
        raise WordingError(f"wording.yml, {key}: must hold 'name: text' lines")
    return {str(name): str(text) for name, text in entry.items()}


def _entry(key: str) -> Any:
    try:
        return _entries()[key]
    except KeyError as error:
        raise WordingError(f"wording.yml has no entry {key!r}") from error


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """Return items as words: ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def with_article(name: str) -> str:
    """Return a name with its indefinite article: ``an ML engineer``, ``a data scientist``."""
    spoken_vowel = name[:1].lower() in "aeiou" or name[:2] in {"ML", "NL", "LL", "MB"}
    return f"{'an' if spoken_vowel else 'a'} {name}"


def opening(text: str) -> str:
    """Return the first sentence of a text."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text, maxsplit=1)[0]


def inline(name: str) -> str:
    """Return a name as it stands within a sentence; abbreviations and proper names keep their capital."""
    proper = name[1:2].isupper() or name.startswith(("Python", "Git", "Docker", "Kubernetes", "English"))
    return name if proper else name[:1].lower() + name[1:]


def sentence(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]
