"""Feedback is stored with the question that it was about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import create_engine, text

from actions import feedback_store
from actions.feedback import ActionFeedback
from actions.respond import respond
from tests.actions.helpers import tracker

ASKED = {
    "event": "user",
    "text": "what does an ML engineer earn?",
    "parse_data": {"intent": {"name": "ask_salary"}},
}


@pytest.fixture
def conversations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/conversations.db"
    monkeypatch.setenv("TRACKER_DB_URL", url)
    return url


async def give(message: str, events: list[dict[str, Any]], **entities: str) -> str:
    dispatcher = CollectingDispatcher()
    found = [{"entity": kind, "value": value} for kind, value in entities.items()]
    await ActionFeedback().run(
        dispatcher,
        tracker(message, "give_feedback", slots={"topic": "salary"}, events=events, entities=found),
        {},
    )
    return str(dispatcher.messages[0]["text"])


def stored(url: str) -> list[Any]:
    with create_engine(url, future=True).connect() as connection:
        rows = connection.execute(text("SELECT topic, question, rating, comment FROM feedback"))
        return [tuple(row) for row in rows]


async def test_a_thumb_is_stored_with_its_question(conversations: str) -> None:
    await give('/give_feedback{"rating": "helpful"}', [ASKED], rating="helpful")
    assert stored(conversations) == [("salary", ASKED["text"], "helpful", "")]


async def test_a_call_that_is_made_again_stores_its_thumb_once(conversations: str) -> None:
    for _ in range(2):
        await give('/give_feedback{"rating": "helpful"}', [ASKED], rating="helpful")
    assert len(stored(conversations)) == 1


@pytest.mark.parametrize(
    ("message", "rating"),
    [("that's wrong", "not_helpful"), ("that helped, thanks", "helpful"), ("not helpful", "not_helpful")],
)
async def test_a_sentence_is_stored_with_what_it_says(conversations: str, message: str, rating: str) -> None:
    await give(message, [ASKED])
    assert stored(conversations) == [("salary", ASKED["text"], rating, message)]


async def test_feedback_on_nothing_is_not_stored(conversations: str) -> None:
    said = await give("that's wrong", [])
    assert "Ask me something first" in said
    assert not Path(conversations.removeprefix("sqlite:///")).exists()


async def test_feedback_is_erased_with_its_conversation(conversations: str) -> None:
    await give("that's wrong", [ASKED])
    feedback_store.erase("somebody")
    assert stored(conversations) == []


async def test_a_database_that_is_down_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert "minute" in await give("that's wrong", [ASKED])


async def test_a_no_that_calls_the_answer_wrong_is_feedback(conversations: str) -> None:
    said = CollectingDispatcher()
    read = {"intent": "deny", "left": [{"kind": "word", "words": "wrong"}]}
    message = tracker("that's wrong", "deny", slots={"topic": "salary"}, events=[ASKED], questions=[read])
    await respond(said, message)
    assert [row[2] for row in stored(conversations)] == ["not_helpful"]


async def test_a_plain_no_is_not(conversations: str) -> None:
    said = CollectingDispatcher()
    await respond(said, tracker("no", "deny", slots={"topic": "salary"}, events=[ASKED]))
    assert said.messages[0]["response"] == "utter_deny"


OLDER = {**ASKED, "message_id": "m1"}
NEWER = {
    "event": "user",
    "text": "and the skills?",
    "parse_data": {"intent": {"name": "ask_skills"}},
    "message_id": "m2",
}


@pytest.mark.parametrize(
    ("feedback", "topic", "question"),
    [
        ({"about": "m1.1"}, "salary", ASKED["text"]),
        ({"about": "m2.2", "topic": "education"}, "education", NEWER["text"]),
        ({"about": "m0.1", "topic": "tools"}, "tools", ""),
    ],
    ids=["older answer", "second answer to a message", "message forgotten"],
)
async def test_a_thumb_is_stored_with_the_answer_that_it_names(
    conversations: str, feedback: dict[str, str], topic: str, question: str
) -> None:
    said = CollectingDispatcher()
    thumb = tracker(
        '/give_feedback{"rating": "helpful"}',
        "give_feedback",
        events=[OLDER, NEWER],
        entities=[{"entity": "rating", "value": "helpful"}],
        metadata={"feedback": feedback},
    )
    await ActionFeedback().run(said, thumb, {})
    assert stored(conversations) == [(topic, question, "helpful", "")]
