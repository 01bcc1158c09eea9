"""Where an amount stands among the pay that is known: "is 150k good?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Optional

from knowledge.pay.results import Spread

Verdict = Literal[
    "very low", "low", "below the middle", "about the middle", "above the middle", "high", "very high"
]
#: An amount nearer than this to the median is called about the middle.
NEAR = 0.03


@dataclass(frozen=True)
class Standing:
    """An amount among percentiles: the band that it falls into, in percent, and the verdict in words."""

    amount: float
    above_percent: int  # at least so many percent are paid less
    below_percent: int  # at most so many percent are paid less
    verdict: Verdict


def standing(amount: float, spread: Spread) -> Optional[Standing]:
    """Place an amount in a distribution, or ``None`` where a quartile is not known.

    The amount and the percentiles must be of one currency and unit; the caller converts.
    """
    if spread.median is None or spread.p25 is None or spread.p75 is None:
        return None
    marks = [(10, spread.p10), (25, spread.p25), (50, spread.median), (75, spread.p75), (90, spread.p90)]
    known = [(percent, value) for percent, value in marks if value is not None]
    above = max((percent for percent, value in known if amount >= value), default=0)
    below = min((percent for percent, value in known if amount < value), default=100)
    return Standing(amount, above, below, _verdict(amount, spread.median, above, below))


def _verdict(amount: float, median: float, above: int, below: int) -> Verdict:
    if abs(amount / median - 1) < NEAR:
        return "about the middle"
    if below <= 10:
        return "very low"
    if below <= 25:
        return "low"
    if above >= 90:
        return "very high"
    if above >= 75:
        return "high"
    return "above the middle" if amount > median else "below the middle"
