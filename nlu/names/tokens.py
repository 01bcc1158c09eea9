"""A text as tokens that compare well: one spelling of quotes, hyphens and accents, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

_JOINED = re.compile(r"(?<=\w)[-\u2010-\u2015](?=\w)")
_SPACED = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "_": " ", "\\": " "}
)
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


@lru_cache(maxsize=1)
def english() -> Language:
    """Return a blank English pipeline whose tokenizer also parts words at slashes, bars and arrows."""
    nlp = spacy.blank("en")
    infixes = [*nlp.Defaults.infixes, r"[/|→>]", r"(?<=[a-zA-Z])[,;:?!](?=[a-zA-Z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    suffixes = [*nlp.Defaults.suffixes, r"/", r"→"]
    nlp.tokenizer.suffix_search = spacy.util.compile_suffix_regex(suffixes).search
    return nlp


def same_length(text: str) -> str:
    """Return the text with plain quotes, no accents and spaces for hyphens inside words.

    Each character stays one character, so that a place in the result is the place in the text.
    """
    text = text.translate(_SPACED)
    if not text.isascii():
        text = "".join(_plain(character) for character in text)
    return _JOINED.sub(" ", text.replace("->", " →"))


def _plain(character: str) -> str:
    first = unicodedata.normalize("NFKD", character)[:1]
    return first or character


@dataclass
class Tokens:
    """The tokens of a text, by index.

    :param words: as typed
    :param lower: in lower case, with spelling corrected where the recogniser was sure
    :param starts: first character of each token in the text; ``ends`` one behind its last
    :param shouted: the text is in capitals, so that capitals say nothing
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    shouted: bool
    corrected: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """Return a token in lower case, or the empty string outside the text."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def doc(self) -> Doc:
        """Return a spaCy document of the corrected tokens, for the matchers."""
        return Doc(english().vocab, words=self.lower)


def tokens_of(text: str) -> Tokens:
    """Part a text into tokens; blanks are left out."""
    plain = same_length(text)
    found = [token for token in english().make_doc(plain) if not token.is_space]
    words = [token.text for token in found]
    starts = [token.idx for token in found]
    shouted = (
        not any(character.islower() for character in plain) or len(_SHOUTED.findall(plain)) > len(words) / 3
    )
    return Tokens(
        words=words,
        lower=[word.lower() for word in words],
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        shouted=shouted,
    )
