"""Roles and what is known of each: duties, skills, tools, education, ladder, the way in."""

from __future__ import annotations

from typing import Optional

from sqlalchemy import CheckConstraint, Column, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base, one_of, reference

IMPORTANCE = ("essential", "important", "useful")
LEVELS = ("entry", "mid", "senior", "executive")


class Level(Base):
    """How much experience a role asks for: ``entry``, ``mid``, ``senior`` or ``executive``."""

    __tablename__ = "level"
    __table_args__ = (one_of("id", *LEVELS), CheckConstraint("years_from >= 0", name="years_positive"))

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False, unique=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    years: Mapped[str] = Column(String(90), nullable=False)
    years_from: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")


class Role(Base):
    """A profession, with the sentences and comparison cells that describe it.

    ``like`` is the role of which this one is a specialism: where no way to or from it is described, that
    role's is.
    """

    __tablename__ = "role"

    id: Mapped[str] = Column(String(80), primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False, unique=True)
    plural: Mapped[str] = Column(String(90), nullable=False)
    short: Mapped[str] = Column(String(90), nullable=False)
    like: Mapped[Optional[str]] = Column("is_like", String(80))
    definition: Mapped[str] = Column(Text, nullable=False)
    distinct: Mapped[str] = Column("what_is_distinct", Text, nullable=False)
    stack_advice: Mapped[str] = Column(Text, nullable=False)
    future: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class Comparison(Base):
    """One cell of the table that compares roles: an aspect such as ``builds`` and this role's text."""

    __tablename__ = "comparison"

    role_id: Mapped[str] = reference("role", primary_key=True)
    aspect: Mapped[str] = Column(String(40), primary_key=True)
    text: Mapped[str] = Column(String(90), nullable=False)
    source_id: Mapped[str] = reference("source")


class Responsibility(Base):
    """A duty of a role, the weightiest first."""

    __tablename__ = "responsibility"

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    text: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class RoleSkill(Base):
    """A skill that a role needs, how much, and why."""

    __tablename__ = "role_skill"
    __table_args__ = (
        one_of("kind", "foundation", "technical", "software", "people"),
        one_of("importance", *IMPORTANCE),
        UniqueConstraint("role_id", "name"),
    )

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    kind: Mapped[str] = Column(String(20), nullable=False)
    importance: Mapped[str] = Column(String(20), nullable=False)
    why: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class Tool(Base):
    """A language, library, platform or product."""

    __tablename__ = "tool"
    __table_args__ = (
        one_of("kind", "language", "framework", "library", "platform", "database", "service", "app"),
    )

    id: Mapped[str] = Column(String(80), primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False, unique=True)
    kind: Mapped[str] = Column(String(20), nullable=False)
    what: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class RoleTool(Base):
    """What a role uses a tool for."""

    __tablename__ = "role_tool"
    __table_args__ = (one_of("importance", *IMPORTANCE), UniqueConstraint("role_id", "position"))

    role_id: Mapped[str] = reference("role", primary_key=True)
    tool_id: Mapped[str] = reference("tool", primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    use: Mapped[str] = Column(Text, nullable=False)
    importance: Mapped[str] = Column(String(20), nullable=False)
    source_id: Mapped[str] = reference("source")


class Education(Base):
    """The degrees that lead to a role, what helps, and what replaces a degree."""

    __tablename__ = "education"

    role_id: Mapped[str] = reference("role", primary_key=True)
    typical: Mapped[str] = Column(Text, nullable=False)
    helpful: Mapped[str] = Column(Text, nullable=False)
    without_degree: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class FieldOfStudy(Base):
    """A subject that people of a role have studied."""

    __tablename__ = "field_of_study"

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    source_id: Mapped[str] = reference("source")


class Certification(Base):
    """A certificate that is worth knowing of for a role, and what it is worth."""

    __tablename__ = "certification"
    __table_args__ = (UniqueConstraint("role_id", "name"),)

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    name: Mapped[str] = Column(String(90), nullable=False)
    certificate: Mapped[str] = Column(String(80), nullable=False)
    issuer: Mapped[str] = Column(String(90), nullable=False)
    worth: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class Rung(Base):
    """A rung of a role's career ladder."""

    __tablename__ = "rung"

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    level_id: Mapped[str] = reference("level")
    title: Mapped[str] = Column(String(90), nullable=False)
    years: Mapped[str] = Column(String(90), nullable=False)
    note: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class Step(Base):
    """A step on the way into a role, in order."""

    __tablename__ = "step"

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    title: Mapped[str] = Column(String(90), nullable=False)
    detail: Mapped[str] = Column(Text, nullable=False)
    months: Mapped[Optional[str]] = Column(String(90))
    source_id: Mapped[str] = reference("source")


class RoleOccupation(Base):
    """The official occupations nearest to a role; no official code fits most roles exactly."""

    __tablename__ = "role_occupation"

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    occupation_id: Mapped[str] = reference("occupation")
    note: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")


class Fit(Base):
    """How well a role suits an answer of the role-fit form: 0 (not at all) to 3 (very)."""

    __tablename__ = "fit"
    __table_args__ = (
        one_of("question", "interest", "background", "strength", "horizon"),
        CheckConstraint("score BETWEEN 0 AND 3", name="score_in_scale"),
    )

    role_id: Mapped[str] = reference("role", primary_key=True)
    question: Mapped[str] = Column(String(20), primary_key=True)
    answer: Mapped[str] = Column(String(40), primary_key=True)
    score: Mapped[int] = Column(Integer, nullable=False)
    source_id: Mapped[str] = reference("source")


class FitReason(Base):
    """Why a role suits whom it suits, in a sentence."""

    __tablename__ = "fit_reason"

    role_id: Mapped[str] = reference("role", primary_key=True)
    text: Mapped[str] = Column(Text, nullable=False)
    source_id: Mapped[str] = reference("source")
