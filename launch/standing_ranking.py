"""Learns when the evidence of a topic answers a question: part of ``make ranking``.

From answers that careers advisers read and judged (``data/answers_judged.jsonl``), and from the plain
questions that the assistant itself suggests, which are worded for just that evidence.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sys
from dataclasses import dataclass
from typing import Iterator, Mapping, Sequence

import numpy as np
import structlog
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from sqlalchemy.orm import Session

from actions.asking_back import STARTERS
from actions.evidence.of_topics import EVIDENCE
from actions.evidence.standing import SIGNS, WEIGHTS
from actions.plan import considered
from actions.topics import TOPICS
from actions.wording import with_article, words
from knowledge.database import open_session
from knowledge.queries import roles
from launch.in_process import InProcessAssistant
from launch.note_ranking import PARTLY, read_as_asked
from settings import PROJECT

JUDGED = PROJECT / "data" / "answers_judged.jsonl"
_WORTH = {"right": 1.0, "honest": 1.0, "partly": PARTLY, "wrong": 0.0, "harmful": 0.0}
_OF_SUGGESTED = 0.5  # weight of a question that the assistant suggests itself
_HOLD, _HOLD_TOPIC = 0.5, 0.7  # how firmly weights, and those of topics, stay near nothing
_FOLDS = 5


Groups = Mapping[tuple[bool, str], float]


@dataclass(frozen=True)
class Sample:
    """What the evidence of a topic answered, by its signs, and what that was worth."""

    text: str
    topic: str
    signs: Sequence[float]
    worth: float
    weight: float

    @property
    def group(self) -> tuple[bool, str]:
        """Whether a table answered, and of which topic."""
        return bool(self.signs[0]), self.topic


async def samples() -> list[Sample]:
    """Return what is learnt from; takes a minute."""
    assistant = InProcessAssistant()
    found: list[Sample] = []
    with open_session() as session:
        for text, topic, worth, weight in [*_judged(), *_suggested(session)]:
            asked = await read_as_asked(assistant, session, text)
            if asked.topic != topic or (TOPICS[topic].needs_role and not asked.roles):
                continue  # it is read otherwise today
            told = EVIDENCE[topic].exactly(session, asked)
            found.append(Sample(text, topic, considered(session, asked, told).signs, worth, weight))
    return found


def _judged() -> Iterator[tuple[str, str, float, float]]:
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        yield one["text"], one["topic"], _WORTH[one["verdict"]], 1.0


def _suggested(session: Session) -> Iterator[tuple[str, str, float, float]]:
    for topic, title in words("suggestions").items():
        if topic not in TOPICS:
            continue
        for role in roles.roles(session, ids=list(STARTERS)):
            text = title.format(role=role.name, a_role=with_article(role.name), roles=role.plural)
            yield text, topic, 1.0, _OF_SUGGESTED


def learn(learnt_from: Sequence[Sample]) -> tuple[NDArray[np.float64], Groups]:
    """Return the weights of :data:`actions.evidence.standing.SIGNS` with the bias, and those of groups."""
    groups = sorted({one.group for one in learnt_from})
    rows = np.array([[*one.signs, 1.0, *(one.group == group for group in groups)] for one in learnt_from])
    worth = np.array([one.worth for one in learnt_from])
    weights = np.array([one.weight for one in learnt_from])
    firmness = np.array([*[_HOLD] * len(SIGNS), 0.0, *[_HOLD_TOPIC] * len(groups)])

    def loss(own: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = rows @ own
        gradient = rows.T @ (weights * (1 / (1 + np.exp(-margin)) - worth)) + 2 * firmness * own
        lost = weights @ (np.logaddexp(0, margin) - worth * margin)
        return float(lost + firmness @ own**2), gradient

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    at = len(SIGNS) + 1
    return found[:at], {group: float(one) for group, one in zip(groups, found[at:], strict=True)}


def measured(found: Sequence[Sample]) -> Iterator[str]:
    """Yield how often evidence answered, by the chance that five folds gave it."""
    told: list[tuple[float, float]] = []
    folds = [int(hashlib.sha256(one.text.encode()).hexdigest(), 16) % _FOLDS for one in found]
    for fold in range(_FOLDS):
        own, groups = learn([one for one, its in zip(found, folds, strict=True) if its != fold])
        for one, its in zip(found, folds, strict=True):
            if its == fold and one.weight == 1.0:
                margin = np.array([*one.signs, 1.0]) @ own + groups.get(one.group, 0.0)
                told.append((float(1 / (1 + np.exp(-margin))), one.worth))
    for least in (0.0, 0.1, 0.2, 0.3, 0.4, 0.6):
        most = {0.4: 0.6, 0.6: 1.0}.get(least, least + 0.1)
        these = [worth for chance, worth in told if least <= chance < most]
        if these:
            right = sum(worth == 1 for worth in these) / len(these)
            yield f"evidence, chance {least} to {most:.1f}: {len(these)}, right {right:.0%}"


def main() -> int:
    """Learn, print what was measured, and write the weights."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    found = asyncio.run(samples())
    print("\n".join(measured(found)))
    own, groups = learn(found)
    signs = {sign: round(float(weight), 3) for sign, weight in zip((*SIGNS, "bias"), own, strict=True)}
    held: dict[str, dict[str, float]] = {"signs": signs, "tables": {}, "pages": {}}
    for (table, topic), weight in groups.items():
        held["tables" if table else "pages"][topic] = round(weight, 3)
    head = "# Weights of the chance that evidence answers (standing.py); learnt by `make ranking`.\n"
    WEIGHTS.write_text(head + yaml.safe_dump(held, sort_keys=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
