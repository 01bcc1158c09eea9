"""An answer that one person alone sees, by the address that came with a command, a shortcut or a press.

What was posted there cannot be looked up in Slack. So it is noted before each post that it begins: where a
post may or may not have arrived, the answer is not posted again but offered, with a button that shows it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Sequence, Tuple

import structlog

from channels.slack import wording
from channels.slack.blocks import Post
from channels.slack.errors import NotInstalled, Refused, Unavailable, Unclear
from channels.slack.inbox import REMEMBER_SECONDS, Inbox
from channels.slack.incoming import Block, Incoming
from channels.slack.offers import offer
from channels.slack.web import SlackWeb, tell_directly, with_blocks_or_without

log = structlog.get_logger(__name__)


class PrivateDelivery:
    """See :class:`channels.slack.delivery.Delivery`."""

    def __init__(self, web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> None:
        self._web = web
        self._inbox = inbox
        self._incoming = incoming
        self._again = again

    async def show_status(self) -> None:
        """Show that the answer takes a moment; Slack lets nobody replace such a message."""
        with suppress(NotInstalled, Refused, Unclear):
            await self._respond(wording.LOOKING_IT_UP)

    async def post(self, posts: Sequence[Post]) -> None:
        """Post each part that was not begun before; offer the one that was begun and not followed."""
        arrived, begun = await self._noted()
        for part, post in enumerate(posts[arrived:], arrived):
            if part < begun or not await self._arrives(part, post):
                log.warning("slack.answer_offered", team=self._incoming.workspace.team)
                await offer(self._inbox, f"{self._incoming.key}:{part}", post, self.tell)

    async def _arrives(self, part: int, post: Post) -> bool:
        """Post a part and return whether it arrived for certain."""
        await self._note(part, part + 1)
        try:
            await with_blocks_or_without(
                lambda drawn: self._web.repeatedly(lambda: self._respond(drawn.text, drawn.blocks)), post
            )
        except Unavailable:  # it never reached Slack, which is as if it had not begun
            await self._note(part, part)
            raise
        except Unclear as error:
            log.warning("slack.post_unclear", reason=str(error), team=self._incoming.workspace.team)
            return False
        except Refused as error:  # an address holds for half an hour; what is offered then comes directly
            log.error("slack.post_refused", reason=str(error), team=self._incoming.workspace.team)
            return False
        return True

    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person; said twice, it does no harm."""
        try:
            await self._web.repeatedly(lambda: self._respond(text, blocks), although_unclear=True)
        except Refused:
            await tell_directly(self._web, self._incoming, text, blocks)

    async def _respond(self, text: str, blocks: Sequence[Block] = ()) -> None:
        if self._incoming.response_url is None:
            raise Refused("no response_url")
        await self._web.respond(
            self._incoming.response_url, text=text, blocks=list(blocks) or None, response_type="ephemeral",
            replace_original=False,
        )  # fmt: skip

    async def _note(self, arrived: int, begun: int) -> None:
        """Note how many parts have arrived for certain, and how many were begun."""
        await self._inbox.remember(self._name, json.dumps([arrived, begun]), REMEMBER_SECONDS)

    async def _noted(self) -> Tuple[int, int]:
        noted = await self._inbox.recall(self._name) if self._again else None
        arrived, begun = json.loads(noted or "[0, 0]")
        return arrived, begun

    @property
    def _name(self) -> str:
        return f"posted:{self._incoming.key}"
