"""Sessions: who may speak in which conversation, proved by a signature and not by a name.

A token holds the conversation that the server chose, and when it was given out. Nobody can make one
without the key, so nobody can choose or guess another person's conversation.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any, Dict, Optional

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from web.refusals import Refusal

_DAY = 24 * 3600
#: Seconds by which the clock of the server that gave a token out may be ahead of the one that reads it.
_CLOCKS_APART = 300
_SIGNING = {"key_derivation": "hmac", "digest_method": hashlib.sha256}


@dataclass(frozen=True)
class Session:
    """A person's right to one conversation; ``fresh_token`` is set when the token should be replaced."""

    conversation_id: str
    fresh_token: Optional[str] = None


@dataclass(frozen=True)
class Pressed:
    """What a suggestion sends (``payload``), what the person saw on it, and what it is about, if anything."""

    payload: str
    title: str
    feedback: Optional[Dict[str, str]] = None


class Sessions:
    """Gives out and reads session tokens, and signs the suggestions of a conversation.

    :param secret: the key of the signatures; all server processes share it
    :param days: how long a token is good for after it was given out
    :param old_secret: the key before this one: what it signed is still good; it signs nothing new
    """

    def __init__(self, secret: str, days: int, old_secret: Optional[str] = None) -> None:
        keys = [old_secret, secret] if old_secret else [secret]
        self._tokens = URLSafeTimedSerializer(keys, salt="careerbot.session", signer_kwargs=_SIGNING)
        self._suggestions = URLSafeSerializer(keys, salt="careerbot.suggestion", signer_kwargs=_SIGNING)
        self._seconds = days * _DAY

    def begin(self) -> str:
        """Return the token of a new conversation, which has an id of 192 random bits."""
        return self._token(f"web-{secrets.token_urlsafe(24)}")

    def read(self, token: str) -> Session:
        """Return the session of a token.

        :raises Refusal: when the token is not ours, or too old
        """
        try:
            content, given_out = self._tokens.loads(token, return_timestamp=True)
        except (BadData, UnicodeError):
            raise Refusal(401, "session_invalid", "This session is not valid. Start a new one.") from None
        age = time.time() - given_out.timestamp()
        if not -_CLOCKS_APART <= age <= self._seconds:
            raise Refusal(401, "session_expired", "This conversation has expired. Start a new one.")
        conversation_id = str(content)
        worn = age > self._seconds / 2
        return Session(conversation_id, self._token(conversation_id) if worn else None)

    def _token(self, conversation_id: str) -> str:
        return str(self._tokens.dumps(conversation_id))

    def sign(
        self, conversation_id: str, payload: str, title: str, feedback: Optional[Dict[str, str]] = None
    ) -> str:
        """Return the token that a press of a suggestion sends; it works in this conversation alone."""
        content: Dict[str, Any] = {"c": conversation_id, "p": payload, "t": title}
        if feedback:
            content["f"] = feedback
        return str(self._suggestions.dumps(content))

    def press(self, conversation_id: str, token: str) -> Pressed:
        """Return what a suggestion of this conversation sends.

        :raises Refusal: when the suggestion is not ours, or of another conversation
        """
        try:
            content = self._suggestions.loads(token)
        except (BadData, UnicodeError):  # a half of a character cannot even be checked
            content = None
        if not isinstance(content, dict) or content.get("c") != conversation_id:
            raise Refusal(
                422, "suggestion_invalid", "This suggestion is no longer valid. Type the question instead."
            )
        return Pressed(payload=content["p"], title=content["t"], feedback=content.get("f"))
