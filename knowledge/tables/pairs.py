"""Tables that answer any pair: certificates, studies, levels of study, choices of tools, industries.

``sources`` are ids joined by commas; a row without any is advice.
"""

from __future__ import annotations

import datetime
from typing import Optional

from sqlalchemy import CheckConstraint, Column, Date, Float, Integer, String, Text
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base, one_of, reference

VERDICTS = ("straight", "good", "with_work", "detour")
NEEDS = ("needed", "helps", "enough", "hard", "not_needed")


def _depth() -> CheckConstraint:
    return CheckConstraint("depth BETWEEN 0 AND 3", name="depth_in_scale")


class Certificate(Base):
    """A certificate by name; ``price_usd`` in US dollars, ``replaced_by`` the id of its successor."""

    __tablename__ = "certificate"
    __table_args__ = (
        one_of("level", "foundational", "associate", "professional", "expert", "course"),
        one_of("status", "active", "retired", "unconfirmed"),
    )

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    name: Mapped[str] = Column(String(90), nullable=False, unique=True)
    issuer: Mapped[str] = Column(String(90), nullable=False)
    code: Mapped[Optional[str]] = Column(String(90))
    level: Mapped[str] = Column(String(20), nullable=False)
    status: Mapped[str] = Column(String(20), nullable=False)
    since: Mapped[Optional[str]] = Column(String(90))
    price_usd: Mapped[Optional[float]] = Column(Float)
    valid: Mapped[Optional[str]] = Column(String(90))
    prerequisite: Mapped[str] = Column(String(90), nullable=False)
    proves: Mapped[str] = Column(Text, nullable=False)
    replaced_by: Mapped[Optional[str]] = Column(String(80))
    url: Mapped[Optional[str]] = Column(Text)
    sources: Mapped[str] = Column(Text, nullable=False)
    checked: Mapped[datetime.date] = Column(Date, nullable=False)


class CertificateRole(Base):
    """A role for which a certificate is worth knowing of."""

    __tablename__ = "certificate_role"

    certificate_id: Mapped[str] = reference("certificate", primary_key=True)
    role_id: Mapped[str] = reference("role", primary_key=True)


class StudyTopic(Base):
    """What studies teach and roles need, and how to learn it."""

    __tablename__ = "study_topic"
    __table_args__ = (one_of("kind", "maths", "computing", "data", "practice"),)

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    name: Mapped[str] = Column(String(90), nullable=False)
    kind: Mapped[str] = Column(String(20), nullable=False)
    covers: Mapped[str] = Column(Text, nullable=False)
    close: Mapped[str] = Column(Text, nullable=False)


class StudyField(Base):
    """A field of study."""

    __tablename__ = "study_field"

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    name: Mapped[str] = Column(String(90), nullable=False)
    teaches: Mapped[str] = Column(Text, nullable=False)
    signals: Mapped[str] = Column(Text, nullable=False)
    gaps: Mapped[str] = Column(Text, nullable=False)
    pick_when: Mapped[str] = Column(Text, nullable=False)
    not_when: Mapped[str] = Column(Text, nullable=False)
    sources: Mapped[str] = Column(Text, nullable=False)
    checked: Mapped[datetime.date] = Column(Date, nullable=False)


class FieldTopic(Base):
    """How deep a field of study goes in a topic, 0 to 3."""

    __tablename__ = "field_topic"
    __table_args__ = (_depth(),)

    field_id: Mapped[str] = reference("study_field", primary_key=True)
    topic_id: Mapped[str] = reference("study_topic", primary_key=True)
    depth: Mapped[int] = Column(Integer, nullable=False)


class RoleTopic(Base):
    """How deep a role needs a topic, 0 to 3, and what it is used for."""

    __tablename__ = "role_topic"
    __table_args__ = (_depth(),)

    role_id: Mapped[str] = reference("role", primary_key=True)
    topic_id: Mapped[str] = reference("study_topic", primary_key=True)
    depth: Mapped[int] = Column(Integer, nullable=False)
    used_for: Mapped[Optional[str]] = Column(Text)


class StudyPair(Base):
    """What is said of a field of study for a role where the depths alone would mislead."""

    __tablename__ = "study_pair"
    __table_args__ = (one_of("verdict", *VERDICTS),)

    field_id: Mapped[str] = reference("study_field", primary_key=True)
    role_id: Mapped[str] = reference("role", primary_key=True)
    verdict: Mapped[str] = Column(String(20), nullable=False)
    why: Mapped[str] = Column(Text, nullable=False)
    sources: Mapped[str] = Column(Text, nullable=False)


class StudyLevel(Base):
    """A level of study and what it is worth in general."""

    __tablename__ = "study_level"

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    name: Mapped[str] = Column(String(90), nullable=False)
    worth: Mapped[str] = Column(Text, nullable=False)
    pick_when: Mapped[str] = Column(Text, nullable=False)
    not_when: Mapped[str] = Column(Text, nullable=False)
    sources: Mapped[str] = Column(Text, nullable=False)
    checked: Mapped[datetime.date] = Column(Date, nullable=False)


class RoleLevel(Base):
    """Whether a role needs a level of study; ``why`` is the role's sentence on all of them."""

    __tablename__ = "role_study_level"
    __table_args__ = (one_of("need", *NEEDS),)

    role_id: Mapped[str] = reference("role", primary_key=True)
    level_id: Mapped[str] = reference("study_level", primary_key=True)
    need: Mapped[str] = Column(String(20), nullable=False)
    why: Mapped[str] = Column(Text, nullable=False)
    sources: Mapped[str] = Column(Text, nullable=False)


class ToolFamily(Base):
    """Tools of which people ask whether to use one instead of another."""

    __tablename__ = "tool_family"

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    question: Mapped[str] = Column(String(90), nullable=False)
    verdict: Mapped[str] = Column(Text, nullable=False)
    sources: Mapped[str] = Column(Text, nullable=False)


class ToolOption(Base):
    """A tool of a family: what it is for and when to pick it."""

    __tablename__ = "tool_option"

    family_id: Mapped[str] = reference("tool_family", primary_key=True)
    tool_id: Mapped[str] = reference("tool", primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)
    is_for: Mapped[str] = Column(Text, nullable=False)
    pick_when: Mapped[str] = Column(Text, nullable=False)


class FirstTool(Base):
    """A tool of a role in the order in which to learn them; ``why`` explains the whole order."""

    __tablename__ = "first_tool"

    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    tool_id: Mapped[str] = reference("tool")
    why: Mapped[str] = Column(Text, nullable=False)
    sources: Mapped[str] = Column(Text, nullable=False)


class IndustryEntry(Base):
    """An industry as a career: who hires, what one has to know of it, and the ways in."""

    __tablename__ = "industry_entry"

    industry_id: Mapped[str] = reference("industry", primary_key=True)
    hires: Mapped[str] = Column(Text, nullable=False)
    domain: Mapped[str] = Column(Text, nullable=False)
    entry: Mapped[str] = Column(Text, nullable=False)
    checked: Mapped[datetime.date] = Column(Date, nullable=False)
