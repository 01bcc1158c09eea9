"""What a message says may stand elsewhere: in blocks, in what is shared, above it, or in its new words."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet
from tests.channels.slack.slack_acts import BOT_USER, mention, message, new_ts, shortcut
from tests.channels.slack.slack_stand_in import Fault, SlackStandIn

QUESTION = "What does an ML engineer earn?"
#: A message that was forwarded, as Slack hands it on.
FORWARDED: Dict[str, Any] = {
    "is_share": True,
    "from_url": "https://example.slack.com/archives/C0002/p1700000000000001",
    "author_name": "Ann",
    "channel_id": "C0002",
    "ts": "1700000000.000001",
    "text": QUESTION,
    "fallback": f"[November 1st, 2026] Ann: {QUESTION}",
    "mrkdwn_in": ["text"],
}
#: A post that a person or an app wrote in blocks.
RICH: List[Any] = [
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "What does an "},
                    {"type": "text", "text": "ML engineer", "style": {"bold": True}},
                    {"type": "text", "text": " earn?"},
                ],
            }
        ],
    }
]


@pytest.mark.parametrize(
    "event",
    [
        message("", attachments=[FORWARDED]),
        message("any idea?", attachments=[FORWARDED]),
        message("", attachments=[{"fallback": QUESTION}]),
        message("", attachments=[{"blocks": [{"type": "section", "text": {"text": QUESTION}}]}]),
        message("", blocks=RICH),
        mention(f"<@{BOT_USER}> can you answer this?", attachments=[FORWARDED]),
        mention(f"<@{BOT_USER}>", attachments=[FORWARDED]),
    ],
    ids=["forwarded", "with a word", "fallback", "blocks shared", "rich text", "mention", "bare mention"],
)
async def test_the_words_of_what_is_shared_are_read(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, event: Dict[str, Any]
) -> None:
    await channel.send(event)
    await slack.wait_for(1)
    assert rasa.texts == [QUESTION]


async def test_a_message_with_words_of_its_own_is_asked_by_them(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    link = {"title": "A page", "text": "Its preview", "from_url": "https://example.com"}
    await channel.send(message("What is MLOps?", attachments=[link]))
    await slack.wait_for(1)
    assert rasa.texts == ["What is MLOps?"]


async def test_the_shortcut_reads_a_post_of_an_app(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    post = message("", channel="C0009", channel_type="channel", blocks=RICH, bot_id="B0002")
    await channel.interact(shortcut(post, slack.response_url()))
    await slack.wait_for(1, ephemeral_to="U0001")
    assert rasa.texts == [QUESTION]


def above(slack: SlackStandIn) -> str:
    """Put a question of somebody into a channel and return where its thread begins."""
    ts = new_ts()
    said = {"ts": ts, "channel": "C0001", "thread_ts": ts, "text": QUESTION, "user": "U0002", "blocks": []}
    slack.messages.append(said)
    return ts


@pytest.mark.parametrize("words", ["", "any idea?", "can you help with this?", "thoughts?", "^^"])
async def test_a_mention_under_somebodys_question_is_about_that_question(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, words: str
) -> None:
    ts = above(slack)
    await channel.send(mention(f"<@{BOT_USER}> {words}", thread_ts=ts))
    await slack.wait_for(2, thread_ts=ts)
    assert rasa.texts == [QUESTION]


@pytest.mark.parametrize("words", ["What is MLOps?", "why is this well paid?"])
async def test_a_mention_with_a_question_of_its_own_is_about_that(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, words: str
) -> None:
    ts = above(slack)
    await channel.send(mention(f"<@{BOT_USER}> {words}", thread_ts=ts))
    await slack.wait_for(2, thread_ts=ts)
    assert rasa.texts == [words]


async def test_where_slack_does_not_show_the_question_above_the_mention_alone_is_answered(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    slack.faults["conversations.replies"].append(Fault(status=200, error="missing_scope"))
    ts = above(slack)
    await channel.send(mention(f"<@{BOT_USER}>", thread_ts=ts))
    await slack.wait_for(2, thread_ts=ts)
    assert rasa.texts == ["/greet"]


def edited(before: Dict[str, Any], text: str) -> Dict[str, Any]:
    """Return the event of a message that its author has edited."""
    now = {**before, "text": text, "edited": {"user": before["user"], "ts": new_ts()}}
    around = {name: before[name] for name in ("channel", "channel_type") if name in before}
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        **around,
        "ts": new_ts(),
        "event_ts": new_ts(),
        "message": {key: value for key, value in now.items() if key not in around},
        "previous_message": {key: value for key, value in before.items() if key not in around},
    }


@pytest.mark.parametrize("in_thread", [False, True])
async def test_an_edited_question_is_answered_anew_once(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, in_thread: bool
) -> None:
    asked = message("What does an ML enginer ern?", thread_ts="1700000000.000100" if in_thread else None)
    await channel.send(asked)
    change = edited(asked, QUESTION)
    for event_id in ("Ev1", "Ev1", "Ev2"):
        assert await channel.send(change, event_id=event_id) == 200
    await slack.wait_for(2)
    await quiet()
    assert rasa.texts == ["What does an ML enginer ern?", QUESTION]
    assert len(slack.said()) == 2


async def test_an_edited_mention_is_answered_in_its_thread(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    asked = mention(f"<@{BOT_USER}> pay?", channel_type="channel")
    asked["channel_type"] = "channel"
    await channel.send(asked)
    await channel.send(edited(asked, f"<@{BOT_USER}> {QUESTION}"))
    await slack.wait_for(2, thread_ts=asked["ts"])
    assert rasa.texts == ["pay?", QUESTION]


async def test_a_preview_that_unfolds_and_an_edit_among_people_are_no_question(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    asked = message("What is at https://example.com?")
    unfolded = {**edited(asked, asked["text"])}
    unfolded["message"] = {**asked, "attachments": [{"text": "A preview"}]}
    among = message("Lunch?", channel="C0001", channel_type="channel")
    await channel.send(asked)
    await channel.send(unfolded)
    await channel.send(edited(among, "Lunch at one?"))
    await slack.wait_for(1)
    await quiet()
    assert len(slack.said()) == 1


async def test_marks_of_bold_and_italics_are_not_words(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await channel.send(message("*What is an* _AI_ *engineer*?"))
    await slack.wait_for(1)
    assert rasa.texts == ["What is an AI engineer?"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "user_change", "user": {"id": "U0001", "profile": {}}},
        {"type": "channel_created", "channel": {"id": "C0003", "name": "new"}},
        {"type": "file_shared", "file_id": "F1", "file": {"id": "F1"}, "ts": 17},
        {"type": "team_join", "user": {"id": "U0003"}},
        {"type": "subteam_updated", "subteam": {"id": "S1"}},
        {"type": "assistant_thread_of_the_future", "blocks": {"a": 1}},
    ],
    ids=lambda event: event["type"],
)
async def test_an_event_that_it_did_not_ask_for_is_acknowledged(
    channel: RunningChannel, slack: SlackStandIn, event: Dict[str, Any]
) -> None:
    assert await channel.send(event) == 200
    await quiet(0.1)
    assert slack.said() == []


@pytest.mark.parametrize(
    "body",
    [
        {"type": "view_closed", "view": {"id": "V1", "callback_id": "x"}},
        {"type": "shortcut", "callback_id": "of_another_age", "trigger_id": "1.2.c"},
        {"type": "view_submission", "view": {"id": "V1", "callback_id": "x", "type": "modal"}},
    ],
    ids=lambda body: body["type"],
)
async def test_an_act_that_it_does_not_know_is_acknowledged(
    channel: RunningChannel, slack: SlackStandIn, body: Dict[str, Any]
) -> None:
    around = {"team": {"id": "T0001"}, "user": {"id": "U0001", "team_id": "T0001"}, "api_app_id": "A0001"}
    assert await channel.interact({**around, **body}) == 200
