"""Lists of names that the catalog does not describe, each a text file that anybody can edit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_WORD = re.compile(r"\w+")
_GOES_ON = re.compile(r"\w|-\w")


@dataclass(frozen=True)
class Listed:
    """A listed name in a text.

    :param value: the name by which it is known
    :param careful: whether it is also an English word, so that its surroundings must confirm it
    """

    start: int
    end: int
    value: str
    careful: bool


class NameList:
    """The names of a file: one a line, other spellings behind ``=``, a ``*`` behind one that is also a word."""

    def __init__(self, lines: list[str]) -> None:
        self._by_first_word: dict[str, list[tuple[str, str, bool]]] = {}
        for line in lines:
            spellings = [one.strip() for one in line.split(" = ")]
            name = spellings[0].rstrip("*")
            for spelling in spellings:
                written = spelling.rstrip("*").lower()
                first = _WORD.match(written)
                if first is None:
                    raise ValueError(f"a listed name must begin with a letter or digit: {line!r}")
                entry = (written, name, spelling.endswith("*"))
                self._by_first_word.setdefault(first.group(), []).append(entry)
        for entries in self._by_first_word.values():
            entries.sort(key=lambda one: -len(one[0]))

    def find(self, text: str) -> list[Listed]:
        """Return the names in a text, in order, of overlapping ones the longest."""
        lower = text.lower()
        found: list[Listed] = []
        for match in _WORD.finditer(lower):
            start = match.start()
            if (found and start < found[-1].end) or lower[start - 1 : start] in {"@", "-"}:
                continue
            for written, name, careful in self._by_first_word.get(match.group(), ()):
                end = start + len(written)
                if lower.startswith(written, start) and not _GOES_ON.match(lower, end):
                    found.append(Listed(start, end, name, careful))
                    break
        return found


@cache
def name_list(name: str) -> NameList:
    """Return the list of a name: ``employers``, ``schools``, ``products`` or ``places``."""
    lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return NameList([line for line in lines if line.strip() and not line.startswith("#")])
