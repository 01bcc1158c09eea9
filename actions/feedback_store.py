"""Where feedback is stored: a table in the database of conversations, erased with its conversation."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
)
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import engine_for
from knowledge.errors import KnowledgeUnavailable
from settings import SharedSettings

_metadata = MetaData()
_feedback = Table(
    "feedback",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(255), nullable=False, index=True),
    Column("given_at", DateTime, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("question", Text, nullable=False),
    Column("rating", String(20), CheckConstraint("rating IN ('helpful', 'not_helpful')"), nullable=False),
    Column("comment", Text, nullable=False),
)


@dataclass(frozen=True)
class Feedback:
    """What a person thinks of an answer; ``rating`` is ``helpful`` or ``not_helpful``."""

    conversation_id: str
    topic: str
    question: str
    rating: str
    comment: str


def store(entry: Feedback) -> None:
    """Store a piece of feedback; the same one again changes nothing, for a call that broke is repeated.

    :raises KnowledgeUnavailable: when the database of conversations does not answer
    """
    try:
        engine = engine_for(SharedSettings().tracker_db_url)
        _metadata.create_all(engine)
        with engine.begin() as connection:
            same = [_feedback.c[name] == value for name, value in asdict(entry).items()]
            connection.execute(delete(_feedback).where(*same))
            connection.execute(
                insert(_feedback).values(
                    given_at=datetime.datetime.now(datetime.UTC).replace(tzinfo=None),
                    **asdict(entry),
                )
            )
    except (SQLAlchemyError, OSError) as error:
        raise KnowledgeUnavailable("the database of conversations does not answer") from error


def erase(conversation_id: str) -> None:
    """Erase all feedback of a conversation.

    :raises KnowledgeUnavailable: when the database of conversations does not answer
    """
    try:
        engine = engine_for(SharedSettings().tracker_db_url)
        _metadata.create_all(engine)
        with engine.begin() as connection:
            connection.execute(delete(_feedback).where(_feedback.c.conversation_id == conversation_id))
    except (SQLAlchemyError, OSError) as error:
        raise KnowledgeUnavailable("the database of conversations does not answer") from error
