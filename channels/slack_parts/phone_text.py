"""Tables and ranges of pay as monospaced text that is not broken on a phone."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import Any, List, Mapping, Optional, Sequence

#: Characters in a line of a code block on a phone of usual width.
PHONE_WIDTH = 38
#: Beyond these, a table is shown as a list.
MOST_COLUMNS = 3
LONGEST_CELL = 60
_NAME_AND_CELL = 2
_GAP = "  "
_BAR = 34


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


def ranges(bars: Sequence[Mapping[str, Any]]) -> str:
    """Return ranges of pay on one scale: whiskers, the middle half, and ``┃`` for the median.

    Each bar has ``label``, ``median`` and, where known, ``p10``, ``p25``, ``p75``, ``p90`` (USD a year)
    and ``n``.
    """
    marks: List[float] = [bar[name] for bar in bars for name in _MARKS if bar.get(name) is not None]
    low, high = min(marks), max(marks)
    scale = (_BAR - 1) / (high - low) if high > low else 0.0

    def place(amount: float) -> int:
        return round((amount - low) * scale)

    return "\n\n".join(_range(bar, place) for bar in bars)


_MARKS = ("p10", "p25", "median", "p75", "p90")


def _range(bar: Mapping[str, Any], place: Any) -> str:
    median = bar["median"]
    quarter, three_quarters = bar.get("p25") or median, bar.get("p75") or median
    start, end = bar.get("p10") or quarter, bar.get("p90") or three_quarters
    drawn = [" "] * _BAR
    for at in range(place(start), place(end) + 1):
        drawn[at] = "─"
    for at in range(place(quarter), place(three_quarters) + 1):
        drawn[at] = "▒"
    drawn[place(median)] = "┃"
    lines = [str(bar["label"]), "".join(drawn).rstrip(), f"median {thousands(median)}"]
    if three_quarters > quarter:
        lines[-1] += f", half {thousands(quarter)}–{thousands(three_quarters)}"
    if bar.get("n"):
        lines.append(f"sample of {bar['n']:,}")
    return "\n".join(lines)


def thousands(amount: float) -> str:
    """Return an amount in USD in thousands, such as ``$194k``."""
    return f"${round(amount / 1000):,}k"


def _longest_word(cell: str) -> int:
    return max((len(word) for word in cell.split()), default=0)
