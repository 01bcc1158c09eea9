"""What every form of a catalog file is made of: the values that a field may hold, and mappings of fields.

A form refuses unknown fields, so that a misspelt name is an error with a line number instead of a
fact that silently never appears.
"""

from __future__ import annotations

from typing import Annotated, Literal, Optional

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import ErrorDetails

Level = Literal["entry", "mid", "senior", "executive"]

#: A canonical id: lower-case words joined by an underscore, such as ``ml_engineer``.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
#: The id of a source: lower-case words joined by a hyphen, such as ``bls-oews``.
SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
#: Text for people: not empty, at most 400 characters.
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400)]
#: A short phrase, such as a name or a cell of a table: at most 90 characters.
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=90)]
#: An address on the web, kept as it is written.
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$", max_length=2000)]


class Form(BaseModel):
    """A mapping in a catalog file; a field that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Form):
    """A fact; without a source of its own it takes the one that stands at the top of its file."""

    source: Optional[SourceId] = None


def problem_of(fault: ErrorDetails) -> str:
    """Return what is wrong with a value, in words that follow its field's name."""
    return str(fault.get("ctx", {}).get("error") or fault["msg"])
