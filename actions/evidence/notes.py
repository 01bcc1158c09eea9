"""Notes: which of those that are near in meaning fits a question, and what it says.

The understanding ranks notes by meaning, with the names of roles made alike. Here each is held against what
the question names: a note that is bound to another role, degree or tool is none for it, and the rest fit
with the chance that they answer (see :mod:`actions.evidence.note_fit`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Sequence

from sqlalchemy.orm import Session

from actions.evidence.note_fit import chance, excluded, signs_of
from actions.question import Question
from actions.wording import sentence
from knowledge.queries import notes as query
from knowledge.queries.notes import Note
from knowledge.stems import stems_of

#: Chance from which a note is offered as what was perhaps meant.
NEAR = 0.08
#: Nearness below which a note is none; of 100 notes that answer 3 lie below, of 20 lines off the topic 19.
_OF_OUR_FIELD = 0.43

#: Share of the chance of a note that has answered already from which another is preferred in a follow-up.
_NEARLY = 0.6
_JUDGED = ("yes_no", "worth", "enough")
_YES_OR_NO = re.compile(r"(?:Yes|No)(?:[,:;]\s+|\.$)")
#: Words that turn round what a yes says of a role or a step.
AGAINST = stems_of(
    "overhyped overrated dead dying saturated bad mistake waste wasted wasting risky hard hopeless useless "
    "doomed obsolete late pointless worthless fail failing disappear dangerous impossible "
    "silly foolish stupid crazy"
)
_SENTENCE = re.compile(r"(?<!U\.S\.)(?<=[.!?])\s+(?=[A-Z\"“(])")


@dataclass(frozen=True)
class Fit:
    """A note and the chance that it answers, 0 to 1.

    :param near: cosine with its phrasings, the lesser of their centre and the nearest
    """

    note: Note
    fit: float
    near: float = 1.0


def fitting(session: Session, asked: Question) -> list[Fit]:
    """Return the notes that fit a question, the best first; those of another subject are left out."""
    if asked.note is not None:
        return [Fit(note, 1.0) for note in query.notes(session, ids=[asked.note])]
    near = {one.note: min(one.centre, one.nearest) for one in asked.notes}
    found = [Fit(note, chance(signs), near[note.id]) for note, signs in signs_of_near(session, asked)]
    kept = (one for one in found if one.fit >= NEAR and one.near >= _OF_OUR_FIELD)
    return sorted(kept, key=lambda one: -one.fit)


def untold(fits: Sequence[Fit], asked: Question, told: Sequence[str]) -> list[Fit]:
    """Return the notes that can answer; a follow-up is not answered again by one, where another comes near.

    :param told: ids of the notes that have answered in the conversation
    """
    leans = asked.completed or asked.intent == "follow_up"
    if asked.note or not leans or not fits:
        return list(fits)
    other = [one for one in fits if one.note.id not in told]
    again = fits[0].note.id in told and fits[0].note.shape == asked.shape
    if again and not (other and other[0].fit >= _NEARLY * fits[0].fit):
        return [fits[0], *other]
    return other


def signs_of_near(session: Session, asked: Question) -> list[tuple[Note, list[float]]]:
    """Return the notes that came near a question and are not excluded, each with its signs."""
    known = {note.id: note for note in query.notes(session, ids=[one.note for one in asked.notes])}
    kept = [
        one
        for one in asked.notes
        if one.note in known and not excluded(known[one.note], asked, met=bool(one.met))
    ]
    return [
        (
            known[one.note],
            signs_of(known[one.note], one, asked, [other for other in kept if other is not one]),
        )
        for one in kept
    ]


def lead_and_rest(note: Note) -> tuple[str, str]:
    """Return the first sentence of a note, which answers, and the rest with its points."""
    first, *rest = _SENTENCE.split(note.answer.strip(), maxsplit=1)
    points = "\n".join(f"- {point}" for point in note.points)
    return first, "\n\n".join(part for part in (*rest, points) if part)


def in_shape(note: Note, asked: Question) -> tuple[str, str]:
    """Return lead and rest of a note, without a yes or no that was not asked for or would turn round.

    "How do I move from nursing?" is no question to say yes to; nor does the yes of "is it worth it?" answer
    "is it overrated?".
    """
    lead, rest = lead_and_rest(note)
    opening = _YES_OR_NO.match(lead)
    pressed = asked.note is not None
    if opening is None or pressed or (asked.shape in _JUDGED and not _turned(note, asked)):
        return lead, rest
    after = lead[opening.end() :]
    if after.startswith("if ") or not (after or rest):
        return lead, rest
    if after:
        return sentence(after), rest
    first, *others = _SENTENCE.split(rest, maxsplit=1)
    return first, "\n\n".join(others)


def _turned(note: Note, asked: Question) -> bool:
    against = AGAINST & set(asked.words)
    return bool(against) and not against & stems_of(note.title)


def sources_of(found: Sequence[Note]) -> tuple[str, ...]:
    """Return the ids of the sources of notes; a note without one is the editors' advice."""
    return tuple(source for note in found for source in note.sources or ("editorial",))
