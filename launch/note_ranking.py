"""Learns when a note answers a question: ``make ranking`` writes ``actions/evidence/note_fit.yml``.

Each note's phrasings are dealt out: eleven in twelve make an index, and the rest are asked of it, once as
they are and once with their own note taken away, so that a question to which no note answers is learnt too.
Beside them stand questions that were written without the phrasings, in the way people write in forums, with
the notes that a careers adviser would give as their answer, those that are partly one, and others that are
none (``data/notes_asked.jsonl``). What is printed is by five folds.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from dataclasses import dataclass, replace
from typing import Any, Iterator, Mapping, Sequence

import numpy as np
import structlog
import yaml
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
from nlu.note_building import build
from nlu.note_index import MOST, NoteIndex
from nlu.note_store import known_vectors
from nlu.sentence_encoder import shared_encoder
from nlu.units import whole_unit
from settings import PROJECT

ASKED = PROJECT / "data" / "notes_asked.jsonl"
OFF_TOPIC = PROJECT / "data" / "nlu" / "out_of_scope.yml"
_HELD_OUT = 12  # one phrasing in twelve
_FOLDS = 5
_OF_ABSENT = 0.5  # weight of a question whose note was taken away
_OF_ASKED = 12.0  # weight of a question written without the phrasings
PARTLY = 0.4  # worth of a note that is partly an answer
_KIND_PHRASING, _KIND_ASKED, _KIND_OFF_TOPIC = 0, 1, 2
_EVERY_OFF_TOPIC = 5  # one line in five is enough
_SHOWN = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)

_HOLD = 0.01  # how firmly the weights stay near what is believed
#: Weights that are believed before anything is learnt: those that were chosen by reading answers.
BELIEVED = {
    "centre": 10.0, "nearest": 6.0, "answer": 2.0, "shared": 4.0,
    "ahead by centre": 2.0, "ahead by phrasing": 2.0,
    "names agree": 0.8, "names differ": -3.0, "same way": 0.8,
    "same shape": 1.6, "kindred shape": 1.4, "topic": 1.6, "read as another's": 0.0,
    "roles the same": 0.8, "roles beyond": -0.8, "roles lacking": -1.6,
    "role not said": -1.2, "role not bound": -0.6,
    "other shared": 1.2, "other differs": -1.0, "other not said": -1.2, "other not bound": -1.0,
    "length": 0.0,
    "a phrasing covered": 1.0, "covered by a story": 1.0, "profession met": 0.8,
}  # fmt: skip

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Candidates for one question: a row of signs each, and its worth: from 0 to 1, which answers."""

    text: str
    kind: int
    absent: bool
    signs: Rows
    worth: NDArray[np.float64]

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
        for text, worth, kind in [*_phrasings(notes), *_asked(), *_off_topic()]:
            asked = await read_as_asked(assistant, session, text)
            near = _near(index, text)
            if 0.0 in worth.values():  # what was not judged is not known to be no answer
                near = [one for one in near if one.note in worth]
            found.append(_sample(session, asked, near, worth, text, kind))
            if kind == _KIND_PHRASING:  # of the others is known whether a note answers
                without = [one for one in near if not worth.get(one.note)]
                found.append(_sample(session, asked, without, worth, text, kind, absent=True))
    return [one for one in found if len(one.worth)]


def _phrasings(notes: Sequence[Note]) -> Iterator[tuple[str, Mapping[str, float], int]]:
    for note in notes:
        for place, text in enumerate(note.asked):
            if held_out(text, place):
                yield text, {note.id: 1.0}, _KIND_PHRASING


def _asked() -> Iterator[tuple[str, Mapping[str, float], int]]:
    for line in ASKED.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        worth = dict.fromkeys(one.get("other") or [], 0.0)
        worth |= dict.fromkeys(one.get("partly") or [], PARTLY)
        worth |= dict.fromkeys(one["right"], 1.0)
        yield str(one["text"]), worth, _KIND_ASKED


def _off_topic() -> Iterator[tuple[str, Mapping[str, float], int]]:
    """Yield training lines of what is none of our business: no note is an answer to them."""
    read = yaml.safe_load(OFF_TOPIC.read_text(encoding="utf-8"))
    lines = [line[2:] for entry in read["nlu"] for line in str(entry["examples"]).splitlines()]
    for text in lines[::_EVERY_OFF_TOPIC]:
        yield text, {}, _KIND_OFF_TOPIC


