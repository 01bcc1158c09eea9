"""What can be pressed: suggestions, thumbs, offers; and what a message looks like after a press."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

from channels.slack import wording
from channels.slack.inbox import Inbox
from channels.slack.incoming import FEEDBACK, SHOW, SUGGESTION, Incoming, is_direct
from channels.slack.post import Block, Post
from channels.slack.text import escape, pieces
from channels.slack.web import Refused, SlackWeb, Unclear

#: Slack's limits, https://docs.slack.dev/reference/block-kit
BUTTON_LIMIT = 75
VALUE_LIMIT = 2000
OPTION_VALUE_LIMIT = 150
MOST_OPTIONS = 5
MOST_ELEMENTS = 25
_ID_LIMIT = 255
CONTEXT_LIMIT = 2000
#: Suggestions that stand as buttons; more would fill a phone, and go into a menu.
MOST_BUTTONS = 3

_MARK = "pressed:"

_DAY = 24 * 3600.0
_KEEP_SECONDS = 30 * _DAY


def plain(text: str, limit: int, emoji: bool = False) -> Block:
    """Return plain text, cut to a limit."""
    text = text.strip() or "…"
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return {"type": "plain_text", "text": cut, "emoji": emoji}


def context(mrkdwn: str) -> Block:
    """Return a line in small print."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": pieces(mrkdwn, CONTEXT_LIMIT)[0]}]}


def suggestions(buttons: Sequence[Mapping[str, Any]], name: str) -> Iterator[Block]:
    """Return suggestions: the first as buttons, the rest in menus behind them.

    A payload that is too long for Slack is left out: the press then asks what the button says.
    """
    elements = [_button(one, at) for at, one in enumerate(buttons[:MOST_BUTTONS])]
    for start in range(MOST_BUTTONS, len(buttons), MOST_OPTIONS):
        options = [_option(one) for one in buttons[start : start + MOST_OPTIONS]]
        elements.append({"type": "overflow", "action_id": f"{SUGGESTION}{start}", "options": options})
    for start in range(0, len(elements), MOST_ELEMENTS):
        block_id = f"{SUGGESTION}{name}-{start}"
        yield {"type": "actions", "block_id": block_id, "elements": elements[start : start + MOST_ELEMENTS]}


def _button(button: Mapping[str, Any], position: int) -> Block:
    text = plain(str(button["title"]), BUTTON_LIMIT)
    value = _value(button, VALUE_LIMIT)
    return {"type": "button", "text": text, "value": value, "action_id": f"{SUGGESTION}{position}"}


def _option(button: Mapping[str, Any]) -> Block:
    return {"text": plain(str(button["title"]), BUTTON_LIMIT), "value": _value(button, OPTION_VALUE_LIMIT)}


def _value(button: Mapping[str, Any], limit: int) -> str:
    payload = str(button.get("payload") or button["title"])
    return payload if len(payload) <= limit else str(button["title"])[:limit]


def thumbs(name: str, topic: str) -> Block:
    """Return Slack's own buttons for feedback about the answer ``name``."""

    def thumb(rating: str, label: str) -> Block:
        value = json.dumps({"about": name, "topic": topic, "rating": rating})
        return {"text": plain(label, BUTTON_LIMIT, emoji=True), "value": value}

    element = {
        "type": "feedback_buttons",
        "action_id": f"{FEEDBACK}rating",
        "positive_button": thumb("helpful", wording.HELPFUL),
        "negative_button": thumb("not_helpful", wording.NOT_HELPFUL),
    }
    return {"type": "context_actions", "block_id": f"{FEEDBACK}{name}", "elements": [element]}


def as_plain_buttons(block: Block) -> Block:
    """Return :func:`thumbs` as two ordinary buttons."""
    [element] = block["elements"]
    buttons = [
        {"type": "button", "action_id": f"{FEEDBACK}{kind}", **element[f"{kind}_button"]}
        for kind in ("positive", "negative")
    ]
    return {"type": "actions", "block_id": block["block_id"], "elements": buttons}


def offering(value: str, why: str) -> List[Block]:
    """Return a note that an answer is missing, and why, with a button whose press brings back ``value``."""
    text = plain(wording.SHOW, BUTTON_LIMIT)
    button = {"type": "button", "text": text, "value": value, "action_id": SHOW}
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": why}},
        {"type": "actions", "block_id": f"{SHOW}{value}"[:_ID_LIMIT], "elements": [button]},
    ]


def as_text(post: Post) -> str:
    """Return a post as it is kept: JSON with the names of its fields."""
    return json.dumps({"text": post.text, "blocks": post.blocks})


async def keep_private(inbox: Inbox, posts: Sequence[Post]) -> None:
    """Keep what one person alone sees: Slack does not send it along when a button in it is pressed."""
    for post in posts:
        for block in post.blocks:
            if block["type"] in ("actions", "context_actions"):
                await inbox.remember(f"private:{block['block_id']}"[:_ID_LIMIT], as_text(post), _DAY)


async def redraw(web: SlackWeb, inbox: Inbox, incoming: Incoming, reply: Optional[str] = None) -> None:
    """Take what was pressed out of its message and say there that it was pressed.

    ``reply`` stands in the place of thumbs. A message that cannot be redrawn stays as it is: that the
    button counts once does not depend on it.
    """
    press = incoming.press
    if press is None or not press.message_ts:
        return
    text, blocks = press.text, list(press.blocks)
    if not blocks:
        kept = json.loads(await inbox.recall(f"private:{press.block_id}"[:_ID_LIMIT]) or "{}")
        text, blocks = str(kept.get("text", "")), list(kept.get("blocks", ()))
    if not blocks:
        return
    name = f"{_MARK}{incoming.workspace.name}:{incoming.channel}:{press.message_ts}"
    lines: Dict[str, str] = json.loads(await inbox.recall(name) or "{}")
    lines[press.action_id + press.option] = reply or _chosen(incoming)
    await inbox.remember(name, json.dumps(lines), _KEEP_SECONDS)
    with suppress(Refused, Unclear):
        await web.replace_pressed(incoming, text, list(without(blocks, lines)))


def without(blocks: Sequence[Block], lines: Mapping[str, str]) -> Iterator[Block]:
    """Return blocks without what ``lines`` names, each replaced by its line in small print.

    Slack sends a message as it stands: marks of earlier presses stay in it. Of two thumbs, one takes the
    other with it.
    """
    for block in blocks:
        if block["type"] not in ("actions", "context_actions"):
            yield block
            continue
        left: List[Block] = []
        marks: Dict[str, str] = {}
        for element in block["elements"]:
            action = str(element["action_id"])
            if action.startswith(FEEDBACK):
                rated = {name: line for name, line in lines.items() if name.startswith(FEEDBACK)}
                marks.update(rated)
                left += [] if rated else [element]
            elif element["type"] == "overflow":
                names = [action + one["value"] for one in element["options"]]
                marks.update({name: lines[name] for name in names if name in lines})
                options = [one for one in element["options"] if action + one["value"] not in lines]
                left += [{**element, "options": options}] if options else []
            elif action in lines:
                marks[action] = lines[action]
            else:
                left.append(element)
        if left:
            yield {**block, "elements": left}
        for action, line in marks.items():
            yield {**context(line), "block_id": f"{_MARK}{action}"[:_ID_LIMIT]}


def _chosen(incoming: Incoming) -> str:
    title = escape(incoming.press.title if incoming.press else "")
    if incoming.private or is_direct(incoming.channel or ""):
        return wording.CHOSEN.format(title=title)
    return wording.CHOSEN_BY.format(user=incoming.user, title=title)
