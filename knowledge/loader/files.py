"""Reading one YAML file into its form, with errors that name file, line, field and remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional, TypeVar

import yaml
from pydantic import ValidationError
from yaml.constructor import SafeConstructor

from knowledge.errors import CatalogError
from knowledge.loader.form_fields import Form, problem_of

FormType = TypeVar("FormType", bound=Form)
_Path = tuple[Any, ...]

_REMEDIES = {
    "missing": "Add the field",
    "extra_forbidden": "Remove it, or correct its spelling",
    "string_too_long": "Shorten it",
    "too_short": "Add entries",
    "too_long": "Remove entries",
    "string_pattern_mismatch": "Write an id in lower case, such as ml_engineer (for a source: bls-oews)",
    "literal_error": "Use one of these",
    "date_type": "Write a date as 2026-11-23",
    "date_from_datetime_parsing": "Write a date as 2026-11-23",
}


def read_form(path: Path, form: type[FormType], *, root: Path, of_list: Optional[str] = None) -> FormType:
    """Read a YAML file and check it against a form.

    :param path: the file
    :param form: the form that it must have
    :param root: the catalog folder; errors name the file relative to it
    :param of_list: the form's field that takes the file where the file is a list
    :raises CatalogError: when the file cannot be read, is not YAML, or breaks its form
    """
    name = str(path.relative_to(root))
    data, lines = _compose(path, name)
    if of_list is not None and isinstance(data, list):
        data, lines = {of_list: data}, {(of_list, *place): line for place, line in lines.items()}
    if not isinstance(data, dict):
        raise CatalogError(name, 1, "", "the file holds no fields", "Write it as 'field: value' lines")
    try:
        return form(**data)
    except ValidationError as error:
        # A misspelt field is reported as such, not as the missing one that it should have been.
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        place = tuple(part for part in first["loc"] if part != "[key]")
        remedy = _REMEDIES.get(first["type"], "Correct the value")
        raise CatalogError(
            name, _line_of(place, lines), ".".join(map(str, place)), problem_of(first), remedy
        ) from error
    except TypeError as error:  # a key that is no text
        raise CatalogError(name, 1, "", str(error), "Write every field name as text") from error


def _compose(path: Path, name: str) -> tuple[Any, dict[_Path, int]]:
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        lines: dict[_Path, int] = {}
        _note_lines(node, (), lines, name)
        return SafeConstructor().construct_document(node) if node else None, lines
    except OSError as error:
        raise CatalogError(name, None, "", f"cannot be read ({error.strerror})", "Check the file") from error
    except UnicodeDecodeError as error:
        raise CatalogError(name, None, "", "is not UTF-8 text", "Save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = f"is not valid YAML ({error.problem})"
        raise CatalogError(name, line, "", problem, "Check quotes, colons and indentation") from error
    except yaml.YAMLError as error:
        raise CatalogError(name, None, "", "is not valid YAML", "Remove control characters") from error


def _note_lines(node: Optional[yaml.Node], path: _Path, lines: dict[_Path, int], name: str) -> None:
    if node is None:
        return
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise CatalogError(
                    name, key.start_mark.line + 1, str(key.value), "stands twice", "Keep one of the two"
                )
            seen.add(key.value)
            lines[(*path, key.value)] = key.start_mark.line + 1
            _note_lines(value, (*path, key.value), lines, name)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _note_lines(value, (*path, position), lines, name)


def _line_of(place: _Path, lines: dict[_Path, int]) -> Optional[int]:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


def line_of_text(path: Path, text: str) -> Optional[int]:
    """Return the first line of a file that holds ``text``, counted from 1, or ``None``."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text in line:
            return number
    return None
