"""Which notes come near a question: the right way, the right names, and none beside them."""

from __future__ import annotations

from typing import Sequence

import pytest

from knowledge.queries.notes import Note
from nlu.names.recogniser import Recogniser
from nlu.note_index import Ends, NoteIndex, build
from nlu.sentence_encoder import shared_encoder
from nlu.units import whole_unit

THERE = (
    "How long from software engineer to data scientist?",
    "moving from software engineer to data scientist",
)
BACK = (
    "How long from data scientist to software engineer?",
    "moving from data scientist to software engineer",
)


def note(name: str, *asked: str) -> Note:
    return Note(name, "how_long", f"About {name}.", (), asked, ("transition",), (), (), "2026-11-27", ())


@pytest.fixture(scope="module")
def index(recogniser: Recogniser) -> NoteIndex:
    notes = [note("there", *THERE), note("back", *BACK), note("sql", "How do I learn SQL?", "learning sql")]
    return build(notes, shared_encoder(), recogniser.find)[0]


def near(index: NoteIndex, recogniser: Recogniser, text: str) -> Sequence[str]:
    mentions = recogniser.find(text)
    masked = whole_unit(text, mentions).masked
    return [one.note for one in index.rank(shared_encoder().encode([masked])[0], masked, mentions)]


@pytest.mark.parametrize(
    ("question", "first", "never"),
    [
        ("Can a data scientist become a software engineer?", "back", "there"),
        ("Can a software engineer become a data scientist?", "there", "back"),
    ],
)
def test_a_note_on_the_way_back_is_never_near_a_question_on_the_way_there(
    index: NoteIndex, recogniser: Recogniser, question: str, first: str, never: str
) -> None:
    found = near(index, recogniser, question)

    assert found[0] == first
    assert never not in found


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ((["a"], ["b"]), (["a"], ["b"]), 1),
        ((["a"], ["b"]), (["b"], ["a"]), -1),
        ((["a"], ["b"]), (["c"], ["b"]), -1),
        ((["a"], ["b"]), ([], ["b"]), 1),
        (([], ["b"]), (["b"], []), -1),
        (([], []), (["a"], ["b"]), 0),
    ],
)
def test_two_changes_go_the_same_way_only_where_both_ends_that_are_told_agree(
    one: tuple[list[str], list[str]], other: tuple[list[str], list[str]], way: int
) -> None:
    first, second = (Ends(frozenset(ends[0]), frozenset(ends[1])) for ends in (one, other))

    assert first.compared_with(second) == way
