"""Official pay: of the occupations that a role is counted in, by place and industry, at home and abroad."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Optional

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from knowledge.pay.compare import Comparison, NotComparable, compare
from knowledge.pay.results import Group, LegalMinimum, OfficialPay, Spread
from knowledge.queries.memory import remembered
from knowledge.tables.figures import PERCENTILES, Occupation, OfficialWage
from knowledge.tables.pay import RoleGroup, WageAbroad

US_SYSTEM = "us-soc"
#: Places and industries with fewer jobs of an occupation do not count among its best paid.
FEWEST_JOBS_RANKED = 500
#: Sectors such as "51--52", and the industries within them with a code of four digits, such as "513200".
_SECTOR = re.compile(r"^\d\d-{1,2}\d+$")
_INDUSTRY = re.compile(r"^\d{3}[1-9]00$")
_VISA_SOURCE = "uk-going-rates-2025"


@dataclass(frozen=True)
class PlacePay:
    """Official pay in a place or an industry beside that of the same occupation in the nation.

    ``beside`` is ``None`` where one of the two is withheld.
    """

    here: OfficialPay
    nation: Optional[OfficialPay]
    beside: Optional[Comparison[OfficialPay]]


@remembered
def groups(session: Session, *, role: str, system: str = US_SYSTEM) -> list[Group]:
    """Return the groups of a statistic or survey in which a role is counted, the nearest first."""
    rows = session.execute(
        select(RoleGroup)
        .where(RoleGroup.role_id == role, RoleGroup.system == system)
        .order_by(RoleGroup.position)
    ).scalars()
    return [Group(row.role_id, row.system, row.code, row.fit, row.why, row.source_id) for row in rows]


@remembered
def official(
    session: Session, *, role: str, area: Optional[str] = None, industry: Optional[str] = None
) -> list[PlacePay]:
    """Return the latest US wages of each occupation that a role is counted in, the nearest first.

    Those that are not ``reliable`` (tiny, or squeezed) are among them, to be named as withheld.

    :param area: the code of a state or metropolitan area (``bls_area`` of a place)
    :param industry: the code of an industry; it is counted for the nation alone
    :raises ValueError: when both an area and an industry are given
    """
    if area is not None and industry is not None:
        raise ValueError("wages are known for an area or for an industry, not for both at once")
    found = []
    for group in groups(session, role=role):
        nation = _latest(session, _wages(group.code, "nation"), group)
        here = nation
        if area is not None:
            here = _latest(
                session, _wages(group.code, "state", "metro").where(OfficialWage.code == area), group
            )
        elif industry is not None:
            here = _latest(
                session, _wages(group.code, "industry").where(OfficialWage.code == industry), group
            )
        if here is not None:
            found.append(PlacePay(here, nation, _beside(here, nation)))
    return found


@remembered
def best_places(
    session: Session,
    *,
    occupation: str,
    kind: str = "metro",
    limit: int = 6,
    fewest: int = FEWEST_JOBS_RANKED,
    least: bool = False,
) -> list[OfficialPay]:
    """Return the US areas with the highest median wage of an occupation, the highest first.

    :param least: those with the lowest instead, the lowest first
    :param kind: ``state`` or ``metro``
    :param fewest: areas with fewer jobs of the occupation, or an unknown number, are left out
    """
    rows = [_wage(*row) for row in session.execute(_ranked(occupation, kind, fewest))]
    return [one for one in rows[:: -1 if least else 1] if one.reliable][:limit]


@remembered
def best_industries(
    session: Session,
    *,
    occupation: str,
    detailed: bool = True,
    limit: int = 6,
    fewest: int = FEWEST_JOBS_RANKED,
    least: bool = False,
) -> list[OfficialPay]:
    """Return the industries with the highest median wage of an occupation, of all in the table.

    :param least: those with the lowest instead, the lowest first
    :param detailed: industries of four digits, such as software publishers; else the sectors
    """
    wanted = _INDUSTRY if detailed else _SECTOR
    rows = [_wage(*row) for row in session.execute(_ranked(occupation, "industry", fewest))]
    return [one for one in rows[:: -1 if least else 1] if one.reliable and wanted.match(one.area)][:limit]


@remembered
def official_abroad(session: Session, *, role: str, places: tuple[str, ...]) -> list[OfficialPay]:
    """Return official pay outside the US for a role, in the units of the source, the nearest group first.

    :param places: a place and those that it lies within, the narrowest first; the first that has pay counts
    """
    for place in places:
        rows = session.execute(
            select(WageAbroad, RoleGroup)
            .join(RoleGroup, (RoleGroup.system == WageAbroad.system) & (RoleGroup.code == WageAbroad.code))
            .where(RoleGroup.role_id == role, WageAbroad.place_id == place, WageAbroad.median.is_not(None))
            .order_by(RoleGroup.position, WageAbroad.source_id.desc(), WageAbroad.period.desc())
        )
        latest: dict[str, OfficialPay] = {}
        for wage, group in rows:
            latest.setdefault(wage.code, _abroad(wage, group))
        if latest and not _lent(session, place, places, latest):
            return list(latest.values())
    return []


@remembered
def visa_minimum(session: Session, *, role: str, country: str = "GB") -> Optional[LegalMinimum]:
    """Return the least pay of a sponsored worker in the nearest occupation, or ``None``."""
    row = session.execute(
        select(WageAbroad)
        .join(RoleGroup, (RoleGroup.system == WageAbroad.system) & (RoleGroup.code == WageAbroad.code))
        .where(
            RoleGroup.role_id == role,
            WageAbroad.country == country,
            WageAbroad.visa_minimum.is_not(None),
            WageAbroad.source_id == _VISA_SOURCE,
        )
        .order_by(RoleGroup.position)
        .limit(1)
    ).scalar_one_or_none()
    if row is None or row.visa_minimum is None:
        return None
    return LegalMinimum(
        row.country,
        row.code,
        row.occupation,
        row.period,
        row.currency,
        row.visa_minimum,
        row.visa_minimum_earlier,
        row.source_id,
    )


def _lent(session: Session, place: str, places: tuple[str, ...], wages: dict[str, OfficialPay]) -> bool:
    """Tell whether a place has but the figures of the wider one, as Montreal has Quebec's.

    Job Bank prints the wages of the province where a region has too few answers of its own.
    """
    wider = places[places.index(place) + 1 :][:1]
    rows = session.execute(select(WageAbroad).where(WageAbroad.place_id.in_(wider))).scalars()
    known = {(row.code, row.source_id, row.p10, row.median, row.p90) for row in rows}
    return all(
        (one.code, one.source, one.spread.p10, one.spread.median, one.spread.p90) in known
        for one in wages.values()
    )


def _beside(here: OfficialPay, nation: Optional[OfficialPay]) -> Optional[Comparison[OfficialPay]]:
    if nation is None or here == nation:
        return None
    try:
        return compare(here, nation)
    except NotComparable:
        return None


def _ranked(occupation: str, scope: str, fewest: int) -> Select:
    latest = select(func.max(OfficialWage.year)).where(OfficialWage.scope == scope).scalar_subquery()
    return (
        _wages(occupation, scope)
        .where(
            OfficialWage.year == latest,
            OfficialWage.median.is_not(None),
            OfficialWage.employment >= fewest,
        )
        .order_by(OfficialWage.median.desc(), OfficialWage.name)
    )


def _wages(occupation: str, *scopes: str) -> Select:
    return (
        select(OfficialWage, Occupation.plain_name)
        .join(Occupation, Occupation.id == OfficialWage.occupation_id)
        .where(OfficialWage.occupation_id == occupation, OfficialWage.scope.in_(scopes))
    )


def _latest(session: Session, query: Select, group: Group) -> Optional[OfficialPay]:
    row = session.execute(query.order_by(OfficialWage.year.desc()).limit(1)).one_or_none()
    return None if row is None else replace(_wage(*row), fit=group.fit, why=group.why)


def _wage(row: OfficialWage, plain_name: str) -> OfficialPay:
    return OfficialPay(
        system=US_SYSTEM,
        code=row.occupation_id,
        occupation=plain_name,
        scope=row.scope,
        area=row.code,
        where=row.name,
        period=f"May {row.year}",
        currency="USD",
        per="year",
        spread=Spread(*(getattr(row, one) for one in PERCENTILES)),
        jobs=row.employment,
        source=row.source_id,
        topcoded_from=row.topcoded_from,
        mean_rse=row.mean_rse,
    )


def _abroad(row: WageAbroad, group: RoleGroup) -> OfficialPay:
    return OfficialPay(
        system=row.system,
        code=row.code,
        occupation=row.occupation,
        scope="abroad",
        area=row.place_id,
        where=row.place_id,
        period=row.period,
        currency=row.currency,
        per=row.per,
        spread=Spread(*(getattr(row, one) for one in PERCENTILES)),
        jobs=None,
        source=row.source_id,
        full_time_median=row.median_full_time,
        fit=group.fit,
        why=group.why,
    )
