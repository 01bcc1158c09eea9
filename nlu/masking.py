"""What the classifier reads of a text: its roles made alike, and which names it holds.

A question about a role that the catalog gained yesterday reads the same as one about a role that the
training questions are full of.
"""

from __future__ import annotations

import re
from typing import Sequence

from nlu.names.mention import Mention

_PRONOUN = re.compile(r"\b(?:they|them|it)\b|(?<=\bdoes )one\b|(?<=\bbecome )one\b", re.IGNORECASE)
_ONE, _MANY, _FIELD = "data scientist", "data scientists", "data science"
_STANDS_FOR = {"it": _FIELD, "one": f"a {_ONE}"}
PRESENCE = (
    "no role", "one role", "several roles", "other profession", "only other profession", "origin", "target",
    "origin and target", "tool", "several tools", "location", "level", "industry", "degree", "year",
)  # fmt: skip


def mask_roles(text: str, mentions: Sequence[Mention], offset: int = 0) -> str:
    """Return the text with the name of one role in place of every role.

    :param mentions: the names in the whole message
    :param offset: where the text begins in the message
    """
    pieces, position = [], 0
    for one in mentions:
        start, end = one.start - offset, one.end - offset
        if one.kind != "role" or start < position or end > len(text):
            continue
        pieces += [text[position:start], _stand_in(text[start:end], one)]
        position = end
    return "".join([*pieces, text[position:]])


def with_pronoun_resolved(text: str) -> str:
    """Return a masked text with the stand-in for roles in place of its first pronoun, if it has one."""
    found = _PRONOUN.search(text)
    if found is None:
        return text
    stand_in = _STANDS_FOR.get(found.group().lower(), _MANY)
    return text[: found.start()] + stand_in + text[found.end() :]


def _stand_in(words: str, mention: Mention) -> str:
    if mention.how == "field":
        return _FIELD
    lower = words.lower()
    plural = lower.endswith("s") and not lower.endswith("ops") and mention.how != "abbreviation"
    return _MANY if plural else _ONE


def presence(mentions: Sequence[Mention]) -> tuple[bool, ...]:
    """Return which kinds of names a text holds, in the order of :data:`PRESENCE`."""
    kinds = [one.kind for one in mentions]
    roles = {one.value for one in mentions if one.kind == "role"}
    others = "unknown_role" in kinds or "background" in kinds
    parts = {one.part for one in mentions}
    origin, target = "origin" in parts, "target" in parts
    return (
        not roles,
        len(roles) == 1,
        len(roles) > 1,
        others,
        others and not roles,
        origin,
        target,
        origin and target,
        "tool" in kinds,
        kinds.count("tool") > 1,
        "location" in kinds,
        "level" in kinds,
        "industry" in kinds,
        "degree" in kinds,
        "year" in kinds,
    )
