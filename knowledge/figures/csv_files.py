"""Reading and writing CSV files, row by row."""

from __future__ import annotations

import csv
import os
from operator import itemgetter
from pathlib import Path
from typing import Iterable, Iterator, Optional, Sequence

from knowledge.errors import CatalogError

Cell = object
_YES_NO = {True: "yes", False: "no"}


def read_table(
    path: Path, columns: Sequence[str], *, name: str, remedy: str, only: bool = False
) -> Iterator[tuple[int, Optional[tuple[str, ...]]]]:
    """Yield each row's line, counted from 1, and its cells of ``columns`` (two or more), in that order.

    The columns may stand in any order, among others unless ``only`` is set. A row that
    does not fit the header, because cells are missing or left over or its quotes do not close, comes
    as ``None``. A byte that is no UTF-8 becomes a replacement character. One row at a time is in memory.

    :param name: the file's name in errors
    :param remedy: what to do about a file that is missing or of another form
    :raises CatalogError: when the file cannot be read or its header is not as it must be
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            reader = csv.reader(file)
            header = _header(reader, columns, name=name, remedy=remedy, only=only)
            pick = itemgetter(*(header.index(column) for column in columns))
            while True:
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield reader.line_num, None
                    continue
                if cells:
                    yield reader.line_num, pick(cells) if len(cells) == len(header) else None
    except OSError as error:
        raise CatalogError(name, None, "", f"cannot be read ({error.strerror})", remedy) from error


def _header(
    reader: Iterator[list[str]], columns: Sequence[str], *, name: str, remedy: str, only: bool
) -> list[str]:
    try:
        header = next(reader, [])
    except csv.Error:
        header = []
    missing = [column for column in columns if column not in header]
    if missing:
        raise CatalogError(name, 1, "header", f"lacks the columns {', '.join(missing)}", remedy)
    unknown = [column for column in header if column not in columns]
    if only and (unknown or len(header) > len(columns)):
        problem = f"has columns too many: {', '.join(unknown) or 'one stands twice'}"
        raise CatalogError(name, 1, "header", problem, remedy)
    return header


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a CSV file and return the number of its rows.

    ``None`` becomes an empty cell, a truth value yes or no. The file is complete or, when writing
    fails, as it was before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    count = 0
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow([_YES_NO[cell] if isinstance(cell, bool) else cell for cell in row])
                count += 1
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count
