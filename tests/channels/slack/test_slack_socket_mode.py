"""A workspace without a public address: the same, over a WebSocket that the channel opens."""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator

import pytest
import pytest_asyncio

from tests.channels.slack.running_channel import Assistant, RunningChannel, quiet
from tests.channels.slack.slack_acts import buttons_of, command, envelope, message, press
from tests.channels.slack.slack_stand_in import SlackStandIn
from tests.channels.slack.slack_web_api import APP_TOKEN
from tests.channels.slack.test_slack_presses import with_card


@pytest_asyncio.fixture
async def channel(settings: Any, rasa: Assistant, slack: SlackStandIn) -> AsyncIterator[RunningChannel]:
    async with RunningChannel(settings(signing_secret=None, app_token=APP_TOKEN), rasa) as running:
        await slack.until(lambda: slack.connections)
        yield running


async def test_events_commands_and_presses_are_acknowledged_and_answered(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    rasa.answer = with_card
    await slack.send_by_socket("events_api", envelope(message("What does an ML engineer do?")))
    [shown] = await slack.wait_for(1, channel="D0001")
    button, block_id = buttons_of(shown)[0]
    await slack.send_by_socket("interactive", press(button, block_id, shown, slack.response_url(about=shown)))
    await slack.wait_for(2, channel="D0001")
    await slack.send_by_socket("slash_commands", command("pay?", slack.response_url("U0002"), user="U0002"))
    await slack.wait_for(1, ephemeral_to="U0002")


async def test_an_event_that_comes_again_is_answered_once(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    event = envelope(message("What does an ML engineer do?"))
    for _ in range(3):
        await slack.send_by_socket("events_api", event)
    await slack.wait_for(1)
    await quiet()
    assert len(slack.said()) == 1


async def test_it_connects_anew_when_slack_asks_for_it(channel: RunningChannel, slack: SlackStandIn) -> None:
    await slack.drop_connections()
    await slack.until(lambda: slack.connections == 2)
    await slack.send_by_socket("events_api", envelope(message("Still there?")))
    await slack.wait_for(1)


async def test_what_could_not_be_stored_is_not_acknowledged(
    channel: RunningChannel, slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any) -> bool:
        raise ConnectionError

    event = envelope(message("What does an ML engineer do?"))
    with monkeypatch.context() as broken:
        broken.setattr("channels.slack.inbox.Inbox.put", fail)
        with pytest.raises(asyncio.TimeoutError):
            await slack.send_by_socket("events_api", event, seconds=0.5)
    await slack.send_by_socket("events_api", event)
    await slack.wait_for(1)


async def test_a_refused_app_token_is_named_in_the_log_with_what_to_do(
    settings: Any,
    rasa: Assistant,
    slack: SlackStandIn,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with RunningChannel(settings(app_token="xapp-wrong"), rasa) as running:
        await slack.until(lambda: [one for one in slack.calls if one.method == "apps.connections.open"])
        await quiet(0.1)
        await running.send(message("Over HTTP it works"))
        await slack.wait_for(1)
    logged = caplog.text + "".join(capsys.readouterr())
    assert "slack.app_token_refused" in logged
    assert "connections:write" in logged
