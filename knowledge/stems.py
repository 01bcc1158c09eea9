"""The stems of a text's words that carry meaning, by which questions, notes and answers are held together."""

from __future__ import annotations

import re

_LONGEST_STEM = 7  # "statistics" and "statistician" speak of one thing
_SAME = {"maths": "math", "mathematics": "math", "mathematical": "math", "ms": "master", "msc": "master",
         "masters": "master", "bsc": "bachelor", "cert": "certificate", "certs": "certificate",
         "certifications": "certificate", "certification": "certificate", "resume": "cv"}  # fmt: skip
_WORD = re.compile(r"[a-z0-9+#.]*[a-z0-9+#]")
_PLAIN = frozenset(
    "a an the is are am be do does did i my me you your to of for in on at and or it that this with as "
    "from if so can could should would will what which how why when where who not no need get have has "
    "was were there about into just any some".split()
)


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _PLAIN)


def _stem(word: str) -> str:
    word = _SAME.get(word, word)
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:_LONGEST_STEM]
    return word[:_LONGEST_STEM]
