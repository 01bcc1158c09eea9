"""The report of a run: tables for people, a JSON file for comparison."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from nlu.evaluation.labels import as_json
from nlu.evaluation.scoring import Scores

_MOST_CONFUSIONS = 25


def show(scores: Scores, console: Console) -> None:
    """Print the measures, the topics and the confusions."""
    table = Table("measure", "value", "of", title="Understanding")
    for name, value in scores.measures.items():
        shown = (
            f"{value:.1f}"
            if name.endswith(" ms")
            else f"{value:.3f}"
            if "error" in name
            else f"{100 * value:.1f}%"
        )
        table.add_row(name, shown, str(scores.counts.get(name, "")))
    console.print(table)
    if scores.topics:
        table = Table("topic", "questions", "precision", "recall", title="Topics, `also` counted")
        for topic, one in scores.topics.items():
            table.add_row(
                topic,
                f"{one['questions']:.0f}",
                f"{100 * one['precision']:.0f}%",
                f"{100 * one['recall']:.0f}%",
            )
        console.print(table)
    if scores.confusions:
        table = Table("topic", "read as", "questions", title="Confusions")
        for topic, intent, count in scores.confusions[:_MOST_CONFUSIONS]:
            table.add_row(topic, intent, str(count))
        console.print(table)
    if scores.not_in_catalog:
        console.print(
            "Labels that name nothing in the catalog, not scored: " + ", ".join(scores.not_in_catalog)
        )


def show_robustness(plain: Scores, variants: dict[str, Scores], console: Console) -> None:
    """Print what each way of typing costs against the plain text, in points."""
    names = [
        name
        for name in ("topic right, also counted", "role F1", "off-topic declined", "small talk right")
        if name in plain.measures
    ]
    table = Table("typed", *names, title="Robustness: points against the plain text")
    for variant, scores in variants.items():
        table.add_row(variant, *(_points(scores, plain, name) for name in names))
    console.print(table)


def _points(scores: Scores, plain: Scores, name: str) -> str:
    if name not in scores.measures:
        return ""
    return f"{100 * (scores.measures[name] - plain.measures[name]):+.1f}"


def show_changes(scores: Scores, before: dict[str, Any], console: Console) -> None:
    """Print the questions that are read otherwise than in an earlier run."""
    old = {row["id"]: row for row in before["rows"]}
    changed = [row for row in scores.rows if row["id"] in old and old[row["id"]]["intent"] != row["intent"]]
    table = Table("question", "topic", "before", "now", "", title=f"{len(changed)} read otherwise")
    for row in changed:
        was = old[row["id"]]
        verdict = (
            "better"
            if row["right"] and not was["right"]
            else "worse"
            if was["right"] and not row["right"]
            else ""
        )
        table.add_row(row["id"], row["topic"], was["intent"], row["intent"], verdict)
    console.print(table)


def write(scores: Scores, variants: dict[str, Scores], path: Path) -> None:
    """Write the measures and one row a question to a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {
        "measures": scores.measures,
        "counts": scores.counts,
        "topics": scores.topics,
        "confusions": scores.confusions,
        "robustness": {name: one.measures for name, one in variants.items()},
    }
    body = json.dumps(head, indent=1, ensure_ascii=False)
    path.write_text(f'{body[:-2]},\n "rows": {as_json(scores.rows)}\n}}\n', encoding="utf-8")
