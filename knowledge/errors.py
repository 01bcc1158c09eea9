"""The errors of the knowledge base; each says what is wrong and what to do."""

from __future__ import annotations

from typing import Optional


class CatalogError(ValueError):
    """A catalog file that cannot be loaded.

    :param file: the file's path below the catalog folder
    :param line: the line on which the faulty value stands, counted from 1, if known
    :param field: the field's path within the file, such as ``skills.3.importance``
    :param problem: what is wrong with it
    :param remedy: what the editor should do
    """

    def __init__(self, file: str, line: Optional[int], field: str, problem: str, remedy: str) -> None:
        self.file = file
        self.line = line
        self.field = field
        self.problem = problem
        self.remedy = remedy
        place = f"{file}, line {line}" if line else file
        where = f"{place}, {field}" if field else place
        super().__init__(f"{where}: {problem}. {remedy}.")


class KnowledgeUnavailable(RuntimeError):
    """The knowledge base cannot be reached, or holds no catalog."""
