"""Names that a text rules out: "not in the US, in Canada", "I don't want to be a data scientist any more"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Sequence

from nlu.names.mention import Mention, Ruled

_KINDS = frozenset(
    [
        "role",
        "background",
        "unknown_role",
        "location",
        "industry",
        "tool",
        "degree",
        "field",
        "certificate",
        "level",
        "remote",
    ]
)
_BEHIND = 60  # characters before a name that are looked at
_FILLER = r"(?:(?:the|an?|any|my|being|be|in|at|for|as|about|of|doing|working|work|more|to)\s+){0,4}"
_RULED_OUT = re.compile(
    r"(?:"
    r"(?<!why\s)(?<!or\s)(?<!if\s)(?<!whether\s)\bnot\s+(?!only\b|just\b|sure\b|many\b|all\b|much\b|that\b)"
    r"(?:really\s+|interested\s+in\s+|keen\s+on\s+|into\s+|want\w*\s+(?:to\s+)?(?:be\s+|become\s+|do\s+)?)?"
    r"|\b(?:don'?t|do\s+not|didn'?t|never)\s+(?:really\s+|ever\s+)?(?:want|like|wish|care|enjoy|plan|intend|mean)\w*"
    r"(?:\s+(?:to|about|working|doing|being))?(?:\s+(?:be|become|work|do|use|go|move|live|study|learn|pursue|have|stay|mean|"
    r"relocate|get|touch|spend\s+time))?(?:\s+(?:as|in|into|with|on|to))?\s+"
    r"|\b(?:won'?t|will\s+not|can'?t|cannot)\s+(?:work|move|live|relocate|go|be)\s+"
    r"|\b(?:instead\s+of|rather\s+than|other\s+than|except(?:\s+for)?|apart\s+from|aside\s+from|anything\s+but|no\s+longer|"
    r"no\s+more|outside(?:\s+of)?|excluding|avoid(?:ing)?|hate|dislike|sick\s+of|neither|nor|besides)\s+"
    r"|\b(?:i'?m|i\s+am|it'?s|is|are)\s+no\s+"
    rf"){_FILLER}$",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"(?:\b(?:no|without|zero|lack(?:ing|s)?|never\s+(?:used|learn\w*|studied|touched|written|coded\s+in)|"
    r"(?:don'?t|do\s+not|doesn'?t|didn'?t)\s+(?:yet\s+)?(?:have|know|hold|own|need|require)|"
    r"haven'?t(?:\s+(?:got|used|learn\w*|done))?)\s+)"
    rf"(?:formal\s+|prior\s+|much\s+|real\s+|enough\s+)?{_FILLER}$",
    re.IGNORECASE,
)
_LACKED_KINDS = frozenset(["tool", "degree", "field", "certificate"])
_JOINT = re.compile(r"^\s*(?:,\s*)?(?:or|nor)?\s*(?:an?\s+|the\s+|in\s+)?$", re.IGNORECASE)
_BREAK = re.compile(r"[.!?;,\n](?=\s|$)|(?<!anything\s)\bbut\b|\b(?:because|so)\b", re.IGNORECASE)
_ANY_MORE = re.compile(r"^\s+(?:any\s*more|any\s+longer|is\s+out)\b", re.IGNORECASE)


def with_negation(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the mentions, what the text excludes marked ``ruled_out``, what it says is absent ``lacked``.

    :param text: as :func:`nlu.names.tokens.same_length` returns it
    """
    found: list[Mention] = []
    for one in mentions:
        # "Sick of teaching" says what somebody does, not what they shut out.
        left_behind = one.kind == "background" and one.how == "field"
        ruled = _ruled(one, text) if one.kind in _KINDS and one.value != "none" and not left_behind else None
        before = found[-1] if found else None
        if (
            ruled is None
            and before is not None
            and before.ruled
            and before.kind == one.kind
            and _alternative(text[before.end : one.start])
        ):
            ruled = before.ruled
        found.append(replace(one, ruled=ruled) if ruled else one)
    return found


def _ruled(one: Mention, text: str) -> Optional[Ruled]:
    behind = text[max(0, one.start - _BEHIND) : one.start]
    breaks = list(_BREAK.finditer(behind))
    behind = behind[breaks[-1].end() :] if breaks else behind
    if _RULED_OUT.search(behind):
        return "ruled_out"
    if one.kind in _LACKED_KINDS and _LACKED.search(behind):
        return "lacked"
    if _ANY_MORE.match(text[one.end :]) and re.search(r"\b(?:not|n'?t|no)\b|n't", behind):
        return "ruled_out"
    return None


def _alternative(between: str) -> bool:
    return bool(_JOINT.match(between)) and bool(re.search(r"\b(?:or|nor)\b", between, re.IGNORECASE))
