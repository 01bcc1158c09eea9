"""Advertised pay: ranges of the salary index by country, and postings by place in the United States."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from knowledge.pay.results import AdvertisedPay, LeftOut, Spread
from knowledge.queries.memory import remembered
from knowledge.tables.figures import ALL, PERCENTILES
from knowledge.tables.pay import PayRange, PostingsPay
from knowledge.tables.roles import LEVELS


@remembered
def advertised(
    session: Session,
    *,
    role: str,
    country: str = "US",
    level: Optional[str] = None,
    remote: Optional[str] = None,
    year: Optional[int] = None,
) -> Optional[AdvertisedPay]:
    """Return the ranges advertised to a role in a country, or ``None`` when there are none at all.

    They are those of the year that is asked for, else of the latest. Where that year has fewer than 30
    ranges, all years are taken together (``pooled``). The result is not ``reliable`` when those are too
    few as well: then it tells how many there are and what was left out.

    :param country: an ISO country code
    :param level: ``entry``, ``mid``, ``senior`` or ``executive``; by default all levels together
    :param remote: ``onsite`` or ``remote``; by default both together
    """
    rows = session.execute(_ranges(role, country, level, remote).order_by(PayRange.year_to)).scalars()
    found = [range_of(row) for row in rows]
    single = [one for one in found if not one.pooled and year in (None, one.year_from)]
    last = max((one.year_from for one in found if not one.pooled), default=None)
    if single and single[-1].reliable and (year is not None or single[-1].year_from == last):
        return single[-1]
    return next((one for one in found if one.pooled), single[-1] if single else None)


@remembered
def advertised_by_level(
    session: Session, *, role: str, country: str = "US", year: Optional[int] = None
) -> list[AdvertisedPay]:
    """Return the reliable ranges at each level, from entry to executive, all of one period.

    The period is the year asked for, else the latest; all years together where fewer than two levels have
    30 ranges in it.
    """
    rows = session.execute(
        select(PayRange).where(
            PayRange.role_id == role,
            PayRange.country == country,
            PayRange.level != ALL,
            PayRange.remote == ALL,
        )
    ).scalars()
    found = [one for one in map(range_of, rows) if one.reliable]
    last = max((one.year_to for one in found), default=0)
    of_year = [one for one in found if not one.pooled and one.year_from == (year or last)]
    chosen = of_year if len(of_year) > 1 else [one for one in found if one.pooled]
    return sorted(chosen, key=lambda one: LEVELS.index(str(one.level)))


@remembered
def advertised_years(session: Session, *, role: str, country: str = "US", level: str) -> list[AdvertisedPay]:
    """Return the reliable ranges of a role at one level year by year, the earliest first.

    A median over all levels moves with their mix, so a level must be named.
    """
    query = _ranges(role, country, level, None).where(PayRange.year_from == PayRange.year_to)
    rows = session.execute(query.order_by(PayRange.year_from)).scalars()
    return [one for one in map(range_of, rows) if one.reliable]


@remembered
def ranges_for_beginners(
    session: Session, *, role: str, country: str = "US"
) -> Optional[tuple[AdvertisedPay, AdvertisedPay]]:
    """Return a role's ranges at entry level and at all levels, both of all years together.

    :return: ``None`` where either is not known of all years together
    """
    found = [
        next((one for row in session.execute(query).scalars() if (one := range_of(row)).pooled), None)
        for query in (_ranges(role, country, level, None) for level in ("entry", None))
    ]
    entry, everything = found
    return None if entry is None or everything is None else (entry, everything)


@remembered
def advertised_roles(
    session: Session, *, country: str = "US", level: Optional[str] = None, roles: Sequence[str] = ()
) -> list[AdvertisedPay]:
    """Return the roles with reliable ranges in the latest year, the best paid first by the middle.

    :param roles: only these roles; by default all
    """
    query = select(PayRange).where(
        PayRange.country == country,
        PayRange.level == (level or ALL),
        PayRange.remote == ALL,
        PayRange.year_from == PayRange.year_to,
    )
    if roles:
        query = query.where(PayRange.role_id.in_(roles))
    found = [range_of(row) for row in session.execute(query).scalars()]
    last = max((one.year_to for one in found), default=0)
    return sorted((one for one in found if one.reliable and one.year_to == last), key=_highest_first)


@remembered
def advertised_countries(session: Session, *, role: str, level: Optional[str] = None) -> list[AdvertisedPay]:
    """Return the countries with reliable ranges of a role in the latest year, the best paid first.

    They are ranked in US dollars, by the index's rate of that year.
    """
    query = select(PayRange).where(
        PayRange.role_id == role,
        PayRange.level == (level or ALL),
        PayRange.remote == ALL,
        PayRange.year_from == PayRange.year_to,
    )
    found = [range_of(row) for row in session.execute(query).scalars()]
    last = max((one.year_to for one in found), default=0)
    return sorted((one for one in found if one.reliable and one.year_to == last), key=_highest_first)


@remembered
def posted_in(
    session: Session, *, role: str, place: str, level: Optional[str] = None, per: str = "year"
) -> list[AdvertisedPay]:
    """Return what postings of 2026, 2024 and 2023 offered in a US place, the latest first.

    Those that are not ``reliable`` tell their number alone.

    :param place: the id of a place: ``us``, a state or a city
    :param level: also ``intern``, ``lead`` and ``staff``; by default all levels together
    :param per: ``year`` or ``hour``
    """
    query = select(PostingsPay).where(
        PostingsPay.role_id == role,
        PostingsPay.place_id == place,
        PostingsPay.level == (level or ALL),
        PostingsPay.per == per,
    )
    rows = session.execute(query.order_by(PostingsPay.dataset.desc())).scalars()
    return [posted_of(row) for row in rows]


def range_of(row: PayRange) -> AdvertisedPay:
    """Read a row of ranges."""
    return AdvertisedPay(
        role=row.role_id,
        place=row.country,
        level=None if row.level == ALL else row.level,
        remote=None if row.remote == ALL else row.remote,
        currency=row.currency,
        per="year",
        year_from=row.year_from,
        year_to=row.year_to,
        low=_spread(row, "low_"),
        middle=_spread(row, "middle_"),
        high=_spread(row, "high_"),
        n=row.n_ranges,
        n_all=row.n_pairs,
        left_out=LeftOut(row.n_flat, row.n_unpaired, row.n_us_dollars, row.n_other_currency),
        usd_per_unit=row.usd_per_unit,
        source=row.source_id,
        interval=None
        if row.middle_from is None or row.middle_to is None
        else (row.middle_from, row.middle_to),
    )


def posted_of(row: PostingsPay) -> AdvertisedPay:
    """Read a row of postings; of the ends of their ranges the medians alone are known."""
    return AdvertisedPay(
        role=row.role_id,
        place=row.place_id,
        level=None if row.level == ALL else row.level,
        remote=None,
        currency="USD",
        per=row.per,
        year_from=row.dataset,
        year_to=row.dataset,
        low=None if row.low_median is None else Spread(None, None, row.low_median, None, None),
        middle=_spread(row, ""),
        high=None if row.high_median is None else Spread(None, None, row.high_median, None, None),
        n=row.n,
        n_all=row.n,
        left_out=LeftOut(),
        usd_per_unit=None,
        source=row.source_id,
    )


def _spread(row: object, prefix: str) -> Optional[Spread]:
    values = [getattr(row, f"{prefix}{one}") for one in PERCENTILES]
    return None if values[2] is None else Spread(*values)


def _highest_first(one: AdvertisedPay) -> tuple[float, str, str]:
    median = (one.middle.median if one.middle else None) or 0.0
    return (-median * (one.usd_per_unit or 1.0), one.role, one.place)


def _ranges(role: str, country: str, level: Optional[str], remote: Optional[str]) -> Select:
    return select(PayRange).where(
        PayRange.role_id == role,
        PayRange.country == country,
        PayRange.level == (level or ALL),
        PayRange.remote == (remote or ALL),
    )
