"""Notes: short answers to specific questions, and what each of them is about."""

from __future__ import annotations

import datetime

from sqlalchemy import Column, Date, Integer, String, Text
from sqlalchemy.orm import Mapped

from knowledge.pay.aspects import ASPECTS as PAY_ASPECTS
from knowledge.tables.base import Base, one_of, reference

#: What a note may be bound to, in the words of a question's values.
CONSTRAINTS = (
    "role",
    "degree",
    "field",
    "background",
    "tool",
    "certificate",
    "industry",
    "level",
    "place",
)
#: The sides of a topic that a note may be about, by which evidence finds it.
ASPECTS = (
    "ai_effect",
    "ai_spares",
    "ai_changes",
    "ai_takes_part",
    "agi",
    "saturation",
    "first_job",
    "long_term",
    "worth",
    "hype",
    "bubble",
    "layoffs",
    "pandemic",
    "shrinking",
    "keep_up",
    "market",
    "change",
    "day",
    "hard_part",
    "best_part",
    "meetings",
    "coding_share",
    "on_call",
    "remote",
    "hours",
    "stress",
    "levels",
    "junior_work",
    "company_size",
    "requests",
    "team",
    "cleaning",
    "title",
    "sameness",
    "career",
    "overview",
    "entry",
    *(f"pay_{one}" for one in PAY_ASPECTS),
)
SHAPES = (
    "yes_no",
    "which",
    "how_much",
    "how_long",
    "why",
    "how",
    "first",
    "worth",
    "enough",
    "criterion",
    "facts",
)


class Note(Base):
    """A short answer to a specific question."""

    __tablename__ = "note"
    __table_args__ = (one_of("shape", *SHAPES),)

    id: Mapped[str] = Column(String(80), primary_key=True)
    position: Mapped[int] = Column(Integer, nullable=False, unique=True)
    shape: Mapped[str] = Column(String(10), nullable=False)
    answer: Mapped[str] = Column(Text, nullable=False)
    checked: Mapped[datetime.date] = Column(Date, nullable=False)


class NotePart(Base):
    """A phrasing, a point, a topic, a source, an aspect or a constraint of a note, in order."""

    __tablename__ = "note_part"
    __table_args__ = (one_of("kind", "asked", "point", "topic", "source", "aspect", *CONSTRAINTS),)

    note_id: Mapped[str] = reference("note", primary_key=True)
    kind: Mapped[str] = Column(String(12), primary_key=True)
    position: Mapped[int] = Column(Integer, primary_key=True)
    text: Mapped[str] = Column(Text, nullable=False)
