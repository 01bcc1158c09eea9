"""Installation in several workspaces, and the end of it."""

from __future__ import annotations

import asyncio
import json
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
import yaml
from jsonschema import Draft7Validator
from sqlalchemy import create_engine, func, inspect, select, text

from channels.slack.app import SCOPES
from tests.channels.slack.running_channel import PATH, Assistant, RunningChannel, quiet
from tests.channels.slack.slack_acts import message
from tests.channels.slack.slack_stand_in import CLIENT_ID, CLIENT_SECRET, MANIFEST, SlackStandIn


@pytest_asyncio.fixture
async def channel(settings: Any, rasa: Assistant) -> AsyncIterator[RunningChannel]:
    oauth = settings(bot_token=None, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    async with RunningChannel(oauth, rasa) as running:
        yield running


async def begin(channel: RunningChannel) -> tuple[str, dict[str, str]]:
    """Open the page of the installation; return the state it sends along and the browser's cookies."""
    page = await channel.get("/install")
    assert page.status == 200
    link = next(part for part in (await page.text()).split('"') if part.startswith("https://slack.com/oauth"))
    asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert asked["client_id"] == [CLIENT_ID]
    assert set(asked["scope"][0].split(",")) == set(SCOPES)
    cookie = SimpleCookie(page.headers["Set-Cookie"])
    return asked["state"][0], {name: one.value for name, one in cookie.items()}


async def install(channel: RunningChannel, slack: SlackStandIn, team: str) -> None:
    state, cookies = await begin(channel)
    slack.codes[f"code-{team}"] = team
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    done = await channel.get(
        "/oauth_redirect", params={"code": f"code-{team}", "state": state}, headers={"Cookie": header}
    )
    assert done.status == 200, await done.text()


async def test_two_workspaces_install_and_are_answered_each_with_its_own_token(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    for team in ("T1111", "T2222"):
        await install(channel, slack, team)
        await channel.send(message("Pay?", channel=f"D{team}"), team=team)
        await slack.wait_for(1, channel=f"D{team}")
    tokens = [call.token for call in slack.calls if call.method == "chat.postMessage"]
    assert tokens == ["xoxb-T1111", "xoxb-T2222"]
    assert len({asked.sender_id for asked in rasa.asked}) == 2


async def test_an_installation_survives_a_restart(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    await install(channel, slack, "T1111")
    async with RunningChannel(channel._settings, rasa) as after:
        await after.send(message("Pay?"), team="T1111")
        await slack.wait_for(1)


@pytest.mark.parametrize(
    "end",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}},
    ],
    ids=["uninstalled", "revoked"],
)
async def test_after_the_end_the_token_is_forgotten_and_the_log_says_so(
    channel: RunningChannel,
    slack: SlackStandIn,
    end: Any,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for team in ("T1111", "T2222"):
        await install(channel, slack, team)
    assert await channel.send(end, team="T1111") == 200
    await channel.send(message("Pay?"), team="T1111")
    await channel.send(message("Pay?", channel="D0002"), team="T2222")
    await slack.wait_for(1, channel="D0002")
    await quiet()
    assert len(slack.said()) == 1
    logged = caplog.text + "".join(capsys.readouterr())
    assert "slack.uninstalled" in logged
    assert "slack.not_installed" in logged
    await install(channel, slack, "T1111")
    await channel.send(message("Pay again?"), team="T1111")
    await slack.wait_for(1, channel="D0001")


async def test_an_installation_that_this_browser_did_not_begin_is_refused(
    channel: RunningChannel, slack: SlackStandIn
) -> None:
    state, cookies = await begin(channel)
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    slack.codes["code"] = "T1111"
    for query, cookie in (
        ({"code": "code", "state": state}, ""),
        ({"code": "code", "state": "made up"}, header),
        ({"code": "made up", "state": state}, header),
        ({"error": "access_denied", "state": state}, header),
    ):
        page = await channel.get("/oauth_redirect", params=query, headers={"Cookie": cookie})
        assert "xoxb" not in await page.text()
    assert "T1111" not in slack.tokens.values()


async def test_opening_the_page_of_the_installation_stores_nothing_and_its_pages_have_a_limit(
    channel: RunningChannel,
) -> None:
    pages = [(await channel.get("/install")).status for _ in range(12)]
    back = await channel.get("/oauth_redirect", params={"code": "made up", "state": "made up"})

    with create_engine(channel._settings.tracker_db_url, future=True).connect() as stored:
        tables = inspect(stored).get_table_names()
        rows = [stored.execute(select(func.count()).select_from(text(table))).scalar() for table in tables]
    assert set(rows) == {0}
    assert pages == [200] * 10 + [429] * 2
    assert back.status == 429


async def test_an_installation_that_is_finished_too_late_is_refused(
    channel: RunningChannel, slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, cookies = await begin(channel)
    slack.codes["code"] = "T1111"
    monkeypatch.setattr("channels.slack.installations._STATE_SECONDS", -1)
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())

    page = await channel.get(
        "/oauth_redirect", params={"code": "code", "state": state}, headers={"Cookie": header}
    )

    assert page.status == 401
    assert "T1111" not in slack.tokens.values()


async def test_two_servers_exchange_a_token_once_and_lose_no_message(
    channel: RunningChannel, slack: SlackStandIn, rasa: Assistant
) -> None:
    slack.expires_in = 3600
    await install(channel, slack, "T1111")
    async with RunningChannel(channel._settings, rasa) as other:
        servers = [channel, other] * 3
        events = [message("Pay?", channel=f"D{number:04}", user=f"U{number:04}") for number in range(6)]
        sent = [one.send(event, team="T1111") for one, event in zip(servers, events, strict=True)]
        for event, status in zip(events, await asyncio.gather(*sent), strict=True):
            if status != 200:  # Slack sends again what is not acknowledged
                assert await other.send(event, team="T1111", retry="http_error") == 200
        await slack.wait_for(6)
        await quiet()
    assert len(slack.said()) == 6
    assert slack.refreshed == ["refresh-T1111"]
    assert {call.token for call in slack.calls if call.method == "chat.postMessage"} == {"xoxb-T1111-2"}


async def test_while_slack_refuses_to_exchange_a_token_nothing_is_acknowledged_and_the_log_says_so(
    channel: RunningChannel, slack: SlackStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.expires_in = 3600
    await install(channel, slack, "T1111")
    slack.refreshed.append("refresh-T1111")
    event = message("Pay?")
    assert await channel.send(event, team="T1111") == 500
    assert "slack.token_not_rotated" in "".join(capsys.readouterr())
    slack.refreshed.clear()
    assert await channel.send(event, team="T1111", retry="http_error") == 200
    await slack.wait_for(1)


#: Slack's own, https://github.com/slackapi/manifest-schema
SCHEMA = json.loads((Path(__file__).parent / "manifest_schema.json").read_text())
MANIFESTS = ("slack-manifest.yml", "slack-manifest-http.yml", "slack-manifest-mentions.yml")
NEEDS = {
    "app_mention": "app_mentions:read",
    "assistant_thread_context_changed": "assistant:write",
    "assistant_thread_started": "assistant:write",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}


def manifest(name: str) -> Any:
    return yaml.safe_load((MANIFEST.parent / name).read_text())


@pytest.mark.parametrize("name", MANIFESTS)
def test_slack_would_take_the_manifest(name: str) -> None:
    found = manifest(name)
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(found)] == []
    display = found["display_information"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 174 <= len(display["long_description"]) <= 4000


@pytest.mark.parametrize("name", MANIFESTS[:2])
def test_the_manifest_asks_for_exactly_what_the_channel_asks_for_and_listens_to(name: str) -> None:
    found = manifest(name)
    assert found["oauth_config"]["scopes"] == {"bot": sorted(SCOPES)}
    events = found["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) == {*NEEDS, "app_home_opened", "app_uninstalled", "tokens_revoked"}
    assert {*NEEDS.values(), "chat:write", "commands", "im:write"} == set(SCOPES)
    assert [one["command"] for one in found["features"]["slash_commands"]] == ["/career"]
    shortcuts = {one["callback_id"]: one["type"] for one in found["features"]["shortcuts"]}
    assert shortcuts == {"ask_about_message": "message", "guided_advice": "global"}


def test_the_manifest_of_mentions_hears_nothing_else() -> None:
    found = manifest("slack-manifest-mentions.yml")
    assert found["oauth_config"]["scopes"]["bot"] == ["app_mentions:read", "chat:write"]
    events = found["settings"]["event_subscriptions"]["bot_events"]
    assert [event for event in events if event.startswith(("message", "assistant", "app_home"))] == []


def test_the_manifest_for_http_is_the_other_one_with_the_addresses_of_the_channel() -> None:
    http, socket = manifest("slack-manifest-http.yml"), manifest("slack-manifest.yml")
    address = f"https://careerbot.example.com{PATH}"
    assert http["oauth_config"].pop("redirect_urls") == [f"{address}/oauth_redirect"]
    assert {
        http["features"]["slash_commands"][0].pop("url"),
        http["settings"]["event_subscriptions"].pop("request_url"),
        http["settings"]["interactivity"].pop("request_url"),
    } == {f"{address}/events"}
    assert http["settings"].pop("socket_mode_enabled") is False
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert http == socket
