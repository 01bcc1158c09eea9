"""Which notes come near a question: the right way, the right names, and none beside them."""

from __future__ import annotations

from typing import Sequence

import pytest

from knowledge.queries.notes import Note
from nlu.names.recogniser import Recogniser
from nlu.note_building import build
from nlu.note_index import Ends, Near, NoteIndex
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


def ranked(index: NoteIndex, recogniser: Recogniser, text: str) -> Sequence[Near]:
    mentions = recogniser.find(text)
    masked = whole_unit(text, mentions).masked
    return index.rank(shared_encoder().encode([masked])[0], masked, mentions)


def near(index: NoteIndex, recogniser: Recogniser, text: str) -> Sequence[str]:
    return [one.note for one in ranked(index, recogniser, text)]


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


def test_a_note_that_speaks_of_the_asker_s_profession_is_near_whatever_story_stands_around_it(
    recogniser: Recogniser,
) -> None:
    trade = note("trade", "How long from a trade to a data job?", "electrician wants to work in tech")
    others = [
        note(f"n{at}", f"Question {at} on careers in AI?", f"a plan for month {at}") for at in range(99)
    ]
    index = build([*others, trade], shared_encoder(), recogniser.find)[0]
    text = (
        "I'm an electrician, 29, decent with numbers. They build data centres around here. "
        "Is there an AI career for me?"
    )

    found = near(index, recogniser, text)
    assert "trade" in found[:3]
    assert "trade" not in near(index, recogniser, text.replace("an electrician", "a baker"))[:3]
    assert not any(one.met for one in ranked(index, recogniser, "from ML engineer to electrician, how?"))


def test_a_phrasing_is_covered_by_as_much_as_the_question_holds_of_it(
    index: NoteIndex, recogniser: Recogniser
) -> None:
    text = "I have three evenings a week and wonder: how do I learn SQL?"
    found = {one.note: one for one in ranked(index, recogniser, text)}

    assert found["sql"].covered == 1.0
    assert all(one.covered < 1.0 for name, one in found.items() if name != "sql")
