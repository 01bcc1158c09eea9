"""The measures: topics, names, refusals, calibration and time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Sequence

import numpy as np

from nlu.evaluation.labels import DECLINING, SMALL_TALK, UNSCORED, CatalogIds, Labelled
from nlu.evaluation.readings import Read

NAMES = ("location", "level", "industry", "tool")
AI_AND_ML = {"ai_engineer", "ml_engineer"}
_BINS = 10


@dataclass
class Counts:
    """How many names were found, wrongly found and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[str], labelled: set[str]) -> None:
        """Count one question."""
        self.right += len(found & labelled)
        self.wrong += len(found - labelled)
        self.missed += len(labelled - found)

    @property
    def precision(self) -> float:
        """Share of the found names that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled names that are found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass
class Scores:
    """All measures of one run; shares from 0 to 1, times in milliseconds."""

    measures: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    topics: dict[str, dict[str, float]] = field(default_factory=dict)
    confusions: list[tuple[str, str, int]] = field(default_factory=list)
    not_in_catalog: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def score(rows: Sequence[Labelled], readings: Sequence[Read], ids: CatalogIds) -> Scores:
    """Return the measures of the readings."""
    scores = Scores()
    names = {kind: Counts() for kind in ("role", *NAMES)}
    lacking: Counter[str] = Counter()
    for row, read in zip(rows, readings, strict=True):
        scores.rows.append(_row(row, read))
        if not row.is_question:
            continue
        known, others = ids.roles(row.roles)
        found = read.values("role")
        names["role"].add(found, known)
        spoken = _spoken(read)
        for other in others:  # a profession that the catalog lacks must still be named
            names["role"].add({other} if other in spoken else set(), {other})
        for kind in NAMES:
            wanted, missing = ids.ids(kind, row.names(kind))
            lacking.update(f"{kind} {name}" for name in missing)
            names[kind].add(read.values(kind), wanted)
    _topics(scores, rows, readings)
    _refusals(scores, rows, readings)
    for kind, counts in names.items():
        if counts.right + counts.wrong + counts.missed:
            scores.measures[f"{kind} precision"] = counts.precision
            scores.measures[f"{kind} recall"] = counts.recall
            scores.measures[f"{kind} F1"] = counts.f1
    times = [read.milliseconds for read in readings]
    scores.measures["median ms"] = float(np.median(times))
    scores.measures["p99 ms"] = float(np.quantile(times, 0.99))
    scores.not_in_catalog = [f"{name} ({count})" for name, count in lacking.most_common()]
    return scores


def _topics(scores: Scores, rows: Sequence[Labelled], readings: Sequence[Read]) -> None:
    asked = [
        (row, read)
        for row, read in zip(rows, readings, strict=True)
        if row.is_question and row.topic != UNSCORED
    ]
    if not asked:
        return
    right = [read.intent in row.intents() for row, read in asked]
    of_ai = [hit for (row, _), hit in zip(asked, right, strict=True) if AI_AND_ML & set(row.roles)]
    scores.measures["topic right, also counted"] = _share(right)
    scores.measures["topic right, strict"] = _share(
        [read.intent in row.intents(strict=True) for row, read in asked]
    )
    scores.measures["topic right, AI and ML engineers"] = _share(of_ai)
    scores.measures["calibration error"] = calibration_error([read.confidence for _, read in asked], right)
    scores.counts |= {"questions": len(asked), "of AI and ML engineers": len(of_ai)}
    scores.confusions = [
        (topic, intent, count)
        for (topic, intent), count in Counter(
            (row.topic, read.intent) for (row, read), hit in zip(asked, right, strict=True) if not hit
        ).most_common()
    ]
    for topic in sorted({row.topic for row, _ in asked}):
        of_topic = [hit for (row, _), hit in zip(asked, right, strict=True) if row.topic == topic]
        meant = Labelled(text="", topic=topic).intents()
        read_as = [hit for (_, read), hit in zip(asked, right, strict=True) if read.intent in meant]
        scores.topics[topic] = {
            "questions": len(of_topic),
            "recall": _share(of_topic),
            "precision": _share(read_as),
        }


def _refusals(scores: Scores, rows: Sequence[Labelled], readings: Sequence[Read]) -> None:
    pairs = list(zip(rows, readings, strict=True))
    groups = {
        "off-topic declined": [read.intent in DECLINING for row, read in pairs if row.topic == "off_topic"],
        "other careers declined": [
            read.intent in DECLINING for row, read in pairs if row.topic == "out_of_scope_career"
        ],
        "wrongly declined": [
            read.intent in DECLINING
            for row, read in pairs
            if row.topic not in SMALL_TALK and not row.may_be_declined()
        ],
        "small talk right": [read.intent in row.intents() for row, read in pairs if row.topic in SMALL_TALK],
    }
    for name, hits in groups.items():
        if hits:
            scores.measures[name] = _share(hits)
            scores.counts[name] = len(hits)


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error: how far confidence lies from the share of right answers.

    Ten bins of equal width, each weighted by the questions in it.
    """
    bins = np.minimum((np.asarray(confidences) * _BINS).astype(int), _BINS - 1)
    hits, sure = np.asarray(right, dtype=float), np.asarray(confidences)
    gaps = [
        (bins == number).sum() * abs(hits[bins == number].mean() - sure[bins == number].mean())
        for number in range(_BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps) / len(hits)) if len(hits) else 0.0


def _row(row: Labelled, read: Read) -> dict[str, Any]:
    return {
        "id": row.id,
        "topic": row.topic,
        "also": row.also,
        "intent": read.intent,
        "right": row.topic == UNSCORED or read.intent in row.intents(),
        "confidence": round(read.confidence, 4),
        "questions": [one["intent"] for one in read.questions],
        "names": sorted({f"{one['entity']}:{one['value']}" for one in read.entities}),
        "ms": round(read.milliseconds, 2),
    }


def _spoken(read: Read) -> set[str]:
    # Professions outside the catalog, by id and by the words typed.
    return {
        re.sub(r"\W+", "_", str(one["value"]).lower()).strip("_")
        for one in read.entities
        if one["entity"] in {"background", "unknown_role"}
    }


def _share(hits: Sequence[bool]) -> float:
    return float(np.mean(hits)) if len(hits) else 1.0
