"""Names that share a word: "AI/ML engineer", "data scientist/analyst", "data analyst or engineer"."""

from __future__ import annotations

from typing import Iterator, Optional

from nlu.names.lexicon import Entry, Found, Lexicon
from nlu.names.tokens import Tokens

_BETWEEN = {"/", ",", "&", "and", "or", "|", "vs", "vs.", "versus", "+"}


def shared_names(roles: list[Found], tokens: Tokens, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the roles that are told only together with the word of a neighbouring role."""
    taken = {index for role in roles for index in range(role.first, role.last)}
    for role in roles:
        yield from _sharing_last_word(role, tokens, lexicon, taken)
        yield from _sharing_first_word(role, tokens, lexicon, taken)


def _sharing_last_word(role: Found, tokens: Tokens, lexicon: Lexicon, taken: set[int]) -> Iterator[Found]:
    # "AI/ML engineer": AI engineer.
    if role.last - role.first < 2:
        return
    last_word = tokens.at(role.last - 1)
    index = role.first - 1
    if tokens.at(index) == ",":  # "learn ML, data engineering" is a list of things to learn
        return
    while tokens.at(index) in _BETWEEN and index > 0:
        while tokens.at(index) in _BETWEEN and index > 0:
            index -= 1
        for length in (2, 1):
            first = index - length + 1
            if first < 0 or any(place in taken for place in range(first, index + 1)):
                continue
            entry = _first(lexicon, [*tokens.lower[first : index + 1], last_word])
            if entry:
                yield Found(entry, first, index + 1)
                index = first - 1
                break
        else:
            return


def _sharing_first_word(role: Found, tokens: Tokens, lexicon: Lexicon, taken: set[int]) -> Iterator[Found]:
    # "data scientist/analyst": data analyst.
    if role.last - role.first < 2:
        return
    stem = tokens.lower[role.first : role.last - 1]
    index = role.last
    while tokens.at(index) in _BETWEEN:
        while tokens.at(index) in _BETWEEN:
            index += 1
        entry = (
            _first(lexicon, [*stem, tokens.at(index)]) if index not in taken and tokens.at(index) else None
        )
        if entry is None:
            return
        yield Found(entry, index, index + 1)
        index += 1


def _first(lexicon: Lexicon, words: list[str]) -> Optional[Entry]:
    entries = [entry for entry in lexicon.named(words, "role") if entry.how in {"name", "field"}]
    return min(entries, key=lambda entry: entry.rank) if entries else None
