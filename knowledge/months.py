"""How long a way takes: months as numbers, and the rule by which a way is short, medium or long."""

from __future__ import annotations

import re
from typing import Optional

#: Months within which a short and a medium way end at the latest; whatever takes longer is long.
SHORT, MEDIUM = 6, 12


def months_of(words: str) -> Optional[tuple[int, int]]:
    """Return the fewest and the most months of words such as ``4 to 8 months`` or ``2 to 4 years``."""
    found = re.search(r"(\d+)(?: to (\d+))? (month|year)", words)
    if not found:
        return (1, 2) if "week" in words else None
    factor = 12 if found[3] == "year" else 1
    fewest = int(found[1]) * factor
    return fewest, int(found[2]) * factor if found[2] else fewest


def difficulty_of(words: str) -> str:
    """Return ``short``, ``medium`` or ``long`` for the months of a way, by the most that it takes."""
    months = months_of(words)
    if months is None or months[1] > MEDIUM:
        return "long"
    return "short" if months[1] <= SHORT else "medium"
