"""An answer where others may see it: in a channel, in a thread, in direct messages."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Mapping, Optional, Sequence, Set

import structlog

from channels.slack import wording
from channels.slack.blocks import Post
from channels.slack.errors import NotInstalled, Refused, Unavailable, Unclear, Unreached
from channels.slack.inbox import Inbox
from channels.slack.incoming import Block, Incoming
from channels.slack.offers import offer
from channels.slack.web import PAUSE, TRIES, SlackWeb, tell_directly, with_blocks_or_without

log = structlog.get_logger(__name__)

#: The kind of metadata under which our own posts are found again.
EVENT_TYPE = "careerbot_answer"
#: Messages, and pages of them, that Slack is asked for when a post may have arrived.
_PAGE = 100
_PAGES = 5
_STATUS_SECONDS = 3600.0


class PublicDelivery:
    """See :class:`channels.slack.delivery.Delivery`.

    Every post carries the event's key, so that after a crash or a broken connection Slack itself tells
    what was posted already. Where Slack refuses to tell, an answer that may have arrived is offered.
    """

    def __init__(self, web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> None:
        self._web = web
        self._inbox = inbox
        self._incoming = incoming
        #: The parts that stand in Slack already, or ``None`` where Slack has to be asked.
        self._posted: Optional[Set[int]] = None if again else set()
        self._untold = False
        self._status: Optional[str] = None

    async def show_status(self) -> None:
        """Show that the answer takes a moment; the answer replaces it."""
        status = self._message(Post(wording.LOOKING_IT_UP, ()), part=0, status=True)
        try:
            answer = await self._web.call(self._incoming.workspace, "chat_postMessage", **status)
            self._status = str(answer["ts"])
            await self._inbox.remember(self._status_name, self._status, _STATUS_SECONDS)
        except (NotInstalled, Refused, Unclear):
            return

    async def post(self, posts: Sequence[Post]) -> None:
        """Post an answer, leaving out what was posted before."""
        for part, post in enumerate(posts):
            if not await self._arrives(part, post):
                log.warning("slack.answer_offered", team=self._incoming.workspace.team)
                await offer(self._inbox, f"{self._incoming.key}:{part}", post, self.tell)

    async def _arrives(self, part: int, post: Post) -> bool:
        """Post a part and return whether it arrived for certain; what is unclear is looked up."""
        for attempt in range(TRIES):
            if self._posted is None and not await self._look():
                await asyncio.sleep(PAUSE * 2**attempt)
                continue
            if self._untold:
                return False
            if self._posted is not None and part in self._posted:
                return True
            try:
                await with_blocks_or_without(lambda drawn: self._send(part, drawn), post)
                return True
            except Refused as error:  # an archived channel, for one
                log.error("slack.post_refused", reason=str(error), team=self._incoming.workspace.team)
                return False
            except Unreached:
                await asyncio.sleep(PAUSE * 2**attempt)
            except Unclear as error:
                log.warning("slack.post_unclear", reason=str(error), team=self._incoming.workspace.team)
                self._posted = None
        raise Unavailable("posts")

    async def _send(self, part: int, post: Post) -> None:
        workspace, message = self._incoming.workspace, self._message(post, part)
        if part == 0 and self._status is not None:
            await self._web.call(workspace, "chat_update", ts=self._status, **message)
        else:
            await self._web.call(workspace, "chat_postMessage", **message)

    async def tell(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Tell the person, and take the status away; said twice, it does no harm."""
        await self._remove_status()
        incoming = self._incoming
        try:
            await self._web.repeatedly(
                lambda: self._web.call(
                    incoming.workspace,
                    "chat_postEphemeral",
                    channel=incoming.channel,
                    user=incoming.user,
                    thread_ts=incoming.thread,
                    text=text,
                    blocks=list(blocks),
                ),
                although_unclear=True,
            )
        except Refused:
            await tell_directly(self._web, incoming, text, blocks)

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
        self._posted = set()
        for message in found:
            self._recognise(message)
        self._status = self._status or await self._inbox.recall(self._status_name)
        return True

    async def _messages_since(self) -> List[Mapping[str, Any]]:
        """Return the messages of the thread, or of the direct messages, since the person's act."""
        incoming = self._incoming
        where: Dict[str, Any] = {
            "channel": incoming.channel,
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

    def _recognise(self, message: Mapping[str, Any]) -> None:
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") != EVENT_TYPE or payload.get("event") != self._incoming.key:
            return
        if payload.get("status"):
            self._status = str(message["ts"])
        elif self._posted is not None:
            self._posted.add(int(payload["part"]))

    def _message(self, post: Post, part: int, status: bool = False) -> Dict[str, Any]:
        payload: Dict[str, Any] = {"event": self._incoming.key, "part": part}
        if status:
            payload["status"] = True
        message: Dict[str, Any] = {
            "channel": self._incoming.channel,
            "text": post.text,
            "blocks": list(post.blocks),
            "metadata": {"event_type": EVENT_TYPE, "event_payload": payload},
        }
        if not (part == 0 and self._status is not None):
            message.update(thread_ts=self._incoming.thread, unfurl_links=False, unfurl_media=False)
        return message

    async def _remove_status(self) -> None:
        if self._status is None:
            return
        try:
            await self._web.call(
                self._incoming.workspace, "chat_delete", channel=self._incoming.channel, ts=self._status
            )
            self._status = None
        except (Refused, Unclear) as error:
            log.warning("slack.status_left", reason=str(error))

    @property
    def _status_name(self) -> str:
        return f"status:{self._incoming.key}"
