"""Plain text for who sees no card: aligned tables, bars of pay, source lines."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from textwrap import shorten
from typing import Any, Mapping, Optional, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from knowledge.queries.field import Source

WIDTH = 88
BAR = 30
LABEL = 46


def plain(markdown: str) -> str:
    """Return light markdown as plain text: no stars, list points as bullets, links as text (address)."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", markdown)
    text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r"\1 (\2)", text)
    return re.sub(r"^- ", "• ", text, flags=re.MULTILINE)


def money(amount: Optional[float]) -> str:
    """Return an amount in USD with thousands separated, such as ``$193,600``."""
    return "not released" if amount is None else f"${round(amount):,}"


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with aligned columns and wrapped cells, at most :data:`WIDTH` characters wide."""
    return _drawn(tuple(columns), tuple(map(tuple, rows)))


@lru_cache(maxsize=1000)  # to draw one takes milliseconds, and a catalog has only so many answers
def _drawn(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    out = io.StringIO()
    Console(file=out, width=WIDTH, no_color=True, markup=False, emoji=False, highlight=False).print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())


def bars(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return ranges of pay as bars of text on one scale.

    Each row has ``label``, ``median`` and, where known, ``p25``, ``p75`` and ``n``. The shaded part of
    a bar runs from the lower to the upper quartile; ``┃`` marks the median.
    """
    rows = [{**row, "label": shorten(row["label"], LABEL, placeholder="…")} for row in rows]
    top = max(row["p75"] or row["median"] for row in rows)
    name = max(len(row["label"]) for row in rows)
    lines = []
    for row in rows:
        low, middle, high = (
            _position(row["p25"] or row["median"], top),
            _position(row["median"], top),
            _position(row["p75"] or row["median"], top),
        )
        drawn = "".join("┃" if at == middle else "▒" if low <= at <= high else "·" for at in range(BAR))
        sample = f"  (n {row['n']:,})" if row["n"] else ""
        lines.append(f"{row['label']:<{name}}  {drawn}  {money(row['median'])}{sample}")
    return "\n".join(lines)


def _position(amount: float, top: float) -> int:
    return min(BAR - 1, int(amount / top * BAR))


def sources(items: Sequence[Source]) -> str:
    """Return one line that names each source with its date."""
    listed = "; ".join(f"{item.publisher}, {item.title.split(': ')[0]} ({item.date})" for item in items)
    return f"{'Source' if len(items) == 1 else 'Sources'}: {listed}"
