"""Which role somebody leaves and which they aim at: "from data analyst to ML engineer"."""

from __future__ import annotations

import itertools
from dataclasses import replace

from nlu.names import words as w
from nlu.names.mention import Mention, Part
from nlu.names.tokens import Tokens

_ARROWS = {"to", "→", ">"}
_ASIDE = {
    "senior",
    "junior",
    "mid",
    "level",
    "entry",
    "lead",
    "staff",
    "good",
    "successful",
    "great",
    "full",
    "time",
    "professional",
    "certified",
    "an",
    "a",
    "the",
    "new",
    "actual",
    "real",
    "in",
    "demand",
    "self",
    "taught",
}
_ORIGINS = tuple(tuple(phrase.split()) for phrase in w.ORIGIN_BEFORE)
_TARGETS = tuple(tuple(phrase.split()) for phrase in w.TARGET_BEFORE)
_WITHOUT_ORIGIN = {"become", "becoming"}


def with_parts(mentions: list[Mention], tokens: Tokens) -> list[Mention]:
    """Return the mentions, roles and backgrounds of a change marked as origin or target.

    Nothing is marked where the text speaks of no change, as in "data analyst vs data engineer".
    """
    places = [
        index
        for index, one in enumerate(mentions)
        if one.kind in {"role", "background", "unknown_role"} and not (one.kind == "role" and one.studied)
    ]
    if not places or not _speaks_of_change([mentions[place] for place in places], tokens):
        return mentions
    parts: dict[int, Part] = {}
    moved_to = {one.last for one in mentions if one.kind == "location"}
    for order, place in enumerate(places):
        part = _part(mentions[place], tokens, mentions[places[order - 1]] if order else None)
        if part == "origin" and _after_a_move(mentions[place].first, tokens, moved_to):
            part = "target"
        if (
            part is None
            and order
            and parts.get(places[order - 1])
            and _alongside(mentions[places[order - 1]], mentions[place], tokens)
        ):
            part = parts[places[order - 1]]
        if part:
            parts[place] = part
    unmarked = [place for place in places if place not in parts]
    if len(unmarked) == 1 and parts:
        known = set(parts.values())
        if known == {"target"} and mentions[unmarked[0]].kind != "unknown_role":
            parts[unmarked[0]] = "origin"
        elif known == {"origin"} and mentions[unmarked[0]].kind == "role":
            parts[unmarked[0]] = "target"
    for place, part in list(parts.items()):
        one = mentions[place]
        if part == "origin" and one.kind == "role" and _is_one_to_become(one, tokens):
            parts[place] = "target"
    targets = {mentions[place].value for place, part in parts.items() if part == "target"}
    for place, part in list(parts.items()):
        if part == "origin" and mentions[place].value in targets:
            del parts[place]  # nobody changes to what they are: the role is named twice
    return [replace(one, part=parts[index]) if index in parts else one for index, one in enumerate(mentions)]


def _speaks_of_change(roles: list[Mention], tokens: Tokens) -> bool:
    if any(word in w.CHANGE_WORDS for word in tokens.lower) or _wishes_to_be(roles, tokens):
        return True
    if any(word in w.COMPARES for word in tokens.lower):
        return False
    gaps = (tokens.lower[one.last : other.first] for one, other in itertools.pairwise(roles))
    return any(gap and gap[0] == "to" and set(gap[1:]) <= {"a", "an"} for gap in gaps)


def _wishes_to_be(roles: list[Mention], tokens: Tokens) -> bool:
    return len(roles) > 1 and any(
        _ends(tokens.lower[:index], ("to", "be", article)) and tokens.at(index - 4) in w.WISHES
        for index in range(4, len(tokens) + 1)
        for article in ("a", "an")
    )


def _part(mention: Mention, tokens: Tokens, before: Mention | None) -> Part | None:
    index = mention.first - 1
    while index > 0 and tokens.at(index) in _ASIDE and tokens.at(index) not in {"a", "an", "in"}:
        index -= 1
    behind = tokens.lower[max(0, index - 3) : index + 1]
    if before is not None and before.last <= index and tokens.at(index) in _ARROWS | {"a", "an", "the"}:
        between = tokens.lower[before.last : index + 1]
        if _ARROWS & set(between) and len(between) <= 4 and before.part != "target":
            return "target"
    if _became(behind):
        return "target"
    if tokens.at(mention.last) in _ARROWS and tokens.at(mention.last + 1) not in {
        "be",
        "do",
        "have",
        "learn",
        "get",
        "know",
    }:
        return "origin"
    best_origin = max((len(phrase) for phrase in _ORIGINS if _ends(behind, phrase)), default=0)
    best_target = max((len(phrase) for phrase in _TARGETS if _ends(behind, phrase)), default=0)
    if best_origin > best_target or (
        best_origin == best_target and best_origin and _ends(behind, ("as", "a"))
    ):
        return "origin"
    if best_target:
        return "target"
    after = [tokens.at(place) for place in range(mention.last, mention.last + 4)]
    if after[0] in {
        "become",
        "becoming",
        "transition",
        "switch",
        "move",
        "pivot",
        "transitioning",
        "switching",
        "moving",
        "looking",
        "who",
        "wanting",
        "trying",
        "turned",
        "change",
    }:
        return "origin"
    return None


def _after_a_move(first: int, tokens: Tokens, moved_to: set[int]) -> bool:
    """Return whether "as a" stands behind a place that somebody wants to go to: it tells what they want."""
    start = first - 2 if tokens.at(first - 1) in {"a", "an"} else first - 1
    wishes = any(word in w.WISHES for word in tokens.lower)
    return wishes and tokens.at(start) == "as" and start in moved_to


def _became(behind: list[str]) -> bool:
    return any(word in _WITHOUT_ORIGIN for word in behind[-3:]) and not {"from", "as"} & set(behind[-2:])


def _is_one_to_become(role: Mention, tokens: Tokens) -> bool:
    """Return whether "how do I become one?" stands behind a role and means it."""
    behind = tokens.lower[role.last :]
    becoming = {("become", "one"), ("becoming", "one")}
    return behind[:1] != ["become"] and bool(becoming & set(itertools.pairwise(behind)))


def _alongside(before: Mention, mention: Mention, tokens: Tokens) -> bool:
    between = tokens.lower[before.last : mention.first]
    return len(between) <= 3 and bool({"/", "or", "and", "&", ","} & set(between))


def _ends(words: list[str], phrase: tuple[str, ...]) -> bool:
    return tuple(words[-len(phrase) :]) == phrase
