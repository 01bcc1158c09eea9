"""Misspelt words of a question, read as the word of the training questions that they are a slip away from."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_LEAST_SEEN = 2  # a word seen once may itself be a slip


class Vocabulary:
    """The words of the training questions.

    :param counts: how often each occurs
    :param is_word: whether a string is a word that people write, in the questions or not
    """

    def __init__(self, counts: Mapping[str, int], is_word: Callable[[str], bool]) -> None:
        self.counts = dict(counts)
        self._is_word = is_word
        self._words = [
            word
            for word, count in self.counts.items()
            if len(word) >= _SHORTEST and count >= _LEAST_SEEN and (is_word(word) or count > _LEAST_SEEN)
        ]
        self._repaired = lru_cache(maxsize=4096)(self._nearest)

    @classmethod
    def of(cls, texts: Iterable[str], is_word: Callable[[str], bool]) -> Vocabulary:
        """Return the vocabulary of some texts."""
        return cls(Counter(word for text in texts for word in _WORD.findall(text.lower())), is_word)

    def repair(self, text: str) -> str:
        """Return the text with misspelt words replaced; words in capitals, such as MLE, stay."""
        return _WORD.sub(self._replace, text)

    def save(self, path: Path) -> None:
        """Write the counts as JSON."""
        path.write_text(json.dumps(self.counts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, is_word: Callable[[str], bool]) -> Vocabulary:
        """Read the counts from JSON."""
        return cls(json.loads(path.read_text(encoding="utf-8")), is_word)

    def _replace(self, match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        known = len(word) < _SHORTEST or self._is_word(lower) or self.counts.get(lower, 0) > _LEAST_SEEN
        return word if known or word.isupper() else self._repaired(lower)

    def _nearest(self, word: str) -> str:
        allowed = 2 if len(word) >= 8 else 1
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        candidates = [(slips, -self.counts[other], other) for other, slips, _ in near if other[0] in word[:2]]
        return min(candidates)[2] if candidates else word
