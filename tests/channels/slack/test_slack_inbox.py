"""The inbox keeps each event until it is done, in every store, for however many processes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, AsyncIterator, Dict, List

import pytest
import pytest_asyncio
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import text

from channels.slack import inbox
from channels.slack.database import open_engine
from channels.slack.inbox import Inbox
from channels.slack.incoming import Incoming, Press, Workspace
from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet
from tests.channels.slack.slack_acts import message
from tests.channels.slack.slack_stand_in import SlackStandIn

STORES = ["sqlite", "postgresql"]


def incoming(key: str, sent_at: float = 1.0, conversation: str = "c") -> Incoming:
    return Incoming(
        key=key,
        conversation=conversation,
        sent_at=sent_at,
        workspace=Workspace("T1", "E1", True),
        user="U1",
        text=f"words of {key}",
        press=Press("a", "b", "Title", "1.0", blocks=({"type": "section"},)),
    )


@pytest_asyncio.fixture(params=STORES)
async def two(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[List[Inbox]]:
    """Return the same inbox as two processes see it."""
    url = f"sqlite:///{tmp_path}/inbox.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    engines = [open_engine(url), open_engine(url)]
    inbox.Base.metadata.drop_all(engines[0])
    pair = [Inbox(engine) for engine in engines]
    await asyncio.gather(*(one.open() for one in pair))
    yield pair
    for one in pair:
        await one.close()


async def test_an_event_is_new_once_for_all_processes(two: List[Inbox]) -> None:
    taken = await asyncio.gather(*(inbox.put(incoming("a")) for inbox in two * 5))
    assert sorted(taken) == [False] * 9 + [True]


async def test_the_oldest_event_comes_first_and_whole_until_it_is_done(two: List[Inbox]) -> None:
    one, other = two
    for key, sent_at in (("b", 2.0), ("a", 1.0), ("c", 3.0)):
        await one.put(incoming(key, sent_at))
    first = await one.next(0.2)
    assert first is not None
    assert (first.incoming, first.attempts, first.answer) == (incoming("a"), 1, None)
    await one.keep_answer("a", [{"text": "kept"}])
    await asyncio.sleep(0.3)
    again = await other.next(30)
    assert again is not None
    assert (again.incoming.key, again.attempts, again.answer) == ("a", 2, [{"text": "kept"}])
    await other.finish(again.incoming)
    second = await one.next(30)
    assert second is not None
    assert second.incoming.key == "b"
    assert not await one.put(incoming("a"))


async def test_one_process_works_on_a_conversation_until_it_is_done_or_dies(two: List[Inbox]) -> None:
    one, other = two
    await one.put(incoming("a"))
    await one.put(incoming("b", 2.0))
    assert await one.unattended() == 1
    assert await one.next(30)
    assert await one.next(30) is None
    assert await other.next(30) is None
    assert await other.unattended() == 0
    await one.finish(incoming("a"))
    assert await other.next(0.2)
    await one.renew(["c"], 30)  # it has lost the conversation
    await asyncio.sleep(0.3)
    assert await one.unattended() == 1
    assert await one.next(30)
    await other.finish(incoming("b"))  # late, and by now it is in other hands
    await one.put(incoming("c", 3.0))
    assert await other.next(30) is None
    await one.finish(incoming("b"))
    assert await other.next(30)


async def test_a_renewed_conversation_is_kept(two: List[Inbox]) -> None:
    one, other = two
    await one.put(incoming("a"))
    assert await one.next(0.3)
    await one.renew(["c"], 30)
    await asyncio.sleep(0.4)
    assert await other.next(30) is None


async def test_a_conversation_is_taken_by_one_of_many(two: List[Inbox]) -> None:
    await two[0].put(incoming("a"))
    await two[0].put(incoming("b"))
    taken = await asyncio.gather(*(two[n % 2].next(30) for n in range(12)))
    assert len([one for one in taken if one is not None]) == 1


async def test_many_conversations_are_taken_by_many_at_once_each_by_one(two: List[Inbox]) -> None:
    for number in range(12):
        await two[0].put(incoming(str(number), conversation=f"c{number}"))
    taken = await asyncio.gather(*(two[n % 2].next(30) for n in range(24)))
    keys = sorted(one.incoming.key for one in taken if one is not None)
    assert keys == sorted(map(str, range(12)))


async def test_a_thread_is_followed_uninvited_only_after_an_invitation(two: List[Inbox]) -> None:
    one, other = two
    invited = replace(incoming("a"), thread="1.0")
    reply = replace(incoming("b"), thread="1.0", uninvited=True)
    elsewhere = replace(incoming("c", conversation="another"), thread="2.0", uninvited=True)
    assert not await one.put(reply)
    assert await one.put(invited)
    assert await other.put(reply)
    assert not await other.put(reply)
    assert not await other.put(elsewhere)


async def test_an_answer_that_comes_after_all_was_done_is_not_kept(two: List[Inbox]) -> None:
    one, other = two
    await one.put(incoming("a"))
    await other.finish(incoming("a"))
    await one.keep_answer("a", [{"text": "late"}])
    assert await one.next(30) is None


async def test_small_texts_are_remembered_for_their_time(two: List[Inbox]) -> None:
    one, other = two
    await one.remember("name", "first", 30)
    await other.remember("name", "second", 30)
    await one.remember("short", "", 1)
    assert await one.recall("name") == "second"
    assert await other.recall("short") == ""
    await asyncio.sleep(1.1)
    assert await other.recall("short") is None
    await one.tidy()
    assert await one.recall("name") == "second"


async def test_a_done_event_leaves_no_words_behind(two: List[Inbox]) -> None:
    one, _ = two
    await one.put(incoming("a"))
    await one.keep_answer("a", [{"text": "answer to words of a"}])
    await one.finish(incoming("a"))
    with one._engine.connect() as connection:
        rows = str(connection.execute(text("SELECT * FROM slack_events")).all())
    assert "words of" not in rows


async def test_done_events_are_dropped_after_their_time(
    two: List[Inbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    await one.put(incoming("a"))
    await one.put(incoming("b"))
    await one.finish(incoming("a"))
    monkeypatch.setattr(inbox, "REMEMBER_SECONDS", -1.0)
    await one.tidy()
    assert await one.put(incoming("a"))
    assert not await one.put(incoming("b"))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Dict[str, Any]:
    if request.param == "sqlite":
        return {}
    url = request.getfixturevalue("postgresql_url")
    engine = open_engine(url)
    inbox.Base.metadata.drop_all(engine)
    engine.dispose()
    return {"tracker_db_url": url}


async def test_two_servers_answer_an_event_once_and_a_conversation_in_order(
    settings: Any, slack: SlackStandIn, rasa: Assistant, store: Dict[str, Any]
) -> None:
    async with (
        RunningChannel(settings(**store), rasa) as one,
        RunningChannel(settings(**store), rasa) as other,
    ):
        for number in range(6):
            event = message(f"question {number}")
            await asyncio.gather(one.send(event), other.send(event, retry="http_timeout"))
        answers = await slack.wait_for(6)
        await quiet()
    assert [one["text"][-1] for one in answers] == list("012345")
    assert len(slack.said()) == 6


async def test_a_server_that_looks_while_another_takes_an_event_does_not_go_on_with_the_next(
    postgresql_url: str,
) -> None:
    engine = open_engine(postgresql_url)
    one = Inbox(engine)
    await one.open()
    for number, key in enumerate("ab"):
        await one.put(incoming(key, float(number)))
    await one.put(incoming("elsewhere", 2.0, conversation="d"))
    with engine.begin() as other:
        other.execute(text("SELECT key FROM slack_events WHERE key = 'a' FOR UPDATE"))
        found = await one.next(30)
        assert found is not None
        assert found.incoming.key == "elsewhere"
        assert await one.next(30) is None
    first = await one.next(30)
    assert first is not None
    assert first.incoming.key == "a"
    await one.close()


async def test_what_a_server_leaves_when_it_stops_is_answered_by_another(
    settings: Any, slack: SlackStandIn, rasa: Assistant, store: Dict[str, Any]
) -> None:
    gate = asyncio.Event()

    async def slow(asked: Any) -> None:
        await gate.wait()
        await asked.output_channel.send_response(asked.sender_id, {"text": asked.text})

    rasa.answer = slow
    async with RunningChannel(settings(**store), rasa) as one:
        for number in range(3):
            await one.send(message(f"question {number}"))
        asyncio.get_running_loop().call_later(0.3, gate.set)
        await asyncio.sleep(0.1)
    assert len(slack.said()) == 1
    async with RunningChannel(settings(**store), rasa):
        await slack.wait_for(3, seconds=5)
    assert [one["text"][-1] for one in slack.said()] == list("012")


async def test_a_lock_that_a_killed_server_left_with_rasa_is_removed(
    settings: Any, slack: SlackStandIn, rasa: Assistant, tmp_path: Path
) -> None:
    class Locks:
        removed: List[str] = []

        def delete_lock(self, conversation: str) -> None:
            self.removed.append(conversation)

    before = Inbox(open_engine(f"sqlite:///{tmp_path}/conversations.db"))
    await before.open()
    left = replace(incoming("left", conversation="left"), press=None, channel="D0001")
    await before.put(left)
    await before.next(0)
    await before.close()
    agent = SimpleNamespace(lock_store=Locks(), tracker_store=InMemoryTrackerStore(Domain.empty()))
    async with RunningChannel(settings(), rasa, agent) as after:
        await after.send(message("new"))
        await slack.wait_for(2)
    assert Locks.removed == ["left"]
