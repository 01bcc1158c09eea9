"""Reading and writing CSV files, row by row."""

from __future__ import annotations

import csv
import gzip
import os
import zlib
from operator import itemgetter
from pathlib import Path
from typing import IO, Iterable, Iterator, Optional, Sequence

from knowledge.errors import CatalogError

Cell = object
_YES_NO = {True: "yes", False: "no"}


def read_table(
    path: Path, columns: Sequence[str], *, name: str, remedy: str, only: bool = False
) -> Iterator[tuple[int, Optional[tuple[str, ...]]]]:
    """Yield each row's line, counted from 1, and its cells of ``columns`` (two or more), in that order.

    The columns may stand in any order, among others unless ``only`` is set. A row that
    does not fit the header, because cells are missing or left over or its quotes do not close, comes
    as ``None``. A file named ``.gz`` is unpacked as it is read. A byte that is no UTF-8 becomes a
    replacement character. One row at a time is in memory.

    :param name: the file's name in errors
    :param remedy: what to do about a file that is missing or of another form
    :raises CatalogError: when the file cannot be read or its header is not as it must be
    """
    try:
        with _open(path) as file:
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
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "is no whole gzip file"
        raise CatalogError(name, None, "", f"cannot be read ({reason})", remedy) from error


def rows_of(
    path: Path, columns: Sequence[str], *, remedy: str, only: bool = False
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row's line and its cells of ``columns``, as :func:`read_table` does, but refuse a bad row.

    :raises CatalogError: when the file cannot be read, its header lacks a column or a row does not fit it
    """
    for line, cells in read_table(path, columns, name=path.name, remedy=remedy, only=only):
        if cells is None:
            raise CatalogError(path.name, line, "", "does not have as many cells as the header", remedy)
        yield line, cells


def number(path: Path, line: int, column: str, text: str, *, remedy: str) -> Optional[float]:
    """Return a figure of 0 or more, or ``None`` for an empty cell.

    :raises CatalogError: when the text is no such number, with file, line and column
    """
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise CatalogError(path.name, line, column, f"{text[:40]!r} is no amount", remedy)
    return value


def one_of(path: Path, line: int, column: str, text: str, known: Iterable[str], *, remedy: str) -> str:
    """Return the text when it is one of those known.

    :raises CatalogError: when it is not, with file, line and column
    """
    if text not in known:
        raise CatalogError(path.name, line, column, f"{text[:40]!r} is not known", remedy)
    return text


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


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
