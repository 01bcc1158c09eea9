"""The map under which notes are compared: what tells notes apart counts, what varies within one does not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nlu.note_metric import FEWEST, learnt, unit
from nlu.sentence_encoder import Vectors

NOTES, TOLD, ALL = 300, 10, 24


def phrasings_of(notes: int, each: int) -> tuple[Vectors, NDArray[np.int64]]:
    """Return phrasings whose note is told by ten directions, beside others that tell nothing."""
    draw = np.random.default_rng(7)
    meant = np.zeros((notes, ALL))
    meant[:, :TOLD] = draw.normal(size=(notes, TOLD))
    said = np.repeat(meant, each, axis=0)
    said[:, TOLD:] += draw.normal(scale=0.8, size=(len(said), ALL - TOLD))
    said[:, :TOLD] += draw.normal(scale=0.15, size=(len(said), TOLD))
    return unit(said.astype(np.float32)), np.arange(0, len(said) + 1, each)


def share_found(metric: Vectors, indexed: Vectors, starts: NDArray[np.int64], asked: Vectors) -> float:
    """Return for how many questions, one a note, the nearest note is their own."""
    notes = unit(np.add.reduceat(unit(indexed @ metric), starts[:-1], axis=0))
    return float((np.argmax(unit(asked @ metric) @ notes.T, axis=1) == np.arange(len(asked))).mean())


def test_a_question_finds_its_note_more_often_under_the_map() -> None:
    every, starts = phrasings_of(NOTES, 9)
    asked = every[starts[:-1]]
    indexed = np.delete(every, starts[:-1], axis=0)
    starts = np.arange(0, len(indexed) + 1, 8)

    metric = learnt(indexed, starts)

    plain = share_found(np.eye(ALL, dtype=np.float32), indexed, starts, asked)
    assert share_found(metric, indexed, starts, asked) > plain + 0.06


def test_the_same_phrasings_give_the_same_map() -> None:
    indexed, starts = phrasings_of(NOTES, 8)

    assert np.array_equal(learnt(indexed, starts), learnt(indexed, starts))


@pytest.mark.parametrize("notes_and_each", [(FEWEST, 1), (FEWEST // 7 - 1, 8)])
def test_a_small_catalog_is_compared_as_the_encoder_has_it(notes_and_each: tuple[int, int]) -> None:
    indexed, starts = phrasings_of(*notes_and_each)

    assert np.array_equal(learnt(indexed, starts), np.eye(ALL, dtype=np.float32))