async def read_as_asked(assistant: InProcessAssistant, session: Session, text: str) -> Question:
    """Return a message at the beginning of a conversation, as the planner gets it."""
    question = questions_in(await assistant.read(text))[0]
    return asking_back.in_catalog(session, resolve(question, Memory().knowing(question.person)))


def _near(index: NoteIndex, text: str) -> list[NearNote]:
    mentions = shared_recogniser().find(text)
    unit = whole_unit(text, mentions)
    vector = shared_encoder().encode([unit.masked])[0]
    found: list[Any] = [one.as_list() for one in index.rank(vector, unit.masked, mentions, MOST + 1)]
    return [NearNote(*one) for one in found]


def _sample(
    session: Session,
    asked: Question,
    near: Sequence[NearNote],
    worth: Mapping[str, float],
    text: str,
    kind: int,
    *,
    absent: bool = False,
) -> Sample:
    found = signs_of_near(session, replace(asked, notes=tuple(near[:MOST])))
    return Sample(
        text,
        kind,
        absent,
        np.array([signs for _, signs in found]),
        np.array([worth.get(one.id, 0.0) for one, _ in found]),
    )


def learn(learnt_from: Sequence[Sample]) -> tuple[NDArray[np.float64], float]:
    """Return the weights of :data:`SIGNS` and the bias.

    What agrees never speaks against a note, nor what differs for it, and where the samples tell little the
    weights stay near :data:`BELIEVED`: phrasings of one note are too alike to teach what a forum asks.
    """
    signs = np.concatenate([one.signs for one in learnt_from])
    worth = np.concatenate([one.worth for one in learnt_from])
    weights = np.concatenate([np.full(len(one.worth), one.weight) for one in learnt_from])
    weights /= weights.sum()
    scale = signs.std(axis=0) + 1e-6
    believed = np.array([BELIEVED[sign] for sign in SIGNS])
    rows = np.hstack([signs, np.ones((len(signs), 1))])

    def loss(own: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = rows @ own
        away = (own[:-1] - believed) * scale
        gradient = rows.T @ (weights * (1 / (1 + np.exp(-margin)) - worth))
        gradient[:-1] += 2 * _HOLD * away * scale
        lost = weights @ (np.logaddexp(0, margin) - worth * margin)
        return float(lost + _HOLD * away @ away), gradient

    bounds = [(0.0, None) if one >= 0 else (None, 0.0) for one in believed]
    found = minimize(
        loss, np.append(believed, -8.0), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    )
    return found.x[:-1], float(found.x[-1])


def measured(found: Sequence[Sample]) -> Iterator[str]:
    """Yield what five folds say, a line each."""
    folds = [int(hashlib.sha256(one.text.encode()).hexdigest(), 16) % _FOLDS for one in found]
    best: list[tuple[Sample, float, float, float]] = []
    for fold in range(_FOLDS):
        own, bias = learn([one for one, its in zip(found, folds, strict=True) if its != fold])
        for one, its in zip(found, folds, strict=True):
            if its == fold:
                chances = 1 / (1 + np.exp(-(one.signs @ own + bias)))
                order = np.argsort(-chances)
                worth = one.worth[order]
                best.append((one, float(chances[order[0]]), float(worth[0]), float(worth[:3].max())))
    for kind, name in ((_KIND_PHRASING, "phrasings held out"), (_KIND_ASKED, "asked otherwise")):
        here = [one for one in best if one[0].kind == kind and not one[0].absent]
        first = sum(worth == 1 for _, _, worth, _ in here) / len(here)
        partly = sum(0 < worth < 1 for _, _, worth, _ in here) / len(here)
        three = sum(worth == 1 for *_, worth in here) / len(here)
        yield f"{name}: {len(here)}, right first {first:.1%} (partly {partly:.1%}), among three {three:.1%}"
        for least, most in zip(_SHOWN, (*_SHOWN[1:], 1.0), strict=True):
            these = [one for one in here if least <= one[1] < most]
            if these:
                right = sum(worth == 1 for _, _, worth, _ in these) / len(these)
                some = sum(worth > 0 for _, _, worth, _ in these) / len(these)
                yield f"  chance {least} to {most}: {len(these)}, right {right:.0%}, not wrong {some:.0%}"
    absent = [one[1] for one in best if one[0].absent]
    off = [one[1] for one in best if one[0].kind == _KIND_OFF_TOPIC]
    for least in _SHOWN:
        stolen, strayed = (sum(one >= least for one in chances) / len(chances) for chances in (absent, off))
        yield f"from {least}: another with its note taken away {stolen:.1%}, off the topic {strayed:.1%}"


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
