"""Suggestions and thumbs: a press answers in place, once, and cannot be repeated."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from rasa.core.channels.channel import UserMessage

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
from tests.channels.slack.slack_stand_in import SlackStandIn

BUTTONS = [
    {"title": "What does it pay?", "payload": '/ask_salary{"role": "ml_engineer"}'},
    {"title": "Which skills?", "payload": '/ask_skills{"role": "ml_engineer"}'},
]
CARD = {"title": "ML engineer", "lead": "Builds models.", "feedback": {"topic": "role_definition"}}


async def with_card(asked: UserMessage) -> None:
    if str(asked.text).startswith("/give_feedback"):
        await say(asked, "Thanks, noted.")
    elif str(asked.text).startswith("/"):
        await say(asked, f"Answer to {asked.text}")
    else:
        await say(asked, "Builds models.", buttons=BUTTONS, card=CARD)


@pytest.fixture
def rasa() -> Assistant:
    return Assistant([], with_card)


def titles(shown: Dict[str, Any]) -> List[str]:
    return [button["text"]["text"] for button, _ in buttons_of(shown)]


def small_print(shown: Dict[str, Any]) -> List[str]:
    return [block["elements"][0]["text"] for block in shown["blocks"] if block["type"] == "context"]


async def test_a_pressed_suggestion_is_answered_and_taken_out(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await channel.send(message("What does an ML engineer do?"))
    [shown] = await slack.wait_for(1)
    assert titles(shown)[:2] == ["What does it pay?", "Which skills?"]
    button, block_id = buttons_of(shown)[0]
    assert await channel.interact(press(button, block_id, shown, slack.response_url(about=shown))) == 200
    _, answer = await slack.wait_for(2, channel="D0001")
    assert answer["text"] == 'Answer to /ask_salary{"role": "ml_engineer"}'
    assert "What does it pay?" not in titles(shown)
    assert "Which skills?" in titles(shown)
    assert small_print(shown) == [":heavy_check_mark: What does it pay?"]
    assert rasa.asked[0].sender_id == rasa.asked[1].sender_id


async def test_a_double_press_is_answered_once(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.send(message("What does an ML engineer do?"))
    [shown] = await slack.wait_for(1)
    button, block_id = buttons_of(shown)[0]
    for _ in range(2):
        assert await channel.interact(press(button, block_id, shown, slack.response_url(about=shown))) == 200
    await slack.wait_for(2)
    await quiet()
    assert len(slack.said()) == 2


async def test_a_press_on_a_message_not_yet_redrawn_does_not_bring_a_button_back(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    await channel.send(message("What does an ML engineer do?"))
    [shown] = await slack.wait_for(1)
    as_it_was = {**shown, "blocks": list(shown["blocks"])}
    for button, block_id in buttons_of(as_it_was)[:2]:
        await channel.interact(press(button, block_id, as_it_was, slack.response_url(about=as_it_was)))
    await slack.wait_for(3)
    assert titles(shown) == ["Helpful", "Not helpful"]


async def test_in_a_thread_everybody_sees_who_pressed_and_the_answer(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    asked = mention(f"<@{BOT_USER}> What does an ML engineer do?")
    await channel.send(asked)
    [shown] = await slack.wait_for(1, channel="C0001")
    button, block_id = buttons_of(shown)[1]
    await channel.interact(press(button, block_id, shown, slack.response_url("U0002", shown), user="U0002"))
    _, answer = await slack.wait_for(2, channel="C0001")
    assert answer["thread_ts"] == asked["ts"]
    assert small_print(shown) == [":heavy_check_mark: <@U0002>: Which skills?"]
    assert len({one.sender_id for one in rasa.asked}) == 1


@pytest.mark.parametrize(("thumb", "rating"), [(-2, "helpful"), (-1, "not_helpful")])
async def test_a_thumb_is_passed_on_and_thanked_for_in_its_place(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, thumb: int, rating: str
) -> None:
    await channel.send(message("What does an ML engineer do?"))
    [shown] = await slack.wait_for(1)
    button, block_id = buttons_of(shown)[thumb]
    await channel.interact(press(button, block_id, shown, slack.response_url(about=shown)))
    await slack.until(lambda: "Thanks, noted." in small_print(shown))
    assert titles(shown) == ["What does it pay?", "Which skills?"]
    assert rasa.texts[-1] == f'/give_feedback{{"rating": "{rating}"}}'
    about = f"{rasa.asked[0].message_id}.1"
    given = {"about": about, "topic": "role_definition", "rating": rating}
    assert (rasa.asked[-1].metadata or {})["feedback"] == given
    assert len(slack.said()) == 1


async def test_a_command_is_answered_to_the_person_alone_and_its_buttons_work(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    assert (
        await channel.interact(command("what does an ML engineer &amp; co do?", slack.response_url())) == 200
    )
    [shown] = await slack.wait_for(1, ephemeral_to="U0001")
    assert rasa.texts == ["what does an ML engineer & co do?"]
    button, block_id = buttons_of(shown)[0]
    await channel.interact(press(button, block_id, shown, slack.response_url(about=shown)))
    shown, answer = await slack.wait_for(2, ephemeral_to="U0001")
    assert answer["text"].startswith("Answer to /ask_salary")
    assert "What does it pay?" not in titles(shown)
    assert len(slack.said()) == 2
    await channel.send(message("And what about me?"))
    await slack.wait_for(1, channel="D0001")
    assert len({one.sender_id for one in rasa.asked}) == 1


@pytest.mark.parametrize(("text", "asked"), [("", "/greet"), ("/restart", "restart"), ("help", "help")])
async def test_a_command_needs_no_exact_words(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, text: str, asked: str
) -> None:
    await channel.interact(command(text, slack.response_url()))
    await slack.wait_for(1, ephemeral_to="U0001")
    assert rasa.texts == [asked]


@pytest.mark.parametrize(("text", "asked"), [("How do I become one?", ["How do I become one?"]), ("", [])])
async def test_the_shortcut_asks_about_a_message(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, text: str, asked: List[str]
) -> None:
    about = message(text, channel="C0009", channel_type="channel", user="U0002")
    await channel.interact(shortcut(about, slack.response_url()))
    await slack.wait_for(1, ephemeral_to="U0001")
    assert rasa.texts == asked


async def test_the_home_tab_greets_and_its_buttons_are_answered_in_direct_messages(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    async def greet(asked: UserMessage) -> None:
        await say(asked, f"Hello to {asked.text}", buttons=BUTTONS)

    rasa.answer = greet
    opened = {"type": "app_home_opened", "user": "U0001", "channel": "D0001", "tab": "home"}
    assert await channel.send(opened) == 200
    view = await slack.until(lambda: slack.views.get("U0001"))
    assert view["blocks"][1]["text"]["text"] == "Hello to /greet"
    button, block_id = buttons_of(view)[0]
    assert await channel.interact(home_press(button, block_id)) == 200
    [answer] = await slack.wait_for(1, channel="D0001")
    assert answer["text"] == 'Hello to /ask_salary{"role": "ml_engineer"}'
    await channel.send({**opened, "tab": "messages"})
    await channel.send({**opened, "user": "U0002"})
    await slack.until(lambda: slack.views.get("U0002"))
    assert [one.sender_id for one in rasa.asked].count("slack:home") == 1


async def test_a_button_of_another_age_is_acknowledged(channel: RunningChannel, slack: SlackStandIn) -> None:
    await channel.send(message("What does an ML engineer do?"))
    [shown] = await slack.wait_for(1)
    button, block_id = buttons_of(shown)[0]
    old = {**button, "action_id": "of_an_older_version"}
    assert await channel.interact(press(old, block_id, shown, slack.response_url(about=shown))) == 200
    await quiet()
    assert len(slack.said()) == 1
