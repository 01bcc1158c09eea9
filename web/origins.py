"""Which websites may talk to the channel: the rules that browsers apply across origins, and our own check."""

from __future__ import annotations

from typing import Dict, Optional, Sequence
from urllib.parse import urlsplit

from sanic.request import Request

from web.refusals import Refusal

_OF_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


class Origins:
    """The origins that may embed the widget.

    :param allowed: origins such as ``https://www.example.com``
    :param any_local: whether every page of this machine may, whatever its port: for development
    """

    def __init__(self, allowed: Sequence[str], any_local: bool) -> None:
        self._allowed = frozenset(allowed)
        self._any_local = any_local

    def check(self, request: Request) -> None:
        """Let a request of an allowed origin pass.

        A request without an origin comes from no website, or from a page of this server.

        :raises Refusal: when a page of a foreign origin sent the request
        """
        if (origin := _origin(request)) and not self._allows(origin, request):
            raise Refusal(
                403,
                "origin_not_allowed",
                "This website may not use the assistant. Its owner can allow it with ALLOWED_ORIGINS.",
            )

    def headers(self, request: Request, preflight: bool = False, refused: bool = False) -> Dict[str, str]:
        """Return what tells a browser that this origin may read the response; empty for a foreign one.

        :param refused: whether the response is a refusal (403). A foreign page may read that it is foreign:
            else its owner could not tell it from a server that is down.
        """
        headers = {"Vary": "Origin"}
        origin = _origin(request)
        if origin and (refused or self._allows(origin, request)):
            headers["Access-Control-Allow-Origin"] = origin
            if preflight:
                headers.update(_PREFLIGHT)
        return headers

    def _allows(self, origin: str, request: Request) -> bool:
        try:
            parts = urlsplit(origin)
            parts.port  # noqa: B018 - "http://localhost:x.example" has none, and its host is not localhost
        except ValueError:  # no browser sends such an origin
            return False
        return (
            origin.lower() in self._allowed
            or parts.netloc == request.headers.get("host", "")
            or (self._any_local and parts.hostname in _OF_THIS_MACHINE)
        )


def _origin(request: Request) -> Optional[str]:
    origin = request.headers.get("origin")
    return str(origin) if origin else None
