"""Each event is answered exactly once, and what is no question is not answered."""

from __future__ import annotations

from typing import Any, Dict, Optional

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet, say
from tests.channels.slack.slack_acts import BOT_ID, BOT_USER, mention, message, new_ts, twin
from tests.channels.slack.slack_stand_in import SlackStandIn

ASK = f"<@{BOT_USER}> What does an ML engineer do?"
IN_CHANNEL: Dict[str, Any] = {"channel": "C0001", "channel_type": "channel"}


async def test_a_direct_message_is_answered(channel: RunningChannel, slack: SlackStandIn) -> None:
    assert await channel.send(message("What does an ML engineer do?")) == 200
    [answer] = await slack.wait_for(1, channel="D0001")
    assert answer["text"] == "You asked: What does an ML engineer do?"
    assert answer["thread_ts"] is None


async def test_a_mention_is_answered_in_a_thread(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    asked = mention(ASK)
    await channel.send(asked)
    [answer] = await slack.wait_for(1, channel="C0001")
    assert answer["thread_ts"] == asked["ts"]
    assert rasa.texts == ["What does an ML engineer do?"]


@pytest.mark.parametrize("retry", [None, "http_timeout", "http_error", "connection_failed"])
async def test_an_event_that_comes_again_is_answered_once(
    channel: RunningChannel, slack: SlackStandIn, retry: Optional[str]
) -> None:
    event = message("What does an ML engineer do?")
    assert await channel.send(event, event_id="Ev1") == 200
    assert await channel.send(event, event_id="Ev1", retry=retry) == 200
    await slack.wait_for(1)
    assert await channel.send(event, event_id="Ev1", retry=retry) == 200
    await quiet()
    assert len(slack.said()) == 1


@pytest.mark.parametrize("mention_first", [True, False])
async def test_a_mention_and_its_twin_are_answered_once(
    channel: RunningChannel, slack: SlackStandIn, mention_first: bool
) -> None:
    asked = mention(ASK)
    for event in [asked, twin(asked)] if mention_first else [twin(asked), asked]:
        assert await channel.send(event) == 200
    await slack.wait_for(1)
    await quiet()
    assert len(slack.said()) == 1


@pytest.mark.parametrize(
    "event",
    [
        message("<@U0001> has joined the channel", subtype="channel_join", **IN_CHANNEL),
        message("<@U0001> has left the channel", subtype="channel_leave", **IN_CHANNEL),
        message("set the topic: careers", subtype="channel_topic", topic="careers", **IN_CHANNEL),
        message("set the purpose: careers", subtype="channel_purpose", **IN_CHANNEL),
        message("renamed the channel", subtype="channel_name", **IN_CHANNEL),
        message("", subtype="message_changed", hidden=True, message=message(ASK), **IN_CHANNEL),
        message("", subtype="message_changed", hidden=True, message=message("edited")),
        message("", subtype="message_deleted", hidden=True, deleted_ts=new_ts()),
        message("A bot says hello", subtype="bot_message", bot_id="B0002", username="other"),
        message(ASK, bot_id="B0002", app_id="A0002", **IN_CHANNEL),
        mention(ASK, bot_id="B0002", user="U0OTHERBOT"),
        message("You asked: what I said myself", user=BOT_USER, bot_id=BOT_ID),
        message("You asked: what I said myself", user=BOT_USER, **IN_CHANNEL),
        message("Reminder: stand-up", user="USLACKBOT"),
        message("Lunch?", **IN_CHANNEL),
        message("Lunch?", channel="G0001", channel_type="group"),
        message("Lunch?", thread_ts=new_ts(), **IN_CHANNEL),
        message("<@U0002> Lunch?", channel="M0001", channel_type="mpim"),
        message("", subtype="file_share", files=[{"id": "F1"}], **IN_CHANNEL),
        {"type": "message", "channel": "D0001", "channel_type": "im", "text": "no author, no time"},
        {"type": "reaction_added", "user": "U0001", "reaction": "eyes", "item": {"type": "message"}},
        {"type": "member_joined_channel", "user": BOT_USER, "channel": "C0001"},
    ],
    ids=lambda event: f"{event['type']}-{event.get('subtype') or event.get('channel_type')}",
)
async def test_what_is_no_question_is_acknowledged_and_not_answered(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, event: Dict[str, Any]
) -> None:
    assert await channel.send(event) == 200
    await quiet()
    assert slack.said() == []
    assert rasa.texts == []


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
async def test_a_charset_in_the_content_type_is_no_matter(
    channel: RunningChannel, slack: SlackStandIn, charset: str
) -> None:
    await channel.send(
        message("Wie wird man ML-Ingenieur für Köln?"), content_type=f"application/json; charset={charset}"
    )
    [answer] = await slack.wait_for(1)
    assert answer["text"].endswith("ML-Ingenieur für Köln?")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("&lt;ml&gt; &amp; ai", "<ml> & ai"),
        ("a &amp;lt; b", "a &lt; b"),
        (f"<@{BOT_USER}> hello", "hello"),
        (f"hello <@{BOT_USER}|careerbot>, there", "hello , there"),
        ("ask <@U0002> or <@U0003|ann>", "ask @U0002 or @ann"),
        ("see <#C0002|general> and <!here>", "see #general and @here"),
        ("<!subteam^S1|@hiring> pay?", "@hiring pay?"),
        ("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"),
        ("<https://example.com|the article> says", "the article says"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("pay < 100k > 50k", "pay < 100k > 50k"),
        ("two\u00a0words", "two words"),
        ('/ask_salary{"role": "ml_engineer"}', 'ask_salary{"role": "ml_engineer"}'),
        ("  //restart", "restart"),
        (f"<@{BOT_USER}> /restart", "restart"),
        ("\u2003/restart", "restart"),
        ("and/or what?", "and/or what?"),
    ],
)
async def test_the_assistant_reads_what_the_person_wrote(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, sent: str, read: str
) -> None:
    await channel.send(message(sent))
    await slack.wait_for(1)
    assert rasa.texts == [read]


