"""Slack's own surfaces: the pane for assistants, the guided advice, the Home tab, organisations."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any, Dict, List
from urllib.parse import parse_qs, urlsplit

import pytest
from rasa.core.channels.channel import UserMessage

from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet, say
from tests.channels.slack.slack_acts import (
    TEAM,
    buttons_of,
    command,
    global_shortcut,
    home_press,
    message,
    new_ts,
    press,
    window_sent,
)
from tests.channels.slack.slack_stand_in import CLIENT_ID, CLIENT_SECRET, Fault, SlackStandIn

STARTERS = [{"title": f"Question {number}?", "payload": f"/ask{number}"} for number in range(6)]
CONTEXT = {"channel_id": "C0007", "team_id": TEAM, "enterprise_id": None}


async def with_starters(asked: UserMessage) -> None:
    if asked.text == "/greet":
        await say(asked, "Hello!", buttons=STARTERS)
    else:
        await say(asked, f"You asked: {asked.text}")


def thread_started(thread: str, kind: str = "assistant_thread_started") -> Dict[str, Any]:
    about = {"user_id": "U0001", "context": CONTEXT, "channel_id": "D0001", "thread_ts": thread}
    return {"type": kind, "assistant_thread": about, "event_ts": new_ts()}


async def test_a_new_thread_in_the_pane_is_greeted_with_prompts_and_named_after_its_first_question(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    rasa.answer = with_starters
    assert await channel.send(thread_started("1700000000.000100")) == 200
    [greeting] = await slack.wait_for(1, thread_ts="1700000000.000100")
    assert greeting["text"] == "Hello!"
    prompts = await slack.until(lambda: slack.prompts.get("1700000000.000100"))
    assert prompts == [{"title": one["title"], "message": one["title"]} for one in STARTERS[:4]]
    for text in ("What does an ML engineer earn?", "And in London?"):
        await channel.send(message(text, thread_ts="1700000000.000100"))
    await slack.wait_for(3, thread_ts="1700000000.000100")
    await slack.until(lambda: slack.titles)
    assert slack.titles == {"1700000000.000100": "What does an ML engineer earn?"}


async def test_each_thread_of_the_pane_is_a_conversation_and_direct_messages_are_one(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    rasa.answer = with_starters
    threads = ["1700000000.000100", "1700000000.000200", None, "1700000000.000300"]
    for thread in threads[:2]:
        await channel.send(thread_started(str(thread)))
    assert await channel.send(thread_started(str(threads[0]), "assistant_thread_context_changed")) == 200
    for thread in threads:
        await channel.send(message("Pay?", thread_ts=thread))
    await slack.until(lambda: rasa.texts.count("Pay?") == 4)
    senders = [one.sender_id for one in rasa.asked if one.text == "Pay?"]
    assert sorted(senders) == sorted(
        ["slack:T0001:U0001:1700000000.000100", "slack:T0001:U0001:1700000000.000200"]
        + ["slack:T0001:U0001"] * 2
    )


def written(slack: SlackStandIn, channel: str, text: str, **more: Any) -> None:
    said = {
        "ts": new_ts(),
        "channel": channel,
        "thread_ts": None,
        "text": text,
        "user": "U0002",
        "blocks": [],
    }
    slack.messages.append({**said, "user": "U0002", **more})


async def test_in_the_pane_any_idea_is_about_the_last_message_in_the_channel_that_is_looked_at(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    rasa.answer = with_starters
    thread = {"thread_ts": "1700000000.000100"}
    written(slack, "C0007", "What does an ML engineer earn?")
    written(slack, "C0007", "<@U0003> has joined the channel", subtype="channel_join")
    written(slack, "C0008", "Is a degree needed for data science?")
    await channel.send(thread_started(thread["thread_ts"]))
    await slack.wait_for(1, **thread)
    await channel.send(message("any idea?", **thread))
    await slack.until(lambda: "What does an ML engineer earn?" in rasa.texts)
    await slack.until(lambda: slack.titles.get(thread["thread_ts"]) == "What does an ML engineer earn?")
    looks_elsewhere = thread_started(thread["thread_ts"], "assistant_thread_context_changed")
    looks_elsewhere["assistant_thread"]["context"] = {**CONTEXT, "channel_id": "C0008"}
    await channel.send(looks_elsewhere)
    await channel.send(message("can you answer this?", **thread))
    await slack.until(lambda: "Is a degree needed for data science?" in rasa.texts)


async def test_where_the_channel_that_is_looked_at_cannot_be_read_the_words_alone_are_answered(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    rasa.answer = with_starters
    await channel.send(thread_started("1700000000.000100"))
    await slack.wait_for(1)
    slack.faults["conversations.history"].append(Fault(status=200, error="not_in_channel"))
    await channel.send(message("any idea?", thread_ts="1700000000.000100"))
    await slack.wait_for(2)
    assert rasa.texts[-1] == "any idea?"


async def test_a_button_in_the_pane_goes_on_with_its_thread(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    async def with_button(asked: UserMessage) -> None:
        await say(asked, "Here", buttons=STARTERS[:1])

    rasa.answer = with_button
    await channel.send(thread_started("1700000000.000100"))
    await slack.wait_for(1)
    await channel.send(message("Pay?", thread_ts="1700000000.000100"))
    *_, shown = await slack.wait_for(2)
    button, block_id = buttons_of(shown)[0]
    await channel.interact(press(button, block_id, shown, slack.response_url(about=shown)))
    await slack.wait_for(3, thread_ts="1700000000.000100")
    assert rasa.asked[-1].sender_id == rasa.asked[-2].sender_id == "slack:T0001:U0001:1700000000.000100"


async def test_the_guided_advice_is_a_window_and_its_advice_comes_in_direct_messages(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    assert await channel.interact(global_shortcut()) == 200
    view = dict(slack.views["1.2.window"])
    assert [block["block_id"] for block in view["blocks"]] == [
        "fit_interest",
        "fit_background",
        "fit_strength",
        "fit_horizon",
    ]
    for _ in range(2):
        assert await channel.interact(window_sent(view, {"fit_interest": 0, "fit_horizon": 1})) == 200
    [advice] = await slack.wait_for(1, channel="D0001")
    await quiet()
    assert rasa.texts == [
        "/stop_form",
        "/ask_role_fit",
        '/inform{"fit_interest": "build_products"}',
        "/skip",
        "/skip",
        '/inform{"fit_horizon": "year"}',
    ]
    assert advice["text"].endswith('"year"}')
    assert {one.sender_id for one in rasa.asked} == {"slack:T0001:U0001"}
    assert len(slack.said()) == 1


async def test_a_button_of_the_home_tab_is_answered_where_the_direct_messages_are_not_known(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    button = {"action_id": "suggestion:0", "text": {"type": "plain_text", "text": "Pay?"}, "value": "Pay?"}
    slack.faults["chat.postMessage"].append(Fault(breaks=True, after=True))
    assert await channel.interact(home_press(button, "suggestion:home-0")) == 200
    await slack.wait_for(1, channel="D0001")
    await quiet(1.2)
    assert [one["text"] for one in slack.said()] == ["You asked: Pay?"]


async def test_a_pending_question_of_a_form_is_not_repeated_after_the_answer_to_something_else(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    async def form(asked: UserMessage) -> None:
        if asked.text != "Which role suits me?":
            await say(asked, f"About {asked.text}")
        await say(asked, "What would you like to do?", utter_action="utter_ask_fit_interest")

    rasa.answer = form
    for text in ("Which role suits me?", "pay?", "outlook?"):
        await channel.send(message(text))
    await slack.wait_for(3)
    await quiet()
    texts = [one["text"] for one in slack.said()]
    assert texts == ["What would you like to do?", "About pay?", "About outlook?"]


def of_organisation(body: Dict[str, Any], team: Any) -> Dict[str, Any]:
    """Return an act in an Enterprise Grid, which names the organisation, and a team or none."""
    organisation = {"id": "E0001", "name": "Organisation"}
    if "command" in body:
        return {**body, "team_id": team or "E0001", "enterprise_id": "E0001", "is_enterprise_install": "true"}
    named = {"id": team, "domain": "one"} if team else None
    return {**body, "team": named, "enterprise": organisation, "is_enterprise_install": True}


async def test_in_an_organisation_one_person_has_one_conversation(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.channels.slack import slack_acts

    original = slack_acts.envelope

    def in_organisation(event: Any, team: str = TEAM, event_id: Any = None) -> Dict[str, Any]:
        body = original(event, team, event_id)
        about = {**body["authorizations"][0], "enterprise_id": "E0001", "team_id": None}
        return {
            **body,
            "enterprise_id": "E0001",
            "authorizations": [{**about, "is_enterprise_install": True}],
        }

    monkeypatch.setattr(slack_acts, "envelope", in_organisation)
    await channel.send(message("Pay?"), team="T0001")
    await channel.send(message("Pay?"), team="T0002")
    await channel.interact(of_organisation(dict(command("Pay?", slack.response_url())), "T0003"))
    button = {"action_id": "suggestion:0", "text": {"type": "plain_text", "text": "Pay?"}, "value": "Pay?"}
    await channel.interact(of_organisation(home_press(button, "suggestion:home-0"), None))
    await slack.until(lambda: len(rasa.texts) == 4)
    assert {one.sender_id for one in rasa.asked} == {"slack:E0001:U0001"}


async def test_a_token_that_is_about_to_expire_is_exchanged_once_and_then_used(
    settings: Any, slack: SlackStandIn, rasa: Assistant
) -> None:
    slack.expires_in = 3600
    several = settings(bot_token=None, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    async with RunningChannel(several, rasa) as running:
        page = await running.get("/install")
        link = next(
            one for one in (await page.text()).split('"') if one.startswith("https://slack.com/oauth")
        )
        state = parse_qs(urlsplit(link.replace("&amp;", "&")).query)["state"][0]
        cookie = SimpleCookie(page.headers["Set-Cookie"])
        header = "; ".join(f"{name}={one.value}" for name, one in cookie.items())
        slack.codes["code"] = TEAM
        query = {"code": "code", "state": state}
        await running.get("/oauth_redirect", params=query, headers={"Cookie": header})
        for number in range(3):
            await running.send(message(f"Pay {number}?", channel=f"D000{number}", user=f"U000{number}"))
        await slack.wait_for(3)
    assert slack.refreshed == [f"refresh-{TEAM}"]
    posts: List[str] = [call.token for call in slack.calls if call.method == "chat.postMessage"]
    assert posts == [f"xoxb-{TEAM}-2"] * 3


async def test_pressed_marks_stay_after_the_next_press_and_after_a_thumb(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    async def with_card(asked: UserMessage) -> None:
        if str(asked.text).startswith("/give_feedback"):
            await say(asked, "Thanks, noted.")
        elif not str(asked.text).startswith("/"):
            await say(asked, "Pay", buttons=STARTERS, card={"lead": "Pay", "feedback": {"topic": "salary"}})
        else:
            await say(asked, f"Answer to {asked.text}")

    rasa.answer = with_card
    await channel.send(message("Pay?"))
    [shown] = await slack.wait_for(1)
    marks = ["Question 0?", "Question 4?", "Question 5?", "Question 3?"]
    for title in [*marks, "Helpful"]:
        found = [one for one in buttons_of(shown) if one[0]["text"]["text"] == title]
        await channel.interact(press(*found[0], shown, slack.response_url(about=shown)))
        await slack.until(lambda title=title: title not in [b["text"]["text"] for b, _ in buttons_of(shown)])
    small = [one["elements"][0]["text"] for one in shown["blocks"] if one["type"] == "context"]
    assert sorted(small) == sorted([*(f":heavy_check_mark: {title}" for title in marks), "Thanks, noted."])
    left = [button["text"]["text"] for button, _ in buttons_of(shown)]
    assert left == ["Question 1?", "Question 2?"]
    assert rasa.texts[1:5] == ["/ask0", "/ask4", "/ask5", "/ask3"]
