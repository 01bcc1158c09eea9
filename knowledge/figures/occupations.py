"""The official occupations whose figures the catalog holds: ``catalog/figures/occupations.csv``."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table

FILE_NAME = "occupations.csv"
COLUMNS = ("id", "title", "plain_name", "covers", "source")


def occupation_ids(folder: Path) -> frozenset[str]:
    """Return the codes of the occupations to import, such as ``15-2051``.

    :param folder: the catalog's folder of figures
    :raises CatalogError: when the file is missing or names no occupation
    """
    remedy = f"Restore {FILE_NAME} with the columns {','.join(COLUMNS)}"
    rows = read_table(folder / FILE_NAME, COLUMNS, name=FILE_NAME, remedy=remedy)
    found = frozenset(cells[0] for _, cells in rows if cells)
    if not found:
        raise CatalogError(FILE_NAME, None, "id", "names no occupation", remedy)
    return found