async def test_a_file_with_words_is_answered(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await channel.send(message("Does this CV fit?", subtype="file_share", files=[{"id": "F1"}]))
    await slack.wait_for(1)
    assert rasa.texts == ["Does this CV fit?"]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (message("", subtype="file_share", files=[{"id": "F1"}]), "only words"),
        (message("x" * 1001), "longer than 1,000 characters"),
        (mention(f"<@{BOT_USER}> " + "word " * 300), "longer than 1,000 characters"),
    ],
    ids=["file", "long", "long mention"],
)
async def test_what_cannot_be_read_is_told_to_the_person_alone(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, event: Dict[str, Any], said: str
) -> None:
    await channel.send(event)
    [answer] = await slack.wait_for(1)
    assert said in answer["text"]
    assert (answer["channel"][0], answer.get("ephemeral_to")) in (("D", None), ("C", "U0001"))
    assert rasa.texts == []


async def test_a_bare_mention_is_greeted(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await channel.send(mention(f"<@{BOT_USER}>"))
    await slack.wait_for(1)
    assert rasa.texts == ["/greet"]


async def test_one_conversation_is_kept_for_each_person_in_direct_messages(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    first = message("What does an ML engineer do?")
    await channel.send(first)
    await channel.send(message("And earn?", thread_ts=first["ts"]))
    await channel.send(message("Hello", user="U0002", channel="D0002"))
    answers = await slack.wait_for(3)
    mine, also_mine, another = sorted(rasa.asked, key=lambda asked: asked.message_id)
    assert mine.sender_id == also_mine.sender_id != another.sender_id
    [in_thread] = [one for one in answers if one["text"].endswith("And earn?")]
    assert in_thread["thread_ts"] == first["ts"]


async def test_two_people_share_a_thread_and_go_on_without_a_mention(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    first = mention(ASK)
    await channel.send(first)
    await channel.send(message("And what do they earn?", user="U0002", thread_ts=first["ts"], **IN_CHANNEL))
    await channel.send(message("<@U0001> thanks!", user="U0002", thread_ts=first["ts"], **IN_CHANNEL))
    answers = await slack.wait_for(2, thread_ts=first["ts"])
    await quiet()
    assert len(answers) == len(slack.said()) == 2
    assert rasa.texts == ["What does an ML engineer do?", "And what do they earn?"]
    assert len({asked.sender_id for asked in rasa.asked}) == 1


async def test_a_thread_is_remembered_after_a_restart(
    settings: Any, slack: SlackStandIn, rasa: Assistant
) -> None:
    first = mention(ASK)
    async with RunningChannel(settings(), rasa) as before:
        await before.send(first)
    async with RunningChannel(settings(), rasa) as after:
        await after.send(message("And pay?", user="U0002", thread_ts=first["ts"], **IN_CHANNEL))
        await slack.wait_for(2, thread_ts=first["ts"])


async def test_a_reply_to_the_bots_own_message_is_answered(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    await channel.send(message("And pay?", thread_ts=new_ts(), parent_user_id=BOT_USER, **IN_CHANNEL))
    await slack.wait_for(1)


async def test_a_group_message_is_answered_in_a_thread(channel: RunningChannel, slack: SlackStandIn) -> None:
    asked = message("What does an ML engineer earn?", channel="M0001", channel_type="mpim")
    await channel.send(asked)
    await channel.send(message("And pay?", channel="M0001", channel_type="mpim", thread_ts=asked["ts"]))
    assert len(await slack.wait_for(2, thread_ts=asked["ts"])) == 2


async def test_a_conversation_is_answered_in_order(channel: RunningChannel, slack: SlackStandIn) -> None:
    for number in range(8):
        await channel.send(message(f"question {number}"))
    answers = await slack.wait_for(8)
    assert [answer["text"][-1] for answer in answers] == list("01234567")


async def test_an_answer_with_markup_and_many_suggestions_is_one_message_in_slacks_form(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    async def marked_up(asked: UserMessage) -> None:
        buttons = [{"title": f"Question {number}?", "payload": f"/ask{number}"} for number in range(6)]
        await say(
            asked, "**Bold** and a [link](https://example.com)\n\n- after a blank line", buttons=buttons
        )

    rasa.answer = marked_up
    await channel.send(message("What does an ML engineer do?"))
    await slack.wait_for(1)
    await quiet()
    [answer] = slack.said()
    section, actions = answer["blocks"]
    assert section["text"]["text"] == "*Bold* and a <https://example.com|link>\n\n• after a blank line"
    *buttons, menu = actions["elements"]
    assert [one["text"]["text"] for one in buttons] == ["Question 0?", "Question 1?", "Question 2?"]
    assert [one["value"] for one in menu["options"]] == ["/ask3", "/ask4", "/ask5"]
