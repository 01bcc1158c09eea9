"""Only Slack can make the channel do something."""

from __future__ import annotations

import json
import time
from typing import Any, Dict

import pytest

from tests.channels.slack.running_channel import SECRET, Assistant, RunningChannel, quiet
from tests.channels.slack.slack_acts import as_form, command, envelope, message, signed
from tests.channels.slack.slack_stand_in import BOT_TOKEN, Fault, SlackStandIn
from tests.channels.slack.slack_web_api import APP_TOKEN

BODY = json.dumps(envelope(message("What does an ML engineer do?"))).encode()


@pytest.mark.parametrize(
    "headers",
    [
        signed(BODY, "another secret"),
        signed(BODY + b" ", SECRET),
        signed(BODY, SECRET, at=time.time() - 15 * 60),
        signed(BODY, SECRET, at=time.time() + 15 * 60),
        {**signed(BODY, SECRET), "X-Slack-Request-Timestamp": "yesterday"},
        {**signed(BODY, SECRET), "X-Slack-Signature": "v0=00"},
        {},
    ],
    ids=["secret", "body", "old", "future", "time", "signature", "unsigned"],
)
async def test_a_request_that_slack_did_not_sign_now_is_refused(
    channel: RunningChannel, slack: SlackStandIn, headers: Dict[str, str]
) -> None:
    assert (await channel.post(BODY, headers)).status == 401
    await quiet()
    assert slack.said() == []


async def test_a_replayed_request_does_nothing(channel: RunningChannel, slack: SlackStandIn) -> None:
    event = json.dumps(envelope(message("What does an ML engineer do?"))).encode()
    ask = as_form(command("what does an ML engineer do?", slack.response_url()))
    for body, kind in ((event, "application/json"), (ask, "application/x-www-form-urlencoded")):
        headers = signed(body, SECRET)
        for _ in range(3):
            assert (await channel.post(body, headers, kind)).status == 200
    await slack.wait_for(2)
    await quiet()
    assert len(slack.said()) == 2


@pytest.mark.parametrize(
    "body",
    [b"{", b"[1]", b'"text"', b"\xff\xfe", b"payload=%7B", b"payload=[]", b"{}", b"", b"[" * 200_000],
    ids=["cut", "list", "text", "bytes", "form", "list in a form", "empty object", "empty", "deep"],
)
async def test_a_body_that_slack_never_sends_is_refused_without_harm(
    channel: RunningChannel, slack: SlackStandIn, body: bytes
) -> None:
    headers = signed(body.decode(errors="ignore").encode(), SECRET)
    assert (await channel.post(body, headers)).status in (400, 401, 404)
    await channel.send(message("Still there?"))
    await slack.wait_for(1)


async def test_a_body_beyond_all_measure_is_refused(channel: RunningChannel) -> None:
    body = json.dumps(envelope(message("x" * 2_000_000))).encode()
    assert (await channel.post(body, signed(body, SECRET))).status == 401


async def test_slack_can_verify_the_address(channel: RunningChannel) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c0ffee", "token": "t"}).encode()
    response = await channel.post(body, signed(body, SECRET))
    assert await response.json() == {"challenge": "c0ffee"}


async def test_by_socket_mode_alone_there_is_no_address_to_forge_requests_for(
    settings: Any, rasa: Assistant
) -> None:
    async with RunningChannel(settings(signing_secret=None, app_token=APP_TOKEN), rasa) as running:
        assert (await running.post(BODY, signed(BODY, SECRET))).status == 404


async def test_without_secrets_the_channel_is_off(settings: Any, rasa: Assistant) -> None:
    async with RunningChannel(settings(signing_secret=None, bot_token=None), rasa) as running:
        assert (await running.post(BODY, signed(BODY, SECRET))).status == 404


async def test_what_could_not_be_stored_is_not_acknowledged(
    channel: RunningChannel,
    slack: SlackStandIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: Any) -> bool:
        raise ConnectionError("What does an ML engineer do?")

    event = message("What does an ML engineer do?")
    with monkeypatch.context() as broken:
        broken.setattr("channels.slack.inbox.Inbox.put", fail)
        assert await channel.send(event) == 500
    assert "ML engineer" not in caplog.text
    assert await channel.send(event, retry="http_error") == 200
    await slack.wait_for(1)


async def test_while_slack_cannot_say_whose_token_it_is_nothing_is_acknowledged(
    settings: Any, slack: SlackStandIn, rasa: Assistant
) -> None:
    slack.faults["auth.test"].extend([Fault(status=503, error="service_unavailable")] * 20)
    event = message("What does an ML engineer do?")
    async with RunningChannel(settings(), rasa) as channel:
        await slack.until(lambda: slack.calls)
        assert await channel.send(event) == 500
        slack.faults["auth.test"].clear()
        assert await channel.send(event, retry="http_error") == 200
        await slack.wait_for(1)


async def test_a_refused_token_is_named_in_the_log_with_what_to_do(
    channel: RunningChannel,
    slack: SlackStandIn,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    del slack.tokens[BOT_TOKEN]
    assert await channel.send(message("What does an ML engineer do?")) == 200
    await quiet()
    logged = caplog.text + capsys.readouterr().out
    assert "slack.token_refused" in logged
    assert "token_revoked" in logged
    assert "install the app" in logged
    assert BOT_TOKEN not in logged
