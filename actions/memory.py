"""What a conversation remembers of the questions before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Optional, Sequence

from rasa_sdk import Tracker

from actions import names
from actions.pay_memory import NOTHING_ASKED, PayAsked
from actions.person import NOBODY, Person
from actions.question import MOST_ROLES, Question
from actions.spoken import NOTHING, Spoken

MOST_NOTES = 12


@dataclass(frozen=True)
class Memory:
    """What the conversation remembers; the slots of the same names say what each part is."""

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
    person: Person = NOBODY
    pay_asked: PayAsked = NOTHING_ASKED
    outsider: Optional[str] = None
    notes: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    spoken: Spoken = NOTHING
    told: tuple[str, ...] = ()

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
            person=Person.remembered(tracker.get_slot(names.PERSON)),
            pay_asked=PayAsked.remembered(tracker.get_slot(names.PAY_ASKED)),
            outsider=tracker.get_slot(names.OUTSIDER),
            notes=many(names.NOTES),
            offers=many(names.OFFERS),
            listed=many(names.LISTED_ROLES),
            spoken=Spoken.kept(tracker.get_slot(names.SPOKEN_OF)),
            told=many(names.TOLD_NOTES),
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
            names.PERSON: self.person.slot(),
            names.PAY_ASKED: self.pay_asked.slot(),
            names.OUTSIDER: self.outsider,
            names.NOTES: list(self.notes),
            names.OFFERS: list(self.offers),
            names.LISTED_ROLES: list(self.listed),
            names.SPOKEN_OF: self.spoken.slot(),
            names.TOLD_NOTES: list(self.told),
        }

    def knowing(self, person: Person) -> Memory:
        """Return the memory with what the person said of themselves."""
        return replace(self, person=self.person.knowing(person))

    def speaking_of(self, spoken: Spoken) -> Memory:
        """Return the memory with what the conversation now speaks of."""
        return replace(self, spoken=spoken)

    def listing(self, roles: Sequence[str]) -> Memory:
        """Return the memory after an answer that put roles to somebody who had named none."""
        return replace(self, listed=tuple(roles), roles=tuple(roles)) if roles else self

    def having_told(self, note: str) -> Memory:
        """Return the memory after a note has answered."""
        return replace(self, told=(note, *(one for one in self.told if one != note))[:MOST_NOTES])

    def offering(self, payloads: Sequence[str]) -> Memory:
        """Return the memory with the suggestions that stand under the answer."""
        return replace(self, offers=tuple(payloads))

    def beside(self, outsider: str) -> Memory:
        """Return the memory after a question about a profession that is not described: no role is at hand."""
        return replace(self, outsider=outsider, roles=(), pending_topic=None)

    def after(self, asked: Question, *, waits_for_role: bool = False) -> Memory:
        """Return the memory after a question was answered, or was met with "which role?"."""
        if waits_for_role:
            return replace(
                self,
                pending_topic=asked.topic,
                locations=asked.locations,
                level=asked.level,
                notes=_notes(asked),
            )
        recent = tuple(dict.fromkeys((*asked.roles, *self.recent_roles)))[:MOST_ROLES]
        # What is asked of no role in particular leaves the one spoken of at hand.
        aside = not asked.roles and not asked.outsiders
        roles = self.roles if aside else asked.roles
        same_subject = roles == self.roles
        shown = (*self.shown, asked.topic) if same_subject else (asked.topic,)
        listed = roles if len(roles) > 1 else self.listed if set(roles) <= set(self.listed) else ()
        return replace(
            self,
            topic=asked.topic,
            pending_topic=None,
            roles=roles,
            listed=listed,
            recent_roles=recent,
            locations=asked.locations,
            level=asked.level,
            industries=asked.industries,
            tools=asked.tools,
            background=asked.background or self.background,
            outsider=next((one.words for one in asked.outsiders), None) if not asked.roles else None,
            notes=_notes(asked),
            pay_asked=self.pay_asked.after(asked),
            shown=tuple(dict.fromkeys(shown)),
        )


def _notes(asked: Question) -> tuple[str, ...]:
    return tuple(one.note for one in asked.notes[:MOST_NOTES])
