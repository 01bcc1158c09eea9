"""Learns when a note answers a question: ``make ranking`` writes ``actions/evidence/note_fit.yml``.

Each note's phrasings are dealt out: three in four make an index, and the rest are asked of it, once as they
are and once with their own note taken away, so that a question to which no note is the answer is learnt too.
Beside them stand questions that were written without the phrasings, in the way people write in forums
(``data/notes_asked.jsonl``). What is printed is by five folds, whole notes held out.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from dataclasses import dataclass, replace
from typing import Any, Iterator, Sequence

import numpy as np
import structlog
from numpy.typing import NDArray
from scipy.optimize import minimize
from sqlalchemy.orm import Session

from actions import asking_back
from actions.evidence.note_fit import SIGNS, WEIGHTS
from actions.evidence.notes import signs_of_near
from actions.memory import Memory
from actions.message import questions_in
from actions.question import NearNote, Question
from actions.rules import resolve
from knowledge.database import open_session
from knowledge.queries.notes import Note, all_notes
from launch.in_process import InProcessAssistant
from nlu.names.source import shared_recogniser
from nlu.note_index import MOST, NoteIndex, build
from nlu.note_store import known_vectors
from nlu.sentence_encoder import shared_encoder
from nlu.units import whole_unit
from settings import PROJECT

ASKED = PROJECT / "data" / "notes_asked.jsonl"
_HELD_OUT = 4  # one phrasing in four
_FOLDS = 5
_OF_ABSENT = 0.5  # weight of a question whose note was taken away
_OF_ASKED = 12.0  # weight of a question written without the phrasings
_KIND_PHRASING, _KIND_ASKED = 0, 1
_SHOWN = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8)

_HOLD = 0.05  # how firmly the weights stay near what is believed
#: Weights that are believed before anything is learnt: those that were chosen by reading answers.
BELIEVED = {
    "centre": 10.0, "nearest": 6.0, "answer": 2.0, "shared": 4.0,
    "ahead by centre": 2.0, "ahead by phrasing": 2.0,
    "names agree": 0.8, "names differ": -2.4, "same way": 0.8,
    "same shape": 1.6, "kindred shape": 1.4, "topic": 1.6, "read as another's": 0.0,
    "roles the same": 0.8, "roles beyond": -0.8, "roles lacking": -1.6,
    "role not said": -1.2, "role not bound": -0.6,
    "other shared": 1.2, "other not said": -1.2, "other not bound": -1.0, "length": 0.0,
}  # fmt: skip

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Candidates for one question: a row of signs each, and whether it is the note that answers."""

    note: str
    kind: int
    absent: bool
    signs: Rows
    right: NDArray[np.bool_]

    @property
    def weight(self) -> float:
        """How much it counts."""
        return (_OF_ABSENT if self.absent else 1.0) * (_OF_ASKED if self.kind == _KIND_ASKED else 1.0)


def held_out(phrasing: str, place: int) -> bool:
    """Return whether a phrasing is asked and not indexed; a note's title always is indexed."""
    return place > 0 and int(hashlib.sha256(phrasing.encode()).hexdigest(), 16) % _HELD_OUT == 0


async def samples() -> list[Sample]:
    """Return what is learnt from; takes minutes."""
    assistant = InProcessAssistant()
    found: list[Sample] = []
    with open_session() as session:
        notes = all_notes(session)
        kept = [
            replace(
                note, asked=tuple(text for place, text in enumerate(note.asked) if not held_out(text, place))
            )
            for note in notes
        ]
        index, _ = build(kept, shared_encoder(), shared_recogniser().find, known_vectors())
        for text, note, kind in [*_phrasings(notes), *_asked()]:
            asked = await _read(assistant, session, text)
            near = _near(index, text)
            found.append(_sample(session, asked, near, note, kind))
            without = [one for one in near if one.note != note]
            found.append(_sample(session, asked, without, note, kind, absent=True))
    return [one for one in found if len(one.right)]


def _phrasings(notes: Sequence[Note]) -> Iterator[tuple[str, str, int]]:
    for note in notes:
        for place, text in enumerate(note.asked):
            if held_out(text, place):
                yield text, note.id, _KIND_PHRASING


def _asked() -> Iterator[tuple[str, str, int]]:
    for line in ASKED.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        yield str(one["text"]), str(one["note"]), _KIND_ASKED


