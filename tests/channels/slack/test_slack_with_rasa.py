"""The assistant itself, asked through Slack."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, AsyncIterator, Dict, List, Mapping, Tuple

import aiohttp
import pytest_asyncio
from sqlalchemy import create_engine, inspect, text

from channels.slack.wording import FAILED
from tests.channels.slack import slack_acts
from tests.channels.slack.running_channel import SECRET
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn
from tests.running import RunningAssistant

CHANNEL = "C0001"


#: What people type by mistake or mischief, each of which is answered.
STRANGE = [
    '/ask_salary{"role": "ml_engineer"}',
    "/unknown{",
    "bake a cake &lt;now&gt;",
    "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;pay&lt;/b&gt;",
    ":smile: 🙂🙂🙂",
    "Was verdient ein ML-Ingenieur in Köln?",
    "機械学習エンジニアの給料はいくらですか",
    "{{role}} {0} %s ```",
    "?",
]


class Workspace:
    """A Slack beside a running assistant."""

    def __init__(self, slack: SlackStandIn, assistant: RunningAssistant, http: aiohttp.ClientSession) -> None:
        self.slack = slack
        self._assistant = assistant
        self._url = f"{assistant.url}/webhooks/slack/events"
        self._http = http

    async def send(self, event: Mapping[str, Any]) -> None:
        await self._post(json.dumps(slack_acts.envelope(event)).encode(), "application/json")

    async def press(self, title: str, shown: Mapping[str, Any]) -> None:
        [(button, block_id)] = [
            found for found in slack_acts.buttons_of(shown) if found[0]["text"]["text"] == title
        ]
        body = slack_acts.press(button, block_id, shown, self.slack.response_url(about=shown))
        await self._post(slack_acts.as_form(body), "application/x-www-form-urlencoded")

    async def fill_in(self, chosen: Mapping[str, int]) -> None:
        """Open the window of the guided advice, choose answers by their number, and send it."""
        shortcut = slack_acts.global_shortcut()
        await self._post(slack_acts.as_form(shortcut), "application/x-www-form-urlencoded")
        body = slack_acts.window_sent(self.slack.views[shortcut["trigger_id"]], chosen)
        await self._post(slack_acts.as_form(body), "application/x-www-form-urlencoded")

    async def answers(self, count: int, **where: Any) -> List[Dict[str, Any]]:
        return await self.slack.wait_for(count, seconds=20, **where)

    def feedback(self) -> List[Tuple[str, str]]:
        """Return what is stored of thumbs: topic and rating, oldest first."""
        with create_engine(self._assistant.tracker_url, future=True).connect() as connection:
            if not inspect(connection).has_table("feedback"):
                return []
            rows = connection.execute(text("SELECT topic, rating FROM feedback ORDER BY id"))
            return [(row.topic, row.rating) for row in rows]

    async def _post(self, body: bytes, kind: str) -> None:
        headers = {"Content-Type": kind, **slack_acts.signed(body, SECRET)}
        async with self._http.post(self._url, data=body, headers=headers) as response:
            assert response.status == 200


@pytest_asyncio.fixture
async def workspace(slack: SlackStandIn, knowledge_url: str, tmp_path: Path) -> AsyncIterator[Workspace]:
    environment = {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": slack.api_url,
    }
    tracker_url = f"sqlite:///{tmp_path}/conversations.db"
    assistant = RunningAssistant(knowledge_url, tracker_url, tmp_path, environment)
    await asyncio.to_thread(assistant.start)
    try:
        async with aiohttp.ClientSession() as http:
            yield Workspace(slack, assistant, http)
    finally:
        assistant.stop()


def header(shown: Mapping[str, Any]) -> str:
    return str(shown["blocks"][0]["text"]["text"])


async def test_a_colleague_in_a_channel(workspace: Workspace) -> None:
    question = "What's the difference between an AI engineer and an ML engineer?"
    asked = slack_acts.mention(f"<@{slack_acts.BOT_USER}> {question}", channel=CHANNEL)
    thread = {"thread_ts": asked["ts"]}
    await workspace.send(asked)
    await workspace.send(slack_acts.twin(asked))
    [difference] = await workspace.answers(1, **thread)
    assert header(difference) == "AI engineer vs ML engineer"

    more = slack_acts.message(
        "which pays more?", user="U0002", channel=CHANNEL, channel_type="channel", **thread
    )
    await workspace.send(more)
    _, pay = await workspace.answers(2, **thread)
    assert "$" in str(pay["blocks"])
    assert "2025-08-03" in str(pay["blocks"])

    await workspace.press("How do they differ?", pay)
    *_, again = await workspace.answers(3, **thread)
    assert header(again) == header(difference)

    two = slack_acts.message(
        f"<@{slack_acts.BOT_USER}> What does a data scientist earn, and which skills do I need?",
        channel=CHANNEL,
        channel_type="channel",
        **thread,
    )
    await workspace.send(two)
    *_, earns, needs = await workspace.answers(5, **thread)
    thumbs = [("Not helpful", earns), ("Helpful", needs), ("Helpful", again)]
    for thumb, shown in thumbs:
        await workspace.press(thumb, shown)
        await workspace.slack.until(lambda shown=shown, thumb=thumb: thumb not in str(shown["blocks"]))
    assert workspace.feedback() == [
        ("salary", "not_helpful"),
        ("skills", "helpful"),
        ("role_difference", "helpful"),
    ]

    for number, strange in enumerate(STRANGE, 1):
        await workspace.send(slack_acts.message(strange))
        *_, answer = await workspace.answers(number, channel="D0001")
        assert answer["text"] != FAILED
    await workspace.send(slack_acts.message("pay? " * 10_000))
    *_, told = await workspace.answers(len(STRANGE) + 1, channel="D0001")
    assert "longer than 1,000 characters" in told["text"]
    assert len(workspace.slack.said(**thread)) == 5

    await workspace.fill_in({"fit_interest": 1, "fit_background": 1, "fit_strength": 1, "fit_horizon": 2})
    *_, advice = await workspace.answers(len(STRANGE) + 2, channel="D0001")
    assert header(advice) == "Which role suits you"
    for chatter in ("haha ok thanks Bob", "can you review my PR"):
        among = {"user": "U0002", "channel": CHANNEL, "channel_type": "channel"}
        await workspace.send(slack_acts.message(chatter, **among, **thread))
    await asyncio.sleep(1.0)
    assert len(workspace.slack.said(**thread)) == 5
