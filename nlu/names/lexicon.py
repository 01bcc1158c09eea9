"""The names of the knowledge base as patterns of tokens, with the plurals that people type."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Iterable, Iterator, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from knowledge.queries.names import Name
from nlu.names.tokens import Tokens, english, tokens_of

_WITH_PLURAL = {"role", "background", "level"}
_IRREGULAR = {"person": ["people", "persons"], "guy": ["guys", "folks", "gals"]}


@dataclass(frozen=True)
class Entry:
    """A name as the matcher knows it.

    :param written: its tokens as the catalog writes them, which tells an abbreviation's capitals
    :param rank: place in the catalog; of two equal readings the earlier wins
    """

    kind: str
    value: str
    how: str
    written: tuple[str, ...]
    rank: int


@dataclass(frozen=True)
class Found:
    """A name's place among the tokens, one behind the last."""

    entry: Entry
    first: int
    last: int


class Lexicon:
    """All names of the knowledge base, to be looked up in a text.

    :param names: the names; a later equal text of the same thing adds nothing
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._matcher = PhraseMatcher(english().vocab, attr="ORTH")
        seen: set[tuple[str, str, str]] = set()
        for rank, name in enumerate(names):
            for words in _spellings(name):
                key = " ".join(words).lower()
                if not key or (name.kind, name.value, key) in seen:
                    continue
                seen.add((name.kind, name.value, key))
                if key not in self._entries:
                    self._matcher.add(key, [_document(words)])
                self._entries[key].append(Entry(name.kind, name.value, name.how, tuple(words), rank))
        self.role_words = self._words_of({"role"}, {"name", "field"})
        self.words = self._words_of({"role", "tool", "location", "industry", "background"}, {"name", "field"})

    def find(self, tokens: Tokens) -> list[Found]:
        """Return every name in the text, overlapping ones too, whatever the context says."""
        document = tokens.doc()
        strings = english().vocab.strings
        return [
            Found(entry, first, last)
            for key, first, last in self._matcher(document)
            for entry in self._entries[strings[key]]
        ]

    def named(self, words: Sequence[str], kind: str) -> list[Entry]:
        """Return the entries of one kind that are written exactly so, in lower case."""
        return [entry for entry in self._entries.get(" ".join(words), ()) if entry.kind == kind]

    def _words_of(self, kinds: set[str], hows: set[str]) -> dict[str, bool]:
        # Each word of the names, and whether it is a name by itself.
        words: dict[str, bool] = {}
        for key, entries in self._entries.items():
            if any(entry.kind in kinds and entry.how in hows for entry in entries):
                parts = key.split()
                for part in parts:
                    if part.isalpha():
                        words[part] = words.get(part, False) or len(parts) == 1
        return words


def _document(words: Sequence[str]) -> Doc:
    return Doc(english().vocab, words=[word.lower() for word in words])


def _spellings(name: Name) -> Iterator[list[str]]:
    words = tokens_of(name.text).words
    if not words:
        return
    yield words
    stem, last = words[:-1], words[-1]
    if len(words) == 2 and name.kind == "role" and name.how == "name" and len("".join(words)) > 8:
        yield ["".join(words)]  # "datascientist"
    if name.kind not in _WITH_PLURAL or name.how in {"field", "wide"}:
        return
    for plural in _plurals(last):
        yield [*stem, plural]
        if len(words) == 2 and name.kind == "role" and name.how == "name" and len("".join(words)) > 8:
            yield [stem[0] + plural]


def _plurals(word: str) -> list[str]:
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("s"):
        return []
    if lower.endswith("y") and lower[-2:-1] not in set("aeiou"):
        return [f"{word[:-1]}ies"]
    return [f"{word}s"]
