"""Telling a secret that was drawn at random from one that was typed, or left as an example had it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

SECRET_LENGTH = 32
#: Guesses, as a power of ten, that somebody who knows words, names, keyboards and dates needs at least. What
#: `openssl rand -hex 16` draws needs 30 and more; the estimator looks at so many characters.
_LEAST_GUESSES = 26.0
_LOOKED_AT = 72
#: Words that stand in examples. Letters and digits drawn at random do not hold one of them in a lifetime.
_EXAMPLE = re.compile(
    r"change.?me|replace.?me|example|placeholder|password|secret|token|insert|your[-_ ]|todo|dummy|12345678",
    re.IGNORECASE,
)
#: Passwords of databases that images and tutorials come with.
_USUAL = frozenset({"postgres", "root", "admin", "redis", "careerbot", "test", "guest"})


def is_weak(secret: str) -> bool:
    """Return whether a secret is too short, an example, or can be guessed: typed, repeated, in a sequence."""
    if len(secret) < SECRET_LENGTH or _EXAMPLE.search(secret):
        return True
    from zxcvbn import zxcvbn  # here, since its lists of words take time to read, and development needs none

    return float(zxcvbn(secret[:_LOOKED_AT])["guesses_log10"]) < _LEAST_GUESSES


def lacks_password(address: str) -> bool:
    """Return whether a server of another machine lets anybody in who reaches it, as far as its address tells.

    On this machine, over loopback or a socket, a password may be left out.
    """
    parts = urlsplit(address)
    host = parts.hostname or (parse_qs(parts.query).get("host") or [""])[0]
    here = host in ("", "localhost", "127.0.0.1", "::1") or host.startswith("/")
    return not here and not parts.password


def is_usual_password(password: str) -> bool:
    """Return whether a password of a database is one that everybody tries first."""
    return password.lower() in _USUAL or bool(_EXAMPLE.search(password))
