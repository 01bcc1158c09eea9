"""Labelled questions, and their labels in the words of the assistant and of the catalog."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator, Sequence

from pydantic import BaseModel, ValidationError

from knowledge.queries.names import Name

DECLINING = frozenset({"out_of_scope", "out_of_scope_career", "nlu_fallback"})
UNSCORED = "other"  # a topic without an answer of its own: any reading of it will do

_INTENTS = {
    "role_responsibilities": {"ask_responsibilities"},
    "salary_compare": {"compare_salaries"},
    "which_role": {"ask_role_fit"},
    "out_of_scope_career": DECLINING,
    "off_topic": DECLINING,
    # small talk
    "greeting": {"greet"},
    "goodbye": {"goodbye"},
    "thank_you": {"thank"},
    "yes": {"affirm"},
    "no": {"deny"},
    "repeat": {"repeat"},
    "are_you_a_bot": {"bot_challenge"},
    "what_is_your_name": {"ask_identity"},
    "who_made_you": {"ask_identity"},
    "what_can_i_ask_you": {"ask_capabilities"},
}
SMALL_TALK = frozenset(list(_INTENTS)[5:])


class LabelError(ValueError):
    """A line of a file of labelled questions cannot be read."""


class Labelled(BaseModel, extra="ignore"):
    """A question with its labels; several names of a kind are parted by a bar."""

    id: str = ""
    text: str
    topic: str
    also: list[str] = []
    roles: list[str] = []
    location: str = ""
    level: str = ""
    industry: str = ""
    tool: str = ""

    def intents(self, *, strict: bool = False) -> set[str]:
        """Return the intents that are right for the question."""
        topics = [self.topic] if strict else [self.topic, *self.also]
        return {intent for topic in topics for intent in _INTENTS.get(topic, {f"ask_{topic}"})}

    @property
    def is_question(self) -> bool:
        """Whether it is a career question rather than small talk or a command to another assistant."""
        return self.topic not in SMALL_TALK and self.topic != "off_topic"

    def may_be_declined(self) -> bool:
        """Return whether declining it is right, or nobody can say."""
        return self.topic == UNSCORED or bool(self.intents() & DECLINING)

    def names(self, kind: str) -> list[str]:
        """Return the label's names of a kind: ``location``, ``level``, ``industry`` or ``tool``."""
        value: str = getattr(self, kind)
        return [name for name in value.split("|") if name]


def read_labelled(path: Path) -> list[Labelled]:
    """Return the questions of a JSON-lines file, or of all such files in a folder.

    :raises LabelError: naming file and line
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    rows = [row for file in files for row in _rows(file)]
    if not rows:
        raise LabelError(f"{path} holds no questions")
    return rows


def _rows(path: Path) -> Iterator[Labelled]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LabelError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = Labelled.model_validate_json(line)
        except ValidationError as error:
            raise LabelError(f"{path}, line {number}: {error.errors()[0]['msg']}") from error
        yield row.model_copy(update={"id": row.id or f"{path.stem}-{number}"})


class CatalogIds:
    """Turns a label's names into the catalog's ids, through the catalog's own names."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._ids = {(one.kind, one.text.casefold()): one.value for one in reversed(names)}
        self._roles = {one.value for one in names if one.kind == "role"}

    def ids(self, kind: str, names: Sequence[str]) -> tuple[set[str], set[str]]:
        """Return the ids of the names, and the names that the catalog lacks."""
        found = {name: self._ids.get((kind, name.casefold())) for name in names}
        return {one for one in found.values() if one}, {name for name, one in found.items() if not one}

    def roles(self, labels: Sequence[str]) -> tuple[set[str], set[str]]:
        """Return the labelled roles that the catalog has, and the others."""
        return {one for one in labels if one in self._roles}, {
            one for one in labels if one not in self._roles
        }


def as_json(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as JSON, one a line, so that two files compare well."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"
