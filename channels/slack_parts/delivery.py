"""Brings one answer to where it was asked for, each part of it once."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Mapping, Optional, Sequence

import structlog

from channels.slack_parts import wording
from channels.slack_parts.blocks import Post
from channels.slack_parts.errors import NotInstalled, Refused, Unavailable, Unclear
from channels.slack_parts.inbox import Inbox
from channels.slack_parts.incoming import Block, Incoming
from channels.slack_parts.web import SlackWeb

log = structlog.get_logger(__name__)

#: The kind of metadata under which our own posts are found again.
EVENT_TYPE = "careerbot_answer"
_TRIES = 4
_PAUSE = 0.5
#: Messages, and pages of them, that Slack is asked for when a post may have arrived.
_PAGE = 100
_PAGES = 5
_STATUS_SECONDS = 3600.0


class Delivery:
    """The posts for one event.

    Every post carries the event's key, so that after a crash or a broken connection Slack itself tells
    what was posted already. An answer for one person alone cannot be looked up there; it is sent again.
    """

    def __init__(self, web: SlackWeb, inbox: Inbox, incoming: Incoming, again: bool) -> None:
        self._web = web
        self._inbox = inbox
        self._incoming = incoming
        self._posted: Optional[Dict[int, Optional[str]]] = None if again else {}
        self._status: Optional[str] = None

    async def show_status(self) -> None:
        """Show that the answer takes a moment; the answer replaces it. A failure here is no matter."""
        try:
            if self._incoming.private:
                await self._respond(wording.LOOKING_IT_UP, ())
                self._status = "private"
                return
            answer = await self._web.call(
                self._incoming.workspace,
                "chat_postMessage",
                **self._message(Post(wording.LOOKING_IT_UP, ()), part=0, status=True),
            )
            self._status = str(answer["ts"])
            await self._inbox.remember(self._status_name, self._status, _STATUS_SECONDS)
        except (NotInstalled, Refused, Unclear):
            return

    async def post(self, posts: Sequence[Post]) -> None:
        """Post an answer, leaving out what was posted before.

        :raises Unavailable: when Slack does not take it; what was posted is found again next time
        """
        for part, post in enumerate(posts):
            await self._post(part, post)

    async def tell_privately(self, text: str) -> None:
        """Tell the person alone, in the place where they asked."""
        if self._incoming.private:
            await self._certainly(lambda: self._respond(text, (), replace=self._status is not None))
            return
        await self._remove_status()
        await self._certainly(
            lambda: self._web.call(
                self._incoming.workspace,
                "chat_postEphemeral",
                channel=self._incoming.channel,
                user=self._incoming.user,
                thread_ts=self._incoming.thread,
                text=text,
            )
        )

    async def _post(self, part: int, post: Post) -> None:
        if self._incoming.private:
            replace = part == 0 and self._status is not None
            await self._certainly(lambda: self._respond(post.text, post.blocks, replace=replace))
            return
        for attempt in range(_TRIES):
            if self._posted is None and not await self._look():
                await asyncio.sleep(_PAUSE * 2**attempt)
                continue
            if self._posted is not None and part in self._posted:
                return
            try:
                if part == 0 and self._status is not None:
                    await self._web.call(
                        self._incoming.workspace, "chat_update", ts=self._status, **self._message(post, part)
                    )
                else:
                    await self._web.call(
                        self._incoming.workspace, "chat_postMessage", **self._message(post, part)
                    )
                return
            except Unclear as error:
                log.warning("slack.post_unclear", reason=str(error), team=self._incoming.workspace.team)
                self._posted = None
        raise Unavailable("posts")

    async def _look(self) -> bool:
        """Find out what was posted already; return whether Slack could tell."""
        try:
            found = await self._messages_since()
        except Unclear:
            return False
        except Refused as error:  # a scope that is missing, or the Home tab, which has no channel
            log.warning("slack.history_refused", reason=str(error), team=self._incoming.workspace.team)
            found = []
        self._posted = {}
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
            self._posted[int(payload["part"])] = str(message["ts"])

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
        except (Refused, Unclear) as error:
            log.warning("slack.status_left", reason=str(error))

    async def _respond(self, text: str, blocks: Sequence[Block], replace: bool = False) -> None:
        if self._incoming.response_url is None:
            raise Refused("no response_url")
        await self._web.respond(
            self._incoming.response_url,
            text=text,
            blocks=list(blocks) or None,
            response_type="ephemeral",
            replace_original=replace,
        )

    async def _certainly(self, call: Any) -> None:
        """Make a call that does no harm when it is repeated.

        :raises Unavailable: when Slack does not take it
        """
        for attempt in range(_TRIES):
            try:
                await call()
                return
            except Unclear:
                await asyncio.sleep(_PAUSE * 2**attempt)
        raise Unavailable("private")

    @property
    def _status_name(self) -> str:
        return f"status:{self._incoming.key}"
