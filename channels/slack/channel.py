"""Careerbot in Slack: direct messages, channels, threads, the `/career` command and the Home tab.

Built on Slack's own framework, Bolt, whose Sanic adapter runs in Rasa's server. ``docs/slack.md`` tells
how to connect a workspace; ``channels/slack`` holds what this module puts together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, HTTPResponse, Request, Sanic, response

from channels.slack.settings import SlackSettings, read_settings
from web.addresses import address_of
from web.limits import DoorRates, rates
from web.shield import refused

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from channels.slack.answering import OnNewMessage
    from channels.slack.app import SlackApp

#: Bytes of a request's body. Slack's own requests are far smaller.
MOST_BYTES = 1_000_000
#: How often an address may open the pages of the installation; the second has Slack asked each time.
INSTALLATIONS = "10/minute;60/hour"
#: The time in the headers of Slack's requests.
_STAMP = re.compile(r"[0-9]{1,12}")


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
                return _too_often(often, request) or await slack.install_page(request)

            @routes.get("/oauth_redirect")
            async def oauth_redirect(request: Request) -> HTTPResponse:
                return _too_often(often, request) or await slack.installed_page(request)

        return routes


def _too_often(often: DoorRates, request: Request) -> Optional[HTTPResponse]:
    seconds = often.wait(address_of(request))
    return None if seconds is None else refused(429, "too_many_requests", {"Retry-After": str(seconds)})


async def _receive(slack: SlackApp, request: Request) -> HTTPResponse:
    stamp = request.headers.get("x-slack-request-timestamp", "")
    if len(request.body) > MOST_BYTES or not _STAMP.fullmatch(stamp):
        return response.json({"error": "invalid request"}, status=401)
    try:
        return await slack.receive(request)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):  # Bolt, of a strange body
        return response.json({"error": "invalid request"}, status=400)
