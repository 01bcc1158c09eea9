"""Conversations in a database: what is kept between messages, and what another process or an eraser does."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core import events as kinds
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm.exc import StaleDataError

from launch import event_store
from launch.event_store import EventStore
from launch.recent_turns import MOST_TURNS, TURNS

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [ask]
    slots:
      mood: {type: text, mappings: [{type: custom}]}
      turn: {type: float, max_value: 10000, mappings: [{type: custom}]}
    actions: [action_answer]
    forms: {form: {required_slots: [mood]}}
    """
)


def store(url: str) -> EventStore:
    return EventStore(DOMAIN, host=url)


async def begin(conversations: EventStore, sender: str) -> DialogueStateTracker:
    """Return a conversation as Rasa fetches it for a message: it makes and stores one that is new."""
    return await conversations.get_or_create_tracker(sender, append_action_listen=False)


async def turn(conversations: EventStore, sender: str, number: int, *others: Any) -> DialogueStateTracker:
    """Hold one turn of a conversation."""
    tracker = await begin(conversations, sender)
    if not tracker.events:
        tracker.update(kinds.SessionStarted())
        tracker.update(kinds.ActionExecuted("action_listen"))
    tracker.update_with_events(
        [
            kinds.UserUttered(f"message {number}", {"name": "ask"}),
            *others,
            kinds.ActionExecuted("action_answer"),
            kinds.BotUttered(f"answer {number}"),
            kinds.SlotSet("turn", number),
            kinds.ActionExecuted("action_listen"),
        ],
        DOMAIN,
    )
    await conversations.save(tracker)
    return tracker


async def stored(url: str, sender: str) -> list[dict[str, Any]]:
    """Return all events of a conversation as Rasa's own store reads them."""
    tracker = await SQLTrackerStore(DOMAIN, host=url).retrieve_full_tracker(sender)
    return [event.as_dict() for event in tracker.events] if tracker else []


async def test_rasas_own_store_reads_every_event_in_order(any_url: str) -> None:
    conversations = store(any_url)
    for number in range(3 * MOST_TURNS):
        await turn(conversations, "in order", number)

    found = await stored(any_url, "in order")

    assert [one["text"] for one in found if one["event"] == "user"] == [
        f"message {number}" for number in range(3 * MOST_TURNS)
    ]
    assert len(found) == 2 + 5 * 3 * MOST_TURNS


async def test_a_kept_state_is_the_one_that_is_read_back(any_url: str) -> None:
    conversations = store(any_url)
    for number in range(TURNS):
        await turn(conversations, "kept", number, kinds.SlotSet("mood", ["a", number]))

    kept = await conversations.retrieve("kept")
    read = await SQLTrackerStore(DOMAIN, host=any_url).retrieve("kept")

    assert kept is not None
    assert read is not None
    assert kept.current_state() == read.current_state()
    assert [one.as_dict() for one in kept.events] == [one.as_dict() for one in read.events]


async def test_of_a_long_conversation_the_recent_turns_and_the_state_remain(any_url: str) -> None:
    conversations = store(any_url)
    await turn(conversations, "long", 0, kinds.SlotSet("mood", "set long ago"))
    for number in range(1, 5 * MOST_TURNS):
        await turn(conversations, "long", number)

    for tracker in (await conversations.retrieve("long"), await store(any_url).retrieve("long")):
        assert tracker is not None
        assert TURNS <= sum(isinstance(one, kinds.UserUttered) for one in tracker.events) <= MOST_TURNS
        assert tracker.get_slot("mood") == "set long ago"
        assert tracker.copy().current_slot_values() == tracker.current_slot_values()
        assert tracker.copy().get_slot("turn") == 5 * MOST_TURNS - 1


async def test_a_conversation_stays_whole_while_a_form_is_active(any_url: str) -> None:
    conversations = store(any_url)
    await turn(conversations, "form", 0, kinds.ActiveLoop("form"))
    for number in range(1, 2 * MOST_TURNS):
        await turn(conversations, "form", number)

    tracker = await conversations.retrieve("form")

    assert tracker is not None
    assert tracker.active_loop_name == "form"
    assert sum(isinstance(one, kinds.UserUttered) for one in tracker.events) == 2 * MOST_TURNS


