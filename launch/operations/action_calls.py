"""What may be posted to the action server: a call of an action, in the shape that Rasa gives it."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Optional

from sanic.request import Request
from sanic.response import HTTPResponse

from web.access import holds, token_missing
from web.shield import refused

_PATH = "/webhook"


def readable(token: Optional[str]) -> Callable[[Request], Awaitable[Optional[HTTPResponse]]]:
    """Return a middleware that refuses a call which no action could read, before it reaches one.

    :param token: what callers must show; ``None`` asks nobody
    """

    async def check(request: Request) -> Optional[HTTPResponse]:
        return _refusal(request, token)

    return check


def _refusal(request: Request, token: Optional[str]) -> Optional[HTTPResponse]:
    if request.path != _PATH or request.method != "POST":
        return None
    if "origin" in request.headers or "sec-fetch-site" in request.headers:
        return refused(403, "origin_not_allowed")  # a page that somebody of this machine or network visits
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return refused(415, "no_json")  # a page may post anything else without asking first
    if token and not holds(request, token):
        return token_missing()
    if "content-encoding" in request.headers:  # unpacked it could be of any size
        return refused(415, "encoded")
    try:
        call = request.json
    except RecursionError:
        return refused(400, "bad_request")
    return None if is_call(call) else refused(400, "bad_request")


def is_call(call: Any) -> bool:
    """Tell whether a body names an action, and the conversation that it is about, in Rasa's shape."""
    if not isinstance(call, dict) or not isinstance(call.get("next_action"), str):
        return False
    tracker = call.get("tracker")
    return (
        isinstance(tracker, dict)
        and isinstance(tracker.get("sender_id"), str)
        and isinstance(tracker.get("slots", {}), dict)
        and _is_message(tracker.get("latest_message"))
        and isinstance(tracker.get("active_loop", {}), (dict, type(None)))
        and _are_objects(tracker.get("events", []))
        and isinstance(call.get("domain", {}), dict)
        and isinstance(call.get("version"), (str, type(None)))
    )


def _is_message(message: Any) -> bool:
    if message is None:
        return True
    return (
        isinstance(message, dict)
        and isinstance(message.get("text"), (str, type(None)))
        and isinstance(message.get("intent"), (dict, type(None)))
        and isinstance(message.get("metadata"), (dict, type(None)))
        and _are_objects(message.get("entities") or [])
    )


def _are_objects(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)
