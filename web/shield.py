"""What every answer of a server has in common: headers for browsers, and errors that tell no secrets."""

from __future__ import annotations

import traceback
from typing import Any, Dict, Mapping, Optional, Protocol

import structlog
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from web.connections import install
from web.door import IDLE_SECONDS, MOST_BYTES, Door
from web.tally import Tally

log = structlog.get_logger(__name__)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SENTENCES = {
    400: "This request cannot be read.",
    401: "This request needs a token.",
    403: "This is not open to you.",
    404: "There is nothing here.",
    405: "This cannot be done here.",
    408: "The request took too long to arrive.",
    413: "This request is too large.",
    415: "This kind of content is not read here.",
    429: "That was too much in a short time. Wait a moment, then go on.",
    417: "This expectation cannot be met.",
    422: "This cannot be done with what was sent.",
    503: "The server is ending or starting. Try again in a moment.",
}
#: What is counted as refused, as far as a stranger could want it.
_REFUSALS = frozenset({400, 401, 403, 404, 405, 408, 413, 415, 422, 429})
_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    429: "too_many_requests",
    503: "unavailable",
}
_FAILED = "Something went wrong. Try again in a minute."


class Ending(Protocol):
    """Knows whether the process was told to end."""

    @property
    def stopping(self) -> bool:
        """Return whether it takes nothing new."""


def refused(status: int, code: str, headers: Optional[Mapping[str, str]] = None) -> HTTPResponse:
    """Return a refusal in the form that all of Careerbot's errors have."""
    sentence = _SENTENCES.get(status, _SENTENCES[400] if status < 500 else _FAILED)
    body = {"error": {"code": code, "message": sentence}}
    return json_response(body, status=status, headers=dict(headers or {}))


def shield(app: Sanic, readiness: Ending, door: Door) -> None:
    """Let everything that comes to a server pass a door; give answers their headers, errors their form."""
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    app.config.KEEP_ALIVE_TIMEOUT = IDLE_SECONDS
    install(app, door)
    app.register_middleware(_refuse_at_the_end(readiness), "request")
    app.register_middleware(_finish(door.tally), "response")
    app.error_handler.add(SanicException, _refuse)
    app.error_handler.add(Exception, _fail)


def _refuse_at_the_end(readiness: Ending) -> Any:
    async def refuse(request: Request) -> Optional[HTTPResponse]:
        if not readiness.stopping:
            return None
        if request.stream is not None:
            request.stream.keep_alive = False
        return refused(503, "ending", {"Retry-After": "1"})

    return refuse


def _finish(tally: Tally) -> Any:
    async def finish(_: Request, response: HTTPResponse) -> None:
        if response.status in _REFUSALS:
            tally.refused(str(response.status))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)

    return finish


async def _refuse(request: Request, error: SanicException) -> HTTPResponse:
    """Answer what Sanic refuses: a path that is not there, a request that cannot be read."""
    status = getattr(error, "status_code", None) or 500
    if status >= 500 and status != 503:
        log.error("request.failed", reason=type(error).__name__, place=_place_of(error))
    headers: Dict[str, str] = getattr(error, "headers", None) or {}
    too_long = status == 413 and request.path.startswith("/webhooks/website")
    return refused(status, "too_long" if too_long else _code(status), headers)


async def _fail(request: Request, error: Exception) -> HTTPResponse:
    """Answer what nobody expected. The error's text and its trace may hold what somebody wrote."""
    if request.route is None and isinstance(error, ValueError):  # Sanic, of headers that it cannot read
        return refused(400, "bad_request")
    log.error("request.failed", reason=type(error).__name__, place=_place_of(error))
    return refused(500, "failed")


def _code(status: int) -> str:
    return {
        404: "not_found",
        405: "method_not_allowed",
        413: "too_large",
        429: "too_many_requests",
        503: "unavailable",
    }.get(status, "bad_request" if status < 500 else "failed")


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
