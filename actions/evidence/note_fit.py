"""The chance that a note answers a question, from how near it lies and what both of them name.

A logistic regression; its weights stand in ``note_fit.yml``. ``make ranking`` learns them anew from the
phrasings of the notes, each held out, and from questions asked otherwise (``data/notes_asked.jsonl``).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path
from typing import Mapping, Sequence

import yaml

from actions import names
from actions.question import NearNote, Question, Value
from knowledge.queries.notes import Note

WEIGHTS = Path(__file__).with_suffix(".yml")
#: A note's constraint by the kinds of values that speak to it.
KINDS = {
    "degree": (names.DEGREE,),
    "field": (names.FIELD,),
    "background": (names.BACKGROUND,),
    "tool": (names.TOOL,),
    "certificate": (names.CERTIFICATE,),
    "industry": (names.INDUSTRY,),
    "level": (names.LEVEL,),
    "place": (names.LOCATION,),
}
#: Constraints under which a note about another thing is none; another background may be a near one.
_EXCLUDING = tuple(kind for kind in KINDS if kind != "background")
#: The signs of a fit, in the order of the regression.
SIGNS = (
    "centre", "nearest", "answer", "shared", "ahead by centre", "ahead by phrasing",
    "names agree", "names differ", "same way", "same shape", "kindred shape", "topic", "read as another's",
    "roles the same", "roles beyond", "roles lacking", "role not said", "role not bound",
    "other shared", "other differs", "other not said", "other not bound",
    "length",
    "a phrasing covered", "covered by a story", "profession met",
)  # fmt: skip
_SHAPES = (("yes_no", "worth", "enough"), ("which", "criterion", "first"), ("how_much", "how_long"))
_AGE = re.compile(r"\b([1-7]\d)\b(?!%)")
_NEAR_IN_AGE = 9  # years; "is 40 too old?" answers who is 47, and not who is 30
_DECLINED = frozenset({"out_of_scope", "out_of_scope_career", "nlu_fallback"})
_BOTH = 2  # names of a kind from which all count as shared: "A or B"
_LONG = 40  # words, from which a question is as long as can be
_OF_A_WAY = frozenset({"transition", "how_to_become", "role_fit"})
_OF_TWO_ENDS = frozenset({"transition", "role_difference", "compare_salaries", "role_fit"})


def chance(signs: Sequence[float]) -> float:
    """Return the probability that a note with these signs answers the question.

    :param signs: in the order of :data:`SIGNS`
    """
    weights, bias = _weights()
    return 1 / (
        1 + math.exp(-(bias + sum(weight * sign for weight, sign in zip(weights, signs, strict=True))))
    )


def excluded(note: Note, asked: Question, *, met: bool = False) -> bool:
    """Return whether a note is none for a question, because it is bound to something else.

    A note about a pair of roles is none for a question about another pair, nor one about a role for a
    comparison with another, nor one about anything else for a question that leans on the conversation or
    tells both ends of a change.

    :param met: whether it speaks of the asker's own profession; then it may know another role for them than
        the one that they name
    """
    for kind in _EXCLUDING:
        bound, said = set(note.bound_to(kind)), _said(asked, KINDS[kind])
        if bound and said and not bound & said:
            return True
    bound, named = set(note.bound_to("role")), set(asked.roles)
    if asked.person.age is not None and not _of_the_age(note, asked.person.age):
        return True
    alike = note.shape == asked.shape or _kindred(note.shape, asked.shape)
    if asked.leans and not (bound & named and asked.topic in note.topics and alike):
        return True
    if asked.origin and asked.target and asked.topic == "transition" and not set(note.topics) & _OF_A_WAY:
        return True
    if bound and named and not bound & named and not met:
        return True
    outsiders = [one for one in asked.outsiders if one.id not in note.bound_to("background")]
    if (
        outsiders
        and not named
        and bound
        and not met
        and not any(speaks_of(note, one.words) for one in outsiders)
    ):
        return True
    if asked.topic == "transition" and not all(_is_about(note, one) for one in _aims(asked)):
        return True
    if asked.topic == "role_difference" and len(named) > 1 and not named <= bound:
        return True
    if len(bound) != 2 or not set(note.topics) & _OF_TWO_ENDS:
        return False
    ends = {one for one in (asked.origin, asked.target) if one and asked.topic == "transition"}
    from_role = len(ends) > 1 and asked.origin in asked.ids(names.ROLE)
    return (len(named) > 1 and not named >= bound) or (from_role and not ends <= bound)


def signs_of(note: Note, near: NearNote, asked: Question, others: Sequence[NearNote]) -> list[float]:
    """Return the signs of :data:`SIGNS` for a note that is not excluded.

    :param others: the other notes that came near
    """
    bound, named = set(note.bound_to("role")), set(asked.roles)
    shared = differs = unsaid = unbound = 0
    for kind, kinds in KINDS.items():
        of_kind, said = set(note.bound_to(kind)), _said(asked, kinds)
        if of_kind and said:
            shared += min(_BOTH, len(of_kind & said))
            differs += not of_kind & said
        elif of_kind:
            unsaid += 1
        elif said and not speaks_of(note, *(one.words for one in asked.values if one.kind in kinds)):
            unbound += 1
    same = note.shape == asked.shape
    return [
        near.centre,
        near.nearest,
        near.answer,
        near.shared,
        near.centre - max((one.centre for one in others), default=near.centre),
        near.nearest - max((one.nearest for one in others), default=near.nearest),
        float(near.agrees),
        float(near.differs),
        float(near.way),
        float(same),
        float(not same and _kindred(note.shape, asked.shape)),
        float(asked.topic in note.topics),
        float(asked.intent in _DECLINED),
        float(bool(bound) and bound == named),
        float(bool(named) and bool(bound - named)),
        float(bool(bound) and bool(named - bound)),
        float(bool(bound) and not named),
        float(bool(named) and not bound),
        float(shared),
        float(differs),
        float(unsaid),
        float(unbound),
        min(_LONG, asked.length) / _LONG,
        near.covered,
        near.covered * min(_LONG, asked.length) / _LONG,
        float(near.met),
    ]


def _of_the_age(note: Note, age: int) -> bool:
    told = [int(one) for one in _AGE.findall(note.title)]
    return not told or min(abs(one - age) for one in told) <= _NEAR_IN_AGE


def _aims(asked: Question) -> list[Value]:
    """Return what lies outside the catalog's roles and is where somebody with one of them wants to go."""
    kinds = (names.UNKNOWN_ROLE, names.BACKGROUND)
    own = any(one.kind == names.ROLE and (one.of_person or one.part == "origin") for one in asked.values)
    return [one for one in asked.values if own and one.kind in kinds and not (one.of_person or one.negated)]


def _is_about(note: Note, aim: Value) -> bool:
    name = (aim.id or aim.words).replace("_", " ")
    return aim.id in note.bound_to("background") or speaks_of(note, name)


def speaks_of(note: Note, *words: str) -> bool:
    """Return whether a note's text holds one of some words."""
    said = " ".join((note.title, note.answer, *note.points)).lower()
    return any(one.lower() in said for one in words)


def _said(asked: Question, kinds: Sequence[str]) -> set[str]:
    return {one.id for one in asked.values if one.kind in kinds and one.id and not one.negated}


def _kindred(note: str, asked: str) -> bool:
    alike = any(note in group and asked in group for group in _SHAPES)
    return alike or not all(any(one in group for group in _SHAPES) for one in (note, asked))


@lru_cache(maxsize=1)
def _weights() -> tuple[Sequence[float], float]:
    read: Mapping[str, float] = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))
    return [float(read[sign]) for sign in SIGNS], float(read["bias"])
