"""Notes: short answers to specific questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables.notes import CONSTRAINTS, NotePart
from knowledge.tables.notes import Note as NoteRow


@dataclass(frozen=True)
class Note:
    """A short answer to a specific question.

    :param asked: the ways in which people ask it; the first is its title
    :param answer: one to four sentences, of which the first answers
    :param shape: the shape of the question, such as ``yes_no`` or ``how_long``
    :param sources: ids; a note without a source is advice
    :param aspects: the sides of its topic that it is about, such as ``ai_effect`` or ``hard_part``
    :param checked: the day on which it was last checked, as ISO 8601
    :param about: what it is bound to by kind: ``{"role": ("data_scientist",), "degree": ("master",)}``;
        a kind that is absent binds it to nothing
    """

    id: str
    shape: str
    answer: str
    points: tuple[str, ...]
    asked: tuple[str, ...]
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    aspects: tuple[str, ...]
    checked: str
    about: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def title(self) -> str:
        """The question that it answers, as a title."""
        return self.asked[0]

    def bound_to(self, kind: str) -> tuple[str, ...]:
        """Return the ids that it is bound to of one kind, none if it is open to all."""
        return dict(self.about).get(kind, ())


@remembered
def all_notes(session: Session) -> list[Note]:
    """Return every note in the catalog's order."""
    return _notes(session, None)


@remembered
def notes(session: Session, *, ids: Sequence[str]) -> list[Note]:
    """Return the notes with these ids in the order given; unknown ids are left out."""
    found = {note.id: note for note in _notes(session, ids)}
    return [found[one] for one in dict.fromkeys(ids) if one in found]


@remembered
def notes_on(session: Session, *, aspect: str) -> list[Note]:
    """Return the notes on one side of a topic, such as ``ai_effect``, in the catalog's order."""
    query = select(NotePart.note_id).where(NotePart.kind == "aspect", NotePart.text == aspect)
    return _notes(session, list(session.execute(query).scalars()))


def _notes(session: Session, ids: Sequence[str] | None) -> list[Note]:
    heads = select(NoteRow.id, NoteRow.shape, NoteRow.answer, NoteRow.checked).order_by(NoteRow.position)
    parts = select(NotePart.note_id, NotePart.kind, NotePart.text).order_by(
        NotePart.note_id, NotePart.kind, NotePart.position
    )
    if ids is not None:
        heads = heads.where(NoteRow.id.in_(list(ids)))
        parts = parts.where(NotePart.note_id.in_(list(ids)))
    gathered: dict[str, dict[str, list[str]]] = {}
    for note_id, kind, text in session.execute(parts):
        gathered.setdefault(note_id, {}).setdefault(kind, []).append(text)
    return [
        _note(note_id, shape, answer, checked.isoformat(), gathered.get(note_id, {}))
        for note_id, shape, answer, checked in session.execute(heads)
    ]


def _note(note_id: str, shape: str, answer: str, checked: str, parts: dict[str, list[str]]) -> Note:
    return Note(
        id=note_id,
        shape=shape,
        answer=answer,
        checked=checked,
        points=tuple(parts.get("point", ())),
        asked=tuple(parts.get("asked", ())),
        topics=tuple(parts.get("topic", ())),
        sources=tuple(parts.get("source", ())),
        aspects=tuple(parts.get("aspect", ())),
        about=tuple((kind, tuple(parts[kind])) for kind in CONSTRAINTS if kind in parts),
    )