async def test_what_another_process_has_stored_is_seen(any_url: str) -> None:
    one, other = store(any_url), store(any_url)
    for number in range(6):
        await turn((one, other)[number % 2], "shared", number)

    tracker = await one.retrieve("shared")

    assert tracker is not None
    assert [event.text for event in tracker.events if isinstance(event, kinds.UserUttered)] == [
        f"message {number}" for number in range(6)
    ]
    assert len(await stored(any_url, "shared")) == 2 + 5 * 6


async def test_a_conversation_that_was_erased_is_forgotten(any_url: str) -> None:
    conversations = store(any_url)
    await turn(conversations, "erased", 0)
    with conversations.engine.begin() as connection:
        table = SQLTrackerStore.SQLEvent.__table__
        connection.execute(table.delete().where(table.c.sender_id == "erased"))

    assert await conversations.retrieve("erased") is None


async def test_a_message_that_fails_half_way_leaves_nothing_behind(any_url: str) -> None:
    conversations = store(any_url)
    await turn(conversations, "failed", 0)
    abandoned = await begin(conversations, "failed")
    abandoned.update(kinds.SlotSet("mood", "never stored"))

    tracker = await conversations.retrieve("failed")

    assert tracker is not None
    assert tracker.get_slot("mood") is None


async def test_a_new_session_begins_without_what_came_before(any_url: str) -> None:
    conversations = store(any_url)
    await turn(conversations, "again", 0, kinds.SlotSet("mood", "before"))
    await turn(conversations, "again", 1, kinds.SessionStarted())

    tracker = await conversations.retrieve("again")

    assert tracker is not None
    assert tracker.get_slot("mood") is None


async def test_only_the_latest_conversations_are_kept(any_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_store, "MOST_KEPT", 2)
    conversations = store(any_url)
    for sender in ("first", "second", "third"):
        await turn(conversations, sender, 0)

    assert list(conversations._kept) == ["second", "third"]
    assert await conversations.retrieve("first") is not None


async def test_of_two_who_work_on_a_conversation_at_once_the_second_is_told(any_url: str) -> None:
    one, other = store(any_url), store(any_url)
    await turn(one, "raced", 0)
    late = await begin(other, "raced")
    late.update(kinds.SlotSet("mood", "from a state that is past"))

    await turn(one, "raced", 1)

    with pytest.raises(StaleDataError):
        await other.save(late)
    found = await stored(any_url, "raced")
    assert [one["text"] for one in found if one["event"] == "bot"] == ["answer 0", "answer 1"]
    again = await other.retrieve("raced")
    assert again is not None
    assert again.get_slot("mood") is None


async def test_of_two_who_begin_a_conversation_at_once_the_second_is_told(any_url: str) -> None:
    one, other = store(any_url), store(any_url)
    late = await begin(other, "new")
    late.update(kinds.SessionStarted())

    await turn(one, "new", 0)

    with pytest.raises(StaleDataError):
        await other.save(late)


async def test_what_was_erased_meanwhile_is_not_stored_again(any_url: str) -> None:
    conversations = store(any_url)
    await turn(conversations, "gone", 0)
    tracker = await begin(conversations, "gone")
    tracker.update(kinds.UserUttered("a word that nobody may keep"))
    with conversations.engine.begin() as connection:
        table = SQLTrackerStore.SQLEvent.__table__
        connection.execute(table.delete().where(table.c.sender_id == "gone"))

    with pytest.raises(StaleDataError):
        await conversations.save(tracker)
    assert await stored(any_url, "gone") == []


async def test_a_message_that_has_been_answered_is_not_stored_again(any_url: str) -> None:
    conversations = store(any_url)

    async def ask(channel: str) -> None:
        tracker = await begin(conversations, channel)
        tracker.update(kinds.UserUttered("pay?", {"name": "ask"}, message_id="m-1", input_channel=channel))
        tracker.update(kinds.BotUttered("a lot"))
        await conversations.save(tracker)

    await ask("website")

    with pytest.raises(StaleDataError):
        await ask("website")
    await ask("another")
    await ask("another")  # a channel that does not promise to ask once
