"""What Slack accepts in a message, and refuses otherwise; the source is https://docs.slack.dev."""

from __future__ import annotations

import re
from typing import Any, Iterator, Mapping, Optional

MOST_BLOCKS = 50
MOST_METADATA = 16_000
_SPAN = re.compile(
    r"<(?:https?://[^<>|\s]+|mailto:[^<>|\s]+|@[UW][A-Z0-9]+|#C[A-Z0-9]+|![a-z]+(?:\^[^<>|]+)?)(?:\|[^<>|]+)?>"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_MARKDOWN = re.compile(r"\*\*\S|\]\(https?:|^#+ ", re.MULTILINE)


class Invalid(Exception):
    """A message that Slack would refuse, with Slack's name for the reason and what is wrong."""


def check_message(message: Mapping[str, Any]) -> None:
    """Raise :class:`Invalid` for a message that Slack would refuse, or that lacks its fallback text."""
    text, blocks = message.get("text"), message.get("blocks")
    if not isinstance(text, str) or not text.strip():
        raise Invalid("no_text")
    if len(text) > 4000:
        raise Invalid("msg_too_long")
    _check_mrkdwn(text, 4000)
    check_blocks(blocks or [])
    metadata = message.get("metadata")
    if metadata is not None and (
        set(metadata) != {"event_type", "event_payload"} or len(str(metadata)) > MOST_METADATA
    ):
        raise Invalid("invalid_metadata_format")


def check_blocks(blocks: Any) -> None:
    """Raise :class:`Invalid` for blocks that Slack would refuse."""
    if not isinstance(blocks, list):
        raise Invalid("invalid_blocks_format")
    if len(blocks) > MOST_BLOCKS:
        raise Invalid(f"invalid_blocks: {len(blocks)} blocks")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)) or any(not 1 <= len(one) <= 255 for one in ids):
        raise Invalid("invalid_blocks: block ids")
    actions = [action for block in blocks for action in _action_ids(block)]
    if len(actions) != len(set(actions)) or any(not 1 <= len(one) <= 255 for one in actions):
        raise Invalid("invalid_blocks: action ids")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        raise Invalid("invalid_blocks: only_one_table_allowed")
    for block in blocks:
        kind = block.get("type")
        if kind not in _CHECKS:
            raise Invalid(f"invalid_blocks: type {kind}")
        _CHECKS[kind](block)


def check_modal(view: Mapping[str, Any]) -> None:
    """Raise :class:`Invalid` for a window that Slack would refuse to open."""
    if view.get("type") != "modal" or not view.get("callback_id"):
        raise Invalid("invalid_arguments")
    for name in ("title", "submit", "close"):
        _text(view[name], 24, plain=True)
    for block in view["blocks"]:
        _only(block, "label", "element", "optional")
        _text(block["label"], 2000, plain=True)
        _between(block["element"]["options"], 1, 10)
        for option in block["element"]["options"]:
            _option(option)


def _action_ids(block: Mapping[str, Any]) -> Iterator[str]:
    if block.get("type") in ("actions", "context_actions"):
        yield from (element.get("action_id", "") for element in block.get("elements", ()))


def _header(block: Mapping[str, Any]) -> None:
    _only(block, "text")
    _text(block["text"], 150, plain=True)


def _section(block: Mapping[str, Any]) -> None:
    _only(block, "text", "fields")
    if "fields" in block:
        _between(block["fields"], 1, 10)
        for field in block["fields"]:
            _text(field, 2000)
    if "text" in block or "fields" not in block:
        _text(block["text"], 3000)


def _context(block: Mapping[str, Any]) -> None:
    _only(block, "elements")
    _between(block["elements"], 1, 10)
    for element in block["elements"]:
        _text(element, 2000)


def _actions(block: Mapping[str, Any]) -> None:
    _only(block, "elements")
    _between(block["elements"], 1, 25)
    for element in block["elements"]:
        if element.get("type") == "overflow" and set(element) == {"type", "action_id", "options"}:
            _between(element["options"], 1, 5)
            for option in element["options"]:
                _option(option)
            continue
        if element.get("type") != "button" or not set(element) <= {"type", "text", "value", "action_id"}:
            raise Invalid(f"invalid_blocks: element {element}")
        _text(element["text"], 75, plain=True)
        if not 1 <= len(element["value"]) <= 2000:
            raise Invalid("invalid_blocks: value")


def _option(option: Mapping[str, Any]) -> None:
    if set(option) != {"text", "value"} or not 1 <= len(option["value"]) <= 150:
        raise Invalid(f"invalid_blocks: option {option}")
    _text(option["text"], 75, plain=True)


def _context_actions(block: Mapping[str, Any]) -> None:
    _only(block, "elements")
    _between(block["elements"], 1, 5)
    for element in block["elements"]:
        if element.get("type") != "feedback_buttons" or set(element) != {
            "type", "action_id", "positive_button", "negative_button",
        }:  # fmt: skip
            raise Invalid(f"invalid_blocks: element {element}")
        for name in ("positive_button", "negative_button"):
            if set(element[name]) != {"text", "value"} or not 1 <= len(element[name]["value"]) <= 2000:
                raise Invalid(f"invalid_blocks: {name}")
            _text(element[name]["text"], 75, plain=True)


def _table(block: Mapping[str, Any]) -> None:
    _only(block, "rows", "column_settings")
    _between(block["rows"], 1, 100)
    _between(block.get("column_settings", [{}]), 1, 20)
    for row in block["rows"]:
        _between(row, 1, 20)
        for cell in row:
            if set(cell) != {"type", "text"} or cell["type"] != "raw_text" or not cell["text"]:
                raise Invalid(f"invalid_blocks: cell {cell}")


_CHECKS = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "table": _table,
}


def _only(block: Mapping[str, Any], *fields: str) -> None:
    if not set(block) <= {"type", "block_id", *fields}:
        raise Invalid(f"invalid_blocks: fields {sorted(block)}")


def _between(elements: Any, least: int, most: int) -> None:
    if not least <= len(elements) <= most:
        raise Invalid(f"invalid_blocks: {len(elements)} elements")


def _text(text: Mapping[str, Any], limit: int, plain: bool = False) -> None:
    kind = "plain_text" if plain else "mrkdwn"
    if text.get("type") != kind or not set(text) <= {"type", "text", "emoji"}:
        raise Invalid(f"invalid_blocks: {text}")
    if plain:
        if not 1 <= len(text["text"]) <= limit:
            raise Invalid(f"invalid_blocks: {len(text['text'])} characters")
    else:
        _check_mrkdwn(text["text"], limit)


def _check_mrkdwn(text: str, limit: int) -> None:
    if not 1 <= len(text) <= limit:
        raise Invalid(f"invalid_blocks: {len(text)} characters")
    rest = _SPAN.sub(lambda span: _escaped(span[0]), text)
    if "<" in rest or ">" in rest or "&" in _ENTITY.sub("", rest):
        raise Invalid(f"invalid_blocks: not escaped: {_near(rest)}")
    if _MARKDOWN.search(text):
        raise Invalid("invalid_blocks: markdown that Slack shows as it is")
    if text.count("```") % 2:
        raise Invalid("invalid_blocks: open code block")


def _escaped(span: str) -> str:
    """Return what is left of a link for the check of its escapes."""
    return span.strip("<>")


def _near(text: str) -> Optional[str]:
    found = re.search(r".{0,10}(?:[<>]|&(?!amp;|lt;|gt;)).{0,10}", text)
    return found[0] if found else None
