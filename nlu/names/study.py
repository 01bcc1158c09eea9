"""Names that are what somebody studies, not what they do: "a master's in data science"."""

from __future__ import annotations

import itertools
from dataclasses import replace

from nlu.names.mention import Mention
from nlu.names.tokens import Tokens

_HEADS = frozenset(
    """
    degree degrees major majors majored majoring minor minors minored bachelor bachelor's bachelors
    master master's masters msc bsc bs ms ma ba mtech btech meng beng phd doctorate postdoc studied
    studying study studies diploma undergrad undergraduate graduated specialization specialisation
    program programme programs honours course courses bootcamp bootcamps minoring
    """.split()
)
_BETWEEN = frozenset(
    ["'s", "in", "of", "for", "with", "from", "a", "an", "the", "degree", "science", "is", "was", ":", "("]
)
_AFTER = frozenset(
    """
    degree degrees major majors student students graduate graduates grad grads background phd masters
    master's master bachelor bachelors undergrad undergraduate undergrads msc bsc ms bs diploma bootcamp
    bootcamps minor department course courses program programme programs studies majoring
    """.split()
)
_BESIDE = frozenset(
    ["or", "vs", "vs.", "versus", "and", "/", ",", "&", "a", "an", "in", "than", "over", "either"]
)
_JOINTS = frozenset(["or", "vs", "vs.", "versus", "and", "/", ",", "&", "than", "over"])
_KINDS = frozenset(["role", "background", "field", "industry"])
_FURTHEST = 4  # tokens between a head and what is studied


def with_study(mentions: list[Mention], tokens: Tokens) -> list[Mention]:
    """Return the mentions, those that name a subject of study marked ``studied``.

    A role is one only by its field ("data science"): "a degree for a data scientist" names the role. Of
    subjects side by side ("computer science or statistics degree") one that is marked marks the others.
    """
    studied = {index for index, one in enumerate(mentions) if _may_be(one) and _in_study(one, tokens)}
    order = [index for index, one in enumerate(mentions) if _may_be(one) or one.kind == "degree"]
    for _ in range(2):
        for left, right in itertools.pairwise(order):
            if (left in studied) != (right in studied) and _beside(mentions[left], mentions[right], tokens):
                studied |= {index for index in (left, right) if _may_be(mentions[index])}
    return [replace(one, studied=True) if index in studied else one for index, one in enumerate(mentions)]


def studies(first: int, last: int, tokens: Tokens) -> bool:
    """Return whether the tokens from first to before last are named as a subject of study."""
    if tokens.at(last) in _AFTER:
        return True
    for index in range(first - 1, first - 1 - _FURTHEST, -1):
        word = tokens.at(index)
        if word in _HEADS:
            return word not in {"study", "studying", "course", "courses"} or index >= first - 2
        if word not in _BETWEEN:
            return False
    return False


def _may_be(one: Mention) -> bool:
    return one.kind == "field" or (one.kind in _KINDS and not (one.kind == "role" and one.how != "field"))


def _in_study(one: Mention, tokens: Tokens) -> bool:
    inside = set(tokens.lower[one.first : one.last])
    return bool(inside & {"degree", "graduate", "grad", "student", "major", "phd"}) or studies(
        one.first, one.last, tokens
    )


def _beside(left: Mention, right: Mention, tokens: Tokens) -> bool:
    if left.first == right.first:
        return True
    between = tokens.lower[left.last : right.first]
    return len(between) <= 4 and set(between) <= _BESIDE | _HEADS and bool(_JOINTS & set(between))
