"""Where the first way to post does not go: plainer forms, direct messages, a button that shows the answer."""

from __future__ import annotations

import json
from typing import Any, Awaitable, Callable, Dict, Sequence, Tuple

import structlog

from channels.slack import wording
from channels.slack.blocks import simpler
from channels.slack.buttons import keep_private, offering
from channels.slack.errors import Refused
from channels.slack.inbox import REMEMBER_SECONDS, Inbox
from channels.slack.incoming import Block, Incoming, Post, is_direct
from channels.slack.tables import sections
from channels.slack.web import SlackWeb

log = structlog.get_logger(__name__)

_OFFER = "offer:"


async def direct_messages(web: SlackWeb, incoming: Incoming) -> str:
    """Return the id of the direct messages with a person, or that of the person, by which a post finds them.

    :raises NotInstalled, Unclear: see there
    """
    try:
        answer = await web.call(incoming.workspace, "conversations_open", users=incoming.user)
    except Refused:  # an installation from before the scope was asked for
        return incoming.user
    return str(answer["channel"]["id"])


async def tell_directly(web: SlackWeb, incoming: Incoming, text: str, blocks: Sequence[Block]) -> None:
    """Tell the person in direct messages: in the thread where they asked, if it was there.

    :raises NotInstalled, Refused, Unavailable: see there
    """
    message: Dict[str, Any] = {"channel": incoming.user, "text": text, "blocks": list(blocks)}
    if incoming.channel is not None and is_direct(incoming.channel):
        message.update(channel=incoming.channel, thread_ts=incoming.thread)
    await web.repeatedly(
        lambda: web.call(incoming.workspace, "chat_postMessage", **message), although_unclear=True
    )


async def in_some_form(post_it: Callable[[Post], Awaitable[Any]], post: Post) -> None:
    """Post something with the newest blocks, with plainer ones, or as mere text: what Slack takes first."""
    forms: Tuple[Post, ...] = (post, simpler(post), Post(post.text, ()))
    for form, plainer in zip(forms, (*forms[1:], None), strict=True):
        try:
            await post_it(form)
            return
        except Refused as error:
            if plainer is None or not post.blocks or not ("block" in str(error) or "too_long" in str(error)):
                raise
            log.error("slack.blocks_refused", reason=str(error))


Tell = Callable[[str, Sequence[Block]], Awaitable[None]]


async def offer(inbox: Inbox, name: str, post: Post, why: str, tell: Tell) -> None:
    """Keep a part of an answer and tell the person that a button shows it; ``name`` is the part's own."""
    kept = json.dumps({"text": post.text, "blocks": post.blocks})
    await inbox.remember(_OFFER + name, kept, REMEMBER_SECONDS)
    await keep_private(inbox, [post])
    await tell(why, offering(_OFFER + name, why))


async def show(web: SlackWeb, inbox: Inbox, incoming: Incoming) -> None:
    """Put the answer that was offered in the place of the offer; to do so twice changes nothing."""
    kept = await inbox.recall(incoming.text) if incoming.text.startswith(_OFFER) else None
    post = Post(wording.NO_LONGER_KEPT, tuple(sections(wording.NO_LONGER_KEPT)))
    if kept is not None:
        found = json.loads(kept)
        post = Post(found["text"], tuple(found["blocks"]))
    await in_some_form(
        lambda drawn: web.repeatedly(
            lambda: web.replace_pressed(incoming, drawn.text, drawn.blocks), although_unclear=True
        ),
        post,
    )
