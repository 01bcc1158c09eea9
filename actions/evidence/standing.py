"""The chance that the evidence of a topic answers a question, to be held against that of the nearest note.

A page on the topic seldom answers who asked something of their own. What tells it best is whether the answer
speaks of the words that the question is made of. The weights stand in ``standing.yml``; ``make ranking``
learns them anew from answers that were read and judged (``data/answers_judged.jsonl``).
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import Mapping, Sequence

import yaml

from actions.answer import Answer
from actions.question import Question
from knowledge.stems import stems_of

WEIGHTS = Path(__file__).with_suffix(".yml")
#: The signs that an answer is one to this question, in the order of the regression.
SIGNS = (
    "from a table", "in its shape", "stands alone", "covers the names", "names one thing",
    "speaks of its words", "length",
)  # fmt: skip
_LONG = 40  # words, from which a question is as long as can be


def signs_of(
    asked: Question, found: Answer, *, table: bool, shape: bool, alone: bool, covers: bool
) -> list[float]:
    """Return the signs of :data:`SIGNS` for what the evidence of a topic answers.

    :param table: whether a table answers exactly this question; ``shape`` whether the first sentence has the
        shape of the question; ``alone`` whether it needs no role; ``covers`` whether the topic speaks to all
        that is named
    """
    known = (float(table), float(shape), float(alone), float(covers), float(asked.of_one_thing))
    return [*known, spoken_of(asked, found), min(_LONG, asked.length) / _LONG]


def spoken_of(asked: Question, found: Answer) -> float:
    """Return the share of the question's words, by how much each tells, that an answer holds."""
    whole = sum(asked.words.values())
    held = stems_of(" ".join((found.title, found.text())))
    return sum(weight for stem, weight in asked.words.items() if stem in held) / whole if whole else 1.0


def chance(topic: str, signs: Sequence[float]) -> float:
    """Return the probability that the evidence of a topic answers, 0 to 1.

    Tables of some topics answer better than those of others, and so do their pages.
    """
    weights, tables, pages = _weights()
    margin = weights["bias"] + (tables if signs[0] else pages).get(topic, 0.0)
    margin += sum(weights[name] * sign for name, sign in zip(SIGNS, signs, strict=True))
    return 1 / (1 + math.exp(-margin))


@lru_cache(maxsize=1)
def _weights() -> tuple[Mapping[str, float], Mapping[str, float], Mapping[str, float]]:
    read = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))
    return read["signs"], read["tables"], read["pages"]
