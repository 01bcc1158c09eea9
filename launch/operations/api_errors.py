"""Rasa's HTTP API, which answers a request that it cannot read with an error of the server, and its text."""

from __future__ import annotations

from typing import Any, Optional

import structlog
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from web.shield import refused

log = structlog.get_logger(__name__)

_API = ("/model/", "/conversations/")
#: Routes of the API that take a list, or one of what the list would hold.
_LISTS = ("/model/predict", "/tracker/events")


def readable(request: Request) -> Optional[HTTPResponse]:
    """Refuse a body that is not what the route reads: a JSON object, or a list of them."""
    path = request.path.rstrip("/")
    if request.method not in ("POST", "PUT") or not path.startswith(_API) or path.startswith("/model/t"):
        return None  # training and tests are sent as YAML
    if not request.body and not path.endswith(("messages", "execute", "trigger_intent", *_LISTS, "parse")):
        return None
    try:
        body = request.json
    except RecursionError:
        return refused(400, "bad_request")
    items = body if isinstance(body, list) and path.endswith(_LISTS) else [body]
    return None if all(_is_readable(item) for item in items) else refused(400, "bad_request")


def _is_readable(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("text"), (str, type(None)))


async def without_text(_: Request, error: Any) -> HTTPResponse:
    """Answer an error that Rasa's API tells about.

    Rasa calls everything an error of the server that went wrong with a request. It is told as one of the
    request, without the text of whatever error it was: only the request differs from the last.
    """
    if error.status < 500:
        return json_response(error.error_info, status=error.status)
    log.warning("api.not_processed", reason=type(error).__name__)
    return refused(422, "not_processed")
