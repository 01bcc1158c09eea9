"""Nothing is lost and nothing is said twice, whatever Slack and the network do."""

from __future__ import annotations

import asyncio
import time
from typing import Any, List

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet, say
from tests.channels.slack.slack_acts import BOT_USER, buttons_of, command, mention, message, press
from tests.channels.slack.slack_stand_in import BOT_TOKEN, Fault, SlackStandIn


def said(slack: SlackStandIn, **where: Any) -> List[str]:
    return [one["text"] for one in slack.said(**where)]


async def test_the_rate_limit_is_respected_and_nothing_is_lost(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    slack.faults["chat.postMessage"].append(Fault(retry_after=1))
    started = time.monotonic()
    for number in range(6):
        await channel.send(message(f"question {number}", user=f"U{number:04}", channel=f"D{number:04}"))
    answers = await slack.wait_for(6)
    assert len(slack.said()) == len({one["channel"] for one in answers}) == 6
    assert time.monotonic() - started >= 1
    in_flight = 5  # what was on its way before Slack's first refusal came back
    assert slack.called_while_limited <= in_flight


@pytest.mark.parametrize("name", ["ratelimited", "rate_limited"])
async def test_a_burst_in_one_channel_meets_its_limit_once(
    channel: RunningChannel, slack: SlackStandIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.web._POSTS_APART", 0.25)
    monkeypatch.setattr(slack, "limit_name", name)
    slack.posts_a_second = 4.5
    for number in range(8):
        await channel.send(mention(f"<@{BOT_USER}> question {number}"))
    await slack.wait_for(8, seconds=20)
    refused = [call for call in slack.calls if call.answer.get("error") == name]
    assert len(refused) <= 2
    assert len(slack.said()) == 8


async def test_a_limit_for_each_channel_slows_down_and_keeps_the_order(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    slack.posts_a_second = 2.0
    for number in range(3):
        await channel.send(message(f"question {number}"))
    await slack.wait_for(3)
    assert [text[-1] for text in said(slack)] == ["0", "1", "2"]
    assert slack.called_while_limited == 0


@pytest.mark.parametrize("asked", [message("Pay?"), mention(f"<@{BOT_USER}> Pay?")], ids=["direct", "thread"])
@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500, error="internal_error"),
        Fault(status=503, error="service_unavailable"),
        Fault(status=502, page="Bad gateway"),
        Fault(breaks=True),
        Fault(breaks=True, after=True),
        Fault(status=500, error="fatal_error", after=True),
    ],
    ids=["500", "503", "proxy", "broken before", "broken after", "500 after"],
)
async def test_a_post_that_may_have_arrived_is_looked_up_before_it_is_repeated(
    channel: RunningChannel, slack: SlackStandIn, fault: Fault, asked: Any
) -> None:
    slack.faults["chat.postMessage"].append(fault)
    await channel.send({**asked, "ts": f"{float(asked['ts']) - 1:.6f}"})
    await slack.wait_for(1)
    await quiet(1.0)
    assert said(slack) == ["You asked: Pay?"]


