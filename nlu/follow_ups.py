"""A follow-up completed with what was last spoken of: "is it hard?" after a PhD asks whether a PhD is hard.

Everything behind reads the completed text, so a follow-up is understood as well as a question of its own.
What was put in is marked as carried, since nobody said it in this message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import AbstractSet, Optional, Sequence

from knowledge.pay.wishes import read_wishes
from knowledge.stems import stems_of
from nlu import pointing
from nlu.asked.about_answer import asked_about_answer
from nlu.asked.criterion import criterion_of
from nlu.asked.plain_words import explained
from nlu.asked.references import references_in
from nlu.asked.topic_word import names_topic
from nlu.names.mention import Mention
from nlu.spoken import SpokenOf

_LONGEST, _LONGEST_PLAIN = 16, 9  # words of a follow-up: with a word that points back, and without one
_INTERJECTION = 2  # words of a sentence that says nothing: "Sounds low."
_OF_SUBJECTS = frozenset(["role", "tool", "certificate", "term"])
_CHOSEN_AMONG = frozenset(["tool", "certificate", "degree", "field"])
_NAMED = _OF_SUBJECTS | {"unknown_role", "background", "field", "degree", "industry"}
_WORD = re.compile(r"[^\W\d_][\w'-]+")

Span = tuple[int, int]


@dataclass(frozen=True)
class Completed:
    """A follow-up made whole.

    :param text: with what was put in; :param put_in: where that stands in it
    :param leans_on: the question before, where the follow-up says nothing that could be completed
    """

    text: str
    put_in: tuple[Span, ...] = ()
    leans_on: str = ""


def completed(
    text: str, mentions: Sequence[Mention], spoken: SpokenOf, known: AbstractSet[str]
) -> Optional[Completed]:
    """Return a follow-up with what was last spoken of put in, or ``None`` where it stands for itself.

    :param mentions: the names in it
    :param known: the stems of the words that questions of the field are made of; with others, and without a
        word that points back, it may be about anything
    """
    words = len(text.split())
    if not (spoken.roles or spoken.thing) or words > _LONGEST or "\n" in text or pointing.CLOCK.search(text):
        return None
    if criterion_of(spoken.measure) == "pay" and read_wishes(text).judges:
        return None  # "is that good?" is asked of the pay that was told, and not of the job
    about = asked_about_answer(text, names_something=any(one.kind in _NAMED for one in mentions))
    if about == "why" or pointing.HOLLOW.match(text):
        return Completed(text, leans_on=spoken.asked)
    if about is not None or not pointing.ASKS.search(text):
        return None
    if pointing.ADVISE.search(text):
        return _with_advice(text, mentions, spoken)
    if pointing.TO_THE_ASSISTANT.search(text):
        return None
    if pointing.HOW_LONG_IT_TAKES.search(text) and not spoken.thing:
        return None  # how long the way takes is read from its shape
    return _pointing(text, mentions, spoken) or _plain(text, mentions, spoken, known)


def _with_advice(text: str, mentions: Sequence[Mention], spoken: SpokenOf) -> Optional[Completed]:
    """Say among what the assistant is to choose, or what for it is to advise."""
    if any(one.kind in _NAMED for one in mentions):
        return None
    if spoken.several:
        return _put(text, [(_end(text), len(text), ", ", spoken.several, "?")])
    if not spoken.one or pointing.IT.search(text):
        return _pointing(text, mentions, spoken)
    return _put(text, [(_end(text), _end(text), " to become ", spoken.one, "")])


def _pointing(text: str, mentions: Sequence[Mention], spoken: SpokenOf) -> Optional[Completed]:
    """Put what is meant in place of the words that point back."""
    first = min((one.start for one in mentions if one.kind in _OF_SUBJECTS), default=len(text))
    beside = pointing.BESIDE.match(text)
    if beside and spoken.things and any(one.kind in _CHOSEN_AMONG for one in mentions):
        start = beside.start("word")
        return _put(text, [(start, start, "", " or ".join(spoken.things), " ")])
    role, several = spoken.one, len(spoken.things) > 1
    plural = " and ".join(spoken.plurals)
    pair = spoken.listed[:2] if len(spoken.listed) > 1 else ()
    job = f"the job of {role}" if role else ""
    for pattern, meant in (
        (pointing.ORDINAL, ""),
        (pointing.WHICH_OF, spoken.several),
        (pointing.MEASURED, spoken.measure),
        (pointing.CHANGE, spoken.about if spoken.about.startswith("the ") else ""),
        (pointing.THERE, f"become {role}" if role else ""),
        (pointing.INTO, f"become {role}" if role else ""),
        (pointing.BECOME, role),
        (pointing.ONE, spoken.thing or role),
        (pointing.ONE_TO_THE_OTHER, f"from {pair[0]} to {pair[1]}" if pair else ""),
        (pointing.EMPLOYERS, f"employers of {plural}" if plural else "employers"),
        (pointing.MANY, ""),
        (pointing.IT, spoken.thing or job),
        (pointing.THAT, spoken.thing or job),
    ):
        found = pattern.search(text)
        if found is None or found.start() > first or _after_a_story(text, found.start()):
            continue
        if pattern is pointing.MANY:
            theirs = spoken.things and found.group("meant").lower() != "they"  # "can I learn them?"
            meant = spoken.thing if theirs or several else plural or spoken.thing
        if pattern is pointing.ORDINAL:
            meant = spoken.nth(found.group("nth").lower())
        if not meant or (pattern is pointing.IT and found.group().lower() == "it" and _is_empty(text, found)):
            continue
        start, end = next(span for group in found.groupdict() if (span := found.span(group)) != (-1, -1))
        pieces = [(start, end, "", meant, ""), *_for_role(text, meant, spoken)]
        it = pointing.IT.search(text, end) if pattern is pointing.EMPLOYERS and spoken.thing else None
        if it is not None:  # "will they ask about it?"
            pieces.append((*it.span("meant"), "", spoken.thing, ""))
        return _put(text, pieces)
    return None


def _after_a_story(text: str, start: int) -> bool:
    """Return whether a sentence stands before a place, which says itself what is meant."""
    before = re.split(r"[.!?]\s+", text[:start])[:-1]
    return any(len(sentence.split()) > _INTERJECTION for sentence in before)


def _is_empty(text: str, found: re.Match[str]) -> bool:
    return any(
        found.start() >= one.start() and found.end() <= one.end() for one in pointing.EMPTY_IT.finditer(text)
    )


def _for_role(text: str, meant: str, spoken: SpokenOf) -> list[tuple[int, int, str, str, str]]:
    """Say for which role a degree, a tool or a certificate is asked about."""
    if not spoken.things or meant != spoken.thing or not spoken.one or pointing.OF_WORK.search(text):
        return []
    return [(_end(text), _end(text), " for ", spoken.one, "")]


def _plain(
    text: str, mentions: Sequence[Mention], spoken: SpokenOf, known: AbstractSet[str]
) -> Optional[Completed]:
    """Add what a short question is about that says none; lean on the one before where it says nothing."""
    spans = [(one.start, one.end) for one in mentions]
    if len(text.split()) > _LONGEST_PLAIN or any(one.kind in _NAMED for one in mentions):
        return None
    if pointing.WHICH.search(text) and len(spoken.things) > 1:
        return _put(text, [(_end(text), len(text), ", ", spoken.several, "?")])
    if names_topic(text) or criterion_of(text) or references_in(text):
        return None  # the role at hand, and what else it leaves out, is told by rule
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    tell = [word for word in _WORD.findall("".join(letters).lower()) if not explained(word)]
    if not tell:
        return Completed(text, leans_on=spoken.asked) if not mentions else None
    if not (all(stems_of(word) <= known for word in tell) or pointing.OF_ONESELF.search(text)):
        return None
    end, role = _end(text), spoken.roles[:1]  # of two the first: both would ask how they differ
    about = " with " if spoken.things else " in " if spoken.about and not role else ""
    pieces = [(end, end, about, spoken.thing, "")] if about else []
    return _put(text, [*pieces, *((end, end, " for ", one, "") for one in role)])


def _end(text: str) -> int:
    return len(text.rstrip(" ?.!"))


def _put(text: str, pieces: Sequence[tuple[int, int, str, str, str]]) -> Completed:
    """Return a text with pieces put in: from, to, what stands before it, itself, and behind it."""
    out, at, spans = "", 0, []
    for start, end, before, meant, behind in sorted(pieces, key=lambda piece: piece[:2]):
        out += text[at:start] + before
        spans.append((len(out), len(out) + len(meant)))
        out += meant + behind
        at = end
    return Completed(out + text[at:], tuple(spans))
