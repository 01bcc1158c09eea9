"""What is said in a benchmark."""

from __future__ import annotations

from bench.questions import TURNS, career_questions, small_talk


def test_both_assistants_are_told_as_many_messages() -> None:
    assert len(career_questions(3)) == len(small_talk(3)) == TURNS


def test_conversations_differ_and_name_two_roles_that_differ() -> None:
    conversations = [career_questions(number) for number in range(30)]

    assert len({tuple(one) for one in conversations}) == 30
    for one in conversations:
        first, second = one[4].removeprefix("What is the difference between a ").rstrip("?").split(" and a ")
        assert first != second
