"""Careerbot in Slack: direct messages, channels, threads, the `/career` command and the Home tab.

Built on Slack's own framework, Bolt, whose Sanic adapter runs in Rasa's server. ``docs/slack.md`` tells
how to connect a workspace; ``channels/slack`` holds what this module puts together.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, HTTPResponse, Request, Sanic, response

from channels.slack.settings import SlackSettings, read_settings
from web.addresses import address_of
from web.limits import DoorRates, rates
from web.refusals import Refusal
from web.shield import refused

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from channels.slack.answering import OnNewMessage
    from channels.slack.app import SlackApp

#: Bytes of a request's body. Slack's own requests are far smaller.
MOST_BYTES = 1_000_000
#: How often an address may open the page of the installation, which stores something each time.
INSTALLATIONS = "10/minute;60/hour"
#: What Slack puts into the headers of its requests.
_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
#: The fields of an event that are read, and of what it comes in, by the kind of their values.
_TEXTS = ("type", "subtype", "text", "user", "bot_id", "channel", "channel_type", "ts", "thread_ts", "tab")
_LISTS = ("blocks", "files", "attachments")
#: The events that are listened to; others are acknowledged, whatever they hold.
_OURS = frozenset({"message", "app_mention", "app_home_opened"})
_OF_A_COMMAND = ("user_id", "channel_id", "team_id", "response_url")
_TEXTS_AROUND = ("type", "team_id", "api_app_id", "event_id", "challenge", "token")


class SlackInput(InputChannel):
    """Rasa's channel for Slack; without Slack's secrets in the environment it is off."""

    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is also its path."""
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> SlackInput:
        """Return the channel with the settings of the environment; the file holds no secrets."""
        return cls(read_settings())

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes, and with them the start and the end of the service behind them."""
        routes = Blueprint("slack_webhook")
        if not self._settings.is_on:
            return routes
        # Only here, since Bolt takes most of a second to import.
        from channels.slack.app import SlackApp

        server: List[Sanic] = []

        def agent() -> Optional[Agent]:
            return getattr(server[0].ctx, "agent", None)

        slack = SlackApp(self._settings, on_new_message, agent)

        @routes.listener("before_server_start")
        async def open_app(app: Sanic, _: Any) -> None:
            server.append(app)
            await slack.open()

        @routes.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            await slack.start()

        @routes.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            await slack.stop()

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        if self._settings.signing_secret is not None:

            @routes.post("/events")
            async def events(request: Request) -> HTTPResponse:
                """Take events, commands, shortcuts and presses: Slack may send all of them here."""
                return await _receive(slack, request)

        if self._settings.installs:
            often = DoorRates(rates(INSTALLATIONS))

            @routes.get("/install")
            async def install(request: Request) -> HTTPResponse:
                seconds = often.wait(address_of(request))
                if seconds is not None:
                    return refused(429, "too_many_requests", {"Retry-After": str(seconds)})
                try:
                    return await slack.install_page(request)
                except Refusal as refusal:
                    return refused(refusal.status, refusal.code, {"Retry-After": str(refusal.retry_after)})

            @routes.get("/oauth_redirect")
            async def oauth_redirect(request: Request) -> HTTPResponse:
                return await slack.installed_page(request)

        return routes


async def _receive(slack: SlackApp, request: Request) -> HTTPResponse:
    stamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    if len(request.body) > MOST_BYTES or not _STAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
        return response.json({"error": "invalid request"}, status=401)
    if not _has_shape_of_slack(request):
        return response.json({"error": "invalid request"}, status=400)
    try:
        return await slack.receive(request)
    except (AttributeError, KeyError, TypeError, ValueError):  # Bolt, of a body that Slack never sends
        return response.json({"error": "invalid request"}, status=400)


def _fits(record: Any, kind: type, names: Iterable[str]) -> bool:
    """Return whether each of these values in a record is of a kind, or missing."""
    return all(isinstance(record.get(name), (kind, type(None))) for name in names)


def _is_message(message: Any) -> bool:
    return isinstance(message, dict) and (
        _fits(message, str, _TEXTS) and _fits(message, list, _LISTS) and _fits(message, dict, ["edited"])
    )


def _has_shape_of_slack(request: Request) -> bool:
    """Tell whether an event could be one of Slack's: Bolt and our listeners fail on others half-way."""
    if not request.body.lstrip().startswith(b"{"):
        form = request.form or {}
        return all(form.get(name) for name in _OF_A_COMMAND) if "command" in form else "payload" in form
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        return False
    event = body.get("event", {"type": ""})
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        return False
    if not _fits(body, str, _TEXTS_AROUND):
        return False
    messages = [event, event.get("message") or {}, event.get("previous_message") or {}]
    return event["type"] not in _OURS or all(map(_is_message, messages))
