"""A process dies at the worst moments: no answer is lost, none comes twice unasked, and nothing is silent."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, Awaitable, Callable, Dict, List

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.slack import wording
from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet, say
from tests.channels.slack.slack_acts import (
    BOT_USER,
    buttons_of,
    command,
    home_press,
    mention,
    message,
    press,
    shortcut,
)
from tests.channels.slack.slack_stand_in import Fault, SlackStandIn

ANSWER = "You asked: Pay?"
KEEP = "inbox.Inbox.keep_answer"
FINISH = "inbox.Inbox.finish"
CALL, RESPOND = "web.SlackWeb.call", "web.SlackWeb.respond"

Ask = Callable[[RunningChannel, SlackStandIn], Awaitable[Any]]


async def directly(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.send(message("Pay?"))


async def in_a_thread(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.send(mention(f"<@{BOT_USER}> Pay?"))


async def in_the_home_tab(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.send({"type": "app_home_opened", "user": "U0001", "channel": "D0001", "tab": "messages"})
    button = {"action_id": "suggestion:0", "text": {"type": "plain_text", "text": "Pay?"}, "value": "Pay?"}
    await channel.interact(home_press(button, "suggestion:home-0"))


async def by_command(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.interact(command("Pay?", slack.response_url()))


async def by_shortcut(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.interact(shortcut(message("Pay?", channel="C0009"), slack.response_url()))


async def by_a_private_press(channel: RunningChannel, slack: SlackStandIn) -> None:
    shown = {"ts": "1.000001", "channel": "C0009", "ephemeral_to": "U0001"}
    button = {"action_id": "suggestion:0", "text": {"type": "plain_text", "text": "Pay?"}, "value": "Pay?"}
    await channel.interact(press(button, "suggestion:x", shown, slack.response_url()))


PUBLIC = [directly, in_a_thread, in_the_home_tab]
PRIVATE = [by_command, by_shortcut, by_a_private_press]


@pytest.fixture
def die(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bool], None]:
    """Return how to make whoever works on a conversation vanish at a call, before or after it."""
    monkeypatch.setattr("channels.slack.worker.LEASE_SECONDS", 0.2)
    monkeypatch.setattr("channels.slack.worker._SWEEP_SECONDS", 0.1)

    def at(call: str, after: bool) -> None:
        target = f"channels.slack.{call}"
        owner, _, name = call.rpartition(".")
        module, _, kind = owner.partition(".")
        original = getattr(getattr(__import__(f"channels.slack.{module}", fromlist=[kind]), kind), name)
        left = ["one death"]

        async def fatal(*arguments: Any, **more: Any) -> Any:
            if not left:
                return await original(*arguments, **more)
            left.pop()
            if after:
                await original(*arguments, **more)
            raise asyncio.CancelledError

        monkeypatch.setattr(target, fatal)

    return at


class Remembering:
    """An assistant with the memory of Rasa: it has a question and its answers, or neither."""

    def __init__(self) -> None:
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
        self.lock_store = SimpleNamespace(delete_lock=lambda conversation: None)
        self.asked: List[str] = []

    async def __call__(self, asked: UserMessage) -> None:
        self.asked.append(str(asked.text))
        text, buttons = f"You asked: {asked.text}", [{"title": "More", "payload": "/more"}]
        await say(asked, text, buttons=buttons)
        events = [
            UserUttered(asked.text, message_id=asked.message_id),
            BotUttered(text, {"buttons": buttons}),
        ]
        await self.tracker_store.save(DialogueStateTracker.from_events(asked.sender_id, events))


@pytest.fixture
def rasa() -> Any:
    return Remembering()


def said(slack: SlackStandIn) -> Dict[str, int]:
    texts = [one["text"] for one in slack.said()]
    return {"answers": texts.count(ANSWER), "offers": texts.count(wording.MAY_BE_MISSING)}


@pytest.mark.parametrize("ask", PUBLIC)
@pytest.mark.parametrize(
    ("call", "after"),
    [(KEEP, False), (KEEP, True), (CALL, False), (CALL, True), (FINISH, False)],
    ids=["answer not noted", "answer noted", "before the post", "after the post", "not marked as done"],
)
async def test_an_answer_that_slack_can_look_up_comes_exactly_once(
    settings: Any, slack: SlackStandIn, rasa: Any, die: Any, ask: Ask, call: str, after: bool
) -> None:
    async with RunningChannel(settings(), rasa, agent=rasa) as channel:
        die(call, after)
        await ask(channel, slack)
        await slack.wait_for(1)
        await quiet(0.6)
    assert said(slack) == {"answers": 1, "offers": 0}
    assert [len(buttons_of(one)) for one in slack.said()] == [1]
    assert rasa.asked == ["Pay?"]


@pytest.mark.parametrize("ask", PRIVATE)
@pytest.mark.parametrize(
    ("call", "after", "answers"),
    [(KEEP, False, 1), (KEEP, True, 1), (RESPOND, False, 0), (RESPOND, True, 1), (FINISH, False, 1)],
    ids=["answer not noted", "answer noted", "before the post", "after the post", "not marked as done"],
)
async def test_a_private_answer_in_doubt_is_offered_and_not_repeated(
    settings: Any, slack: SlackStandIn, rasa: Any, die: Any, ask: Ask, call: str, after: bool, answers: int
) -> None:
    async with RunningChannel(settings(), rasa, agent=rasa) as channel:
        die(call, after)
        await ask(channel, slack)
        in_doubt = call != KEEP
        await slack.wait_for(answers + in_doubt)
        await quiet(0.6)
        assert said(slack) == {"answers": answers, "offers": int(in_doubt)}
        assert {one["ephemeral_to"] for one in slack.said()} == {"U0001"}
        assert rasa.asked == ["Pay?"]
        if in_doubt:
            [offer] = [one for one in slack.said() if one["text"] == wording.MAY_BE_MISSING]
            for _ in range(2):  # the second is a press on what is not redrawn yet
                await press_first(channel, slack, offer)
            await slack.until(lambda: offer["text"] == ANSWER)
            assert len(buttons_of(offer)) == 1
            assert said(slack) == {"answers": answers + 1, "offers": 0}


async def press_first(channel: RunningChannel, slack: SlackStandIn, shown: Dict[str, Any]) -> None:
    button, block_id = buttons_of(shown)[0]
    await channel.interact(press(button, block_id, shown, slack.response_url(about=shown)))


@pytest.mark.parametrize("after", [False, True])
async def test_of_two_private_answers_only_the_one_in_doubt_is_offered(
    settings: Any, slack: SlackStandIn, die: Any, after: bool
) -> None:
    async def twice(asked: UserMessage) -> None:
        await say(asked, "First")
        await say(asked, "Second")

    async with RunningChannel(settings(), Assistant([], twice)) as channel:
        die(RESPOND, after)
        await by_command(channel, slack)
        expected = [*(["First"] if after else []), wording.MAY_BE_MISSING, "Second"]
        await slack.until(lambda: [one["text"] for one in slack.said()] == expected)
        await press_first(channel, slack, slack.said()[-2])
        await slack.until(lambda: [one["text"] for one in slack.said()][-2:] == ["First", "Second"])


@pytest.mark.parametrize("ask", PRIVATE)
@pytest.mark.parametrize(
    "fault",
    [Fault(breaks=True, after=True), Fault(breaks=True), Fault(status=502, page="Bad gateway")],
    ids=["broken after", "broken before", "proxy"],
)
async def test_a_private_post_whose_fate_is_unclear_is_offered_too(
    channel: RunningChannel, slack: SlackStandIn, ask: Ask, fault: Fault
) -> None:
    slack.faults["response_url"].append(fault)
    await ask(channel, slack)
    await slack.until(lambda: said(slack)["offers"] == 1)
    await quiet()
    assert said(slack) == {"answers": int(fault.after), "offers": 1}


async def test_a_private_answer_waits_until_slack_can_be_reached_and_is_then_no_offer(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    elsewhere = SlackStandIn()
    await elsewhere.start()
    port, url = int(elsewhere.url.rpartition(":")[2]), elsewhere.response_url()
    await elsewhere.stop()
    await channel.interact(command("Pay?", url))
    await quiet(0.8)
    again = SlackStandIn()
    await again.start(port)
    await again.wait_for(1)
    await quiet()
    assert said(again) == {"answers": 1, "offers": 0}
    await again.stop()


@pytest.mark.parametrize("refusal", ["used_url", "expired_url"])
async def test_an_answer_too_late_for_its_address_is_offered_in_direct_messages(
    channel: RunningChannel, slack: SlackStandIn, refusal: str
) -> None:
    slack.faults["response_url"].extend([Fault(status=404, page=refusal)] * 2)
    await channel.interact(command("Pay?", slack.response_url()))
    [offer] = await slack.wait_for(1, channel="D0001")
    await press_first(channel, slack, offer)
    await slack.until(lambda: offer["text"] == ANSWER)
    assert len(slack.said()) == 1


async def test_an_answer_that_is_no_longer_kept_is_said_to_be_gone(
    channel: RunningChannel, slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.deliver.REMEMBER_SECONDS", -1.0)
    slack.faults["response_url"].append(Fault(breaks=True))
    await by_command(channel, slack)
    [offer] = await slack.wait_for(1)
    await press_first(channel, slack, offer)
    await slack.until(lambda: offer["text"] == wording.NO_LONGER_KEPT)


async def test_where_slack_refuses_to_tell_what_was_posted_the_answer_is_offered_to_the_person_alone(
    settings: Any, slack: SlackStandIn, rasa: Any, die: Any
) -> None:
    slack.scopes.discard("channels:history")
    async with RunningChannel(settings(), rasa, agent=rasa) as channel:
        die(CALL, after=True)
        await in_a_thread(channel, slack)
        await slack.until(lambda: said(slack) == {"answers": 1, "offers": 1})
        [offer] = slack.said(ephemeral_to="U0001")
        await press_first(channel, slack, offer)
        await slack.until(lambda: offer["text"] == ANSWER)
