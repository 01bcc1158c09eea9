"""The note on one side of a topic, found by what the question asks and names and not by nearness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.evidence.notes import lead_and_rest
from actions.question import Question
from actions.wording import sentence
from knowledge.queries import notes as query
from knowledge.queries import roles
from knowledge.queries.notes import Note

_OPENINGS = ("Yes, ", "No, ")
_OTHER_BINDINGS = ("degree", "field", "background", "tool", "certificate")


@dataclass(frozen=True)
class Told:
    """What a note says on a side of a topic: the sentence that answers, and the rest."""

    aspect: str
    note: Note
    lead: str
    rest: str


def told(session: Session, asked: Question, aspects: Sequence[str], *, bound: bool = False) -> Optional[Told]:
    """Return what is said on the first of these sides that the question asks about and a note tells.

    A note of another role, place or industry is none; that of the role of which this one is a specialism
    stands in for its own, and one that is bound to no role for all.

    :param bound: only notes that are bound to all the roles
    """
    for aspect in aspects:
        if aspect not in asked.aspects:
            continue
        found = on(session, asked, aspect, bound=bound)
        if found is not None:
            return found
    return None


def on(
    session: Session, asked: Question, aspect: str, *, role: Optional[str] = None, bound: bool = False
) -> Optional[Told]:
    """Return what is said on one side, whether or not the question asks for it.

    :param role: tell it of this role alone, whatever others are named
    :param bound: only where the note is of that role, or of all the roles of the question
    """
    about = (role,) if role else asked.roles
    ranked = []
    for note in query.notes_on(session, aspect=aspect):
        worth = _worth(session, note, asked, about)
        if worth is not None and (not bound or note.bound_to("role")):
            ranked.append((worth, note))
    if not ranked:
        return None
    note = max(ranked, key=lambda one: one[0])[1]
    lead, rest = lead_and_rest(note)
    return Told(aspect, note, _in_shape(lead, asked), rest)


def _in_shape(lead: str, asked: Question) -> str:
    """Return the leading sentence, without its yes or no where the question was none to say it to."""
    opening = next((one for one in _OPENINGS if lead.startswith(one)), None)
    if opening is None or asked.shape in ("yes_no", "worth", "enough"):
        return lead
    return sentence(lead[len(opening) :])


def _worth(session: Session, note: Note, asked: Question, about: Sequence[str]) -> Optional[int]:
    """Return how well a note's bindings agree with the question; ``None`` is of something else."""
    if any(note.bound_to(kind) for kind in _OTHER_BINDINGS):
        return None
    worth = 0
    bound = note.bound_to("role")
    if bound:
        kin = [[role, *_wider(session, role)] for role in about]
        if not about or not all(set(ids) & set(bound) for ids in kin):
            return None
        worth += 4 if set(about) <= set(bound) else 2
        worth -= len(set(bound) - set(about))
    for kind, ids in (
        ("place", asked.locations),
        ("industry", asked.industries),
        ("level", asked.ids(names.LEVEL)),
    ):
        mine = note.bound_to(kind)
        if mine and not set(mine) & set(ids):
            return None
        worth += 3 if mine else 0
    return worth


def _wider(session: Session, role: str) -> tuple[str, ...]:
    found = roles.roles(session, ids=[role])
    return (found[0].like,) if found and found[0].like else ()
