"""What a question named and its answer does not use: said to be unknown, never passed over."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.question import Question, Value
from actions.topics import TOPICS
from knowledge.queries.study import study_field

#: Proper names: what is not known of them is said first, for it changes what the answer is about.
_NAMED_IF_UNUSED = (names.LOCATION, "place", "employer", "school", "study")
_MOST_NAMED = 3
_ADJECTIVE = re.compile(r"(?:[a-z]{2}ian|[a-z]{2}ish|[a-z]{2}nese|[a-z]{2}ese)$")
#: Words of a school's name that answers leave away: the University of Leeds is told of as Leeds.
_OF_A_SCHOOL = re.compile(r"\b(?:the|university|college|institute|school|of)\b")
_CALENDAR = frozenset(
    """january february march april may june july august september october november december spring summer
    autumn fall winter monday tuesday wednesday thursday friday saturday sunday""".split()
)


def unused(asked: Question, found: Answer) -> list[str]:
    """Return the words of the proper names that were said and not used."""
    used_kinds = TOPICS[asked.topic].uses if asked.topic in TOPICS else ()
    said = plain(f"{found.title} {found.text()}")
    left: dict[str, str] = {}
    for one in asked.said():
        if one.kind not in _NAMED_IF_UNUSED or (one.kind in used_kinds and found.checked is None):
            continue
        if plain(one.words) in _CALENDAR:
            continue
        if one.kind == names.LOCATION and _ADJECTIVE.search(one.words):  # of a person, not of a market
            continue
        if one.of_person and one.kind not in ("school", "study"):
            continue
        if any(plain(one.words) in plain(other.words) for other in asked.said() if _explains(other)):
            continue
        if one.id is not None and one.id in found.about:
            continue
        told = {plain(one.words), plain((one.id or one.words).replace("_", " "))}
        if one.kind == "school" and (short := plain(_OF_A_SCHOOL.sub(" ", one.words.lower()))):
            told.add(short)
        if not any(name in said for name in told):
            left.setdefault(plain(one.words), one.words)
    return list(left.values())[:_MOST_NAMED]


def grouped(session: Session, asked: Question, found: Answer) -> list[tuple[str, str]]:
    """Return words for fields of study that an answer speaks of by their group, each with that name."""
    said = plain(f"{found.title} {found.text()}")
    left = {
        one.words: study_field(session, field=one.id)
        for one in asked.said()
        if one.kind == names.FIELD and one.id in found.about and plain(one.words) not in said
    }
    return [(words, field.name) for words, field in left.items() if field and plain(field.name) in said]


def _explains(value: Value) -> bool:
    """Return whether a name of the catalog says what words mean: an employer may be an industry too."""
    return value.kind not in _NAMED_IF_UNUSED and value.id is not None


def plain(text: str) -> str:
    """Return a text in lower case, its words with single spaces between."""
    return re.sub(r"\W+", " ", text.lower()).strip()
