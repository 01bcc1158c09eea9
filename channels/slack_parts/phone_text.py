"""Tables and ranges of pay as monospaced text that is not broken on a phone."""

from __future__ import annotations

import io
from typing import Any, List, Mapping, Optional, Sequence

from rich.console import Console
from rich.table import Table

#: Characters in a line of a code block on a phone of usual width.
PHONE_WIDTH = 38
_MOST_COLUMNS = 3
_BAR = 34


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Optional[str]:
    """Return a table with aligned columns, or ``None`` when it cannot be read at :data:`PHONE_WIDTH`.

    Cells are wrapped between words; a blank line then tells the rows apart.
    """
    widths = [max(_longest_word(cell) for cell in cells) for cells in zip(columns, *rows, strict=True)]
    if len(columns) > _MOST_COLUMNS or sum(widths) + 2 * (len(columns) - 1) > PHONE_WIDTH:
        return None
    natural = [max(len(cell) for cell in cells) for cells in zip(columns, *rows, strict=True)]
    wraps = sum(natural) + 2 * (len(columns) - 1) > PHONE_WIDTH
    drawn = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for width in widths:
        drawn.add_column(min_width=width)
    for position, row in enumerate([columns, *rows] if any(columns) else rows):
        if wraps and position:
            drawn.add_row()
        drawn.add_row(*row)
    return _printed(drawn)


def stacked(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as light markdown, one paragraph a row: what a phone can wrap as it likes."""
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


def _printed(table: Table) -> str:
    out = io.StringIO()
    Console(file=out, width=PHONE_WIDTH, no_color=True, markup=False, emoji=False, highlight=False).print(
        table
    )
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())
