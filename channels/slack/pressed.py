"""Redraws a message in which a button was pressed: what was pressed cannot be pressed again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence

from channels.slack import wording
from channels.slack.blocks import FEEDBACK, Post, context
from channels.slack.errors import Refused, Unclear
from channels.slack.inbox import Inbox
from channels.slack.incoming import Block, Incoming
from channels.slack.mrkdwn import escape
from channels.slack.events import is_direct
from channels.slack.web import SlackWeb

_DAY = 24 * 3600.0
_KEEP_SECONDS = 30 * _DAY
_LINE = "pressed:"


async def keep_private(inbox: Inbox, posts: Sequence[Post]) -> None:
    """Keep what one person alone sees: Slack does not send it along when a button in it is pressed."""
    for post in posts:
        for block in post.blocks:
            if block["type"] == "actions":
                kept = json.dumps({"text": post.text, "blocks": post.blocks})
                await inbox.remember(f"private:{block['block_id']}", kept, _DAY)


async def redraw(web: SlackWeb, inbox: Inbox, incoming: Incoming, reply: Optional[str] = None) -> None:
    """Take the pressed button out of its message and say there that it was pressed.

    ``reply`` stands in the place of thumbs. A message that cannot be redrawn stays as it is: that the
    button counts once does not depend on it.
    """
    press = incoming.press
    if press is None or not press.message_ts:
        return
    text, blocks = await _message(inbox, incoming)
    if not blocks:
        return
    name = f"pressed:{incoming.workspace.team}:{incoming.channel}:{press.message_ts}"
    lines: Dict[str, str] = json.loads(await inbox.recall(name) or "{}")
    lines[press.action_id] = reply or _chosen(incoming)
    await inbox.remember(name, json.dumps(lines), _KEEP_SECONDS)
    with suppress(Refused, Unclear):
        await web.replace_pressed(incoming, text, list(without(blocks, lines)))


def without(blocks: Sequence[Block], lines: Mapping[str, str]) -> Iterator[Block]:
    """Return blocks without the buttons that ``lines`` names, each replaced by its line in small print.

    Of the two thumbs, one takes the other with it.
    """
    for block in blocks:
        if str(block.get("block_id", "")).startswith(_LINE):
            continue
        if block["type"] != "actions":
            yield block
            continue
        pressed = [element["action_id"] for element in block["elements"] if element["action_id"] in lines]
        thumbs = any(action.startswith(FEEDBACK) for action in pressed)
        left = [] if thumbs else [one for one in block["elements"] if one["action_id"] not in lines]
        if left:
            yield {**block, "elements": left}
        for action in pressed:
            yield {**context(lines[action]), "block_id": f"{_LINE}{action}"}


async def _message(inbox: Inbox, incoming: Incoming) -> tuple[str, List[Any]]:
    """Return the text and the blocks of the message in which the button stands."""
    press = incoming.press
    if press is None:
        return "", []
    if press.blocks:
        return press.text, list(press.blocks)
    kept = json.loads(await inbox.recall(f"private:{press.block_id}") or "{}")
    return str(kept.get("text", "")), list(kept.get("blocks", ()))


def _chosen(incoming: Incoming) -> str:
    title = escape(incoming.press.title if incoming.press else "")
    if incoming.private or is_direct(incoming.channel or ""):
        return wording.CHOSEN.format(title=title)
    return wording.CHOSEN_BY.format(user=incoming.user, title=title)
