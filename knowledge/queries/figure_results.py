"""The results of the queries of figures, apart from the tables that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from knowledge.tables.figures import (
    PERCENTILES,
    Occupation,
    OfficialWage,
    Outlook,
)


@dataclass(frozen=True)
class Wage:
    """Official wages in US dollars a year of an occupation in a place or an industry.

    ``scope`` is ``nation``, ``state``, ``metro`` or ``industry``; ``plain_name`` is the plural of
    the occupation for sentences. A percentile is ``None`` when it is not released, or when it lies
    at or above the highest wage that is published: then ``topcoded_from`` names the lowest
    percentile that does.
    """

    occupation: str
    plain_name: str
    scope: str
    code: str
    name: str
    year: int
    employment: Optional[int]
    p10: Optional[int]
    p25: Optional[int]
    median: Optional[int]
    p75: Optional[int]
    p90: Optional[int]
    topcoded_from: Optional[str]
    source: str

    @classmethod
    def of(cls, row: OfficialWage, plain_name: str) -> Wage:
        """Read a table row and its occupation's name for sentences."""
        return cls(
            occupation=row.occupation_id,
            plain_name=plain_name,
            scope=row.scope,
            code=row.code,
            name=row.name,
            year=row.year,
            employment=row.employment,
            topcoded_from=row.topcoded_from,
            source=row.source_id,
            **{name: getattr(row, name) for name in PERCENTILES},
        )


@dataclass(frozen=True)
class Projection:
    """A projection of an occupation: jobs and openings a year in thousands, growth in percent.

    ``plain_name`` is the occupation's plural for sentences, ``covers`` whom it counts. The shares tell
    the percentage of people with that degree as their highest, ``None`` when it is not known; with
    ``shares_of_group`` they are those of a group of occupations together.
    """

    occupation: str
    plain_name: str
    covers: str
    year_from: int
    year_to: int
    employment_from: float
    employment_to: float
    growth_percent: float
    openings: float
    education_typical: Optional[str]
    bachelor_share: Optional[float]
    master_share: Optional[float]
    doctoral_share: Optional[float]
    shares_of_group: bool
    source: str

    @classmethod
    def of(cls, row: Outlook, occupation: Occupation) -> Projection:
        """Read a table row and its occupation."""
        return cls(
            occupation=occupation.id,
            plain_name=occupation.plain_name,
            covers=occupation.covers,
            year_from=row.year_from,
            year_to=row.year_to,
            employment_from=row.employment_from,
            employment_to=row.employment_to,
            growth_percent=row.growth_percent,
            openings=row.openings,
            education_typical=row.education_typical,
            bachelor_share=row.share_bachelor,
            master_share=row.share_master,
            doctoral_share=row.share_doctoral,
            shares_of_group=row.shares_of_group,
            source=row.source_id,
        )


@dataclass(frozen=True)
class Demand:
    """A tool that employers demand; ``occupations`` are those that demand it, most of interest first.

    ``tool`` is the tool's id when the knowledge base describes it, and ``name`` then its name there.
    """

    name: str
    tool: Optional[str]
    hot: bool
    occupations: tuple[str, ...]
    source: str
