"""Words that tell one question from another little: English's function words, and those of every career question."""

from __future__ import annotations

import re
from collections import Counter
from typing import AbstractSet, Iterable

from spacy.lang.en.stop_words import STOP_WORDS

LEAST_SEEN = 3  # times in the training questions from which a word is plain
_WORD = re.compile(r"[^\W_][\w+#.&'-]*[\w+#]|[^\W\d_]")
_MORE = frozenset(
    """
    ok okay yeah yep nope hi hello hey thanks thank please pls plz sorry lol hmm um uh tbh btw imo eli5 tl dr
    tldr guys folks everyone anyone someone somebody anybody people person reddit quora sub subreddit post
    thread op edit question questions answer answers ask asking asked tell im ive id dont doesnt didnt cant isnt
    arent wont wouldnt shouldnt couldnt whats hows wheres thats theres its theyre youre i'm i've i'd i'll you're
    it's that's what's how's let's don't doesn't can't won't isn't aren't wouldn't shouldn't couldn't there's
    they're he's she's we're really actually basically currently probably maybe perhaps kinda sorta gonna wanna
    gotta lot lots bit little kind sort type types thing things stuff want wants wanted need needs needed like
    likes would could should might know knows think thinks feel feels say says said mean means meant get gets
    getting got go goes going went come comes coming came make makes making made take takes taking took give
    gives giving gave good best better great nice bad worse worst right wrong sure able possible help helps
    helping advice opinion thoughts idea ideas tips suggestion suggestions one two three first second third next
    last new old big small many much more most less least also too very just only even still yet already again
    ever never always often usually today now soon later year years month months week weeks day days time times
    way ways e.g i.e etc vs versus v re
    """.split()
)


_ENDINGS = ("ing", "ed", "es", "s", "ly", "er", "ers", "ment", "al", "ally", "d", "r", "ism", "ist")


def is_plain(word: str, plain: AbstractSet[str]) -> bool:
    """Return whether a lower-case word is a plain one, or one with another ending: "transitioning"."""
    if word in plain or explained(word):
        return True
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    if any({stem, f"{stem}e", f"{stem}y", _single(stem)} & plain for stem in stems if len(stem) >= 3):
        return True
    return word.endswith("ly") and len(word) > 4


def _single(stem: str) -> str:
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem


def explained(word: str) -> bool:
    """Return whether a lower-case word is a function word or filler, whatever the question is about."""
    plain = word.removesuffix("'s")
    return word in STOP_WORDS or word in _MORE or plain in STOP_WORDS or plain in _MORE


def plain_words_of(texts: Iterable[str]) -> AbstractSet[str]:
    """Return the words that occur at least :data:`LEAST_SEEN` times in some questions."""
    counts = Counter(word.lower() for text in texts for word in set(_WORD.findall(text)))
    return frozenset(word for word, count in counts.items() if count >= LEAST_SEEN)
