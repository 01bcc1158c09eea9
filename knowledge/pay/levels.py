"""Levels as people name them, mapped to those that the figures know, by a stated rule.

The salary index knows four levels (entry, mid, senior, executive), the postings of 2023 to 2026 also
interns, leads and staff. Rules of thumb of the editors, named in each answer that uses one:

- an intern and a new graduate stand at entry level; the index has no interns;
- staff, principal and lead engineers are counted among seniors, whose pay then understates theirs;
- L3 to L8, as Google and Meta number their ladders: L3 entry, L4 mid, L5 and above senior, of which L6
  and above are staff;
- years of experience: up to 2 entry, up to 5 mid, then senior. Executives lead others; years make none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Optional

IndexLevel = Literal["entry", "mid", "senior", "executive"]
Rule = Literal["same", "intern", "graduate", "staff", "lead", "ladder", "years"]

MID_FROM, SENIOR_FROM = 2, 5
_LADDER: dict[int, IndexLevel] = {3: "entry", 4: "mid", 5: "senior", 6: "senior", 7: "senior", 8: "senior"}
_STAFF_FROM = 6
_WORDS: tuple[tuple[str, IndexLevel, Optional[str], Rule], ...] = (
    (r"\bintern(s|ship|ships)?\b|\btrainee|\bapprentice", "entry", "intern", "intern"),
    (
        r"\bgrad(s|uat\w*)?\b|\bfreshers?\b|\b(out of|from) |\bstarting\b",
        "entry",
        "entry",
        "graduate",
    ),
    (r"\b(staff|principal|distinguished|fellow)\b", "senior", "staff", "staff"),
    (r"\b(team|tech|technical)?[ -]?lead\b", "senior", "lead", "lead"),
)


@dataclass(frozen=True)
class LevelRead:
    """A level of the index, that of the postings where they know it better, and the rule that led there."""

    level: IndexLevel
    posted: str
    rule: Rule
    words: str


def level_of(words: str, known: Optional[IndexLevel] = None) -> Optional[LevelRead]:
    """Return the level that words name, or ``None``.

    :param words: what the person said, such as ``staff`` or ``L5``
    :param known: the level of the catalog that the words were read as, if they were
    """
    if found := re.search(r"\b(?:L|E|IC|level )([3-8])\b", words, re.IGNORECASE):
        number = int(found[1])
        return LevelRead(
            _LADDER[number], "staff" if number >= _STAFF_FROM else _LADDER[number], "ladder", words
        )
    for pattern, level, posted, rule in _WORDS:
        if re.search(pattern, words, re.IGNORECASE):
            return LevelRead(level, posted or level, rule, words)
    return LevelRead(known, known, "same", words) if known else None


def level_of_years(years: float) -> LevelRead:
    """Return the level of so many years of experience in the work."""
    level: IndexLevel = "entry" if years < MID_FROM else "mid" if years < SENIOR_FROM else "senior"
    return LevelRead(level, level, "years", f"{years:g} years")
