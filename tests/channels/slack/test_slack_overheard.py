"""Among people it is quiet: it answers what is said to it, and else only what is surely its business."""

from __future__ import annotations

from typing import Any, Dict

import pytest

from channels.slack.overheard import is_business, ordered
from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet
from tests.channels.slack.slack_acts import BOT_USER, mention, message, new_ts
from tests.channels.slack.slack_stand_in import SlackStandIn

IN_CHANNEL: Dict[str, Any] = {"channel": "C0001", "channel_type": "channel"}
IN_GROUP: Dict[str, Any] = {"channel": "M0001", "channel_type": "mpim"}
CHATTER = [
    "haha ok thanks Bob",
    "can you review my PR",
    "lunch?",
    "our ML engineer left, do we pay too little?",
    "what's the salary band for L5 here?",
    "x" * 2000,
]
WHOLE = "what does an ML engineer earn?"
FOLLOWS = "which pays more?"


def asked(text: str) -> Dict[str, Any]:
    return mention(f"<@{BOT_USER}> {text}")


async def test_what_people_say_to_each_other_in_its_thread_is_left_to_them(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    first = asked(WHOLE)
    await channel.send(first)
    await slack.wait_for(1)
    for text in CHATTER:
        await channel.send(message(text, user="U0002", thread_ts=first["ts"], **IN_CHANNEL))
    await quiet(1.0)
    assert rasa.texts == [WHOLE]
    assert len(slack.said()) == 1


async def test_after_their_talk_only_a_question_that_is_whole_in_itself_is_answered_until_it_is_asked_again(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    first = asked(WHOLE)
    thread: Dict[str, Any] = {"thread_ts": first["ts"], **IN_CHANNEL}
    await channel.send(first)
    await channel.send(message(FOLLOWS, **thread))
    await slack.wait_for(2)
    await channel.send(message("haha ok thanks Bob", **thread))
    await channel.send(message(FOLLOWS, **thread))
    await channel.send(message(WHOLE, **thread))
    await slack.wait_for(3)
    await channel.send(mention(f"<@{BOT_USER}> and in London?", thread_ts=first["ts"]))
    await channel.send(message(FOLLOWS, **thread))
    await slack.wait_for(5)
    assert rasa.texts == [WHOLE, FOLLOWS, WHOLE, "and in London?", FOLLOWS]


async def test_in_a_group_message_chatter_is_left_to_the_group(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    for text in [*CHATTER, WHOLE]:
        await channel.send(message(text, **IN_GROUP))
    await channel.send(message(f"<@{BOT_USER}> hello", **IN_GROUP))
    await slack.wait_for(2)
    await quiet()
    assert sorted(rasa.texts) == ["hello", WHOLE]


@pytest.mark.parametrize(
    "said", ["stop", "Quiet, please!", "be quiet", "mute this thread", f"<@{BOT_USER}> stop"]
)
async def test_told_to_be_quiet_it_leaves_the_thread_until_it_is_mentioned(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, said: str
) -> None:
    first = asked(WHOLE)
    thread: Dict[str, Any] = {"thread_ts": first["ts"], **IN_CHANNEL}
    await channel.send(first)
    await slack.wait_for(1)
    await channel.send(message(said, **thread))
    await channel.send(message(WHOLE, **thread))
    await channel.send(message(WHOLE, parent_user_id=BOT_USER, **thread))
    await quiet(0.8)
    assert rasa.texts == [WHOLE]
    assert len([one for one in slack.said() if one.get("ephemeral_to") is None]) == 1
    await channel.send(mention(f"<@{BOT_USER}> hello", thread_ts=first["ts"]))
    await channel.send(message(FOLLOWS, **thread))
    await slack.until(lambda: len(rasa.texts) == 3)
    assert rasa.texts == [WHOLE, "hello", FOLLOWS]


async def test_a_muted_channel_hears_only_answers_to_mentions_until_that_is_undone(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await channel.send(asked("mute this channel"))
    [told] = await slack.wait_for(1, ephemeral_to="U0001")
    assert "only mentions" in told["text"]
    first = asked(WHOLE)
    thread: Dict[str, Any] = {"thread_ts": first["ts"], **IN_CHANNEL}
    await channel.send(first)
    await channel.send(message(FOLLOWS, **thread))
    await quiet(0.8)
    assert rasa.texts == [WHOLE]
    await channel.send(mention(f"<@{BOT_USER}> unmute", thread_ts=first["ts"]))
    await channel.send(message(FOLLOWS, **thread))
    await slack.until(lambda: len(rasa.texts) == 2)
    assert rasa.texts == [WHOLE, FOLLOWS]


@pytest.mark.parametrize(
    "event",
    [
        message("<@U0BOT> has joined the channel", subtype="channel_join", user=BOT_USER, **IN_CHANNEL),
        {"type": "channel_left", "channel": "C0001", "actor_id": "U0001", "event_ts": "1.0"},
        {"type": "member_left_channel", "user": BOT_USER, "channel": "C0001", "channel_type": "C"},
    ],
    ids=["came again", "left", "was removed"],
)
async def test_who_sends_it_out_of_a_channel_ends_its_part_in_the_threads_there(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, event: Dict[str, Any]
) -> None:
    first, elsewhere = asked(WHOLE), mention(f"<@{BOT_USER}> {WHOLE}", channel="C0002")
    for one in (first, elsewhere):
        await channel.send(one)
    await slack.wait_for(2)
    assert await channel.send(event) == 200
    await channel.send(message(FOLLOWS, thread_ts=first["ts"], **IN_CHANNEL))
    in_other = {"channel": "C0002", "channel_type": "channel", "thread_ts": elsewhere["ts"]}
    await channel.send(message(FOLLOWS, **in_other))
    await slack.wait_for(2, channel="C0002")
    await quiet()
    assert len(slack.said(channel="C0001")) == 1


async def test_somebody_elses_leaving_changes_nothing(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    first = asked(WHOLE)
    await channel.send(first)
    await channel.send({"type": "member_left_channel", "user": "U0002", "channel": "C0001"})
    await channel.send(message(FOLLOWS, thread_ts=first["ts"], **IN_CHANNEL))
    await slack.wait_for(2)


@pytest.mark.parametrize("said", ["stop", "quiet"])
async def test_in_direct_messages_such_words_are_the_assistants(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, said: str
) -> None:
    await channel.send(message(said))
    await slack.wait_for(1)
    assert rasa.texts == [said]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("stop", "thread"),
        ("Please be quiet.", "thread"),
        ("shut up, bot", "thread"),
        ("leave us alone", "thread"),
        ("mute this channel", "channel"),
        ("be quiet in this channel please", "channel"),
        ("unmute", "speak"),
        ("talk again", "speak"),
        ("how do I stop being a data analyst?", None),
        ("leave", "thread"),
        ("should I leave my job?", None),
        ("quiet quitting, does it exist in data science?", None),
        ("is it enough?", None),
    ],
)
def test_words_that_end_its_part_are_the_whole_message(text: str, order: Any) -> None:
    assert ordered(text) == order


ROLE = [{"entity": "role", "value": "ml_engineer"}]


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "entities", "follows", "answered"),
    [
        ("what does an ML engineer earn?", "ask_salary", 0.97, ROLE, False, True),
        ("what does an ML engineer earn?", "ask_salary", 0.6, ROLE, True, False),
        ("And what do they earn?", "ask_salary", 0.97, [], True, True),
        ("And what do they earn?", "ask_salary", 0.97, [], False, False),
        ("and in London?", "follow_up", 0.99, [], True, True),
        ("+1", "follow_up", 0.9, [], True, False),
        ("an ML engineer earns a lot", "ask_salary", 0.97, ROLE, True, False),
        ("should we hire an ML engineer?", "ask_job_outlook", 0.97, ROLE, True, False),
        ("who wants coffee?", "out_of_scope", 0.99, [], True, False),
        ("can someone restart it?", "restart", 0.9, [], True, False),
        ("which role suits me?", "ask_role_fit", 0.99, [], True, False),
    ],
)
def test_only_a_sure_question_about_careers_is_its_business(
    text: str, intent: str, confidence: float, entities: Any, follows: bool, answered: bool
) -> None:
    read = {"intent": {"name": intent, "confidence": confidence}, "entities": entities}
    assert is_business(text, read, follows) is answered


async def test_where_it_does_not_take_part_nothing_is_kept(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await channel.send(message(WHOLE, thread_ts=new_ts(), **IN_CHANNEL))
    await quiet()
    assert rasa.texts == []
