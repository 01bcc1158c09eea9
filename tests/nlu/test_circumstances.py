"""The circumstances that people tell, and what they like and dislike of work."""

from __future__ import annotations

import pytest

from nlu.asked.circumstances import circumstances_in, tastes_in


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how do I become an analyst with zero coding experience", "no_code"),
        ("I never programmed; can I still get in?", "no_code"),
        ("from scratch, how do I become a data engineer", "no_experience"),
        ("become an ML engineer while working full time", "working"),
        ("what is the quickest way in", "fast"),
        ("how do I get into FAANG as an MLE", "top"),
        ("getting back to work after a career break", "gap"),
        ("I am in my final year of college", "late_student"),
        ("will I take a pay cut", "pay_cut"),
        ("can I keep my senior title", "keeps_level"),
        ("how many years of experience do I need", "years_asked"),
        ("become a staff engineer or go into management", "lead_or_expert"),
    ],
)
def test_a_circumstance_is_read(text: str, told: str) -> None:
    assert told in circumstances_in(text)


@pytest.mark.parametrize(
    "text", ["what does a data scientist do", "salary of data engineers in Berlin", "is Python or R better"]
)
def test_a_plain_question_tells_no_circumstance(text: str) -> None:
    assert circumstances_in(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("become an analyst in 6 months", "within", 6),
        ("a 3 month plan for AI engineer", "within", 3),
        ("get in within half a year", "within", 6),
        ("I have 10 hours a week", "hours", 10),
        ("2 hours per day", "hours", 14),
    ],
)
def test_a_number_of_months_or_hours_is_read(text: str, name: str, number: float) -> None:
    assert circumstances_in(text)[name] == number


@pytest.mark.parametrize(
    ("text", "likes", "dislikes"),
    [
        ("I love maths but hate coding", ["maths"], ["code"]),
        ("I don't like maths, I enjoy building apps", ["building"], ["maths"]),
        ("I'm an introvert who likes puzzles", ["analysis"], ["people"]),
        ("a chemist who codes", ["code"], []),
        ("which role pays most", [], []),
    ],
)
def test_tastes_are_read(text: str, likes: list[str], dislikes: list[str]) -> None:
    assert tastes_in(text) == {"likes": likes, "dislikes": dislikes}
