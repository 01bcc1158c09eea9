"""The form of the notes under ``catalog/notes/``, and their table rows.

A file is a list of notes. A note without a source is advice, and answers label it so.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Iterator, Literal, Mapping, Sequence

from pydantic import AfterValidator, Field, StringConstraints

from knowledge.loader.form_fields import Form, Id, Level, SourceId, Words
from knowledge.tables.notes import ASPECTS

Topic = Literal[
    "role_definition",
    "role_difference",
    "responsibilities",
    "skills",
    "tools",
    "education",
    "certifications",
    "salary",
    "compare_salaries",
    "industry_uses",
    "job_outlook",
    "transition",
    "how_to_become",
    "career_ladder",
    "role_fit",
    "trends",
    "interviews",
    "work_life",
    "concepts",
]
Shape = Literal[
    "yes_no",
    "which",
    "how_much",
    "how_long",
    "why",
    "how",
    "first",
    "worth",
    "enough",
    "criterion",
    "facts",
]
Degree = Literal["none", "bootcamp", "associate", "bachelor", "master", "mba", "doctorate"]


def _known_aspect(value: str) -> str:
    if value not in ASPECTS:
        raise ValueError(f"an aspect is one of {', '.join(ASPECTS)}")
    return value


#: The side of its topic by which evidence finds a note, beside its phrasings.
Aspect = Annotated[str, AfterValidator(_known_aspect)]
#: The answer of a note: one to four sentences.
Answer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=900)]
#: A way in which people ask.
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=300)]


class NoteForm(Form):
    """A short answer to a specific question; the first of ``asked`` is its title."""

    id: Id
    answer: Answer
    points: list[Words] = Field([], max_length=6)
    asked: Annotated[list[Asked], Field(min_length=3, max_length=16)]
    topics: Annotated[list[Topic], Field(min_length=1, max_length=4)]
    shape: Shape
    aspects: list[Aspect] = []
    roles: list[Id] = []
    degrees: list[Degree] = []
    fields: list[Id] = []
    backgrounds: list[Id] = []
    tools: list[Id] = []
    certificates: list[Id] = []
    industries: list[Id] = []
    levels: list[Level] = []
    places: list[Id] = []
    sources: list[SourceId] = []
    checked: datetime.date

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield every part of the note as its kind and text, in order."""
        lists: tuple[tuple[str, Sequence[str]], ...] = (
            ("asked", self.asked),
            ("point", self.points),
            ("topic", self.topics),
            ("source", self.sources),
            ("aspect", self.aspects),
            ("role", self.roles),
            ("degree", self.degrees),
            ("field", self.fields),
            ("background", self.backgrounds),
            ("tool", self.tools),
            ("certificate", self.certificates),
            ("industry", self.industries),
            ("level", self.levels),
            ("place", self.places),
        )
        for kind, texts in lists:
            for text in dict.fromkeys(texts):
                yield kind, text


class NotesFile(Form):
    """A file of ``catalog/notes/``."""

    notes: list[NoteForm]


def note_rows(notes: Sequence[NoteForm]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the rows of the tables ``note`` and ``note_part``."""
    heads: list[Mapping[str, Any]] = [
        {
            "id": note.id,
            "position": position,
            "shape": note.shape,
            "answer": note.answer,
            "checked": note.checked,
        }
        for position, note in enumerate(notes)
    ]
    parts: list[Mapping[str, Any]] = []
    for note in notes:
        places: dict[str, int] = {}
        for kind, text in note.parts():
            at = places.get(kind, 0)
            places[kind] = at + 1
            parts.append({"note_id": note.id, "kind": kind, "position": at, "text": text})
    return heads, parts
