"""Brings one answer to where it was asked for, each part of it once.

What may or may not have arrived is never posted again unasked: where Slack can be asked, it is looked up;
otherwise the answer is offered, with a button that shows it.
"""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Sequence, Set, Union

import structlog

from channels.slack import wording
from channels.slack.blocks import sections, simpler
from channels.slack.buttons import as_text, keep_private, offering
from channels.slack.inbox import REMEMBER_SECONDS, Inbox
from channels.slack.incoming import Incoming, is_direct
from channels.slack.post import Block, Post
from channels.slack.web import PAUSE, TRIES, NotInstalled, Refused, SlackWeb, Unavailable, Unclear, Unreached

log = structlog.get_logger(__name__)

#: The kind of metadata under which our own posts are found again.
EVENT_TYPE = "careerbot_answer"
#: Messages, and pages of them, that Slack is asked for when a post may have arrived.
_PAGE = 100
_PAGES = 5
_OFFER = "offer:"


class _Delivery(ABC):
    """The posts for one event. Each method raises ``Refused``, ``NotInstalled`` and ``Unavailable``.

    :param again: whether an earlier attempt may have posted already
    """

    def __init__(self, web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> None:
        self._web = web
        self._inbox = inbox
        self._incoming = incoming
        self._again = again
        self._team = incoming.workspace.team

    @abstractmethod
    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person; said twice, it does no harm."""

    async def _call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        return await self._web.call(self._incoming.workspace, method, **arguments)

    async def _offer(self, part: int, post: Post, why: str) -> None:
        """Keep a part of the answer and tell the person that a button shows it."""
        log.warning("slack.answer_offered", team=self._team)
        name = f"{_OFFER}{self._incoming.key}:{part}"
        await self._inbox.remember(name, as_text(post), REMEMBER_SECONDS)
        await keep_private(self._inbox, [post])
        await self.tell(why, offering(name, why))

    async def _tell_directly(self, text: str, blocks: Sequence[Block]) -> None:
        """Tell the person in direct messages: in the thread where they asked, if it was there."""
        incoming = self._incoming
        message: Dict[str, Any] = {"channel": incoming.user, "text": text, "blocks": list(blocks)}
        if incoming.channel is not None and is_direct(incoming.channel):
            message.update(channel=incoming.channel, thread_ts=incoming.thread)
        await self._web.repeatedly(lambda: self._call("chat_postMessage", **message), although_unclear=True)


class PublicDelivery(_Delivery):
    """An answer where others may see it: in a channel, in a thread, in direct messages.

    Every post carries the event's key, so that after a crash or a broken connection Slack itself tells
    what was posted already. Where Slack refuses to tell, an answer that may have arrived is offered.
    """

    def __init__(self, web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> None:
        super().__init__(web, inbox, incoming, again)
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
                await self._call("assistant_threads_setStatus", status=status, **where)

    async def post(self, posts: Sequence[Post]) -> None:
        """Post an answer, leaving out what was posted before."""
        for part, post in enumerate(posts):
            why = await self._missing(part, post)
            if why is not None:
                await self._offer(part, post, why)

    async def _missing(self, part: int, post: Post) -> Optional[str]:
        """Post a part and return why it may be missing, or ``None``; what is unclear is looked up."""
        for attempt in range(TRIES):
            try:
                await self._find_channel()
                if self._posted is None:
                    await self._look()
                if self._untold:
                    return wording.MAY_BE_MISSING
                if part not in (self._posted or ()):
                    await self._post(part, post)
                return None
            except Refused as error:  # an archived channel, for one
                log.error("slack.post_refused", reason=str(error), team=self._team)
                return wording.REFUSED.get(str(error), wording.MAY_BE_MISSING)
            except Unclear:
                await asyncio.sleep(PAUSE * 2**attempt)
        raise Unavailable("posts")

    async def _post(self, part: int, post: Post) -> None:
        payload = {"event": self._incoming.key, "part": part}
        message: Dict[str, Any] = {
            "channel": self._channel,
            "thread_ts": self._incoming.thread,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": payload},
            "unfurl_links": False,
            "unfurl_media": False,
        }

        async def post_it(drawn: Post) -> None:
            await self._call("chat_postMessage", text=drawn.text, blocks=list(drawn.blocks), **message)

        try:
            await _in_some_form(post_it, post)
            self._lives = True
        except Unreached:
            raise
        except Unclear as error:
            log.warning("slack.post_unclear", reason=str(error), team=self._team)
            self._posted = None
            raise

    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person alone.

        In a channel a note for one person is seen in a thread only where somebody has written there.
        """
        await self._set_status("")
        if not is_direct(self._channel):
            message: Dict[str, Any] = {"text": text, "blocks": list(blocks), "user": self._incoming.user}
            if self._lives:
                message["thread_ts"] = self._incoming.thread
            with suppress(Refused):
                await self._web.repeatedly(
                    lambda: self._call("chat_postEphemeral", channel=self._channel, **message),
                    although_unclear=True,
                )
                return
        await self._tell_directly(text, blocks)

    async def _find_channel(self) -> None:
        """Find the direct messages of which only the person is known: a post there can be looked up."""
        if self._channel[0] in "UW":
            with suppress(Refused):  # an installation from before the scope was asked for
                opened = await self._call("conversations_open", users=self._incoming.user)
                self._channel = str(opened["channel"]["id"])

    async def _look(self) -> None:
        """Find out what was posted already."""
        try:
            data = [one.get("metadata") or {} for one in await self._messages_since()]
        except Refused as error:  # a scope that is missing
            log.warning("slack.history_refused", reason=str(error), team=self._team)
            self._untold = True
            return
        payloads = [one.get("event_payload") or {} for one in data if one.get("event_type") == EVENT_TYPE]
        self._posted = {int(one["part"]) for one in payloads if one.get("event") == self._incoming.key}

    async def _messages_since(self) -> List[Mapping[str, Any]]:
        """Return the messages of the thread, or of the direct messages, since the person's act."""
        oldest = f"{self._incoming.sent_at:.6f}"
        where: Dict[str, Any] = {"channel": self._channel, "oldest": oldest, "include_all_metadata": True}
        method = "conversations_history"
        if self._incoming.thread is not None:
            method, where["ts"] = "conversations_replies", self._incoming.thread
        messages: List[Mapping[str, Any]] = []
        for _ in range(_PAGES):
            page = await self._call(method, limit=_PAGE, **where)
            messages += page.get("messages") or ()
            where["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not where["cursor"]:
                break
        return messages


class PrivateDelivery(_Delivery):
    """An answer that one person alone sees, by the address that came with a command, a shortcut or a press.

    What was posted there cannot be looked up in Slack. So it is noted before each post that it begins.
    """

    async def show_status(self) -> None:
        """Show that the answer takes a moment; Slack lets nobody replace such a message."""
        with suppress(NotInstalled, Refused, Unclear):
            await self._respond(wording.LOOKING_IT_UP)

    async def post(self, posts: Sequence[Post]) -> None:
        """Post each part that was not begun before; offer the one that was begun and not followed."""
        noted = await self._inbox.recall(self._name) if self._again else None
        arrived, begun = json.loads(noted or "[0, 0]")
        await keep_private(self._inbox, posts)
        for part, post in enumerate(posts[arrived:], arrived):
            if part < begun or not await self._arrives(part, post):
                await self._offer(part, post, wording.MAY_BE_MISSING)

    async def _arrives(self, part: int, post: Post) -> bool:
        """Post a part and return whether it arrived for certain."""
        await self._note(part, part + 1)

        async def post_it(drawn: Post) -> None:
            await self._web.repeatedly(lambda: self._respond(drawn.text, drawn.blocks))

        try:
            await _in_some_form(post_it, post)
            return True
        except Unavailable:  # it never reached Slack, which is as if it had not begun
            await self._note(part, part)
            raise
        except Unclear as error:
            log.warning("slack.post_unclear", reason=str(error), team=self._team)
        except Refused as error:  # an address holds for half an hour; what is offered then comes directly
            log.error("slack.post_refused", reason=str(error), team=self._team)
        return False

    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person."""
        try:
            await self._web.repeatedly(lambda: self._respond(text, blocks), although_unclear=True)
        except Refused:
            await self._tell_directly(text, blocks)

    async def _respond(self, text: str, blocks: Sequence[Block] = ()) -> None:
        url = self._incoming.response_url
        if url is None:
            raise Refused("no response_url")
        message = {"text": text, "blocks": list(blocks) or None}
        await self._web.respond(url, response_type="ephemeral", replace_original=False, **message)

    async def _note(self, arrived: int, begun: int) -> None:
        """Note how many parts have arrived for certain, and how many were begun."""
        await self._inbox.remember(self._name, json.dumps([arrived, begun]), REMEMBER_SECONDS)

    @property
    def _name(self) -> str:
        return f"posted:{self._incoming.key}"


Delivery = Union[PublicDelivery, PrivateDelivery]


async def show(web: SlackWeb, inbox: Inbox, incoming: Incoming) -> None:
    """Put the answer that was offered in the place of the offer; to do so twice changes nothing."""
    kept = await inbox.recall(incoming.text) if incoming.text.startswith(_OFFER) else None
    gone = Post(wording.NO_LONGER_KEPT, tuple(sections(wording.NO_LONGER_KEPT)))

    async def post_it(drawn: Post) -> None:
        await web.repeatedly(
            lambda: web.replace_pressed(incoming, drawn.text, drawn.blocks), although_unclear=True
        )

    await _in_some_form(post_it, Post(**json.loads(kept)) if kept else gone)


async def _in_some_form(post_it: Callable[[Post], Awaitable[None]], post: Post) -> None:
    """Post something with the newest blocks, with plainer ones, or as mere text: what Slack takes first."""
    for plainer in (simpler(post), Post(post.text, ()), None):
        try:
            await post_it(post)
            return
        except Refused as error:
            if plainer is None or not post.blocks or not ("block" in str(error) or "too_long" in str(error)):
                raise
            log.error("slack.blocks_refused", reason=str(error))
            post = plainer
