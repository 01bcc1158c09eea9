"""From a message of the assistant to Block Kit, within Slack's limits."""

from __future__ import annotations

from typing import Any, Iterator, List, Mapping, Sequence

from channels.slack import tables, wording
from channels.slack.buttons import CONTEXT_LIMIT, as_plain_buttons, context, plain, suggestions, thumbs
from channels.slack.incoming import Block, Post
from channels.slack.tables import sections
from channels.slack.text import escape, link, pieces, to_mrkdwn

#: Slack's limits, https://docs.slack.dev/reference/block-kit
MOST_BLOCKS = 50
HEADER_LIMIT = 150
#: Of the name in a block's id, which has 255 characters.
_NAME_LIMIT = 200
#: Of the text for notifications and screen readers; Slack asks for no more than 4,000.
TEXT_LIMIT = 3000

Message = Mapping[str, Any]


def draw(messages: Sequence[Message], name: str) -> List[Post]:
    """Return the posts for an answer, in order.

    ``name`` tells the buttons of this answer from those of others; it becomes part of their block ids.
    """
    posts = []
    for number, message in enumerate(messages, 1):
        blocks = list(_blocks(message, f"{name[-_NAME_LIMIT:]}.{number}"))
        text = pieces(to_mrkdwn(_fallback(message)), TEXT_LIMIT)
        for start in range(0, len(blocks), MOST_BLOCKS):
            posts.append(
                Post(text[0] if text else wording.SUGGESTIONS, tuple(blocks[start : start + MOST_BLOCKS]))
            )
    return posts


def simpler(post: Post) -> Post:
    """Return a post without the newest kinds of blocks, which not every Slack takes."""
    blocks: List[Block] = []
    for block in post.blocks:
        if block["type"] == "table":
            blocks += tables.from_native(block)
        else:
            blocks.append(as_plain_buttons(block) if block["type"] == "context_actions" else block)
    return Post(post.text, tuple(blocks[:MOST_BLOCKS]))


def _fallback(message: Message) -> str:
    """Return what a notification and a screen reader say: prose alone, nothing drawn."""
    card = message.get("card")
    if not card:
        return str(message.get("text") or "")
    table = card.get("table")
    rows = tables.stacked(table["columns"], table["rows"]) if table else ""
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
    prose = [str(card.get("lead") or ""), str(card.get("body") or "")]
    yield from sections(to_mrkdwn("\n\n".join(part for part in prose if part)))
    if card.get("table"):
        table = tables.native(card["table"])
        yield from [table] if table else tables.as_text(card["table"])
    if card.get("chart"):
        yield from tables.fields(card["chart"])
    for note in card.get("notes") or ():
        yield context(to_mrkdwn(str(note)))
    if card.get("sources"):
        for piece in pieces("\n".join(_source(source) for source in card["sources"]), CONTEXT_LIMIT):
            yield context(piece)


def _source(source: Mapping[str, Any]) -> str:
    title = escape(str(source["title"]))
    if source.get("url"):
        title = link(escape(str(source["url"])), title)
    return f"Source: {title}, {escape(str(source['publisher']))}, {source['date']}"
