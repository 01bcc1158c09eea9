"""Pay by three measures that are never mixed: what is advertised, officially counted, and reported."""

from __future__ import annotations

from itertools import pairwise
from typing import Optional

from sqlalchemy import CheckConstraint, Column, Float, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base, one_of, reference
from knowledge.tables.figures import ALL, PERCENTILES
from knowledge.tables.roles import LEVELS

MEASURES = ("advertised", "official", "reported", "minimum")
SYSTEMS = ("us-soc", "gb-soc2020", "ca-noc2021", "nl-brc", "de-kldb", "survey-2025")
FITS = ("same", "title", "work", "shared", "overstates")
POSTED_LEVELS = ("intern", *LEVELS[:-1], "lead", "staff", "expert", LEVELS[-1])
PER = ("year", "month", "hour")
#: Fewer distinct ranges than this give no figures, only their number.
SMALLEST_SAMPLE = 5


def _in_order(*columns: str) -> list[CheckConstraint]:
    """Return constraints that keep figures positive and in order; an unknown one (NULL) breaks neither."""
    return [CheckConstraint(f"{columns[0]} > 0", name=f"{columns[0]}_positive")] + [
        CheckConstraint(f"{lower} <= {upper}", name=f"{lower}_within_{upper}")
        for lower, upper in pairwise(columns)
    ]


