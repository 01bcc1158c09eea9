"""What the evidence of every topic has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, suggest
from actions.question import Question
from actions.topics import TOPICS
from actions.wording import with_article, words
from knowledge.queries import field, roles


class Evidence(ABC):
    """Finds what is known to the questions of one topic.

    A subclass names its ``topic``, a row of :data:`actions.topics.TOPICS`, and the ``shapes`` of question
    that its leading sentence answers; to a question of another shape the planner says that it has no
    answer on exactly that.
    """

    topic: ClassVar[str]
    shapes: ClassVar[frozenset[str]] = frozenset({"facts", "which", "how"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether no note answers instead: a plain question for what this evidence is about."""
        return False

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether what it would say is chosen by what the question asks, and no page on the topic."""
        return False

    def stands_alone(self, session: Session, asked: Question) -> bool:
        """Return whether a question without a role of the catalog is answered all the same."""
        return False

    @abstractmethod
    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the answer to a question of this topic."""

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what a table says to exactly this question, in its shape, or ``None`` where none does.

        A note that is likelier to answer stands above it (see :mod:`actions.evidence.standing`).
        """
        return None

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what else there is to say on the same question, or ``None`` to go on to the next topic."""
        return None


def sourced(session: Session, *ids: Optional[str]) -> tuple[field.Source, ...]:
    """Return the sources with these ids, each once."""
    return tuple(field.sources(session, ids=[one for one in ids if one]))


def attributed(session: Session, views: Sequence[roles.Fact]) -> str:
    """Return what sources say, each with who says it and when."""
    said = []
    for view in views:
        source = field.sources(session, ids=[view.source])[0]
        said.append(f"{view.text} ({source.publisher}, {source.date[:4]})")
    return " ".join(said)


def role_of(session: Session, asked: Question) -> roles.Role:
    """Return the role that a question is about: the first one it names."""
    return roles.roles(session, ids=asked.roles[:1])[0]


def bullets(items: Sequence[str]) -> str:
    """Return a list in light markdown."""
    return "\n".join(f"- {item}" for item in items)


def next_steps(asked: Question, role: roles.Role, *topics: str) -> tuple[Suggestion, ...]:
    """Return suggestions to ask other topics of the same role, worded by ``suggestions`` in the wording."""
    titles = words("suggestions")
    return tuple(
        suggest(
            titles[topic].format(role=role.name, a_role=with_article(role.name), roles=role.plural),
            TOPICS[topic].intent,
            role=role.id,
            location=asked.locations if topic == "salary" else None,
        )
        for topic in topics
    )
