"""Words of the field: what each means, what it is a part of, and how several hang together."""

from __future__ import annotations

import datetime
from typing import Optional

from sqlalchemy import Column, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from knowledge.tables.base import Base, one_of, reference


class Term(Base):
    """A field of work, a word, a title that is no role, the last word of titles, or a use of AI."""

    __tablename__ = "term"
    __table_args__ = (one_of("kind", "field", "word", "title", "use", "head"),)

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False, unique=True)
    kind: Mapped[str] = Column(String(10), nullable=False)
    name: Mapped[str] = Column(String(90), nullable=False)
    what: Mapped[str] = Column(Text, nullable=False)
    within_id: Mapped[Optional[str]] = Column(String(80))
    note_id: Mapped[Optional[str]] = Column(String(80))
    checked: Mapped[datetime.date] = Column(Date, nullable=False)


class TermRole(Base):
    """A role that works with a term, or that comes nearest to a title, in order."""

    __tablename__ = "term_role"

    term_id: Mapped[str] = reference("term", primary_key=True)
    role_id: Mapped[str] = reference("role", primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False)


class TermFamily(Base):
    """Terms and roles that people set against each other, and how they hang together."""

    __tablename__ = "term_family"

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False, unique=True)
    relation: Mapped[str] = Column(Text, nullable=False)


class TermFamilyMember(Base):
    """A term, or a role, of a family, by its id."""

    __tablename__ = "term_family_member"

    family_id: Mapped[str] = reference("term_family", primary_key=True)
    member: Mapped[str] = Column(String(80), primary_key=True)
