"""Professions that the catalog lacks: "blockchain engineer", "quant", "product manager"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import FrozenSet, Iterator, Mapping, Sequence

from nlu.names import words as w
from nlu.names.lexicon import Found
from nlu.names.tokens import Tokens

_MOST_MODIFIERS = 3
_LIST = Path(__file__).with_suffix(".txt")
# Endings that only professions have: "phlebotomist", "sonographer", "electrician".
_ENDING = re.compile(
    r"\w{3,}(?:ologist|ographer|iatrist|otomist|ometrist|opractor|ygienist|rician|opedist)s?"
)
# Last words of titles that need the word that says of what: "machine operator", "police officer".
_TITLES = frozenset(
    """
    operator technician officer assistant coordinator supervisor inspector worker driver instructor
    trainer attendant superintendent dispatcher installer foreman handler practitioner aide secretary
    clerk therapist nurse teacher mechanic estimator planner buyer hygienist responder guard agent
    """.split()
)
# "AI assistant", "data worker", "hiring managers" are no professions that somebody asks for.
_NO_TITLE_OF = frozenset(
    """
    ai coding virtual voice llm chat code software data first-time autonomous hiring knowledge digital
    smart multi learning user research career ml machine-learning agentic
    """.split()
)
_ASKED_OF = frozenset("earn earns make makes do does get gets need needs".split())
_BEFORE_DOUBTFUL = frozenset(
    """
    a an as of do does for become becoming average the are
    """.split()
)
# Last words that only people are called by; of a study or a state of life they name no profession.
_PERSON = re.compile(r"\w{2,}(?:er|or|ist|ian|ant|yst|eer|man|woman)")
_PERSONS = frozenset(
    """
    dev admin agent guy expert professional specialist executive representative rep candidate associate
    postdoc medic counsel employee housewife mom dad dba sdet sre qa tech chief lead
    """.split()
)
_NO_PERSONS = frozenset("major minor career center helpdesk veteran freshman undergrad schooler".split())
_DEVELOPERS = {"developer", "developers", "dev", "devs", "programmer", "programmers"}
_ENGINEERS = {"engineer", "engineers"}
_OF_SOFTWARE = {"application", "applications", "app", "backend", "software"}


def unknown_professions(tokens: Tokens, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the token range of each profession outside the taken tokens.

    A bare "engineer" or "developer" is none: it needs the word that says of what.
    """
    for index, word in enumerate(tokens.lower):
        if index in taken:
            continue
        if word in w.SINGLE_PROFESSIONS or _is_listed(index, tokens) or _ENDING.fullmatch(word):
            yield _with_modifiers(tokens, index, taken), index + 1
        elif _singular(word) in _TITLES:
            first = _with_modifiers(tokens, index, taken)
            if first < index and tokens.at(index - 1) not in _NO_TITLE_OF:
                yield first, index + 1
        elif word in w.HEADS or (word in w.COMPOUND_HEADS and tokens.at(index - 1) in w.COMPOUND_BEFORE):
            first = _with_modifiers(tokens, index, taken)
            if first < index:
                yield first, index + 1


def is_title(words: str) -> bool:
    """Return whether a name is what somebody is called ("economist"), not a field or study ("economics")."""
    last = _singular(words.lower().split()[-1])
    if last in _NO_PERSONS:
        return False
    return bool(
        _PERSON.fullmatch(last)
        or last in _PERSONS | _TITLES | w.HEADS | w.SINGLE_PROFESSIONS | w.COMPOUND_HEADS
        or last in _listed()
    )


def _with_modifiers(tokens: Tokens, index: int, taken: set[int]) -> int:
    """Return where a profession begins that ends at an index: "tunnel ventilation engineer"."""
    first = index
    while first > 0 and index - first < _MOST_MODIFIERS and _modifies(tokens, first - 1, taken):
        first -= 1
    return first


@cache
def _listed() -> Mapping[str, bool]:
    """Return the listed professions, each with whether its word also means something else."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return {word.rstrip("*"): word.endswith("*") for word in words}


def _is_listed(index: int, tokens: Tokens) -> bool:
    word = _singular(tokens.at(index))
    doubtful = _listed().get(word)
    if not doubtful:
        return doubtful is not None
    behind = tokens.at(index + 1) in w.CAREER_NOUNS and tokens.at(index + 1) not in {"team", "teams"}
    plural = word != tokens.at(index)
    alone = tokens.at(index - 1) in _BEFORE_DOUBTFUL and not any(
        c.isalpha() for c in tokens.at(index + 1)[:1]
    )
    asked = tokens.at(index - 1) in _BEFORE_DOUBTFUL and tokens.at(index + 1) in _ASKED_OF
    return behind or alone or asked or (plural and tokens.at(index + 1) in _ASKED_OF)


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith("wives"):
        return f"{word[:-3]}fe"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def developers_in(
    chosen: Sequence[Found], tokens: Tokens, languages: FrozenSet[str]
) -> Iterator[tuple[int, int]]:
    """Yield where a bare developer stands, or one of a programming language: "Java application engineer".

    Who develops in SQL is rather a data person, and is left to the catalog.
    """
    tools = {one.last: one.entry.value for one in chosen if one.entry.kind == "tool"}
    taken = {index for one in chosen if one.entry.kind == "role" for index in range(one.first, one.last)}
    for index, word in enumerate(tokens.lower):
        if index in taken:
            continue
        first = index - 1 if tokens.at(index - 1) in _OF_SOFTWARE else index
        language = tools.get(first)
        if word in _DEVELOPERS or (word in _ENGINEERS and language):
            if language in languages and "sql" not in str(language):
                yield first, index + 1
            elif (
                word in _DEVELOPERS
                and language is None
                and not _modifies(tokens, index - 1, set())
                and index > 0
            ):
                yield index, index + 1


def _modifies(tokens: Tokens, index: int, taken: set[int]) -> bool:
    word = tokens.at(index)
    if word == "full" and tokens.at(index + 1) == "stack":
        return True
    return index not in taken and word not in w.NOT_MODIFIER and any(c.isalpha() for c in word)