async def test_a_call_that_slack_never_answers_is_given_up_and_repeated(
    channel: RunningChannel, slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.app._API_SECONDS", 0.5)
    slack.faults["chat.postMessage"].append(Fault(hangs=True, after=True))
    async with RunningChannel(channel._settings, channel._assistant) as quick:
        await quick.send(message("Pay?"))
        await slack.wait_for(1)
        await quiet(1.5)
    assert said(slack) == ["You asked: Pay?"]


async def test_an_answer_waits_until_slack_takes_it_and_the_assistant_is_not_asked_again(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    broken = Fault(status=503, error="service_unavailable")
    slack.faults["chat.postMessage"].extend([broken] * 4)
    slack.faults["conversations.history"].extend([broken])
    await channel.send(message("Pay?"))
    await slack.wait_for(1, seconds=20)
    assert said(slack) == ["You asked: Pay?"]
    assert rasa.texts == ["Pay?"]


async def test_two_answers_to_one_message_both_arrive_once(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    async def twice(asked: UserMessage) -> None:
        await say(asked, "First")
        await say(asked, "Second")

    rasa.answer = twice
    slack.faults["chat.postMessage"].extend([None, Fault(breaks=True, after=True)])
    await channel.send(message("Two questions?"))
    await slack.wait_for(2)
    await quiet(1.0)
    assert said(slack) == ["First", "Second"]


async def test_a_long_wait_is_shown_by_slack_itself_and_notifies_nobody(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.answering.STATUS_AFTER", 0.1)
    go_on = asyncio.Event()

    async def slow(asked: UserMessage) -> None:
        await go_on.wait()
        await say(asked, "Here it is", buttons=[{"title": "More", "payload": "/more"}])

    rasa.answer = slow
    asked = mention(f"<@{BOT_USER}> Pay?")
    await channel.send(asked)
    await channel.interact(command("Pay?", slack.response_url("U0002"), user="U0002"))
    await slack.until(lambda: slack.statuses)
    [private] = await slack.wait_for(1, ephemeral_to="U0002")
    assert slack.statuses == [("C0001", asked["ts"], "is looking it up…")]
    assert slack.said(channel="C0001") == []
    go_on.set()
    await slack.wait_for(2, ephemeral_to="U0002")
    await slack.wait_for(1, channel="C0001")
    assert said(slack, channel="C0001") == ["Here it is"]
    assert said(slack, ephemeral_to="U0002") == [private["text"], "Here it is"]


async def test_where_slack_knows_no_status_the_answer_comes_all_the_same(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.answering.STATUS_AFTER", 0.05)

    async def slow(asked: UserMessage) -> None:
        await asyncio.sleep(0.2)
        await say(asked, "Here it is")

    rasa.answer = slow
    slack.faults["assistant.threads.setStatus"].append(Fault(status=200, error="unknown_method"))
    await channel.send(mention(f"<@{BOT_USER}> Pay?"))
    await slack.wait_for(1, channel="C0001")
    assert said(slack) == ["Here it is"]


async def fails(asked: UserMessage) -> None:
    raise ValueError(f"cannot answer {asked.text}")


async def says_nothing(asked: UserMessage) -> None:
    return


@pytest.mark.parametrize("answer", [fails, says_nothing])
async def test_an_error_is_told_to_the_person_alone_and_logged_without_their_words(
    channel: RunningChannel,
    slack: SlackStandIn,
    rasa: Assistant,
    answer: Any,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rasa.answer = answer
    asked = mention(f"<@{BOT_USER}> unmistakable words")
    await channel.send(asked)
    [told] = await slack.wait_for(1, channel="C0001")
    assert (told["ephemeral_to"], told["thread_ts"]) == ("U0001", None)
    assert "Something went wrong" in told["text"]
    await channel.interact(command("unmistakable words", slack.response_url("U0002"), user="U0002"))
    await slack.wait_for(1, ephemeral_to="U0002")
    logged = caplog.text + "".join(capsys.readouterr())
    assert "slack.no_answer" in logged
    assert "unmistakable" not in logged


async def test_an_error_is_told_where_it_is_seen(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    """Slack takes a note for one person in a thread without a reply, says `ok`, and shows it to nobody."""
    rasa.answer = fails
    slack.threads.add(("C0001", "1700000000.000001"))
    asks = [
        message("Pay?"),
        message("Pay?", thread_ts="1700000000.000002"),
        mention(f"<@{BOT_USER}> Pay?"),
        mention(f"<@{BOT_USER}> Pay?", thread_ts="1700000000.000001"),
    ]
    for asked in asks:
        await channel.send(asked)
    told = await slack.wait_for(4)
    found = {(one["channel"], one.get("ephemeral_to"), one["thread_ts"]) for one in told}
    assert found == {
        ("D0001", None, None),
        ("D0001", None, "1700000000.000002"),
        ("C0001", "U0001", None),
        ("C0001", "U0001", "1700000000.000001"),
    }


async def test_an_error_takes_the_status_away(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.answering.STATUS_AFTER", 0.05)

    async def slow_failure(asked: UserMessage) -> None:
        await asyncio.sleep(0.3)
        raise ValueError

    rasa.answer = slow_failure
    await channel.send(mention(f"<@{BOT_USER}> Pay?"))
    await slack.wait_for(1, ephemeral_to="U0001")
    assert [status for *_, status in slack.statuses] == ["is looking it up…", ""]


async def test_an_answer_that_takes_too_long_is_given_up(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.answering.ANSWER_SECONDS", 0.2)
    monkeypatch.setattr("channels.slack.answering.STATUS_AFTER", 0.1)

    async def forever(asked: UserMessage) -> None:
        await asyncio.Event().wait()

    rasa.answer = forever
    await channel.send(message("Pay?"))
    [told] = await slack.wait_for(1, channel="D0001")
    assert "Something went wrong" in told["text"]


async def test_blocks_that_slack_refuses_are_replaced_by_text(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.slack.buttons.BUTTON_LIMIT", 500)

    async def with_a_title_beyond_measure(asked: UserMessage) -> None:
        await say(asked, "The answer", buttons=[{"title": "x" * 200, "payload": "/more"}])

    rasa.answer = with_a_title_beyond_measure
    await channel.send(message("Pay?"))
    [answer] = await slack.wait_for(1)
    assert (answer["text"], answer["blocks"]) == ("The answer", [])


@pytest.mark.parametrize(
    ("error", "why"),
    [("is_archived", "archived"), ("restricted_action", "only some people"), ("strange_reason", "may not")],
)
async def test_an_answer_that_slack_does_not_let_us_post_is_offered_directly_and_others_go_on(
    channel: RunningChannel, slack: SlackStandIn, error: str, why: str
) -> None:
    slack.faults["chat.postMessage"].append(Fault(status=200, error=error))
    slack.faults["chat.postEphemeral"].append(Fault(status=200, error=error))
    first = mention(f"<@{BOT_USER}> One")
    await channel.send(first)
    [offered] = await slack.wait_for(1, channel="D0001")
    assert why in offered["text"]
    await channel.send(mention(f"<@{BOT_USER}> Two", thread_ts=first["ts"]))
    await slack.wait_for(1, channel="C0001")
    assert said(slack, channel="C0001") == ["You asked: Two"]
    button, block_id = buttons_of(offered)[0]
    await channel.interact(press(button, block_id, offered, slack.response_url(about=offered)))
    await slack.until(lambda: offered["text"] == "You asked: One")
    assert len(slack.said()) == 2


async def test_a_token_that_is_revoked_meanwhile_is_logged_clearly(
    channel: RunningChannel,
    slack: SlackStandIn,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await channel.send(message("One"))
    await slack.wait_for(1)
    del slack.tokens[BOT_TOKEN]
    await channel.send(message("Two"))
    await slack.until(lambda: [call for call in slack.calls if call.answer.get("error") == "token_revoked"])
    await quiet()
    logged = caplog.text + "".join(capsys.readouterr())
    assert "slack.token_refused" in logged
    assert "token_revoked" in logged
    assert "install the app" in logged
