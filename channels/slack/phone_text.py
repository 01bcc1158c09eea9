"""Tables as monospaced text that is not broken on a phone."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import List, Optional, Sequence

#: Characters in a line of a code block on a phone of usual width.
PHONE_WIDTH = 38
#: Beyond these, a table is shown as a list.
MOST_COLUMNS = 3
LONGEST_CELL = 60
_NAME_AND_CELL = 2
_GAP = "  "


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Optional[str]:
    """Return a table with aligned columns, or ``None`` when a list reads better on a phone.

    Cells are wrapped between words within :data:`PHONE_WIDTH`; a blank line then tells the rows apart.
    """
    lines = [list(columns), *(list(row) for row in rows)] if any(columns) else [list(row) for row in rows]
    cells = list(zip(*lines, strict=True))
    widths = _widths(cells)
    if widths is None or any(len(cell) > LONGEST_CELL for column in cells for cell in column):
        return None
    drawn = [_row(line, widths) for line in lines]
    return ("\n\n" if any("\n" in row for row in drawn) else "\n").join(drawn)


def _widths(cells: Sequence[Sequence[str]]) -> Optional[List[int]]:
    """Return the width of each column, or ``None`` when a word would have to be broken."""
    space = PHONE_WIDTH - len(_GAP) * (len(cells) - 1)
    natural = [max(len(cell) for cell in column) for column in cells]
    widths = [max(_longest_word(cell) for cell in column) for column in cells]
    if len(cells) > MOST_COLUMNS or sum(widths) > space:
        return None
    if sum(natural) <= space:
        return natural
    while sum(widths) < space:  # what is left goes to the column that would wrap most
        tallest = max(range(len(widths)), key=lambda at: natural[at] / max(widths[at], 1))
        widths[tallest] += 1
    return widths


def _row(line: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [
        wrap(cell, max(width, 1), break_on_hyphens=False) for cell, width in zip(line, widths, strict=True)
    ]
    drawn = zip_longest(*wrapped, fillvalue="")
    return "\n".join(
        _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in drawn
    )


def stacked(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as light markdown, a list that a phone wraps as it likes."""
    if len(columns) == _NAME_AND_CELL:
        return "\n".join(f"- **{name}**: {cell}" for name, cell in rows)
    paragraphs = []
    for row in rows:
        points = [
            f"- {column}: {cell}" if column else f"- {cell}"
            for column, cell in zip(columns[1:], row[1:], strict=True)
            if cell
        ]
        paragraphs.append("\n".join([f"**{row[0]}**", *points]))
    return "\n\n".join(paragraphs)


def _longest_word(cell: str) -> int:
    return max((len(word) for word in cell.split()), default=0)
