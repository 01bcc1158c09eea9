"""Plain text for who sees no card: aligned tables, bars of pay, source lines."""

from __future__ import annotations

import io
import math
import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Mapping, Optional, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from actions.settings import ActionSettings
from knowledge.queries.field import Source

#: Columns of text below which a table stands as paragraphs.
NARROW = 60
#: Columns of a bar of pay: with its labels it fits a terminal of forty columns.
TRACK = 36
_MOST_STEPS = 5
SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$", "SGD": "S$"}


def plain(markdown: str) -> str:
    """Return light markdown as plain text: no stars, list points as bullets, links as text (address)."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", markdown)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r"\1 (\2)", text)
    return re.sub(r"^- ", "• ", text, flags=re.MULTILINE)


def money(amount: Optional[float], currency: Optional[str] = "USD", per: str = "year") -> str:
    """Return an amount in its currency, such as ``$193,600`` or ``CA$46.15`` (of an hour's pay)."""
    if amount is None:
        return "not released"
    symbol = SYMBOLS.get(currency or "", f"{currency} ")
    return f"{symbol}{amount:,.2f}" if per == "hour" else f"{symbol}{round(amount):,}"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with aligned columns and wrapped cells, within the width of the answers' text.

    Where that is narrow each row is a paragraph, its cells a line each behind their column's name.
    """
    width = ActionSettings().text_width
    if width < NARROW:
        return _stacked(columns, rows, width)
    return str(_aligned(tuple(columns), tuple(map(tuple, rows)), width))


@lru_cache(maxsize=1000)  # to draw one takes milliseconds, and a catalog has only so many answers
def _aligned(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> str:
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    widths = _widths([columns, *rows], width - 3 * (len(columns) - 1))
    for column, most in zip(columns, widths, strict=True):
        drawn.add_column(_folded(column, most), no_wrap=True)
    for row in rows:
        drawn.add_row(*(_folded(cell, most) for cell, most in zip(row, widths, strict=True)))
    out = io.StringIO()
    Console(file=out, width=width, no_color=True, markup=False, emoji=False, highlight=False).print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())


def _widths(lines: Sequence[Sequence[str]], most: int) -> list[int]:
    """Return how wide each column is: as its longest cell, the widest cut until all of them fit."""
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    while sum(widths) > most:
        widths[widths.index(max(widths))] -= 1
    return widths


def _folded(cell: str, width: int) -> str:
    """Return a cell broken between words or behind hyphens, and within a word only where it must be."""
    return "\n".join(textwrap.wrap(cell, max(width, 1))) or cell


def _stacked(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    paragraphs = []
    for name, *cells in rows:
        named = zip(columns[1:], cells, strict=True)
        lines = [f"{column}: {cell}" if column else cell for column, cell in named if cell]
        paragraphs.append(
            "\n".join(
                part
                for text, indent in ((name, ""), *((line, "  ") for line in lines))
                for part in textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=2 * indent)
            )
        )
    return "\n\n".join(paragraphs)


def bars(rows: Sequence[Mapping[str, Any]], unit: str = "USD a year") -> str:
    """Return pay as bars of text over one axis, at most :data:`TRACK` + 2 characters wide.

    Each row has ``label``, ``median`` and, where known, ``low`` and ``high`` or ``p25`` and ``p75``, ``p10``,
    ``p90`` and ``n``. ``▒`` runs from the low to the high end (of wages: over the middle half), ``┃`` is the
    median, ``─`` reaches from the tenth to the ninetieth percentile. Labels stand in full, above their bar.
    """
    currency, _, per = unit.partition(" a")
    per = per.removeprefix("n").strip() or "year"
    scale = Scale.over([amount for row in rows for amount in _amounts(row)])
    lines = []
    for row in rows:
        start, end = _ends(row)
        track = [" "] * TRACK
        if row.get("p10") is not None and row.get("p90") is not None:
            track[scale.at(row["p10"]) : scale.at(row["p90"]) + 1] = "─" * (
                scale.at(row["p90"]) - scale.at(row["p10"]) + 1
            )
        track[scale.at(start) : scale.at(end) + 1] = "▒" * (scale.at(end) - scale.at(start) + 1)
        track[scale.at(row["median"])] = "┃"
        amounts = money(row["median"], currency, per)
        if start < end:
            joint = "to" if row.get("low") is None else "and"  # two medians are no range
            amounts = f"{money(start, currency, per)} {joint} {money(end, currency, per)}"
        sample = f" (n {row['n']:,})" if row.get("n") else ""
        lines += [row["label"], "".join(track).rstrip(), f"{amounts}{sample}", ""]
    return "\n".join([*lines[:-1], *scale.axis(currency, per)])


@dataclass(frozen=True)
class Scale:
    """A scale from a round amount to a round amount, with a tick at each ``step``."""

    low: float
    step: float
    steps: int

    @classmethod
    def over(cls, amounts: Sequence[float]) -> Scale:
        """Return the scale with at most five steps over all amounts."""
        lowest, highest = min(amounts), max(amounts)
        size = 10.0 ** math.floor(math.log10(max(highest, 1.0)) - 1)
        for step in (size * factor for factor in (1, 2, 2.5, 5, 10, 20, 25, 50, 100)):
            low = math.floor(lowest / step) * step
            steps = max(1, math.ceil((highest - low) / step))
            if steps <= _MOST_STEPS:
                return cls(low, step, steps)
        return cls(0.0, highest or 1.0, 1)

    def at(self, amount: float) -> int:
        """Return the column of an amount, counted from 0."""
        return min(TRACK - 1, max(0, round((amount - self.low) / (self.step * self.steps) * (TRACK - 1))))

    def axis(self, currency: str, per: str) -> list[str]:
        """Return the axis with its ticks, and the amounts under them."""
        line, names, free = ["─"] * TRACK, [" "] * (TRACK + 2), 0
        for tick in range(self.steps + 1):
            amount = self.low + tick * self.step
            column = self.at(amount)
            line[column] = "┴"
            name = _short(amount, currency, per)
            start = min(max(0, column - len(name) // 2), len(names) - len(name))
            if start >= free:  # a name that would touch the one before is left out
                names[start : start + len(name)] = name
                free = start + len(name) + 1
        return ["".join(line), "".join(names).rstrip()]


def _short(amount: float, currency: str, per: str) -> str:
    symbol = SYMBOLS.get(currency, "")
    return f"{symbol}{amount / 1000:g}k" if amount >= 10_000 and per != "hour" else f"{symbol}{amount:,g}"


def _ends(row: Mapping[str, Any]) -> tuple[float, float]:
    start = row.get("low") if row.get("low") is not None else row.get("p25")
    end = row.get("high") if row.get("high") is not None else row.get("p75")
    return start or row["median"], end or row["median"]


def _amounts(row: Mapping[str, Any]) -> list[float]:
    found = [row.get(name) for name in ("low", "p10", "p25", "median", "p75", "p90", "high")]
    return [amount for amount in found if amount is not None]


def sources(items: Sequence[Source]) -> str:
    """Return one line that names each source with its date."""
    listed = "; ".join(f"{item.publisher}, {item.title.split(': ')[0]} ({item.date})" for item in items)
    return f"{'Source' if len(items) == 1 else 'Sources'}: {listed}"
