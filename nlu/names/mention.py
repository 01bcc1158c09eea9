"""What the recogniser finds: a name in a text, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Optional

Part = Literal["origin", "target"]
Ruled = Literal["ruled_out", "lacked"]

# Of two readings of the same words, the kind that stands first wins.
KINDS = (
    "role",
    "background",
    "location",
    "tool",
    "level",
    "industry",
    "degree",
    "field",
    "certificate",
    "unknown_role",
    "remote",
    "year",
    "term",
)


@dataclass(frozen=True)
class Mention:
    """A name in a text.

    :param kind: the entity, such as ``role``; ``unknown_role`` is a profession that the catalog lacks
    :param value: the canonical id, or for an unknown role the words as typed
    :param start: first character in the text; ``end`` is one behind the last
    :param first: first token in the document; ``last`` is one behind the last
    :param how: ``name``, ``abbreviation``, ``field``, ``adjective``, ``years`` (a level told by
        years of experience) or ``shared`` (a name that shares a word with its neighbour, as ``AI``
        does in "AI/ML engineer")
    :param confidence: 1 for a name as the catalog writes it, less for a corrected spelling
    :param part: whether a role is left or aimed at, in a question about a change
    :param standing: ``person`` when said of the asker, else ``subject``; other kinds have none
    :param studied: whether it is named as a subject of study, "a master's in data science"
    :param ruled: whether the text excludes it ("not in the US") or says that it is absent ("no PhD")
    """

    kind: str
    value: str
    start: int
    end: int
    first: int
    last: int
    how: str
    confidence: float = 1.0
    part: Optional[Part] = None
    standing: Optional[str] = None
    ruled: Optional[Ruled] = None
    studied: bool = False
