"""A message as its parts."""

from __future__ import annotations

import pytest

from nlu.splitting import joined_questions, parts_of


def texts(message: str) -> list[tuple[str, bool]]:
    return [(message[part.start : part.end], part.asks) for part in parts_of(message)]


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Hi there, how much does a DE make? Thanks in advance!", [("how much does a DE make?", True)]),
        ("hello", [("hello", False)]),
        ("thanks for helping me", [("thanks for helping me", False)]),
        (
            "I'm a nurse in Ohio. What should I learn for ML?",
            [("I'm a nurse in Ohio.", False), ("What should I learn for ML?", True)],
        ),
        (
            "I teach maths and want to do ML. Any advice?",
            [("I teach maths and want to do ML. Any advice?", True)],
        ),
        ("Is it possible to switch? If yes, how?", [("Is it possible to switch? If yes, how?", True)]),
        (
            "pay in the U.S. vs. the U.K. for a Ph.D.",
            [("pay in the U.S. vs. the U.K. for a Ph.D.", False)],
        ),
    ],
)
def test_pleasantries_go_and_questions_part(message: str, parts: list[tuple[str, bool]]) -> None:
    assert texts(message) == parts


def test_one_sentence_may_hold_two_questions() -> None:
    message = "What does an ML engineer do and how much do they earn?"
    halves = joined_questions(message, parts_of(message)[0])
    assert [message[half.start : half.end] for half in halves] == [
        "What does an ML engineer do",
        "how much do they earn?",
    ]


def test_one_sentence_may_hold_three_questions() -> None:
    message = "What does a data engineer do, what does one earn in Spain and how do I become one?"
    found = joined_questions(message, parts_of(message)[0])
    assert [message[one.start : one.end] for one in found] == [
        "What does a data engineer do",
        "what does one earn in Spain",
        "how do I become one?",
    ]


def test_one_question_is_not_parted() -> None:
    message = "What does an ML engineer do at a bank?"
    assert joined_questions(message, parts_of(message)[0]) == []


def test_a_long_post_keeps_a_bounded_number_of_parts() -> None:
    assert len(parts_of("I like data. What now? " * 500)) <= 7
