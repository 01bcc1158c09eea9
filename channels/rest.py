"""Rasa's REST channel, for trying things out; closed where strangers can reach the server."""

from __future__ import annotations

import os
from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request

from channels.never_silent import never_silent


class DevelopmentRest(RestInput):
    """Rasa's REST channel in development; no channel at all in production.

    It lets whoever calls it name any conversation, and so read and steer a stranger's.
    """

    def _extract_message(self, request: Request) -> str:
        """Return the text of a request; whatever is no text counts as none."""
        text = request.json.get("message") if isinstance(request.json, dict) else None
        return text if isinstance(text, str) else ""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return Rasa's routes in development, and none in production."""
        if os.environ.get("CAREERBOT_ENV") == "production":
            return Blueprint("closed_rest_webhook")
        return super().blueprint(never_silent(on_new_message))
