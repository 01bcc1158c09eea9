"""From a message of the assistant to Block Kit, within Slack's limits."""

from __future__ import annotations

from typing import Any, Iterator, List, Mapping, Optional, Sequence

from channels.slack import wording
from channels.slack.buttons import CONTEXT_LIMIT, as_plain_buttons, context, plain, suggestions, thumbs
from channels.slack.post import Block, Post
from channels.slack.text import escape, link, pieces, to_mrkdwn

#: Slack's limits, https://docs.slack.dev/reference/block-kit
MOST_BLOCKS = 50
HEADER_LIMIT = 150
SECTION_LIMIT = 3000
MOST_ROWS = 100
MOST_COLUMNS = 20
MOST_FIELDS = 10
#: Of the name in a block's id, which has 255 characters.
_NAME_LIMIT = 200
#: Of the text for notifications and screen readers; Slack asks for no more than 4,000.
TEXT_LIMIT = 3000
#: Characters of a cell beyond which a phone shows a list better than a table.
LONGEST_CELL = 60
_EMPTY = "–"
_NAME_AND_CELL = 2
_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$", "SGD": "S$"}

Message = Mapping[str, Any]


def draw(messages: Sequence[Message], name: str) -> List[Post]:
    """Return the posts for an answer, in order.

    ``name`` tells the buttons of this answer from those of others; it becomes part of their block ids.
    """
    posts = []
    for number, message in enumerate(messages, 1):
        blocks = list(_blocks(message, f"{name[-_NAME_LIMIT:]}.{number}"))
        text = [*pieces(to_mrkdwn(_fallback(message)), TEXT_LIMIT), wording.SUGGESTIONS][0]
        for start in range(0, len(blocks), MOST_BLOCKS):
            posts.append(Post(text, tuple(blocks[start : start + MOST_BLOCKS])))
    return posts


def simpler(post: Post) -> Post:
    """Return a post without the newest kinds of blocks, which not every Slack takes."""
    blocks: List[Block] = []
    for block in post.blocks:
        if block["type"] == "table":
            first, *rest = [[cell["text"] for cell in row] for row in block["rows"]]
            blocks += _listed(first, rest) if rest else _listed([""], [first])
        else:
            blocks.append(as_plain_buttons(block) if block["type"] == "context_actions" else block)
    return Post(post.text, tuple(blocks[:MOST_BLOCKS]))


def sections(mrkdwn: str) -> List[Block]:
    """Return text as sections, none longer than Slack takes."""
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": piece}}
        for piece in pieces(mrkdwn, SECTION_LIMIT)
    ]


def _fallback(message: Message) -> str:
    """Return what a notification and a screen reader say: prose alone, nothing drawn."""
    card = message.get("card")
    if not card:
        return str(message.get("text") or "")
    table = card.get("table")
    rows = _stacked(table["columns"], table["rows"]) if table else ""
    parts = [card.get("lead"), card.get("body"), rows, *(card.get("notes") or ())]
    return "\n\n".join(str(part) for part in parts if part) or str(card.get("title") or "")


def _blocks(message: Message, name: str) -> Iterator[Block]:
    card = message.get("card")
    if card:
        yield from _card(card)
    elif message.get("text"):
        yield from sections(to_mrkdwn(str(message["text"])))
    yield from suggestions(message.get("buttons") or (), name)
    if card and card.get("feedback"):
        yield thumbs(name, str(card["feedback"].get("topic") or ""))


def _card(card: Mapping[str, Any]) -> Iterator[Block]:
    if card.get("title"):
        yield {"type": "header", "text": plain(str(card["title"]), HEADER_LIMIT)}
    yield from sections(
        to_mrkdwn("\n\n".join(str(card[part]) for part in ("lead", "body") if card.get(part)))
    )
    if card.get("table"):
        yield from _table(card["table"])
    if card.get("chart"):
        yield from fields(card["chart"])
    for note in card.get("notes") or ():
        yield context(to_mrkdwn(str(note)))
    for piece in pieces("\n".join(_source(source) for source in card.get("sources") or ()), CONTEXT_LIMIT):
        yield context(piece)


def _source(source: Mapping[str, Any]) -> str:
    title = escape(str(source["title"]))
    if source.get("url"):
        title = link(escape(str(source["url"])), title)
    return f"Source: {title}, {escape(str(source['publisher']))}, {source['date']}"


def _table(table: Mapping[str, Any]) -> List[Block]:
    """Return a table ``{"columns", "rows"}`` as Slack's own or, where a phone shows it better, as a list."""
    lines = [*([table["columns"]] if any(table["columns"]) else []), *table["rows"]]
    longest = max((len(str(cell)) for line in lines for cell in line), default=LONGEST_CELL + 1)
    if longest > LONGEST_CELL or len(lines) > MOST_ROWS or max(map(len, lines)) > MOST_COLUMNS:
        return _listed(table["columns"], table["rows"])
    rows = [[{"type": "raw_text", "text": str(cell) or _EMPTY} for cell in line] for line in lines]
    return [{"type": "table", "column_settings": [{"is_wrapped": True}] * len(lines[0]), "rows": rows}]


def _listed(columns: Sequence[Any], rows: Sequence[Sequence[Any]]) -> List[Block]:
    return sections(to_mrkdwn(_stacked(columns, rows)))


def _stacked(columns: Sequence[Any], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table as light markdown, a list that a phone wraps as it likes."""
    if len(columns) == _NAME_AND_CELL:
        return "\n".join(f"- **{name}**: {cell}" for name, cell in rows)
    paragraphs = []
    for name, *cells in rows:
        named = [(column, cell) for column, cell in zip(columns[1:], cells, strict=True) if cell]
        points = [f"- {column}: {cell}" if column else f"- {cell}" for column, cell in named]
        paragraphs.append("\n".join([f"**{name}**", *points]))
    return "\n\n".join(paragraphs)


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


def _lines(bar: Mapping[str, Any], currency: str, per: str) -> Iterator[str]:
    amounts = ("median", "low", "high", "p25", "p75")
    median, low, high, p25, p75 = (_money(bar.get(name), currency) for name in amounts)
    yield f"*{escape(str(bar['label']))}*"
    if low and high:  # the medians of low and high ends, which are two figures
        yield f"{low} and {high} {per}"
    elif p25 and p75:
        yield f"{median} {per} at the median"
        yield f"half: {p25} to {p75}"
    else:
        yield f"{median} {per}"
    if bar.get("n"):
        yield f"n {bar['n']:,}"


def _money(amount: Optional[float], currency: str) -> str:
    if amount is None:
        return ""
    return f"{_SYMBOLS.get(currency, f'{currency} ')}{amount:,.{2 if amount % 1 else 0}f}"
