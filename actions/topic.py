"""A topic of conversation: one class a topic, each in a module of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Optional, Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import dispatch
from actions.answer import Answer, Suggestion, suggest
from actions.memory import Asked
from actions.wording import with_article, words
from knowledge.queries import field, roles


class TopicAction(Action, ABC):
    """Answers the questions of one topic.

    A subclass names its ``topic`` (the intent's name without ``ask_``) and says whether it ``needs_role``:
    then a question without a role is met with "which role?" and the topic is remembered.
    """

    topic: ClassVar[str]
    needs_role: ClassVar[bool] = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"action_{self.topic}"

    @abstractmethod
    def answer(self, session: Session, asked: Asked) -> Answer:
        """Return the answer to a question of this topic."""

    def more(self, session: Session, asked: Asked) -> Optional[Answer]:
        """Return what else there is to say on the same question, or ``None`` to go on to the next topic."""
        return None

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer every question of the latest message."""
        return await dispatch.converse(dispatcher, tracker)


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


def role_of(session: Session, asked: Asked) -> roles.Role:
    """Return the role that a question is about: the first one it names."""
    return roles.roles(session, ids=asked.roles[:1])[0]


def bullets(items: Sequence[str]) -> str:
    """Return a list in light markdown."""
    return "\n".join(f"- {item}" for item in items)


def next_steps(asked: Asked, role: roles.Role, *topics: str) -> tuple[Suggestion, ...]:
    """Return suggestions to ask other topics of the same role, worded by ``suggestions`` in the wording."""
    titles = words("suggestions")
    return tuple(
        suggest(
            titles[topic].format(role=role.name, a_role=with_article(role.name), roles=role.plural),
            f"ask_{topic}" if topic != "compare_salaries" else topic,
            role=role.id,
            location=asked.locations if topic == "salary" else None,
        )
        for topic in topics
    )
