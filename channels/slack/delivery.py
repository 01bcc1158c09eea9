"""Brings one answer to where it was asked for, each part of it once."""

from __future__ import annotations

from typing import Protocol, Sequence

from channels.slack.blocks import Post
from channels.slack.delivery_private import PrivateDelivery
from channels.slack.delivery_public import PublicDelivery
from channels.slack.inbox import Inbox
from channels.slack.incoming import Block, Incoming
from channels.slack.web import SlackWeb


class Delivery(Protocol):
    """The posts for one event. Each method raises ``Refused``, ``NotInstalled`` and ``Unavailable``."""

    async def show_status(self) -> None:
        """Show that the answer takes a moment. A failure here is no matter."""

    async def post(self, posts: Sequence[Post]) -> None:
        """Post an answer, leaving out what was posted before."""

    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person alone, in the place where they asked, or directly where that does not go."""


def deliver(web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> Delivery:
    """Return the delivery for an event; ``again`` says that an earlier attempt may have posted already."""
    if incoming.private:
        return PrivateDelivery(web, inbox, incoming, again)
    return PublicDelivery(web, inbox, incoming, again)
