"""Reading a request of a website: its size, its form, its session, its sender's address."""

from __future__ import annotations

import json
import re
from typing import Optional

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, ValidationError
from sanic.request import Request

from channels import MOST_CHARACTERS
from channels.sessions import Session, Sessions
from nlu.normalise import normalised
from web.refusals import Refusal

#: Bytes of a request's body: a message of the longest kind in any script, or a signed suggestion.
MOST_BYTES = 16 * 1024
_MESSAGE_ID = r"^[A-Za-z0-9-]{8,64}$"
_BEARER = "Bearer "


class Posted(BaseModel):
    """A message as a client posts it: its own id, and one of a text, a suggestion and a restart."""

    model_config = ConfigDict(extra="forbid")  # a field that is not known is a mistake of the client

    id: StrictStr = Field(pattern=_MESSAGE_ID)
    text: Optional[StrictStr] = None
    suggestion: Optional[StrictStr] = None
    restart: Optional[StrictBool] = None


async def read_posted(request: Request) -> Posted:
    """Return the message of a request.

    :raises Refusal: when the body is too large, or not a message
    """
    try:
        posted = Posted.model_validate(json.loads(await _body(request)))
    except (ValueError, RecursionError, ValidationError):
        raise _bad_request() from None
    if sum(part is not None for part in (posted.text, posted.suggestion, posted.restart)) != 1:
        raise _bad_request()
    return posted


async def _body(request: Request) -> bytes:
    """Return the body, of which no more is kept than a message may have."""
    body = bytearray()
    while (chunk := await request.stream.read()) is not None:
        body += chunk
        if len(body) > MOST_BYTES:
            raise too_long()
    return bytes(body)


def read_before(request: Request) -> Optional[str]:
    """Return the id of the message before which a page of the conversation ends, if the request names one.

    :raises Refusal: when it is no id
    """
    before = request.args.get("before")
    if before is not None and not re.fullmatch(_MESSAGE_ID, before):
        raise _bad_request()
    return None if before is None else str(before)


def clean(text: str) -> str:
    """Return a typed text in the one form that is understood and stored.

    :raises Refusal: when the text is too long, or nothing is left of it
    """
    if len(text) > MOST_CHARACTERS:
        raise too_long()
    kept = normalised(text)
    if not kept:
        raise Refusal(422, "empty", "This message is empty. Type a question.")
    return kept


def read_session(request: Request, sessions: Sessions) -> Session:
    """Return the session of a request, from its ``Authorization: Bearer …`` header.

    :raises Refusal: when there is none, or it is not valid
    """
    header = request.headers.get("authorization", "")
    if not header.startswith(_BEARER):
        raise Refusal(401, "session_missing", "This request needs a session. Start one first.")
    return sessions.read(header[len(_BEARER) :])


def too_long() -> Refusal:
    """Return the refusal for a message that is too long."""
    return Refusal(
        413,
        "too_long",
        f"This message is too long: {MOST_CHARACTERS:,} characters fit. Shorten it, or send it in parts.",
    )


def _bad_request() -> Refusal:
    return Refusal(400, "bad_request", "This request is not a message. Reload the page and try again.")
