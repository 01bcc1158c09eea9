"""The two pages by which a workspace installs the app.

Bolt's own Sanic adapter sets cookies in a way that the Sanic of Rasa does not have.
"""

from __future__ import annotations

from typing import Optional

from sanic import HTTPResponse, Request, response
from slack_bolt.adapter.sanic.async_handler import to_async_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse


async def install_page(flow: Optional[AsyncOAuthFlow], request: Request) -> HTTPResponse:
    """Return the page with the button that leads to Slack."""
    if flow is None:
        return response.empty(404)
    return _as_sanic(await flow.handle_installation(to_async_bolt_request(request)))


async def installed_page(flow: Optional[AsyncOAuthFlow], request: Request) -> HTTPResponse:
    """Store the installation with which Slack sends the browser back, and say so."""
    if flow is None:
        return response.empty(404)
    return _as_sanic(await flow.handle_callback(to_async_bolt_request(request)))


def _as_sanic(page: BoltResponse) -> HTTPResponse:
    answer = HTTPResponse(page.body, status=page.status)
    for name, values in page.headers.items():
        for value in values:
            answer.headers.add(name, value)
    return answer
