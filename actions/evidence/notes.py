"""Notes: which of those that are near in meaning fits a question, and what it says.

The understanding ranks notes by meaning alone, with the names of roles made alike. Here each is held
against what the question names: a note that is bound to another role, degree or tool is none for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.question import Question
from knowledge.queries import notes as query
from knowledge.queries.notes import Note

#: Fit from which a note answers, and from which it is offered as what was perhaps meant.
SURE = 0.68
#: Fit from which a note answers where the topic's evidence has no answer of that shape, or only asks back.
SURE_INSTEAD = 0.62
#: Fit from which a note answers where the assistant would ask which role is meant.
SURE_BESIDE_QUESTION = 0.78
NEAR = 0.58
#: Fit from which a note answers a plain question of a topic, which the topic's evidence covers.
SURE_BESIDE_EVIDENCE = 0.89
#: Fit from which a note answers where a table has an answer to exactly this question.
SURE_BESIDE_TABLES = 0.93
#: The same of a note that is bound to the tools or certificates of the question and speaks of its roles.
SURE_OF_THE_NAMED = 0.78
#: Fit from which a note answers a message that was read as none of our business, or not at all.
SURE_ALONE = 0.68

_AGREES = 0.04  # a name that note and question share
_SILENT = 0.05  # a name of the question that the note says nothing of
_NARROW = 0.06  # the note is bound to a name that the question lacks
_OTHER_TOPIC = 0.06
_OTHER_SHAPE = 0.08  # a verdict where a choice was asked for, and the like
_KINDRED_SHAPE = 0.01
_SHAPES = (("yes_no", "worth", "enough"), ("which", "criterion", "first"), ("how_much", "how_long"))
#: A note's constraint by the kinds of values that speak to it.
_KINDS = {
    "degree": (names.DEGREE,),
    "field": (names.FIELD,),
    "background": (names.BACKGROUND,),
    "tool": (names.TOOL,),
    "certificate": (names.CERTIFICATE,),
    "industry": (names.INDUSTRY,),
    "level": (names.LEVEL,),
    "place": (names.LOCATION,),
}
_SENTENCE = re.compile(r"(?<!U\.S\.)(?<=[.!?])\s+(?=[A-Z\"“(])")


@dataclass(frozen=True)
class Fit:
    """A note and how well it fits, 0 to 1."""

    note: Note
    fit: float


def fitting(session: Session, asked: Question) -> list[Fit]:
    """Return the notes that fit a question, the best first; those of another subject are left out."""
    if asked.note is not None:
        return [Fit(note, 1.0) for note in query.notes(session, ids=[asked.note])]
    near = dict(asked.notes)
    found = []
    for note in query.notes(session, ids=list(near)):
        fit = _fit(note, near[note.id], asked)
        if fit is not None and fit >= NEAR:
            found.append(Fit(note, fit))
    return sorted(found, key=lambda one: -one.fit)


def lead_and_rest(note: Note) -> tuple[str, str]:
    """Return the first sentence of a note, which answers, and the rest with its points."""
    first, *rest = _SENTENCE.split(note.answer.strip(), maxsplit=1)
    points = "\n".join(f"- {point}" for point in note.points)
    return first, "\n\n".join(part for part in (*rest, points) if part)


def _fit(note: Note, nearness: float, asked: Question) -> Optional[float]:
    agreed = _roles(note, asked)
    if agreed is None:
        return None
    fit = nearness + agreed
    for kind, kinds in _KINDS.items():
        said = [one for one in asked.values if one.kind in kinds and one.id and not one.negated]
        bound = note.bound_to(kind)
        if bound and said:
            if not {one.id for one in said} & set(bound):
                return None
            fit += _AGREES
        elif bound:
            fit -= _NARROW
        elif any(not one.of_person and not _speaks_of(note, one.words) for one in said):
            fit -= _SILENT
    if asked.topic not in note.topics:
        fit -= _OTHER_TOPIC
    return fit - _misshapen(note.shape, asked.shape)


def _misshapen(note: str, asked: str) -> float:
    if note == asked:
        return 0.0
    alike = any(note in group and asked in group for group in _SHAPES)
    open_ended = not any(asked in group for group in _SHAPES) or not any(note in group for group in _SHAPES)
    return _KINDRED_SHAPE if alike or open_ended else _OTHER_SHAPE


def _roles(note: Note, asked: Question) -> Optional[float]:
    """Return how far the subjects agree, or ``None`` where the note is about another."""
    bound, named = set(note.bound_to("role")), set(asked.roles)
    outsiders = [one for one in asked.outsiders if one.id not in note.bound_to("background")]
    if outsiders and not named and not any(_speaks_of(note, one.words) for one in outsiders):
        return None if bound else -_SILENT
    if not bound:
        return -_SILENT / 2 if len(named) == 1 else -_SILENT if named else 0.0
    if not named:
        return -_NARROW
    if not bound & named:
        return None
    if len(named) > 1 and not named <= bound:
        return -_NARROW
    return _AGREES if bound == named else 0.0


def _speaks_of(note: Note, words: str) -> bool:
    said = " ".join((note.title, note.answer, *note.points)).lower()
    return words.lower() in said


def sources_of(found: Sequence[Note]) -> tuple[str, ...]:
    """Return the ids of the sources of notes; a note without one is the editors' advice."""
    return tuple(source for note in found for source in note.sources or ("editorial",))
