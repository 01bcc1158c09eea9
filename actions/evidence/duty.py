"""Whether people of a role do a certain thing: the duty or skill of theirs that speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.question import Question
from actions.wording import inline, say
from knowledge.queries import demand, roles

_STEM = 5  # letters by which two forms of a word are told alike
_WORD = re.compile(r"[^\W\d_]+")
#: Words that say nothing of what is done.
_EMPTY = frozenset(
    """
    do does have must usually really actually mostly part role roles job jobs work works working
    responsible responsibility duties duty task tasks expected spend handle own still also often
    typically daily day people person company companies data ai models model's engineer engineers
    scientist scientists analyst analysts
    """.split()
)


@dataclass(frozen=True)
class Duty:
    """What a role has to do with a thing: ``kind`` is ``duty``, ``skill`` or ``no``; ``text`` says it."""

    kind: str
    text: str
    source: Optional[str]


def duty_of(session: Session, asked: Question) -> Optional[Duty]:
    """Return what the first role of a question has to do with what it asks about.

    ``None`` where the question names nothing that could be looked for.
    """
    wanted = _wanted(asked)
    if not wanted:
        return None
    role = asked.roles[0]
    need = max(1, (len(wanted) + 1) // 2)
    best: tuple[int, Optional[Duty]] = (need - 1, None)
    for duty in roles.responsibilities(session, role=role):
        best = max(best, (_shared(wanted, duty.text), Duty("duty", duty.text, duty.source)), key=_first)
    for skill in roles.skills(session, role=role):
        text = f"{skill.name}: {inline(skill.why)}"
        best = max(best, (_shared(wanted, text), Duty("skill", text, skill.source)), key=_first)
    return best[1] or (Duty("no", "", None) if len(wanted) <= 3 else None)


def shares_of(session: Session, asked: Question) -> dict[str, str]:
    """Return, by source, in how many postings of the role the tools that are asked about are named."""
    role = roles.roles(session, ids=asked.roles[:1])[0]
    said = {}
    for tool in asked.tools:
        share = demand.demand(session, role=role.id, tool=tool)
        if share is not None:
            said[share.source] = say(
                "does_share",
                tool=share.label,
                roles=role.plural,
                percent=f"{share.percent:.1f}%",
                n=f"{share.n:,}",
                period=share.period,
            )
    return said


def _first(one: tuple[int, Optional[Duty]]) -> int:
    return one[0]


def _wanted(asked: Question) -> list[str]:
    values = [
        word
        for one in asked.said()
        if one.kind in (names.TOOL, names.TERM, "product", "word", "field")
        for word in one.words.lower().split()
    ]
    return [word for word in dict.fromkeys((*asked.says, *values)) if word not in _EMPTY and len(word) > 2]


def _shared(wanted: list[str], text: str) -> int:
    stems = {word[:_STEM] for word in _WORD.findall(text.lower())}
    return sum(word[:_STEM] in stems for word in wanted)