async def _read(assistant: InProcessAssistant, session: Session, text: str) -> Question:
    question = questions_in(await assistant.read(text))[0]
    return asking_back.in_catalog(session, resolve(question, Memory().knowing(question.person)))


def _near(index: NoteIndex, text: str) -> list[NearNote]:
    mentions = shared_recogniser().find(text)
    unit = whole_unit(text, mentions)
    vector = shared_encoder().encode([unit.masked])[0]
    found: list[Any] = [one.as_list() for one in index.rank(vector, unit.masked, mentions, MOST + 1)]
    return [NearNote(*one) for one in found]


def _sample(
    session: Session, asked: Question, near: Sequence[NearNote], note: str, kind: int, *, absent: bool = False
) -> Sample:
    found = signs_of_near(session, replace(asked, notes=tuple(near[:MOST])))
    return Sample(
        note,
        kind,
        absent,
        np.array([signs for _, signs in found]),
        np.array([one.id == note for one, _ in found], dtype=bool),
    )


def learn(learnt_from: Sequence[Sample]) -> tuple[NDArray[np.float64], float]:
    """Return the weights of :data:`SIGNS` and the bias.

    What agrees never speaks against a note, nor what differs for it, and where the samples tell little the
    weights stay near :data:`BELIEVED`: phrasings of one note are too alike to teach what a forum asks.
    """
    signs = np.concatenate([one.signs for one in learnt_from])
    right = np.where(np.concatenate([one.right for one in learnt_from]), 1.0, -1.0)
    weights = np.concatenate([np.full(len(one.right), one.weight) for one in learnt_from])
    weights /= weights.sum()
    scale = signs.std(axis=0) + 1e-6
    believed = np.array([BELIEVED[sign] for sign in SIGNS])
    rows = np.hstack([signs, np.ones((len(signs), 1))])

    def loss(own: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = right * (rows @ own)
        away = (own[:-1] - believed) * scale
        slope = -weights * right / (1 + np.exp(margin))
        gradient = rows.T @ slope
        gradient[:-1] += 2 * _HOLD * away * scale
        return float(weights @ np.logaddexp(0, -margin) + _HOLD * away @ away), gradient

    bounds = [(0.0, None) if one >= 0 else (None, 0.0) for one in believed]
    found = minimize(
        loss, np.append(believed, -8.0), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    )
    return found.x[:-1], float(found.x[-1])


def measured(found: Sequence[Sample]) -> Iterator[str]:
    """Yield what five folds say, a line each."""
    folds = [int(hashlib.sha256(one.note.encode()).hexdigest(), 16) % _FOLDS for one in found]
    best: list[tuple[Sample, float, bool, bool]] = []
    for fold in range(_FOLDS):
        own, bias = learn([one for one, its in zip(found, folds, strict=True) if its != fold])
        for one, its in zip(found, folds, strict=True):
            if its == fold:
                chances = 1 / (1 + np.exp(-(one.signs @ own + bias)))
                order = np.argsort(-chances)
                best.append(
                    (
                        one,
                        float(chances[order[0]]),
                        bool(one.right[order[0]]),
                        bool(one.right[order[:3]].any()),
                    )
                )
    for kind, name in ((_KIND_PHRASING, "phrasings held out"), (_KIND_ASKED, "asked otherwise")):
        here = [one for one in best if one[0].kind == kind and not one[0].absent]
        first = sum(one[2] for one in here) / len(here)
        three = sum(one[3] for one in here) / len(here)
        yield f"{name}: {len(here)}, right note first {first:.1%}, among three {three:.1%}"
        absent = [one for one in best if one[0].kind == kind and one[0].absent]
        for least in _SHOWN:
            right = sum(chance >= least and good for _, chance, good, _ in here) / len(here)
            wrong = sum(chance >= least and not good for _, chance, good, _ in here) / len(here)
            stolen = sum(chance >= least for _, chance, _, _ in absent) / len(absent)
            yield f"  from {least}: right {right:.1%}, another {wrong:.1%}; with no right note {stolen:.1%}"


def main() -> int:
    """Learn, print what was measured, and write the weights."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    found = asyncio.run(samples())
    print("\n".join(measured(found)))
    own, bias = learn(found)
    lines = [f"{sign}: {weight:.3f}" for sign, weight in zip((*SIGNS, "bias"), (*own, bias), strict=True)]
    head = (
        "# Weights of the chance that a note answers (note_fit.py); learnt by `make ranking`, not by hand.\n"
    )
    WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
