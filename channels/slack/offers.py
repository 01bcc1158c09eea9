"""An answer that may not have arrived: offered with a button that shows it, rather than said twice."""

from __future__ import annotations

import json
from typing import Awaitable, Callable, Sequence

from channels.slack import wording
from channels.slack.blocks import Post, offering, sections
from channels.slack.inbox import REMEMBER_SECONDS, Inbox
from channels.slack.incoming import Block, Incoming
from channels.slack.pressed import keep_private
from channels.slack.web import SlackWeb

_PREFIX = "offer:"

Tell = Callable[[str, Sequence[Block]], Awaitable[None]]


async def offer(inbox: Inbox, name: str, post: Post, tell: Tell) -> None:
    """Keep a part of an answer and tell the person that a button shows it; ``name`` is the part's own."""
    kept = json.dumps({"text": post.text, "blocks": post.blocks})
    await inbox.remember(_PREFIX + name, kept, REMEMBER_SECONDS)
    await keep_private(inbox, [post])
    await tell(wording.MAY_BE_MISSING, offering(_PREFIX + name))


async def show(web: SlackWeb, inbox: Inbox, incoming: Incoming) -> None:
    """Put the answer that was offered in the place of the offer; to do so twice changes nothing."""
    kept = await inbox.recall(incoming.text) if incoming.text.startswith(_PREFIX) else None
    text, blocks = wording.NO_LONGER_KEPT, list(sections(wording.NO_LONGER_KEPT))
    if kept is not None:
        text, blocks = (json.loads(kept)[name] for name in ("text", "blocks"))
    await web.repeatedly(lambda: web.replace_pressed(incoming, text, blocks), although_unclear=True)
