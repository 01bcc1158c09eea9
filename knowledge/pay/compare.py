"""Comparisons of pay, each within one measure; what does not compare is refused, with the reason.

Two medians of samples differ by chance as well. A difference is called one only from 5% on, and only where
chance alone does not explain it: where the 95% interval of the ratio leaves out 1 or, where no interval is
known, where both samples hold 100 or more. Official wages are estimates too; their statistical office gives
out the relative standard errors of the means alone, which stand in for those of the medians.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Literal, Optional, Sequence, TypeVar

from knowledge.pay.results import AdvertisedPay, OfficialPay, ReportedPay

#: One measure for both sides: a type checker refuses advertised beside official pay.
Measured = TypeVar("Measured", AdvertisedPay, OfficialPay, ReportedPay)

#: Medians that lie nearer than this to each other are called about the same.
ABOUT_THE_SAME = 0.05
#: Where the interval of a difference is not known, both samples must hold as many.
FEWEST_TO_TELL = 100
#: Standard errors to either side of an estimate that make its 95% interval.
NORMAL_95 = 1.96

Verdict = Literal["higher", "lower", "about the same", "unclear"]


class NotComparable(ValueError):
    """Two figures that must not be set against each other; the message says why."""


@dataclass(frozen=True)
class Comparison(Generic[Measured]):
    """Two medians of one measure, in one unit; ``ratio`` is the first by the second.

    ``interval`` is the 95% interval of the ratio, ``None`` where that of a median is not known.
    """

    first: Measured
    second: Measured
    ratio: float
    interval: Optional[tuple[float, float]] = None

    @property
    def verdict(self) -> Verdict:
        """Return how the first stands beside the second; ``unclear`` where chance may explain it."""
        if abs(self.ratio - 1) < ABOUT_THE_SAME:
            return "about the same"
        if not self._beyond_chance:
            return "unclear"
        return "higher" if self.ratio > 1 else "lower"

    @property
    def _beyond_chance(self) -> bool:
        if self.interval is not None:
            return not self.interval[0] <= 1 <= self.interval[1]
        if isinstance(self.first, OfficialPay) or isinstance(self.second, OfficialPay):
            return False  # an estimate whose error nobody gave out
        return min(self.first.n, self.second.n) >= FEWEST_TO_TELL

    @property
    def percent(self) -> int:
        """Return by how many percent the first is above (or, negative, below) the second."""
        return round((self.ratio - 1) * 100)

    @property
    def percents(self) -> Optional[tuple[int, int]]:
        """Return the ends of the interval as percentages, in the direction of the difference."""
        if self.interval is None:
            return None
        low, high = (round((one - 1) * 100) for one in self.interval)
        return (low, high) if self.ratio >= 1 else (-high, -low)


def compare(first: Measured, second: Measured) -> Comparison[Measured]:
    """Return how two figures of one measure compare.

    Advertised pay compares within one source, period and unit; in two currencies by the source's own
    rates. Official pay compares within one occupation, period and unit: two places of one occupation
    do, two occupations that stand for two roles do not. Reported pay compares within a
    survey.

    :raises NotComparable: when measure, occupation, period, source or unit differ, or a figure is too small
    """
    if type(first) is not type(second):
        raise NotComparable("advertised, official and reported pay are different measures")
    if not (first.reliable and second.reliable):
        raise NotComparable("a sample is too small")
    if first.source != second.source:
        raise NotComparable("the figures come from different sources")
    if isinstance(first, AdvertisedPay) and isinstance(second, AdvertisedPay):
        if (first.year_from, first.year_to, first.per) != (second.year_from, second.year_to, second.per):
            raise NotComparable("the figures are of different periods or units")
        ratio = (
            _advertised(first) / _advertised(second)
            if _same_money(first, second)
            else _in_usd(first) / _in_usd(second)
        )
    elif isinstance(first, OfficialPay) and isinstance(second, OfficialPay):
        if (first.system, first.code) != (second.system, second.code):
            raise NotComparable("two occupations stand for the roles, and neither is the role")
        if (first.period, first.per, first.currency) != (second.period, second.per, second.currency):
            raise NotComparable("the figures are of different periods or units")
        ratio = _median(first.spread.median) / _median(second.spread.median)
    elif isinstance(first, ReportedPay) and isinstance(second, ReportedPay):
        if first.answer == second.answer and first.country == second.country:
            raise NotComparable("both are counted in one answer of the survey")
        ratio = _median(first.spread.median if first.spread else None) / _median(
            second.spread.median if second.spread else None
        )
    return Comparison(first, second, ratio, _interval(first, second, ratio))


def rises(found: Sequence[AdvertisedPay]) -> Optional[bool]:
    """Tell whether every middle is clearly above the one before it; ``None`` for fewer than two."""
    if len(found) < 2:
        return None
    return all(compare(later, earlier).verdict == "higher" for earlier, later in pairwise(found))


@dataclass(frozen=True)
class Trend:
    """Advertised pay of a role at one level in two years of one source, the last beside the first."""

    first: AdvertisedPay
    last: AdvertisedPay
    change: Comparison[AdvertisedPay]

    @property
    def direction(self) -> str:
        """Return ``rose``, ``fell``, ``hardly moved`` or ``did not move beyond chance``."""
        return {
            "higher": "rose",
            "lower": "fell",
            "about the same": "hardly moved",
            "unclear": "did not move beyond chance",
        }[self.change.verdict]


def trend(years: Sequence[AdvertisedPay]) -> Trend:
    """Return how advertised pay moved within a level, from the first reliable year to the last.

    :raises NotComparable: when the level is not one (the mix of levels moves a median of all), when
        fewer than two years are reliable, or when they are of different roles, places or currencies
    """
    known = sorted((one for one in years if one.reliable and not one.pooled), key=lambda one: one.year_from)
    if len({one.year_from for one in known}) < 2:
        raise NotComparable("fewer than two years have enough ranges")
    if any(one.level is None for one in known):
        raise NotComparable("a median of all levels moves with their mix")
    first, last = known[0], known[-1]
    if (first.role, first.place, first.level, first.currency, first.source) != (
        last.role,
        last.place,
        last.level,
        last.currency,
        last.source,
    ):
        raise NotComparable("the years are of different roles, places, levels or currencies")
    ratio = _advertised(last) / _advertised(first)
    return Trend(first, last, Comparison(last, first, ratio, _interval(last, first, ratio)))


def _interval(first: Measured, second: Measured, ratio: float) -> Optional[tuple[float, float]]:
    """Return the 95% interval of the ratio of two independent medians, by the widths of their own.

    On the scale of logarithms the errors of both medians add up as squares.
    """
    if isinstance(first, OfficialPay) and isinstance(second, OfficialPay):
        if first.mean_rse is None or second.mean_rse is None:
            return None
        wide = math.exp(NORMAL_95 * math.hypot(first.mean_rse, second.mean_rse) / 100)
        return ratio / wide, ratio * wide
    if not (isinstance(first, AdvertisedPay) and isinstance(second, AdvertisedPay)):
        return None
    if first.interval is None or second.interval is None:
        return None
    widths = [math.log(high / low) / 2 for low, high in (first.interval, second.interval)]
    wide = math.exp(math.hypot(*widths))
    return ratio / wide, ratio * wide


def _same_money(first: AdvertisedPay, second: AdvertisedPay) -> bool:
    return first.currency == second.currency


def _advertised(pay: AdvertisedPay) -> float:
    return _median(pay.middle.median if pay.middle else None)


def _in_usd(pay: AdvertisedPay) -> float:
    rate = 1.0 if pay.currency == "USD" else pay.usd_per_unit
    if rate is None:
        raise NotComparable("several years have no one rate to convert by")
    return _advertised(pay) * rate


def _median(value: Optional[float]) -> float:
    if value is None:
        raise NotComparable("a median is not released")
    return value
