"""What the figures say: official wages, projections, tools in demand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Optional, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from knowledge.queries.figure_results import Demand, Projection, Wage
from knowledge.queries.memory import remembered
from knowledge.tables.figures import (
    Occupation,
    OfficialWage,
    Outlook,
    ToolDemand,
)
from knowledge.tables.roles import Tool

__all__ = [
    "Demand",
    "Projection",
    "Wage",
    "best_paid_areas",
    "official_wage",
    "official_wage_history",
    "outlook",
    "tools_in_demand",
]

#: Metropolitan areas with fewer jobs of an occupation do not count among its best paid.
FEWEST_JOBS = 500


@remembered
def official_wage(
    session: Session, *, occupation: str, area: Optional[str] = None, industry: Optional[str] = None
) -> Optional[Wage]:
    """Return the latest official wages of an occupation, or ``None`` when there are none.

    :param area: the code of a US state or metropolitan area (``bls_area`` of a place)
    :param industry: the code of an industry (``bls_industry``); it is counted for the nation alone,
        so area and industry exclude each other
    :raises ValueError: when both an area and an industry are given
    """
    if area is not None and industry is not None:
        raise ValueError("wages are known for an area or for an industry, not for both at once")
    if area is not None:
        query = _wages(occupation, "state", "metro").where(OfficialWage.code == area)
    elif industry is not None:
        query = _wages(occupation, "industry").where(OfficialWage.code == industry)
    else:
        query = _wages(occupation, "nation")
    row = session.execute(query.order_by(OfficialWage.year.desc()).limit(1)).one_or_none()
    return None if row is None else Wage.of(*row)


@remembered
def official_wage_history(session: Session, *, occupation: str) -> list[Wage]:
    """Return the national wages of an occupation year by year, the earliest first."""
    query = _wages(occupation, "nation").order_by(OfficialWage.year)
    return [Wage.of(*row) for row in session.execute(query)]


@remembered
def best_paid_areas(
    session: Session, *, occupation: str, kind: str = "metro", limit: int = 5, fewest_jobs: int = FEWEST_JOBS
) -> list[Wage]:
    """Return the areas with the highest median wage of an occupation, the highest first.

    :param kind: ``state`` or ``metro``
    :param fewest_jobs: areas with fewer jobs of the occupation, or an unknown number, are left out
    """
    latest = select(func.max(OfficialWage.year)).where(OfficialWage.scope == kind).scalar_subquery()
    query = (
        _wages(occupation, kind)
        .where(
            OfficialWage.year == latest,
            OfficialWage.median.is_not(None),
            OfficialWage.employment >= fewest_jobs,
        )
        .order_by(OfficialWage.median.desc(), OfficialWage.name)
    )
    return [Wage.of(*row) for row in session.execute(query.limit(limit))]


@remembered
def outlook(session: Session, *, occupations: Sequence[str]) -> list[Projection]:
    """Return the projections of these occupations, in the order given; 00-0000 is all of them together."""
    query = (
        select(Outlook, Occupation)
        .join(Occupation, Occupation.id == Outlook.occupation_id)
        .where(Outlook.occupation_id.in_(occupations))
    )
    found = [Projection.of(row, occupation) for row, occupation in session.execute(query)]
    return sorted(found, key=lambda projection: occupations.index(projection.occupation))


@remembered
def tools_in_demand(session: Session, *, occupations: Sequence[str], limit: int = 10) -> list[Demand]:
    """Return the tools that employers demand in these occupations, the most widely demanded first.

    :param occupations: codes of occupations (15-2051) or of O*NET's specialities (15-2051.01). An
        occupation stands for itself without its specialities, unless O*NET knows these alone.
    """
    query = (
        select(
            ToolDemand.onet_code, ToolDemand.name, ToolDemand.hot, ToolDemand.source_id, Tool.id, Tool.name
        )
        .outerjoin(Tool, Tool.id == ToolDemand.tool_id)
        .where(ToolDemand.in_demand)
        .order_by(ToolDemand.name)
    )
    rows = list(session.execute(query))
    asked = _asked_codes(sorted({code for code, *_ in rows}), occupations)
    everywhere = Counter(tool_name or name for _, name, *_, tool_name in rows)
    found: dict[str, Demand] = {}
    for code, name, hot, source, tool, tool_name in rows:
        if code in asked:
            label = tool_name or name
            before = found.get(label, Demand(label, tool, False, (), source))
            demanding = {asked[code], *before.occupations}
            found[label] = replace(
                before,
                hot=hot or before.hot,
                occupations=tuple(one for one in occupations if one in demanding),
            )
    # Among equals, a tool that the knowledge base can explain, then one that more occupations demand.
    order = sorted(
        found.values(), key=lambda one: (-len(one.occupations), one.tool is None, -everywhere[one.name])
    )
    return order[:limit]


def _wages(occupation: str, *scopes: str) -> Select:
    return (
        select(OfficialWage, Occupation.plain_name)
        .join(Occupation, Occupation.id == OfficialWage.occupation_id)
        .where(OfficialWage.occupation_id == occupation, OfficialWage.scope.in_(scopes))
    )


def _asked_codes(known: Sequence[str], occupations: Sequence[str]) -> dict[str, str]:
    """Return the O*NET codes to look at, each with the occupation that it was asked for as."""
    codes: dict[str, str] = {}
    for asked in occupations:
        exact = asked if "." in asked else f"{asked}.00"
        chosen = [exact] if exact in known else [code for code in known if code.startswith(f"{asked}.")]
        codes.update((code, asked) for code in chosen)
    return codes
