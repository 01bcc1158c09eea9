"""Professions that the catalog lacks: "blockchain engineer", "quant", "product manager"."""

from __future__ import annotations

from typing import FrozenSet, Iterator, Sequence

from nlu.names import words as w
from nlu.names.lexicon import Found
from nlu.names.tokens import Tokens

_MOST_MODIFIERS = 3
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
        if word in w.SINGLE_PROFESSIONS:
            yield index, index + 1
        elif word in w.HEADS or (word in w.COMPOUND_HEADS and tokens.at(index - 1) in w.COMPOUND_BEFORE):
            first = index
            while first > 0 and index - first < _MOST_MODIFIERS and _modifies(tokens, first - 1, taken):
                first -= 1
            if first < index:
                yield first, index + 1


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
