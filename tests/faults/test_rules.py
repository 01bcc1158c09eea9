"""The rules see each way in which a conversation can be wrong, and nothing wrong in a right one."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple

import pytest

from faults.people import MOST_SECONDS, Message, Talk
from faults.report import with_the_rest
from faults.rules import check

Conversation = Tuple[Talk, List[Dict[str, Any]], List[Dict[str, Any]]]


def conversation() -> Conversation:
    """Return three messages of which the second was refused, with what is shown and stored of them."""
    talk = Talk("token", [Message(f"m-{number}", 0.0) for number in range(3)])
    talk.messages[0].answers = ["zero"]
    talk.messages[1].refusals = [(0.0, "unavailable")]
    talk.messages[2].answers = ["two"]
    shown, events = [], [{"event": "session_started"}]
    for number, answer in ((0, "zero"), (2, "two")):
        shown += [{"from": "person", "id": f"m-{number}"}, {"from": "bot", "id": f"m-{number}.1"}]
        events += [{"event": "user", "message_id": f"m-{number}"}, {"event": "bot", "text": answer}]
    return talk, shown, events


def test_a_right_conversation_breaks_no_rule() -> None:
    assert check(*conversation()) == []


def test_a_refused_message_may_have_been_stored_in_its_place() -> None:
    talk, shown, events = conversation()
    shown[2:2] = [{"from": "person", "id": "m-1"}]
    events[3:3] = [{"event": "user", "message_id": "m-1"}, {"event": "bot", "text": "one"}]

    assert check(talk, shown, events) == []


def unstored(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    del events[3:]


def unshown(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    del shown[2:]


def another_answer(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    events[-1]["text"] = "another"


def forgotten(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    events.insert(3, {"event": "session_started"})


def stored_twice(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    events += events[1:3]


def answered_twice(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    talk.messages[0].seen = [["something else"]]


def swapped_in_the_store(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    events[1:5] = [*events[3:5], *events[1:3]]


def swapped_on_the_screen(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    shown[:] = [*shown[2:], *shown[:2]]


def silent(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    talk.messages[1].faults = ["silence"]


def slow(talk: Talk, shown: List[Any], events: List[Any]) -> None:
    talk.messages[1].longest = MOST_SECONDS + 1


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (unstored, "lost"), (unshown, "lost"), (another_answer, "lost"), (forgotten, "lost"),
        (stored_twice, "twice"), (answered_twice, "twice"),
        (swapped_in_the_store, "reordered"), (swapped_on_the_screen, "reordered"),
        (silent, "unclear"), (slow, "unclear"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(damage: Callable[..., None], rule: str) -> None:
    talk, shown, events = conversation()
    damage(talk, shown, events)

    assert rule in {breach.rule for breach in check(talk, shown, events)}


def test_what_the_page_says_of_bad_input_is_kept_when_its_table_is_written_anew() -> None:
    assert with_the_rest("new\n", "old\n\n## Bad input\n\nkept\n") == "new\n\n## Bad input\n\nkept\n"
    assert with_the_rest("new\n", "old\n") == "new\n"
