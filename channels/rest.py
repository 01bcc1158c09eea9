"""Rasa's REST channel, for trying things out; closed where strangers can reach the server."""

from __future__ import annotations

import json
import re
from typing import Any, Awaitable, Callable, Container, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.never_silent import never_silent
from nlu.normalise import normalised
from settings import SharedSettings
from web.access import holds, token_missing
from web.shield import refused

_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?", re.DOTALL)


def is_payload(text: str, intents: Container[str]) -> bool:
    """Tell whether a text is a suggestion's payload: a known intent with well-formed entities, or none."""
    match = _PAYLOAD.fullmatch(text.strip())
    if match is None or match[1] not in intents:
        return False
    try:
        return isinstance(json.loads(match[2] or "{}"), dict)
    except ValueError:
        return False


def _intents(request: Request) -> Container[str]:
    agent = getattr(request.app.ctx, "agent", None)
    known: Container[str] = agent.domain.intents if agent is not None and agent.domain is not None else ()
    return known


async def readable(request: Request) -> Optional[HTTPResponse]:
    """Refuse a message that Rasa's channel would fail on."""
    if request.method != "POST":
        return None
    try:
        body = request.json
    except RecursionError:
        body = None
    wanted = isinstance(body, dict) and all(
        isinstance(body.get(name), (str, type(None))) for name in ("sender", "input_channel")
    )
    return None if wanted else refused(400, "bad_request")


def bearer_of(token: str) -> Callable[[Request], Any]:
    """Return a middleware that lets pass who shows the token, whatever started the server."""

    async def check(request: Request) -> Any:
        return None if holds(request, token) else token_missing()

    return check


class DevelopmentRest(RestInput):
    """Rasa's REST channel in development; in production for who holds ``API_TOKEN`` alone, or no channel.

    It lets whoever calls it name any conversation, and so read and steer a stranger's.
    """

    def _extract_message(self, request: Request) -> str:
        """Return the text of a request; whatever is no text counts as none."""
        text = request.json.get("message") if isinstance(request.json, dict) else None
        if not isinstance(text, str):
            return ""
        text = text.encode("utf-8", "ignore").decode()  # halves of characters cannot be understood or stored
        # Who may call this channel may press any button; what is no button's payload was typed.
        return text if is_payload(text, _intents(request)) else normalised(text)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return Rasa's routes where they are open, and else none."""
        settings = SharedSettings()
        if settings.in_production and not settings.api_token:
            return Blueprint("closed_rest_webhook")
        routes = super().blueprint(never_silent(on_new_message))
        routes.middleware(readable, "request")
        if settings.in_production and settings.api_token:
            routes.middleware(bearer_of(settings.api_token), "request")
        return routes
