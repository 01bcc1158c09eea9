"""Pay as Slack's own fields: what each figure is of, its low and high end, the median and the sample."""

from __future__ import annotations

from typing import Any, Iterator, List, Mapping, Optional

from channels.slack.incoming import Block
from channels.slack.mrkdwn import escape

MOST_FIELDS = 10
_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$", "SGD": "S$"}


def fields(chart: Mapping[str, Any]) -> Iterator[Block]:
    """Return the bars of a chart as sections with two fields a line, which every device reads as text.

    Each bar has ``label``, ``median`` and, where known, ``low`` and ``high`` (of advertised ranges), or
    ``p25`` and ``p75`` (of wages), and ``n``; the chart's ``unit`` is such as ``USD a year``.
    """
    currency, _, per = str(chart.get("unit") or "USD a year").partition(" ")
    drawn = [
        {"type": "mrkdwn", "text": "\n".join(_lines(bar, currency, per))} for bar in chart.get("bars") or ()
    ]
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
