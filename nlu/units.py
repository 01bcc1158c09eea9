"""The units of a message that are classified: the whole of it, and each question in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Sequence

from nlu.masking import mask_roles, presence, with_pronoun_resolved
from nlu.names.mention import Mention
from nlu.splitting import (
    LONGEST_MESSAGE,
    LONGEST_PART,
    Part,
    joined_questions,
    parts_of,
    without_pleasantries,
)

UNITS = "units"  # the key under which a message carries them; never part of Rasa's output
VECTORS = "unit_vectors"


@dataclass(frozen=True)
class Unit:
    """A stretch of a message as the classifier reads it.

    :param masked: its text, at most 1,000 characters, with the roles made alike
    :param names: which kinds of names it holds (see :func:`nlu.masking.presence`)
    :param kind: ``whole``, ``question``, ``background``, or ``half`` of a question that may be two
    """

    start: int
    end: int
    kind: str
    masked: str
    names: tuple[bool, ...]

    def spelt(self, masked: str) -> Unit:
        """Return the unit with another spelling of its text."""
        return replace(self, masked=masked)


def whole_unit(text: str, mentions: Sequence[Mention]) -> Unit:
    """Return the message without greeting and thanks, as one unit."""
    start, end = without_pleasantries(text[:LONGEST_MESSAGE])
    return _unit(text, start, end, "whole", mentions)


def units_of(text: str, mentions: Sequence[Mention]) -> list[Unit]:
    """Return the units of a message: the whole first; more only where it may hold several questions."""
    whole = whole_unit(text, mentions)
    parts = parts_of(text)
    units = [whole]
    if len(parts) > 1:
        units += [_part(text, part, "question" if part.asks else "background", mentions) for part in parts]
    elif parts and (halves := joined_questions(text, parts[0])):
        units += [_part(text, half, "half", mentions) for half in halves]
    return units


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions that lie in a stretch of the text."""
    return [one for one in mentions if one.start >= start and one.end <= end]


def _part(text: str, part: Part, kind: str, mentions: Sequence[Mention]) -> Unit:
    return _unit(text, part.start, part.end, kind, mentions)


def _unit(text: str, start: int, end: int, kind: str, mentions: Sequence[Mention]) -> Unit:
    inside = within(mentions, start, end)
    masked = mask_roles(text[start:end], inside, start)[:LONGEST_PART]
    before = [one for one in mentions if one.kind == "role" and one.end <= start]
    if kind in ("question", "half") and before and not any(one.kind == "role" for one in inside):
        # "…, and what do they earn?" is read as what it means: the role of the question before.
        resolved = with_pronoun_resolved(masked)
        if resolved != masked:
            return Unit(start, end, kind, resolved, presence([*inside, before[-1]]))
    return Unit(start, end, kind, masked, presence(inside))


def units_in(message: Any) -> list[Unit]:
    """Return the units that a Rasa message carries."""
    found: list[Unit] = message.get(UNITS) or []
    return found
