"""Names of conversations for logs: always the same one, from which the id cannot be told."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache

from settings import LogSettings


def hashed(conversation_id: str) -> str:
    """Return the name of a conversation. Ids of Slack could be guessed, so a plain hash would not do."""
    return hmac.new(_key(), conversation_id.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:12]


@lru_cache(maxsize=1)
def _key() -> bytes:
    return (LogSettings().salt or secrets.token_hex(16)).encode()