class PayRange(Base):
    """Advertised ranges of a role in a country, in its currency a year, full time, each range once a year.

    ``low_…`` are percentiles of the low ends, ``high_…`` of the high ends, ``middle_…`` of the middles.
    ``year_from`` to ``year_to`` is one year or all of them together; ``level`` and ``remote`` may be
    ``all``. ``middle_from`` to ``middle_to`` is the 95% interval of ``middle_median``. ``n_pairs`` counts
    repeated ranges as often as they were posted. The counts after it tell what was left out: flat offers,
    rows without a second one, ranges in US dollars abroad and ranges in a third currency.
    """

    __tablename__ = "pay_range"
    __table_args__ = (
        UniqueConstraint("role_id", "country", "level", "remote", "year_from", "year_to"),
        one_of("level", *LEVELS, ALL),
        one_of("remote", "onsite", "remote", ALL),
        CheckConstraint("length(country) = 2", name="country_code"),
        CheckConstraint("2000 <= year_from AND year_from <= year_to", name="years"),
        CheckConstraint("0 <= n_ranges AND n_ranges <= n_pairs", name="counts"),
        CheckConstraint(
            f"(n_ranges < {SMALLEST_SAMPLE}) = (middle_median IS NULL)", name="figures_with_sample"
        ),
        *(
            constraint
            for end in ("low", "middle", "high")
            for constraint in _in_order(*(f"{end}_{one}" for one in PERCENTILES))
        ),
        *_in_order("middle_from", "middle_median", "middle_to"),
        CheckConstraint("low_median <= middle_median AND middle_median <= high_median", name="ends"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    role_id: Mapped[str] = reference("role")
    level: Mapped[str] = Column(String(20), nullable=False)
    country: Mapped[str] = Column(String(2), nullable=False)
    year_from: Mapped[int] = Column(Integer, nullable=False)
    year_to: Mapped[int] = Column(Integer, nullable=False)
    remote: Mapped[str] = Column(String(10), nullable=False)
    currency: Mapped[Optional[str]] = Column(String(3))
    low_p10: Mapped[Optional[int]] = Column(Integer)
    low_p25: Mapped[Optional[int]] = Column(Integer)
    low_median: Mapped[Optional[int]] = Column(Integer)
    low_p75: Mapped[Optional[int]] = Column(Integer)
    low_p90: Mapped[Optional[int]] = Column(Integer)
    middle_p10: Mapped[Optional[int]] = Column(Integer)
    middle_p25: Mapped[Optional[int]] = Column(Integer)
    middle_median: Mapped[Optional[int]] = Column(Integer)
    middle_p75: Mapped[Optional[int]] = Column(Integer)
    middle_p90: Mapped[Optional[int]] = Column(Integer)
    high_p10: Mapped[Optional[int]] = Column(Integer)
    high_p25: Mapped[Optional[int]] = Column(Integer)
    high_median: Mapped[Optional[int]] = Column(Integer)
    high_p75: Mapped[Optional[int]] = Column(Integer)
    high_p90: Mapped[Optional[int]] = Column(Integer)
    middle_from: Mapped[Optional[int]] = Column(Integer)
    middle_to: Mapped[Optional[int]] = Column(Integer)
    n_ranges: Mapped[int] = Column(Integer, nullable=False)
    n_pairs: Mapped[int] = Column(Integer, nullable=False)
    n_flat: Mapped[int] = Column(Integer, nullable=False)
    n_unpaired: Mapped[int] = Column(Integer, nullable=False)
    n_us_dollars: Mapped[int] = Column(Integer, nullable=False)
    n_other_currency: Mapped[int] = Column(Integer, nullable=False)
    usd_per_unit: Mapped[Optional[float]] = Column(Float)
    source_id: Mapped[str] = reference("source")


class PostingsPay(Base):
    """Advertised pay in a US place by one set of postings, in US dollars ``per`` year or hour.

    Percentiles are those of the middles of the ranges. NULL where there are fewer than 30 postings.
    """

    __tablename__ = "postings_pay"
    __table_args__ = (
        UniqueConstraint("role_id", "place_id", "level", "per", "dataset"),
        one_of("level", *POSTED_LEVELS, ALL),
        one_of("per", *PER),
        *_in_order(*PERCENTILES),
        CheckConstraint("n >= 1", name="counts"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    dataset: Mapped[int] = Column(Integer, nullable=False)
    role_id: Mapped[str] = reference("role")
    level: Mapped[str] = Column(String(20), nullable=False)
    place_id: Mapped[str] = reference("place")
    per: Mapped[str] = Column(String(5), nullable=False)
    low_median: Mapped[Optional[float]] = Column(Float)
    p10: Mapped[Optional[float]] = Column(Float)
    p25: Mapped[Optional[float]] = Column(Float)
    median: Mapped[Optional[float]] = Column(Float)
    p75: Mapped[Optional[float]] = Column(Float)
    p90: Mapped[Optional[float]] = Column(Float)
    high_median: Mapped[Optional[float]] = Column(Float)
    n: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")


class ReportedPay(Base):
    """What people of a country say they earn, in US dollars a year, by their answer on their work."""

    __tablename__ = "reported_pay"
    __table_args__ = (
        UniqueConstraint("answer", "country", "year"),
        CheckConstraint("length(country) = 2", name="country_code"),
        *_in_order(*PERCENTILES),
        CheckConstraint("n >= 1", name="counts"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    answer: Mapped[str] = Column(String(40), nullable=False)
    country: Mapped[str] = Column(String(2), nullable=False)
    year: Mapped[int] = Column(Integer, nullable=False)
    p10: Mapped[Optional[int]] = Column(Integer)
    p25: Mapped[Optional[int]] = Column(Integer)
    median: Mapped[Optional[int]] = Column(Integer)
    p75: Mapped[Optional[int]] = Column(Integer)
    p90: Mapped[Optional[int]] = Column(Integer)
    n: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")


class WageAbroad(Base):
    """Official pay of an occupation outside the US, in the currency and the unit of its source.

    ``visa_minimum`` is the least pay of a sponsored worker, ``visa_minimum_earlier`` that of people who
    came by an earlier rule; both are no wage.
    """

    __tablename__ = "wage_abroad"
    __table_args__ = (
        UniqueConstraint("place_id", "system", "code", "period", "source_id"),
        one_of("system", *SYSTEMS),
        one_of("per", *PER),
        *_in_order(*PERCENTILES),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    country: Mapped[str] = Column(String(2), nullable=False)
    place_id: Mapped[str] = reference("place")
    system: Mapped[str] = Column(String(12), nullable=False)
    code: Mapped[str] = Column(String(20), nullable=False)
    occupation: Mapped[str] = Column(String(90), nullable=False)
    period: Mapped[str] = Column(String(20), nullable=False)
    currency: Mapped[str] = Column(String(3), nullable=False)
    per: Mapped[str] = Column(String(5), nullable=False)
    p10: Mapped[Optional[float]] = Column(Float)
    p25: Mapped[Optional[float]] = Column(Float)
    median: Mapped[Optional[float]] = Column(Float)
    median_full_time: Mapped[Optional[float]] = Column(Float)
    p75: Mapped[Optional[float]] = Column(Float)
    p90: Mapped[Optional[float]] = Column(Float)
    mean: Mapped[Optional[float]] = Column(Float)
    visa_minimum: Mapped[Optional[float]] = Column(Float)
    visa_minimum_earlier: Mapped[Optional[float]] = Column(Float)
    source_id: Mapped[str] = reference("source")


class RoleGroup(Base):
    """A group of a statistic or survey in which a role is counted, and how well it fits."""

    __tablename__ = "role_group"
    __table_args__ = (
        UniqueConstraint("role_id", "system", "code"),
        one_of("system", *SYSTEMS),
        one_of("fit", *FITS),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    role_id: Mapped[str] = reference("role")
    system: Mapped[str] = Column(String(12), nullable=False)
    code: Mapped[str] = Column(String(40), nullable=False)
    position: Mapped[int] = Column(Integer, nullable=False)
    fit: Mapped[str] = Column(String(12), nullable=False)
    why: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class PayMeasure(Base):
    """How the figures of a source were made: what is counted, what is in them, and what is not."""

    __tablename__ = "pay_measure"
    __table_args__ = (one_of("measure", *MEASURES),)

    source_id: Mapped[str] = reference("source", primary_key=True)
    measure: Mapped[str] = Column(String(12), nullable=False)
    name: Mapped[str] = Column(Text, nullable=False)
    period: Mapped[str] = Column(String(60), nullable=False)
    counts: Mapped[str] = Column(Text, nullable=False)
    includes: Mapped[str] = Column(Text, nullable=False)
    excludes: Mapped[str] = Column(Text, nullable=False)
    how: Mapped[str] = Column(Text, nullable=False)


class CurrencyRate(Base):
    """US dollars for one unit of a currency: the mean of a period, or the rate of a day."""

    __tablename__ = "currency_rate"
    __table_args__ = (CheckConstraint("usd_per_unit > 0", name="positive"),)

    period: Mapped[str] = Column(String(10), primary_key=True)
    currency: Mapped[str] = Column(String(3), primary_key=True)
    usd_per_unit: Mapped[float] = Column(Float, nullable=False)
    source_id: Mapped[str] = reference("source")


class PurchasingPower(Base):
    """Units of a country's money that buy there what one dollar buys in the United States."""

    __tablename__ = "purchasing_power"
    __table_args__ = (CheckConstraint("units_per_dollar > 0", name="positive"),)

    country: Mapped[str] = Column(String(2), primary_key=True)
    year: Mapped[int] = Column(Integer, primary_key=True)
    units_per_dollar: Mapped[float] = Column(Float, nullable=False)
    source_id: Mapped[str] = reference("source")
