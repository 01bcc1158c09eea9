"""Each rule completes what it is for, and leaves alone what it is not for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import rules
from actions.memory import Memory
from actions.person import Person
from actions.question import Question
from tests.actions.helpers import asked

EXAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("rules.yml").read_text())
ROWS = [(name, row) for name, rows in EXAMPLES.items() for row in rows]
NAMES = [rule.name for rule in (*rules.DECIDING, *rules.COMPLETING)]


def remembered(after: dict[str, Any]) -> Memory:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in after.items()}
    if "person" in fields:
        fields["person"] = Person(**fields["person"])
    fields.setdefault("recent_roles", fields.get("roles", ()))
    return Memory(**fields)


def seen(question: Question, key: str) -> Any:
    if key == "outsiders":
        return [one.words for one in question.outsiders]
    if key == "notes":
        return [one.note for one in question.notes]
    value = getattr(question, key)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=[f"{name} {index}" for index, (name, _) in enumerate(ROWS)]
)
def test_an_example_of_a_rule(name: str, row: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    fired: list[str] = []
    monkeypatch.setattr(rules.log, "info", lambda event, **values: fired.extend(values["rules"]))
    monkeypatch.setenv("ANSWER_RULES_LOG", "true")
    read = dict(row["asked"])
    found = rules.resolve(asked(read.pop("intent"), **read), remembered(row.get("after", {})))
    assert (name in fired) is row.get("fires", True), fired
    assert {key: seen(found, key) for key in row.get("becomes", {})} == row.get("becomes", {})


def test_every_rule_has_an_example_that_fits_and_one_that_does_not() -> None:
    assert list(EXAMPLES) == NAMES
    for name, rows in EXAMPLES.items():
        assert {row.get("fires", True) for row in rows} == {True, False}, name
