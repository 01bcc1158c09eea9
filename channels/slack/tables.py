"""Tables and pay: as Slack's own table, as monospaced text that is not broken on a phone, as fields."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import Any, Iterator, List, Mapping, Optional, Sequence

from channels.slack.incoming import Block
from channels.slack.text import escape, pieces, to_mrkdwn

#: Slack's limits of a table, https://docs.slack.dev/reference/block-kit/blocks/table-block
MOST_ROWS = 100
MOST_TABLE_COLUMNS = 20
SECTION_LIMIT = 3000
_EMPTY = "–"

#: Characters in a line of a code block on a phone of usual width.
PHONE_WIDTH = 38
#: Beyond these, a table without Slack's own is shown as a list.
MOST_COLUMNS = 3
LONGEST_CELL = 60
_NAME_AND_CELL = 2
_GAP = "  "
#: Fields that a section takes.
MOST_FIELDS = 10
_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$", "SGD": "S$"}


def native(table: Mapping[str, Any]) -> Optional[Block]:
    """Return a table ``{"columns", "rows"}`` as Slack's own.

    ``None`` where it is beyond its limits, or where its cells are so long that a phone shows a list better.
    """
    lines = [*([table["columns"]] if any(table["columns"]) else []), *table["rows"]]
    if not lines or len(lines) > MOST_ROWS or max(map(len, lines)) > MOST_TABLE_COLUMNS:
        return None
    if any(len(str(cell)) > LONGEST_CELL for line in lines for cell in line):
        return None
    rows = [[{"type": "raw_text", "text": str(cell) or _EMPTY} for cell in line] for line in lines]
    return {"type": "table", "column_settings": [{"is_wrapped": True}] * len(lines[0]), "rows": rows}


def as_text(table: Mapping[str, Any]) -> Iterator[Block]:
    """Return a table as sections, for Slacks that refuse their own table."""
    columns = [str(column) for column in table["columns"]]
    rows = [[str(cell) for cell in row] for row in table["rows"]]
    text = aligned(columns, rows)
    if text is None:
        yield from sections(to_mrkdwn(stacked(columns, rows)))
        return
    for piece in pieces(escape(text), SECTION_LIMIT - len("```\n\n```")):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": f"```\n{piece}\n```"}}


def from_native(block: Block) -> Iterator[Block]:
    """Return Slack's own table as sections."""
    first, *rest = [[cell["text"] for cell in row] for row in block["rows"]]
    yield from as_text({"columns": first, "rows": rest} if rest else {"columns": [""], "rows": [first]})


def sections(mrkdwn: str) -> Iterator[Block]:
    """Return text as sections, none longer than Slack takes."""
    for piece in pieces(mrkdwn, SECTION_LIMIT):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": piece}}


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


def fields(chart: Mapping[str, Any]) -> Iterator[Block]:
    """Return the bars of a chart as sections with two fields a line, which every device reads as text.

    Each bar has ``label``, ``median`` and, where known, ``low`` and ``high`` (of advertised ranges), or
    ``p25`` and ``p75`` (of wages), and ``n``; the chart's ``unit`` is such as ``USD a year``.
    """
    currency, _, per = str(chart.get("unit") or "USD a year").partition(" ")
    drawn = [
        {"type": "mrkdwn", "text": "\n".join(_lines(bar, currency, per))} for bar in chart.get("bars") or ()
    ]
    if len(drawn) == 1:  # a field alone would be half as wide as a phone
        yield {"type": "section", "text": drawn[0]}
        return
    for start in range(0, len(drawn), MOST_FIELDS):
        yield {"type": "section", "fields": drawn[start : start + MOST_FIELDS]}


def _lines(bar: Mapping[str, Any], currency: str, per: str) -> List[str]:
    lines = [f"*{escape(str(bar['label']))}*"]
    if bar.get("low") is not None and bar.get("high") is not None:
        lines.append(f"{_money(bar['low'], currency)} to {_money(bar['high'], currency)} {per}")
    elif bar.get("p25") is not None and bar.get("p75") is not None:
        lines.append(f"{_money(bar['median'], currency)} {per} at the median")
        lines.append(f"half: {_money(bar['p25'], currency)} to {_money(bar['p75'], currency)}")
    else:
        lines.append(f"{_money(bar['median'], currency)} {per}")
    if bar.get("n"):
        lines.append(f"n {bar['n']:,}")
    return lines


def _money(amount: Optional[float], currency: str) -> str:
    value = float(amount or 0)
    return (
        f"{_SYMBOLS.get(currency, f'{currency} ')}{value:,.2f}"
        if value % 1
        else (f"{_SYMBOLS.get(currency, f'{currency} ')}{value:,.0f}")
    )
