"""Reported pay, the rates that money is converted by, and how each figure of pay was made."""

from __future__ import annotations

from typing import Optional

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.pay.results import HowMade, ReportedPay, Spread
from knowledge.pay.units import PurchasingPower, Rate
from knowledge.queries.memory import remembered
from knowledge.tables import pay as table
from knowledge.tables.figures import PERCENTILES
from knowledge.tables.sources import Source

SURVEY = "survey-2025"


@remembered
def reported(session: Session, *, role: str, country: str = "US") -> list[ReportedPay]:
    """Return what people say they earn, for each answer of the survey that holds a role, the nearest first.

    Those that are not ``reliable`` tell their number alone.
    """
    rows = session.execute(
        select(table.ReportedPay, table.RoleGroup)
        .join(table.RoleGroup, table.RoleGroup.code == table.ReportedPay.answer)
        .where(
            table.RoleGroup.system == SURVEY,
            table.RoleGroup.role_id == role,
            table.ReportedPay.country == country,
        )
        .order_by(table.RoleGroup.position, table.ReportedPay.year.desc())
    )
    return [_reported(row, group) for row, group in rows]


@remembered
def rate(session: Session, *, currency: str, period: Optional[str] = None) -> Optional[Rate]:
    """Return what a unit of a currency is worth in US dollars, or ``None`` when that is not known.

    :param period: a year (``2025``), a month (``2026-02``) or a day; by default the latest day
    """
    if period is None:
        period = session.execute(select(func.max(table.CurrencyRate.period))).scalar_one_or_none()
    row = session.get(table.CurrencyRate, (period, currency)) if period else None
    return None if row is None else Rate(row.currency, row.usd_per_unit, row.period, row.source_id)


@remembered
def purchasing_power(
    session: Session, *, country: str, year: Optional[int] = None
) -> Optional[PurchasingPower]:
    """Return a country's purchasing power parity, of the latest year unless one is given, or ``None``."""
    query = select(table.PurchasingPower).where(table.PurchasingPower.country == country)
    if year is not None:
        query = query.where(table.PurchasingPower.year == year)
    row = session.execute(query.order_by(table.PurchasingPower.year.desc()).limit(1)).scalar_one_or_none()
    return (
        None if row is None else PurchasingPower(row.country, row.year, row.units_per_dollar, row.source_id)
    )


@remembered
def how_made(session: Session, *, source: str) -> Optional[HowMade]:
    """Return how the figures of a source of pay were made, or ``None`` for another source."""
    row = session.execute(
        select(table.PayMeasure, Source)
        .join(Source, Source.id == table.PayMeasure.source_id)
        .where(table.PayMeasure.source_id == source)
    ).one_or_none()
    if row is None:
        return None
    made, published = row
    return HowMade(
        source=source,
        measure=made.measure,
        name=made.name,
        period=made.period,
        counts=made.counts,
        includes=made.includes,
        excludes=made.excludes,
        how=made.how,
        title=published.title,
        publisher=published.publisher,
        url=published.url,
    )


def _reported(row: table.ReportedPay, group: table.RoleGroup) -> ReportedPay:
    values = [getattr(row, one) for one in PERCENTILES]
    return ReportedPay(
        answer=row.answer,
        country=row.country,
        year=row.year,
        spread=None if row.median is None else Spread(*values),
        n=row.n,
        fit=group.fit,
        why=group.why,
        source=row.source_id,
    )
