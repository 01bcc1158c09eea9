"""Misspelt names: a word that nobody writes is read as the name's word it is one slip away from."""

from __future__ import annotations

from functools import lru_cache
from typing import Callable, Iterable, Optional

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.names.tokens import Tokens

_SHORTEST_NAME = 5  # a shorter name by itself ("Java", "Rome") has too many neighbours


class Speller:
    """Corrects the words of names.

    :param words: each word of the names, and whether it is a name by itself
    :param role_words: those that occur in names of roles
    :param is_word: whether a string is a word that people write, and so no slip
    """

    def __init__(
        self, words: dict[str, bool], role_words: Iterable[str], is_word: Callable[[str], bool]
    ) -> None:
        self._words = words
        self._words_of_roles = set(role_words)
        self._all_words = sorted(word for word in words if len(word) >= 4)
        self._role_words = sorted(word for word in self._words_of_roles if len(word) >= 4)
        self._is_word = is_word
        self.nearest = lru_cache(maxsize=4096)(self._nearest)
        self._near_role_words = lru_cache(maxsize=4096)(self._slips)

    def correct(self, tokens: Tokens, untouched: set[int]) -> None:
        """Replace misspelt words of names in ``tokens.lower``; tokens inside a found name stay.

        A word that exists is replaced only where its neighbour makes it a slip: "date scientist".
        """
        for index, word in enumerate(tokens.lower):
            if index in untouched or len(word) < 3 or not word.isalpha() or word in self._words:
                continue
            if self._is_word(word):
                continue
            beside_name_word = any(
                tokens.at(near) in self._words or near in tokens.corrected for near in (index - 1, index + 1)
            )
            better = self.nearest(word)
            if better is None:
                continue
            if self._words[better] and len(better) < _SHORTEST_NAME:
                continue
            if self._words[better] or beside_name_word or self._misspelt_neighbour(tokens, index):
                tokens.lower[index] = better
                tokens.corrected.add(index)

    def slips_of(self, word: str) -> list[str]:
        """Return the words of role names one slip away from a word that exists ("date": data)."""
        if len(word) < 4 or not word.isalpha() or word in self._words:
            return []
        return self._near_role_words(word)

    def _misspelt_neighbour(self, tokens: Tokens, index: int) -> bool:
        # "machien lerning": both words of the name are misspelt.
        for near in (index - 1, index + 1):
            word = tokens.at(near)
            if len(word) >= 3 and word.isalpha() and not self._is_word(word) and self.nearest(word):
                return True
        return False

    def _slips(self, word: str) -> list[str]:
        near = process.extract(word, self._role_words, scorer=OSA.distance, score_cutoff=1, limit=None)
        return [other for other, slips, _ in near if slips == 1 and not _is_ending(word, other)]

    def _nearest(self, word: str) -> Optional[str]:
        allowed = 2 if len(word) >= 8 else 1
        near = process.extract(word, self._all_words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        candidates = [
            (slips, other not in self._words_of_roles, other)
            for other, slips, _ in near
            if other[0] in word[:2] and not _is_ending(word, other)
        ]
        return min(candidates)[2] if candidates else None


def _is_ending(word: str, other: str) -> bool:
    # An added ending makes another word ("sciences"), not a slip.
    return word.startswith(other) and word[len(other) :] in {"s", "es", "ed", "ly", "al"}
