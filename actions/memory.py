"""What a question is about, and what a conversation remembers of the questions before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Optional

from rasa_sdk import Tracker

from actions import names

MOST_ROLES = 4


@dataclass(frozen=True)
class Asked:
    """One question, complete with what the conversation lends it. Ids are those of the catalog."""

    topic: str
    text: str = ""
    roles: tuple[str, ...] = ()
    origin: Optional[str] = None
    target: Optional[str] = None
    locations: tuple[str, ...] = ()
    level: Optional[str] = None
    industries: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    background: Optional[str] = None
    unknown_roles: tuple[str, ...] = ()
    degree: Optional[str] = None
    remote: Optional[str] = None
    year: Optional[int] = None
    more: bool = False
    turn: int = 0


@dataclass(frozen=True)
class Memory:
    """What the conversation remembers."""

    topic: Optional[str] = None
    pending_topic: Optional[str] = None
    roles: tuple[str, ...] = ()
    recent_roles: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    level: Optional[str] = None
    industries: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    background: Optional[str] = None
    shown: tuple[str, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> Memory:
        """Read the memory from the slots of a conversation."""

        def many(slot: str) -> tuple[str, ...]:
            return tuple(tracker.get_slot(slot) or ())

        return cls(
            topic=tracker.get_slot(names.TOPIC),
            pending_topic=tracker.get_slot(names.PENDING_TOPIC),
            roles=many(names.ROLES),
            recent_roles=many(names.RECENT_ROLES),
            locations=many(names.LOCATION),
            level=tracker.get_slot(names.LEVEL),
            industries=many(names.INDUSTRY),
            tools=many(names.TOOL),
            background=tracker.get_slot(names.BACKGROUND),
            shown=many(names.SHOWN),
        )

    def slots(self) -> dict[str, Any]:
        """Return the values of the slots that hold this memory."""
        return {
            names.TOPIC: self.topic,
            names.PENDING_TOPIC: self.pending_topic,
            names.ROLES: list(self.roles),
            names.RECENT_ROLES: list(self.recent_roles),
            names.LOCATION: list(self.locations),
            names.LEVEL: self.level,
            names.INDUSTRY: list(self.industries),
            names.TOOL: list(self.tools),
            names.BACKGROUND: self.background,
            names.SHOWN: list(self.shown),
        }

    def after(self, asked: Asked, *, waits_for_role: bool = False) -> Memory:
        """Return the memory after a question was answered, or was met with "which role?"."""
        if waits_for_role:
            return replace(self, pending_topic=asked.topic, locations=asked.locations, level=asked.level)
        recent = tuple(dict.fromkeys((*asked.roles, *self.recent_roles)))[:MOST_ROLES]
        same_subject = asked.roles == self.roles
        shown = (*self.shown, asked.topic) if same_subject else (asked.topic,)
        return Memory(
            topic=asked.topic,
            pending_topic=None,
            roles=asked.roles,
            recent_roles=recent,
            locations=asked.locations,
            level=asked.level,
            industries=asked.industries,
            tools=asked.tools,
            background=asked.background or self.background,
            shown=tuple(dict.fromkeys(shown)),
        )
