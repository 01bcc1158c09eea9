"""What was last spoken of, in words that the understanding puts into a follow-up (``nlu/follow_ups.py``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Mapping, Optional

from sqlalchemy.orm import Session

from actions import names
from actions.evidence.moves import name_of
from actions.question import Question
from actions.wording import listed, say, with_article, words
from knowledge.queries import roles

if TYPE_CHECKING:
    from actions.memory import Memory

#: Kinds of things that "it" may mean, beside a role.
_THINGS = (names.TOOL, names.CERTIFICATE, names.DEGREE, names.FIELD)
#: Topics that are about a thing of their own, unless one of these was named.
_OWN_THINGS = {
    "certifications": (names.CERTIFICATE,),
    "education": (names.DEGREE, names.FIELD),
}
_SINGLE = re.compile(r"\S+(?<![a-z]s)|\S+'s")  # a degree that takes an article: "PhD", "master's"
_MOST_THINGS = 3


@dataclass(frozen=True)
class Spoken:
    """What a conversation last spoke of; see :class:`nlu.follow_ups.SpokenOf` for the parts."""

    roles: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    about: str = ""
    measure: str = ""
    asked: str = ""

    @classmethod
    def kept(cls, slot: Any) -> Spoken:
        """Read it from its slot."""
        if not isinstance(slot, Mapping):
            return NOTHING
        held = {part: tuple(one) if isinstance(one, list) else one for part, one in slot.items()}
        return cls(**{part.name: held[part.name] for part in fields(cls) if part.name in held})

    def slot(self) -> Optional[dict[str, Any]]:
        """Return the value of the slot that holds it."""
        if self == NOTHING:
            return None
        return {part: list(held) if isinstance(held, tuple) else held for part, held in vars(self).items()}


NOTHING = Spoken()


def spoken_of(session: Session, asked: Question, memory: Memory) -> Spoken:
    """Return what is spoken of after a question was answered.

    :param memory: after it; the person's own degree and study are none of the things spoken of
    """
    own = {memory.person.degree, memory.person.study} - {None}
    named = [
        with_article(one.words) if one.kind == names.DEGREE and _SINGLE.fullmatch(one.words) else one.words
        for one in asked.values
        if (one.kind in _THINGS or (one.kind == names.TERM and asked.topic == "concepts"))
        and not (one.of_person or one.negated)
        and one.id not in ("none", *own)
    ]
    beside = memory.spoken.things if asked.intent == "follow_up" and asked.bare else ()  # "and Docker?"
    things = tuple(dict.fromkeys((*beside, *named)))[-_MOST_THINGS:]
    if not things and (asked.intent == "follow_up" or asked.completed):
        things = memory.spoken.things
    found = roles.roles(session, ids=memory.roles) if memory.roles else []
    plurals = listed([one.plural for one in found])
    held = {one.kind for one in asked.values if not one.negated}
    if asked.topic in _OWN_THINGS and not held & set(_OWN_THINGS[asked.topic]):
        things = ()
    origin = name_of(session, asked.origin) if asked.origin else None
    side = memory.listed or memory.recent_roles[1::-1]  # two spoken of one after the other: "which of them?"
    ends = [one.plural for one in found if one.id != asked.origin]
    return Spoken(
        roles=tuple(with_article(one.name) for one in found),
        plurals=tuple(one.plural for one in found),
        listed=tuple(with_article(one.name) for one in roles.roles(session, ids=side)) if side else (),
        things=things,
        about=_filled("stands_for_way" if origin else "stands_for", asked.topic, listed(ends), origin),
        measure=_filled("measures", asked.topic, plurals),
        asked=asked.text,
    )


def _filled(key: str, topic: str, plurals: str, origin: Optional[str] = None) -> str:
    """Return what stands for a topic, or nothing where it needs roles and none are at hand."""
    phrase = words(key).get(topic, "")
    if origin and not plurals:
        plurals = say("any_role")
    return (
        phrase.format(roles=plurals, origin=with_article(origin or ""))
        if plurals or "{" not in phrase
        else ""
    )
