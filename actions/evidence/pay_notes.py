"""The note on an aspect of pay that fits a question."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.question import Question
from knowledge.pay.aspects import Aspect
from knowledge.queries import notes
from knowledge.queries.notes import Note

#: What a note is bound to, by the values of a question that speak to it.
_KINDS = (
    ("level", names.LEVEL),
    ("industry", names.INDUSTRY),
    ("degree", names.DEGREE),
    ("place", names.LOCATION),
)


def note_for(session: Session, asked: Question, aspect: Aspect) -> Optional[Note]:
    """Return the note on an aspect of pay that speaks to most of what a question names, and to no other."""
    near = {one.note: one.nearness for one in asked.notes}
    found: list[tuple[int, float, Note]] = []
    for note in notes.notes_on(session, aspect=f"pay_{aspect}"):
        agreed = 0
        said_of = [("role", asked.roles), *((kind, asked.ids(value)) for kind, value in _KINDS)]
        for kind, said in said_of:
            bound = note.bound_to(kind)
            if bound and said and not set(bound) & set(said):
                break
            agreed += 0 if not bound else 1 if said else -1
        else:
            found.append((agreed, near.get(note.id, 0.0), note))
    return max(found, key=lambda one: one[:2])[2] if found else None
