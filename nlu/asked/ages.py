"""Ages in a text: "I'm 42", "a 35 year old", "in my mid 30s"."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Age:
    """An age in years, of a decade its middle ("mid 30s" is 35), and where it stands."""

    start: int
    end: int
    years: int


_AGE = re.compile(
    r"\b(?:(?:i'?m|i\s+am|im|aged?|at(?:\s+(?:the\s+)?age(?:\s+of)?)?|turning|turned|age\s+of|over|past)\s+(?:already\s+|now\s+|almost\s+|nearly\s+)?(?P<plain>[1-7]\d)\b(?!\s*(?:%|k\b|yoe|lpa|hours?|years?\s+(?:of|in|into|as)|months?|weeks?|percent|\+|usd|eur|,\d))"
    r"|(?P<old>[1-7]\d)[\s-]*(?:years?|yrs?|yo|y/o|y\.o\.?)(?:[\s-]*olds?|(?<=yo)|(?<=y/o))\b"
    r"|(?<=\bis\s)(?P<asked>[1-7]\d)(?=\s+too\s+(?:old|late|young))|(?P<when>early|mid|late)?[\s-]*(?P<decade>[2-7]0)'?s\b|\b(?:my|in)\s+(?:(?P<when2>early|mid|late)[\s-]+)?(?P<word>twenties|thirties|forties|fifties|sixties))",
    re.IGNORECASE,
)
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}


def ages_in(text: str) -> list[Age]:
    """Return the ages that a text tells, in order."""
    found = []
    for match in _AGE.finditer(text):
        start = match.start("decade") if match.group("decade") and not match.group("when") else match.start()
        found.append(Age(start, match.end(), _years(match)))
    return found


def _years(match: re.Match[str]) -> int:
    number = match.group("plain") or match.group("old") or match.group("asked")
    if number:
        return int(number)
    decade = int(match.group("decade") or _DECADES[match.group("word").lower()])
    when = (match.group("when") or match.group("when2") or "mid").lower()
    return decade + {"early": 2, "mid": 5, "late": 8}[when]
