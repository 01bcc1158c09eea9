"""Installation in several workspaces, and the end of it."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any, AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
import yaml

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


async def test_the_manifest_asks_for_exactly_what_the_channel_asks_for_and_listens_to() -> None:
    manifest = yaml.safe_load(MANIFEST.read_text())
    assert set(manifest["oauth_config"]["scopes"]) == {"bot"}
    assert manifest["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "tokens_revoked",
    ]
    assert [one["command"] for one in manifest["features"]["slash_commands"]] == ["/career"]
    assert [one["callback_id"] for one in manifest["features"]["shortcuts"]] == ["ask_about_message"]
    requires = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "message.mpim": "mpim:history",
    }
    assert {*requires.values(), "chat:write", "commands"} == set(SCOPES)
    assert requires.keys() < set(manifest["settings"]["event_subscriptions"]["bot_events"])
    display = manifest["display_information"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 174 <= len(display["long_description"]) <= 4000


async def test_the_manifest_for_http_names_one_address_three_times() -> None:
    text = MANIFEST.read_text().replace("true # HTTP: false", "false").replace("# HTTP: ", "")
    manifest = yaml.safe_load(text)
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert {
        manifest["features"]["slash_commands"][0]["url"],
        manifest["settings"]["event_subscriptions"]["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
    } == {f"https://careerbot.example.com{PATH}/events"}
