"""The same questions as people also type them: careless, loud, misspelt, polite, in the middle of a story."""

from __future__ import annotations

import random
import re
from typing import Callable

_SEED = 17
_GREETINGS = ("Hi there, ", "Hello everyone! ", "Hey, ", "Good morning. ", "Hi all, ")
_THANKS = (
    " Thanks!",
    " Thank you so much in advance.",
    " Any help is appreciated.",
    " Cheers",
    " Thanks a lot, everyone!",
)
_STORIES = (
    "I'm a nurse in Ohio. ",
    "I live in Poland and work in a bank. ",
    "I have been teaching for six years. ",
    "My contract ends in June. ",
    "I finished school last summer and I like numbers. ",
)
_KEYS = "qwertyuiopasdfghjklzxcvbnm"


def _chance(text: str) -> random.Random:
    # Seeded by the text: two runs vary a question in the same way.
    return random.Random(f"{_SEED}{text}")  # noqa: S311 - nothing secret hangs on it


def lower_case(text: str) -> str:
    """Return the text in lower case without punctuation."""
    return " ".join(re.sub(r"[^\w\s+#/&'|-]", " ", text.lower()).split())


def capitals(text: str) -> str:
    """Return the text in capitals."""
    return text.upper()


def misspelt(text: str) -> str:
    """Return the text with one slip in every fifth word: a letter doubled, dropped, swapped or replaced."""
    chance = _chance(text)
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if sum(letter.isalpha() for letter in word) >= 4]
    chosen = chance.sample(long, min(len(long), max(1, round(len(words) / 5)))) if long else []
    for index in chosen:
        words[index] = _slip(words[index], chance)
    return " ".join(words)


def polite(text: str) -> str:
    """Return the text with a greeting before and thanks behind it."""
    chance = _chance(text)
    return chance.choice(_GREETINGS) + text + chance.choice(_THANKS)


def told(text: str) -> str:
    """Return the text behind a sentence of background."""
    return _chance(text).choice(_STORIES) + text


# Small talk is itself greeting and thanks, and a command to an assistant stands alone.
FOR_QUESTIONS_ONLY = frozenset({"greeting and thanks", "behind background"})
VARIANTS: dict[str, Callable[[str], str]] = {
    "lower case, no punctuation": lower_case,
    "capitals": capitals,
    "a typo in every fifth word": misspelt,
    "greeting and thanks": polite,
    "behind background": told,
}


def _slip(word: str, chance: random.Random) -> str:
    place = chance.choice(
        [index for index, letter in enumerate(word) if letter.isalpha() and index > 0] or [0]
    )
    kind = chance.choice(("double", "drop", "swap", "replace"))
    if kind == "double":
        return word[:place] + word[place] + word[place:]
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    if kind == "swap" and place + 1 < len(word):
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + chance.choice(_KEYS) + word[place + 1 :]
