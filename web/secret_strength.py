"""Telling a secret that was drawn at random from one that was typed, or left as an example had it."""

from __future__ import annotations

import re

SECRET_LENGTH = 32
#: A secret of fewer different characters than this was typed, not drawn at random.
SECRET_VARIETY = 8
#: Words that stand in examples. Letters and digits drawn at random do not hold one of them in a lifetime.
_EXAMPLE = re.compile(
    r"change.?me|replace.?me|example|placeholder|password|secret|token|insert|your[-_ ]|todo|dummy|12345678",
    re.IGNORECASE,
)
#: Passwords of databases that images and tutorials come with.
_USUAL = frozenset({"postgres", "root", "admin", "redis", "careerbot", "test", "guest"})


def is_weak(secret: str) -> bool:
    """Return whether a secret is too short, too uniform or an example to be used."""
    return len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_VARIETY or bool(_EXAMPLE.search(secret))


def is_usual_password(password: str) -> bool:
    """Return whether a password of a database is one that everybody tries first."""
    return password.lower() in _USUAL or bool(_EXAMPLE.search(password))
