"""The field around the roles: industries, transitions, trends, viewpoints, places, and all names."""

from __future__ import annotations

from typing import Optional

from sqlalchemy import CheckConstraint, Column, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base, one_of, reference

#: The kinds of things that have names.
NAMED = (
    "role",
    "tool",
    "industry",
    "location",
    "level",
    "background",
    "certificate",
    "field",
    "term",
)


class Industry(Base):
    """An industry that uses AI."""

    __tablename__ = "industry"

    id: Mapped[str] = Column(String(80), primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False, unique=True)
    summary: Mapped[str] = Column(Text, nullable=False)
    caution: Mapped[str] = Column(Text, nullable=False)
    advice: Mapped[str] = Column(Text, nullable=False)
    bls_industry: Mapped[Optional[str]] = Column(String(20))
    source_id: Mapped[str] = reference("source")


class Application(Base):
    """A use of AI in an industry."""

    __tablename__ = "application"

    industry_id: Mapped[str] = reference("industry", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    text: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class ApplicationRole(Base):
    """A role that does the work of an application."""

    __tablename__ = "application_role"

    industry_id: Mapped[str] = reference("industry", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    role_id: Mapped[str] = reference("role", primary_key=True)
    source_id: Mapped[str] = reference("source")


class Background(Base):
    """Where people come from who do not have one of the roles yet, such as ``lawyer``.

    ``like`` is the role or the wider background whose ways hold for this one too.
    """

    __tablename__ = "background"

    id: Mapped[str] = Column(String(80), primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    like: Mapped[Optional[str]] = Column("is_like", String(80))
    source_id: Mapped[str] = reference("source")


class BackgroundNearest(Base):
    """A role to offer to who asks about a profession that the knowledge base does not describe."""

    __tablename__ = "background_nearest"

    background_id: Mapped[str] = reference("background", primary_key=True)
    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")


class Guide(Base):
    """A short answer to a question beside the roles: an interview, working hours, a concept."""

    __tablename__ = "guide"
    __table_args__ = (one_of("topic", "interviews", "work_life", "concepts"),)

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False, unique=True)
    topic: Mapped[str] = Column(String(20), nullable=False, index=True)
    title: Mapped[str] = Column(String(90), nullable=False)
    lead: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class GuidePart(Base):
    """A point of a guide, a term that it explains, or a role that it is for."""

    __tablename__ = "guide_part"
    __table_args__ = (one_of("kind", "point", "term", "role"),)

    guide_id: Mapped[str] = reference("guide", primary_key=True)
    kind: Mapped[str] = Column(String(10), primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    text: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class Transition(Base):
    """The way from a role or a background to a role."""

    __tablename__ = "transition"
    __table_args__ = (
        one_of("difficulty", "short", "medium", "long"),
        CheckConstraint("origin_role_id <> target_id", name="moves"),
        CheckConstraint("(origin_role_id IS NULL) <> (origin_background_id IS NULL)", name="one_origin"),
        UniqueConstraint("origin_role_id", "target_id"),
        UniqueConstraint("origin_background_id", "target_id"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True, autoincrement=False)
    origin_role_id: Mapped[Optional[str]] = reference("role", nullable=True)
    origin_background_id: Mapped[Optional[str]] = reference("background", nullable=True)
    target_id: Mapped[str] = reference("role")
    difficulty: Mapped[str] = Column(String(10), nullable=False)
    months: Mapped[str] = Column(String(90), nullable=False)
    verdict: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class TransitionPart(Base):
    """What carries over in a transition, or what to learn for it, in order."""

    __tablename__ = "transition_part"
    __table_args__ = (one_of("kind", "carries_over", "learn"),)

    transition_id: Mapped[int] = reference("transition", primary_key=True, integer=True)
    kind: Mapped[str] = Column(String(20), primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    title: Mapped[Optional[str]] = Column(String(90))
    text: Mapped[str] = Column(Text, nullable=False)
    months: Mapped[Optional[str]] = Column(String(90))
    source_id: Mapped[str] = reference("source")


class Trend(Base):
    """Where the field goes, or why it matters."""

    __tablename__ = "trend"
    __table_args__ = (one_of("kind", "movement", "impact"),)

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False, unique=True)
    kind: Mapped[str] = Column(String(20), nullable=False)
    title: Mapped[str] = Column(String(90), nullable=False)
    text: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class TrendRole(Base):
    """A role that a trend touches most."""

    __tablename__ = "trend_role"

    trend_id: Mapped[str] = reference("trend", primary_key=True)
    role_id: Mapped[str] = reference("role", primary_key=True)
    source_id: Mapped[str] = reference("source")


class Viewpoint(Base):
    """What one source says on a question on which sources disagree."""

    __tablename__ = "viewpoint"

    id: Mapped[int] = Column(Integer, primary_key=True, autoincrement=False)
    topic: Mapped[str] = Column(String(40), nullable=False, index=True)
    text: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class ViewpointRole(Base):
    """A role that a viewpoint is about."""

    __tablename__ = "viewpoint_role"

    viewpoint_id: Mapped[int] = reference("viewpoint", primary_key=True, integer=True)
    role_id: Mapped[str] = reference("role", primary_key=True)
    source_id: Mapped[str] = reference("source")


class Place(Base):
    """A country, a US state, a metropolitan area, or a region that stands for some of these."""

    __tablename__ = "place"
    __table_args__ = (one_of("kind", "country", "state", "metro", "region"),)

    id: Mapped[str] = Column(String(80), primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    kind: Mapped[str] = Column(String(10), nullable=False)
    within_id: Mapped[Optional[str]] = reference("place", nullable=True)
    iso: Mapped[Optional[str]] = Column(String(2))
    bls_area: Mapped[Optional[str]] = Column(String(10))


class PlacePart(Base):
    """A place that a region stands for, such as San Jose for Silicon Valley."""

    __tablename__ = "place_part"

    region_id: Mapped[str] = reference("place", primary_key=True)
    place_id: Mapped[str] = reference("place", primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)


class Name(Base):
    """A name under which people speak of a thing; a thing has one or more."""

    __tablename__ = "name"
    __table_args__ = (
        one_of("kind", *NAMED),
        one_of("how", "name", "abbreviation", "field", "adjective", "wide"),
        UniqueConstraint("kind", "value", "text"),
    )

    id: Mapped[int] = Column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = Column(String(20), nullable=False)
    value: Mapped[str] = Column(String(80), nullable=False)
    text: Mapped[str] = Column(String(90), nullable=False)
    how: Mapped[str] = Column(String(20), nullable=False)
