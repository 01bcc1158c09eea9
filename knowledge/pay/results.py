"""Pay as it was measured. Each measure is a type of its own, so that no two meet in one comparison.

Advertised pay is what postings offered, official pay what employers reported to a statistical office,
reported pay what people said of themselves, and a legal minimum is none of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

#: Fewer ranges, postings or people than this are too few to give a figure as a finding.
RELIABLE_SAMPLE = 30
#: A cell of official wages with fewer jobs is withheld: its sample of employers is tiny.
FEWEST_JOBS = 100
#: One with a larger relative standard error of its mean, in percent, is withheld: the 95% interval reaches
#: further than a fifth to either side.
MOST_ERROR = 10.0


@dataclass(frozen=True)
class Spread:
    """Percentiles of pay, rising; one that is not released is ``None``."""

    p10: Optional[float]
    p25: Optional[float]
    median: Optional[float]
    p75: Optional[float]
    p90: Optional[float]

    @property
    def squeezed(self) -> bool:
        """Whether a quarter of the pay is one sum: the mark of one employer's postings or a tiny sample."""
        return self.median is not None and self.p25 == self.median


@dataclass(frozen=True)
class LeftOut:
    """What stands in the index beside the ranges that a figure counts, by the reason why it does not count.

    ``flat`` offers name one sum; ``us_dollars`` and ``other_currency`` are different ranges and flat offers
    in other money than the country's; ``unpaired`` are rows without a second one.
    """

    flat: int = 0
    unpaired: int = 0
    us_dollars: int = 0
    other_currency: int = 0


@dataclass(frozen=True)
class AdvertisedPay:
    """Base pay that postings offered to a role, in ``currency`` per ``per`` (``year`` or ``hour``).

    ``place`` is a country (ISO code) or the id of a US place. ``middle`` holds the middles of the ranges,
    ``low`` and ``high`` their ends where they are known. All are ``None`` when there are too few.
    ``interval`` is the 95% interval of the median of the middles, ``None`` where it was not worked out.
    ``n`` counts distinct ranges or postings, ``n_all`` repeated ones too. ``usd_per_unit`` is the index's own
    rate, ``None`` for dollars and for several years together. ``level`` is ``None`` for all levels.
    """

    role: str
    place: str
    level: Optional[str]
    remote: Optional[str]
    currency: Optional[str]
    per: str
    year_from: int
    year_to: int
    low: Optional[Spread]
    middle: Optional[Spread]
    high: Optional[Spread]
    n: int
    n_all: int
    left_out: LeftOut
    usd_per_unit: Optional[float]
    source: str
    interval: Optional[tuple[float, float]] = None

    @property
    def reliable(self) -> bool:
        """Whether the sample is large enough, and broad enough, to give its figures as a finding."""
        return self.n >= RELIABLE_SAMPLE and self.middle is not None and not self.middle.squeezed

    @property
    def pooled(self) -> bool:
        """Whether several years were taken together."""
        return self.year_from != self.year_to


@dataclass(frozen=True)
class OfficialPay:
    """Pay of an occupation by a statistical office, in the currency and unit of its source.

    ``system`` and ``code`` name the occupation, ``occupation`` is its plural for sentences. ``where`` names
    the place or industry, ``area`` is its code or place id. ``fit`` and ``why`` tell how the role that was
    asked about is counted there; both are empty when no role was. ``jobs`` is ``None`` when not released.
    ``topcoded_from`` names the lowest percentile at or above the highest wage that is published.
    ``mean_rse`` is the relative standard error of the mean in percent, ``None`` where none is published.
    """

    system: str
    code: str
    occupation: str
    scope: str
    area: str
    where: str
    period: str
    currency: str
    per: str
    spread: Spread
    jobs: Optional[int]
    source: str
    topcoded_from: Optional[str] = None
    full_time_median: Optional[float] = None
    fit: str = ""
    why: str = ""
    mean_rse: Optional[float] = None

    @property
    def reliable(self) -> bool:
        """Whether the cell is neither tiny nor squeezed nor too uncertain, and has a median."""
        enough = self.scope not in ("state", "metro", "industry") or (self.jobs or 0) >= FEWEST_JOBS
        certain = self.mean_rse is None or self.mean_rse <= MOST_ERROR
        return self.spread.median is not None and enough and certain and not self.spread.squeezed


@dataclass(frozen=True)
class ReportedPay:
    """Yearly pay in US dollars that people of a country reported, by their answer on their work."""

    answer: str
    country: str
    year: int
    spread: Optional[Spread]
    n: int
    fit: str
    why: str
    source: str

    @property
    def reliable(self) -> bool:
        """Whether enough people answered to give the figure as a finding."""
        return self.n >= RELIABLE_SAMPLE and self.spread is not None


@dataclass(frozen=True)
class LegalMinimum:
    """The least yearly pay that a visa asks for in an occupation; no measure of what people earn."""

    country: str
    code: str
    occupation: str
    period: str
    currency: str
    standard: float
    earlier: Optional[float]
    source: str


@dataclass(frozen=True)
class Group:
    """A group of a statistic or survey in which a role is counted.

    ``fit`` is ``same`` (the role by name), ``title`` (its title is listed there), ``work`` (the nearest
    work), ``shared`` (one answer for several roles) or ``overstates`` (others in it are paid more).
    """

    role: str
    system: str
    code: str
    fit: str
    why: str
    source: str


@dataclass(frozen=True)
class HowMade:
    """How the figures of a source were made: what is counted, what is in them and what is not."""

    source: str
    measure: str
    name: str
    period: str
    counts: str
    includes: str
    excludes: str
    how: str
    title: str
    publisher: str
    url: Optional[str]
