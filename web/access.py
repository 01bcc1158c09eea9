"""Who may call what over HTTP; ``docs/security.md`` has the table, route by route.

Whatever is not open to everybody by a rule here is closed: a route that is added is closed until somebody
opens it.
"""

from __future__ import annotations

import hmac
from typing import Any, Optional
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse, text

from web.shield import refused

#: Channels whose requests prove by themselves who sent them, by a session or by a signature.
_CHANNELS = ("/webhooks/website", "/webhooks/slack", "/demo/")
_FILES = ("/", "/careerbot.js")
#: What would let a caller replace the model, or read files and addresses of the server's own network.
_NEVER_FROM_OUTSIDE = ("/model", "/model/train", "/model/test/stories", "/model/test/intents")
_OF_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
#: What proxies add to a request that they pass on.
_OF_PROXIES = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-real-ip",
    "x-original-forwarded-for",
    "x-client-ip",
    "cf-connecting-ip",
    "true-client-ip",
)
_BEARER = "Bearer "


class Gate:
    """Lets a request pass, or refuses it.

    In development Rasa's HTTP API and REST channel are open to the programs and pages of this machine: a page
    from elsewhere that the developer visits is refused, also when its name has been made to point here. In
    production they are closed, but for who holds ``API_TOKEN``, where that is set.
    """

    def __init__(self, *, development: bool, token: Optional[str]) -> None:
        self._development = development
        self._token = token

    def trusts(self, request: Request) -> bool:
        """Return whether a request comes from the owner: of this machine in development, or by the token."""
        if self._development:
            return from_this_machine(request)
        return self._token is not None and holds(request, self._token)

    def check(self, request: Request) -> Optional[HTTPResponse]:
        """Return ``None`` for a request that may pass, else its refusal."""
        path = _route_of(request)
        if path in _FILES or path.startswith(_CHANNELS):
            if path == "/":  # Rasa's own answer tells its version
                read = request.method in ("GET", "HEAD")
                return text("Careerbot") if read else refused(405, "method_not_allowed")
            return None
        if self._development:
            return None if from_this_machine(request) else refused(403, "origin_not_allowed")
        if self._token is None:
            return refused(404, "not_found")
        if not holds(request, self._token):
            return token_missing()
        return refused(403, "closed") if path in _NEVER_FROM_OUTSIDE else None


def holds(request: Request, token: str) -> bool:
    """Return whether a request shows the token, as ``Authorization: Bearer …``."""
    shown = request.headers.get("authorization", "")
    return shown.startswith(_BEARER) and hmac.compare_digest(
        shown[len(_BEARER) :].encode("utf-8", "replace"), token.encode()
    )


def token_missing() -> HTTPResponse:
    """Return the refusal for a request that does not show the token."""
    return refused(401, "token_missing", {"WWW-Authenticate": "Bearer"})


def _route_of(request: Request) -> str:
    """Return the pattern of the route that was found, so that no spelling of a path slips through."""
    route: Any = request.route
    return str("/" + route.path.strip("/") if route is not None else request.path)


def from_this_machine(request: Request) -> bool:
    """Return whether a program or a page of this machine asks, by a name of it, and nobody through a proxy.

    A proxy on the same machine may not pass on the name that it was called by; the headers that proxies add
    give it away.
    """
    if any(name in request.headers for name in _OF_PROXIES):
        return False
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    return _is_local(f"//{host}") and (not origin or _is_local(origin))


def _is_local(address: str) -> bool:
    try:
        return urlsplit(address).hostname in _OF_THIS_MACHINE
    except ValueError:
        return False
