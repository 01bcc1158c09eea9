"""Figures: official wages, projections, tools in demand."""

from __future__ import annotations

from typing import Optional

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base, one_of, reference

PERCENTILES = ("p10", "p25", "median", "p75", "p90")
SCOPES = ("nation", "state", "metro", "industry")
SHARES = (
    "share_less_than_high_school",
    "share_high_school",
    "share_some_college",
    "share_associate",
    "share_bachelor",
    "share_master",
    "share_doctoral",
)
#: Stands for every level, country or kind of workplace.
ALL = "all"
MOST_PAY = 10_000_000


def _in_order() -> list[CheckConstraint]:
    """Return constraints that keep percentiles in range and order; an unknown one (NULL) breaks neither."""
    ordered = [
        CheckConstraint(f"{lower} <= {upper}", name=f"{lower}_within_{upper}")
        for position, lower in enumerate(PERCENTILES)
        for upper in PERCENTILES[position + 1 :]
    ]
    return [_between(name, 1, MOST_PAY) for name in PERCENTILES] + ordered


def _between(column: str, low: float, high: float) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_in_range")


class Occupation(Base):
    """An occupation of US official statistics; its id is its code, such as ``15-2051``."""

    __tablename__ = "occupation"
    __table_args__ = (CheckConstraint("length(id) = 7", name="code"),)

    id: Mapped[str] = Column(String(7), primary_key=True)
    title: Mapped[str] = Column(String(90), nullable=False, unique=True)
    plain_name: Mapped[str] = Column(String(90), nullable=False)
    covers: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class OfficialWage(Base):
    """Wages in US dollars a year of an occupation in the nation, a state, a metropolitan area or an industry.

    ``topcoded_from`` names the lowest percentile that lies at or above the highest wage that is
    published; that one and those above are NULL. Other NULLs are figures that are not released.
    ``mean_rse`` is the relative standard error of the mean wage in percent, NULL where none is given out.
    """

    __tablename__ = "official_wage"
    __table_args__ = (
        # The unique key serves the queries by place; the index serves those for the best paid.
        UniqueConstraint("occupation_id", "scope", "code", "year"),
        Index("ix_official_wage_best_paid", "occupation_id", "scope", "year", "median"),
        one_of("scope", *SCOPES),
        one_of("topcoded_from", *PERCENTILES),
        _between("year", 2000, 2100),
        CheckConstraint("employment >= 0", name="employment_counts"),
        _between("mean_rse", 0, 100),
        *_in_order(),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    occupation_id: Mapped[str] = reference("occupation")
    scope: Mapped[str] = Column(String(10), nullable=False)
    code: Mapped[str] = Column(String(10), nullable=False)
    name: Mapped[str] = Column(Text, nullable=False)
    year: Mapped[int] = Column(Integer, nullable=False)
    employment: Mapped[Optional[int]] = Column(Integer)
    p10: Mapped[Optional[int]] = Column(Integer)
    p25: Mapped[Optional[int]] = Column(Integer)
    median: Mapped[Optional[int]] = Column(Integer)
    p75: Mapped[Optional[int]] = Column(Integer)
    p90: Mapped[Optional[int]] = Column(Integer)
    topcoded_from: Mapped[Optional[str]] = Column(String(10))
    mean_rse: Mapped[Optional[float]] = Column(Float)
    source_id: Mapped[str] = reference("source")


class Outlook(Base):
    """A projection: jobs and openings a year in thousands, growth and education shares in percent.

    ``shares_of_group`` tells that the shares are those of a group of occupations together.
    """

    __tablename__ = "outlook"
    __table_args__ = (
        CheckConstraint("year_from < year_to", name="years_in_order"),
        CheckConstraint("employment_from >= 0 AND employment_to >= 0 AND openings >= 0", name="counts"),
        _between("growth_percent", -100, 1000),
        *(_between(share, 0, 100) for share in SHARES),
    )

    occupation_id: Mapped[str] = reference("occupation", primary_key=True)
    year_from: Mapped[int] = Column(Integer, nullable=False)
    year_to: Mapped[int] = Column(Integer, nullable=False)
    employment_from: Mapped[float] = Column(Float, nullable=False)
    employment_to: Mapped[float] = Column(Float, nullable=False)
    growth_percent: Mapped[float] = Column(Float, nullable=False)
    openings: Mapped[float] = Column(Float, nullable=False)
    education_typical: Mapped[Optional[str]] = Column(String(90))
    share_less_than_high_school: Mapped[Optional[float]] = Column(Float)
    share_high_school: Mapped[Optional[float]] = Column(Float)
    share_some_college: Mapped[Optional[float]] = Column(Float)
    share_associate: Mapped[Optional[float]] = Column(Float)
    share_bachelor: Mapped[Optional[float]] = Column(Float)
    share_master: Mapped[Optional[float]] = Column(Float)
    share_doctoral: Mapped[Optional[float]] = Column(Float)
    shares_of_group: Mapped[bool] = Column(Boolean, nullable=False)
    source_id: Mapped[str] = reference("source")


class ToolDemand(Base):
    """A tool that O*NET flags for an occupation; ``onet_code`` may name a speciality within it."""

    __tablename__ = "tool_demand"
    __table_args__ = (
        UniqueConstraint("onet_code", "name"),
        CheckConstraint("length(onet_code) = 10", name="code"),
        CheckConstraint("hot OR in_demand", name="flagged"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    occupation_id: Mapped[str] = reference("occupation")
    onet_code: Mapped[str] = Column(String(10), nullable=False)
    name: Mapped[str] = Column(String(120), nullable=False)
    tool_id: Mapped[Optional[str]] = reference("tool", nullable=True)
    hot: Mapped[bool] = Column(Boolean, nullable=False)
    in_demand: Mapped[bool] = Column(Boolean, nullable=False)
    source_id: Mapped[str] = reference("source")


class PostingSkill(Base):
    """A skill or tool that is counted in postings, and the name under which answers speak of it."""

    __tablename__ = "posting_skill"
    __table_args__ = (one_of("kind", "tool", "idea"),)

    skill: Mapped[str] = Column(String(90), primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    kind: Mapped[str] = Column(String(10), nullable=False)
    tool_id: Mapped[Optional[str]] = reference("tool", nullable=True)
    source_id: Mapped[str] = reference("source")


class PostingDemand(Base):
    """What the postings of a sample ask for: ``count`` of ``n`` name ``name``, which is ``value`` percent.

    For the measure ``years`` the value is years of experience. ``country`` and ``level`` may be ``all``.
    """

    __tablename__ = "posting_demand"
    __table_args__ = (
        UniqueConstraint("role_id", "measure", "name", "country", "level", "source_id"),
        one_of("measure", "skill", "degree", "remote", "entry", "years"),
        CheckConstraint("count <= n", name="count_of_n"),
        _between("value", 0, 100),
    )

    id: Mapped[int] = Column(Integer, primary_key=True)
    source_id: Mapped[str] = reference("source")
    period: Mapped[str] = Column(String(90), nullable=False)
    role_id: Mapped[str] = reference("role")
    country: Mapped[str] = Column(String(3), nullable=False)
    level: Mapped[str] = Column(String(10), nullable=False)
    measure: Mapped[str] = Column(String(10), nullable=False)
    name: Mapped[str] = Column(String(90), nullable=False)
    count: Mapped[int] = Column(Integer, nullable=False)
    n: Mapped[int] = Column(Integer, nullable=False)
    value: Mapped[float] = Column(Float, nullable=False)


class EducationHeld(Base):
    """What people of a role say they have studied, in percent; one answer may hold several roles."""

    __tablename__ = "education_held"

    role_id: Mapped[str] = reference("role", primary_key=True)
    answer: Mapped[str] = Column(String(90), nullable=False)
    n: Mapped[int] = Column(Integer, nullable=False)
    master_or_above: Mapped[float] = Column(Float, nullable=False)
    without_bachelor: Mapped[float] = Column(Float, nullable=False)
    source_id: Mapped[str] = reference("source")


class InterviewStep(Base):
    """How many of ``n`` employers that print their process name a step; ``median_steps`` counts the steps."""

    __tablename__ = "interview_step"

    step: Mapped[str] = Column(String(80), primary_key=True)
    count: Mapped[int] = Column(Integer, nullable=False)
    n: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")


class OccupationSkill(Base):
    """How important O*NET rates a skill of an occupation, 1 to 5."""

    __tablename__ = "occupation_skill"

    occupation_id: Mapped[str] = reference("occupation", primary_key=True)
    skill: Mapped[str] = Column(String(90), primary_key=True)
    importance: Mapped[float] = Column(Float, nullable=False)
    source_id: Mapped[str] = reference("source")


class OccupationZone(Base):
    """How much preparation O*NET says that an occupation needs, 1 (little) to 5 (the longest)."""

    __tablename__ = "occupation_zone"

    occupation_id: Mapped[str] = reference("occupation", primary_key=True)
    zone: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")
