"""From a message of the assistant to Block Kit, within Slack's limits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Iterator, List, Mapping, Sequence, Tuple

from channels.slack import pay, phone_text, wording
from channels.slack.incoming import Block
from channels.slack.mrkdwn import escape, link, pieces, to_mrkdwn

#: Slack's limits, https://docs.slack.dev/reference/block-kit
MOST_BLOCKS = 50
HEADER_LIMIT = 150
SECTION_LIMIT = 3000
CONTEXT_LIMIT = 2000
MOST_ELEMENTS = 25
BUTTON_LIMIT = 75
VALUE_LIMIT = 2000
#: Of the name in a block's id, which has 255 characters.
_NAME_LIMIT = 200
#: Of the text for notifications and screen readers; Slack asks for no more than 4,000.
TEXT_LIMIT = 3000

#: The beginnings of the ids by which a press is recognised.
SUGGESTION = "suggestion:"
FEEDBACK = "feedback:"
SHOW = "show:"

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Post:
    """One message for Slack: what it shows, and the text for notifications and screen readers."""

    text: str
    blocks: Tuple[Block, ...]


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


def _fallback(message: Message) -> str:
    """Return what a notification and a screen reader say: prose alone, nothing drawn."""
    card = message.get("card")
    if not card:
        return str(message.get("text") or "")
    parts = [card.get("lead"), card.get("body"), *(card.get("notes") or ())]
    return "\n\n".join(str(part) for part in parts if part) or str(message.get("text") or "")


def _blocks(message: Message, name: str) -> Iterator[Block]:
    card = message.get("card")
    if card:
        yield from _card(card)
    elif message.get("text"):
        yield from sections(to_mrkdwn(str(message["text"])))
    yield from suggestions(message.get("buttons") or (), name)
    if card and card.get("feedback"):
        yield _thumbs(name, str(card["feedback"].get("topic") or ""))


def _card(card: Mapping[str, Any]) -> Iterator[Block]:
    if card.get("title"):
        yield {"type": "header", "text": _plain(str(card["title"]), HEADER_LIMIT)}
    prose = [str(card.get("lead") or ""), str(card.get("body") or "")]
    yield from sections(to_mrkdwn("\n\n".join(part for part in prose if part)))
    if card.get("table"):
        yield from _table(card["table"])
    if card.get("chart"):
        yield from pay.fields(card["chart"])
    for note in card.get("notes") or ():
        yield context(to_mrkdwn(str(note)))
    if card.get("sources"):
        for piece in pieces("\n".join(_source(source) for source in card["sources"]), CONTEXT_LIMIT):
            yield context(piece)


def sections(mrkdwn: str) -> Iterator[Block]:
    """Return text as sections, none longer than Slack takes."""
    for piece in pieces(mrkdwn, SECTION_LIMIT):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": piece}}


def context(mrkdwn: str) -> Block:
    """Return a line in small print."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": pieces(mrkdwn, CONTEXT_LIMIT)[0]}]}


def suggestions(buttons: Sequence[Mapping[str, Any]], name: str) -> Iterator[Block]:
    """Return suggestions as buttons, as many rows as it takes.

    A payload that is too long for Slack is left out: the press then asks what the button says.
    """
    for start in range(0, len(buttons), MOST_ELEMENTS):
        elements = []
        for position, button in enumerate(buttons[start : start + MOST_ELEMENTS], start):
            title = str(button["title"])
            payload = str(button.get("payload") or title)
            elements.append(
                {
                    "type": "button",
                    "text": _plain(title, BUTTON_LIMIT),
                    "value": payload if len(payload) <= VALUE_LIMIT else title[:VALUE_LIMIT],
                    "action_id": f"{SUGGESTION}{position}",
                }
            )
        yield {"type": "actions", "block_id": f"{SUGGESTION}{name}-{start}", "elements": elements}


def offering(value: str) -> List[Block]:
    """Return a note that an answer may be missing, with a button whose press brings back ``value``."""
    button = {
        "type": "button",
        "text": _plain(wording.SHOW, BUTTON_LIMIT),
        "value": value,
        "action_id": SHOW,
    }
    return [
        *sections(wording.MAY_BE_MISSING),
        {"type": "actions", "block_id": f"{SHOW}{value}"[:255], "elements": [button]},
    ]


def _thumbs(name: str, topic: str) -> Block:
    ratings = (("helpful", wording.HELPFUL), ("not_helpful", wording.NOT_HELPFUL))
    return {
        "type": "actions",
        "block_id": f"{FEEDBACK}{name}",
        "elements": [
            {
                "type": "button",
                "text": _plain(label, BUTTON_LIMIT, emoji=True),
                "value": json.dumps({"about": name, "topic": topic, "rating": rating}),
                "action_id": f"{FEEDBACK}{rating}",
            }
            for rating, label in ratings
        ],
    }


def _table(table: Mapping[str, Any]) -> Iterator[Block]:
    columns = [str(column) for column in table["columns"]]
    rows = [[str(cell) for cell in row] for row in table["rows"]]
    text = phone_text.aligned(columns, rows)
    if text is None:
        yield from sections(to_mrkdwn(phone_text.stacked(columns, rows)))
    else:
        yield from _code(text)


def _code(text: str) -> Iterator[Block]:
    for piece in pieces(escape(text), SECTION_LIMIT - len("```\n\n```")):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": f"```\n{piece}\n```"}}


def _source(source: Mapping[str, Any]) -> str:
    title = escape(str(source["title"]))
    if source.get("url"):
        title = link(escape(str(source["url"])), title)
    return f"Source: {title}, {escape(str(source['publisher']))}, {source['date']}"


def _plain(text: str, limit: int, emoji: bool = False) -> Block:
    text = text.strip() or "…"
    return {
        "type": "plain_text",
        "text": text if len(text) <= limit else text[: limit - 1] + "…",
        "emoji": emoji,
    }
