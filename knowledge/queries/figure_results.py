"""The results of the queries of figures, apart from the tables that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from knowledge.models.figures import (
    ALL,
    PERCENTILES,
    SHARES,
    Occupation,
    OfficialWage,
    Outlook,
    SalaryPosting,
    ToolDemand,
)

#: Fewer distinct postings than this are too small a sample to give as a finding.
RELIABLE_SAMPLE = 30


@dataclass(frozen=True)
class PostedPay:
    """Advertised pay in US dollars a year, full time, of distinct postings.

    Figures are ``None`` when there are fewer than five of them. ``level`` is ``None`` for all levels.
    ``median_all_rows`` counts repeated postings as often as they stand in the index;
    ``remote_share`` is the share of fully remote ones, 0 to 1.
    """

    role: str
    level: Optional[str]
    country: str
    year: int
    remote: Optional[str]
    p10: Optional[int]
    p25: Optional[int]
    median: Optional[int]
    p75: Optional[int]
    p90: Optional[int]
    n: int
    n_rows: int
    median_all_rows: Optional[int]
    remote_share: Optional[float]
    source: str

    @property
    def reliable(self) -> bool:
        """Whether the sample is large enough to give the figures as a finding."""
        return self.n >= RELIABLE_SAMPLE

    @classmethod
    def of(cls, row: SalaryPosting) -> PostedPay:
        """Read a table row."""
        return cls(
            role=row.role_id,
            level=None if row.level == ALL else row.level,
            country=row.country,
            year=row.year,
            remote=None if row.remote == ALL else row.remote,
            n=row.n_distinct,
            n_rows=row.n_rows,
            median_all_rows=row.median_all_rows,
            remote_share=row.remote_share,
            source=row.source_id,
            **{name: getattr(row, name) for name in PERCENTILES},
        )


@dataclass(frozen=True)
class Wage:
    """Official wages in US dollars a year of an occupation in a place or an industry.

    ``scope`` is ``nation``, ``state``, ``metro`` or ``industry``; ``occupation_name`` is its plural
    for sentences. A percentile is ``None`` when it is not released, or when it lies at or above the
    highest wage that is published: then ``topcoded_from`` names the lowest percentile that does.
    """

    occupation: str
    occupation_name: str
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
    def of(cls, row: OfficialWage, occupation_name: str) -> Wage:
        """Read a table row and its occupation's name for sentences."""
        return cls(
            occupation=row.occupation_id,
            occupation_name=occupation_name,
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

    ``shares`` tells, from the least education to the most, the percentage of people with it;
    with ``shares_of_group`` they are those of a group of occupations together.
    """

    occupation: str
    occupation_name: str
    covers: str
    year_from: int
    year_to: int
    employment_from: float
    employment_to: float
    growth_percent: float
    openings: float
    education_typical: Optional[str]
    shares: tuple[tuple[str, float], ...]
    shares_of_group: bool
    source: str

    @classmethod
    def of(cls, row: Outlook, occupation: Occupation) -> Projection:
        """Read a table row and its occupation."""
        shares = ((name.removeprefix("share_"), getattr(row, name)) for name in SHARES)
        return cls(
            occupation=occupation.id,
            occupation_name=occupation.plain_name,
            covers=occupation.covers,
            year_from=row.year_from,
            year_to=row.year_to,
            employment_from=row.employment_from,
            employment_to=row.employment_to,
            growth_percent=row.growth_percent,
            openings=row.openings,
            education_typical=row.education_typical,
            shares=tuple((name, share) for name, share in shares if share is not None),
            shares_of_group=row.shares_of_group,
            source=row.source_id,
        )


@dataclass(frozen=True)
class Demand:
    """A tool that O*NET flags; ``occupations`` are those that demand it, most of interest first.

    ``tool`` is the tool's id when the knowledge base describes it, and ``name`` then its name there.
    """

    name: str
    tool: Optional[str]
    hot: bool
    occupations: tuple[str, ...]
    source: str

    @classmethod
    def of(cls, name: str, rows: Sequence[ToolDemand], codes: dict[str, str]) -> Demand:
        """Join the rows of one tool; ``codes`` has each O*NET code with the occupation asked for."""
        where = {codes[row.onet_code] for row in rows}
        return cls(
            name=name,
            tool=rows[0].tool_id,
            hot=any(row.hot for row in rows),
            occupations=tuple(code for code in dict.fromkeys(codes.values()) if code in where),
            source=rows[0].source_id,
        )
