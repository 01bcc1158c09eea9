"""Years of experience as a level: "3 yoe", "15+ years of experience"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, Sequence

NUMBERS: dict[str, int] = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"fifteen": 15, "twenty": 20, "a decade": 10}

_COUNT = r"(?P<count>\d{1,2}(?:\.\d)?|" + "|".join(NUMBERS) + r")"
_RANGE = r"(?:\s*(?:to|-|\u2013)?\s*\d{1,2})?\s*(?:\+|plus)?\s*"
_UNIT = r"(?:(?:years?|yrs?|yr)\b|(?:y\.?o\.?e\b))"
# What turns years into experience; "in the next 5 years" and "a 4 year degree" are none.
_CUE = (
    r"(?:y\.?o\.?e\b|(?:years?|yrs?)'?\s*(?:of\s+)?(?:[\w/+#.]+\s+){0,3}?(?:experienced?|exp|expertise)\b"
    r"|(?:years?|yrs?)\s+(?:in\s+(?:the\s+)?(?:industry|field|it\b|tech|role|data|ml\b|ds\b|de\b|software|business)|as\s+an?\b|working)"
    r"|(?:years?|yrs?)\s+(?:into|on)\s+(?:my|the|a)\s+(?:career|job))"
)
_YEARS = re.compile(rf"(?<![\w$.]){_COUNT}{_RANGE}(?:[~]?)(?={_CUE}){_UNIT}", re.IGNORECASE)


@dataclass(frozen=True)
class Threshold:
    """A level and the years of experience from which it is meant."""

    level: str
    years_from: int


def years_of_experience(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield the start, end and number of every statement of years of experience."""
    for match in _YEARS.finditer(text):
        word = match.group("count").lower()
        yield match.start(), match.end(), float(NUMBERS.get(word, word))


def level_of(years: float, thresholds: Sequence[Threshold]) -> str:
    """Return the level of so many years; years alone make nobody an executive."""
    reached = [entry for entry in thresholds if entry.level != "executive" and years >= entry.years_from]
    return max(reached, key=lambda entry: entry.years_from).level
