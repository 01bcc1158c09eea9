"""Steps on a way, with the time that each takes and the total."""

from __future__ import annotations

import re
from typing import Optional, Sequence

from actions.wording import opening, say
from knowledge.queries.roles import Step

_MONTHS = re.compile(r"^(\d+)(?: to (\d+))? months?$")


def numbered(steps: Sequence[Step]) -> str:
    """Return steps as a numbered list in light markdown, each with its months where they are known."""
    return "\n".join(
        f"{number}. **{step.title}**{f' ({step.months})' if step.months else ''}: {opening(step.detail)}"
        for number, step in enumerate(steps, start=1)
    )


def total(steps: Sequence[Step]) -> Optional[str]:
    """Return how long the steps take one after another, such as ``11 to 18 months``, or ``None``."""
    spans = [_MONTHS.match(step.months) for step in steps if step.months]
    known = [match for match in spans if match]
    if not known or len(known) < len(spans):
        return None
    low = sum(int(match[1]) for match in known)
    high = sum(int(match[2] or match[1]) for match in known)
    if low == high:
        return say("months_exactly", months=low)
    return (
        say("months_between", low=low, high=high)
        if high <= _LONG
        else say("years_between", low=f"{low / 12:.0f}", high=f"{high / 12:.0f}")
    )


_LONG = 36
