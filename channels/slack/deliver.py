"""Brings one answer to where it was asked for, each part of it once.

What may or may not have arrived is never posted again unasked: where Slack can be asked, it is looked up;
otherwise the answer is offered, with a button that shows it.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any, Dict, List, Mapping, Optional, Sequence, Set, Union

import structlog

from channels.slack import wording
from channels.slack.buttons import keep_private
from channels.slack.errors import NotInstalled, Refused, Unavailable, Unclear, Unreached
from channels.slack.inbox import REMEMBER_SECONDS, Inbox
from channels.slack.incoming import Block, Incoming, Post, is_direct
from channels.slack.offers import direct_messages, in_some_form, offer, tell_directly
from channels.slack.web import PAUSE, TRIES, SlackWeb

log = structlog.get_logger(__name__)

#: The kind of metadata under which our own posts are found again.
EVENT_TYPE = "careerbot_answer"
#: Messages, and pages of them, that Slack is asked for when a post may have arrived.
_PAGE = 100
_PAGES = 5


class PublicDelivery:
    """An answer where others may see it: in a channel, in a thread, in direct messages.

    Every post carries the event's key, so that after a crash or a broken connection Slack itself tells
    what was posted already. Where Slack refuses to tell, an answer that may have arrived is offered.
    """

    def __init__(self, web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> None:
        self._web = web
        self._inbox = inbox
        self._incoming = incoming
        self._channel = str(incoming.channel)
        self._lives = incoming.lives
        #: The parts that stand in Slack already, or ``None`` where Slack has to be asked.
        self._posted: Optional[Set[int]] = None if again else set()
        self._untold = False
        self._status = False

    async def show_status(self) -> None:
        """Have Slack show that the answer takes a moment, until it is posted; only threads have that."""
        self._status = self._incoming.thread is not None
        await self._set_status(wording.STATUS)

    async def _set_status(self, status: str) -> None:
        if self._status:
            where = {"channel_id": self._channel, "thread_ts": self._incoming.thread}
            with suppress(NotInstalled, Refused, Unclear):
                await self._web.call(
                    self._incoming.workspace, "assistant_threads_setStatus", status=status, **where
                )

    async def post(self, posts: Sequence[Post]) -> None:
        """Post an answer, leaving out what was posted before."""
        for part, post in enumerate(posts):
            why = await self._missing(part, post)
            if why is not None:
                log.warning("slack.answer_offered", team=self._incoming.workspace.team)
                await offer(self._inbox, f"{self._incoming.key}:{part}", post, why, self.tell)

    async def _missing(self, part: int, post: Post) -> Optional[str]:
        """Post a part and return why it may be missing, or ``None``; what is unclear is looked up."""
        workspace = self._incoming.workspace
        for attempt in range(TRIES):
            await self._find_channel()
            if self._posted is None and not await self._look():
                await asyncio.sleep(PAUSE * 2**attempt)
                continue
            if self._untold:
                return wording.MAY_BE_MISSING
            if self._posted is not None and part in self._posted:
                return None
            try:
                await in_some_form(
                    lambda drawn: self._web.call(workspace, "chat_postMessage", **self._message(drawn, part)),
                    post,
                )
                self._lives = True
                return None
            except Refused as error:  # an archived channel, for one
                log.error("slack.post_refused", reason=str(error), team=workspace.team)
                return wording.REFUSED.get(str(error), wording.MAY_BE_MISSING)
            except Unreached:
                await asyncio.sleep(PAUSE * 2**attempt)
            except Unclear as error:
                log.warning("slack.post_unclear", reason=str(error), team=workspace.team)
                self._posted = None
        raise Unavailable("posts")

    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person; said twice, it does no harm.

        In a channel a note for one person is seen in a thread only where somebody has written there.
        """
        await self._set_status("")
        incoming = self._incoming
        message: Dict[str, Any] = {"text": text, "blocks": list(blocks)}
        if is_direct(self._channel):
            await tell_directly(self._web, incoming, text, blocks)
            return
        if self._lives:
            message["thread_ts"] = incoming.thread
        where = {"channel": self._channel, "user": incoming.user}
        try:
            await self._web.repeatedly(
                lambda: self._web.call(incoming.workspace, "chat_postEphemeral", **where, **message),
                although_unclear=True,
            )
        except Refused:
            await tell_directly(self._web, incoming, text, blocks)

    async def _find_channel(self) -> None:
        """Find the direct messages of which only the person is known: a post there can be looked up."""
        if self._channel[0] in "UW":
            self._channel = await direct_messages(self._web, self._incoming)

    async def _look(self) -> bool:
        """Find out what was posted already; return whether Slack answered."""
        try:
            found = await self._messages_since()
        except Unclear:
            return False
        except Refused as error:  # a scope that is missing
            log.warning("slack.history_refused", reason=str(error), team=self._incoming.workspace.team)
            self._untold = True
            return True
        self._posted = set(self._parts(found))
        return True

    async def _messages_since(self) -> List[Mapping[str, Any]]:
        """Return the messages of the thread, or of the direct messages, since the person's act."""
        incoming = self._incoming
        where: Dict[str, Any] = {
            "channel": self._channel,
            "oldest": f"{incoming.sent_at:.6f}",
            "limit": _PAGE,
            "include_all_metadata": True,
        }
        method = "conversations_history"
        if incoming.thread is not None:
            method, where["ts"] = "conversations_replies", incoming.thread
        messages: List[Mapping[str, Any]] = []
        for _ in range(_PAGES):
            page = await self._web.call(incoming.workspace, method, **where)
            messages += page.get("messages") or ()
            where["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not where["cursor"]:
                break
        return messages

    def _parts(self, messages: Sequence[Mapping[str, Any]]) -> List[int]:
        """Return the parts of this answer that are among messages."""
        data = [one.get("metadata") or {} for one in messages]
        payloads = [one.get("event_payload") or {} for one in data if one.get("event_type") == EVENT_TYPE]
        return [int(one["part"]) for one in payloads if one.get("event") == self._incoming.key]

    def _message(self, post: Post, part: int) -> Dict[str, Any]:
        return {
            "channel": self._channel,
            "thread_ts": self._incoming.thread,
            "text": post.text,
            "blocks": list(post.blocks),
            "metadata": {
                "event_type": EVENT_TYPE,
                "event_payload": {"event": self._incoming.key, "part": part},
            },
            "unfurl_links": False,
            "unfurl_media": False,
        }


class PrivateDelivery:
    """An answer that one person alone sees, by the address that came with a command, a shortcut or a press.

    What was posted there cannot be looked up in Slack. So it is noted before each post that it begins.
    """

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
        arrived, begun = json.loads((self._again and await self._inbox.recall(self._name)) or "[0, 0]")
        await keep_private(self._inbox, posts)
        for part, post in enumerate(posts[arrived:], arrived):
            if part < begun or not await self._arrives(part, post):
                log.warning("slack.answer_offered", team=self._incoming.workspace.team)
                name = f"{self._incoming.key}:{part}"
                await offer(self._inbox, name, post, wording.MAY_BE_MISSING, self.tell)

    async def _arrives(self, part: int, post: Post) -> bool:
        """Post a part and return whether it arrived for certain."""
        await self._note(part, part + 1)
        try:
            await in_some_form(
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

    @property
    def _name(self) -> str:
        return f"posted:{self._incoming.key}"


#: The posts for one event. Each method raises ``Refused``, ``NotInstalled`` and ``Unavailable``.
Delivery = Union[PublicDelivery, PrivateDelivery]


def deliver(web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> Delivery:
    """Return the delivery for an event; ``again`` says that an earlier attempt may have posted already."""
    if incoming.private:
        return PrivateDelivery(web, inbox, incoming, again)
    return PublicDelivery(web, inbox, incoming, again)
