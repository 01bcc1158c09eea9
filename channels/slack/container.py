"""Slack's container for assistants: a pane beside what a person looks at, in which each thread is a talk."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Awaitable, Callable, Dict, List, Optional, Set

import structlog
from slack_bolt.context.assistant.thread_context import AssistantThreadContext
from slack_bolt.context.assistant.thread_context_store.async_store import AsyncAssistantThreadContextStore
from slack_bolt.middleware.assistant.async_assistant import AsyncAssistant
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from channels.slack import wording
from channels.slack.errors import reason
from channels.slack.home import Home
from channels.slack.inbox import Inbox

log = structlog.get_logger(__name__)

#: Prompts that Slack shows.
MOST_PROMPTS = 4
_KEEP_SECONDS = 90 * 24 * 3600.0


def note_of(channel: str, thread: str) -> str:
    """Return the name under which the context of a thread is remembered."""
    return f"container:{channel}:{thread}"


class _Contexts(AsyncAssistantThreadContextStore):
    """What a person looked at when a thread began, in the inbox: Bolt's own store reads Slack's history."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def save(self, *, channel_id: str, thread_ts: str, context: Dict[str, str]) -> None:
        """Keep the context of a thread."""
        await self._inbox.remember(note_of(channel_id, thread_ts), json.dumps(context), _KEEP_SECONDS)

    async def find(self, *, channel_id: str, thread_ts: str) -> Optional[AssistantThreadContext]:
        """Return the context of a thread."""
        kept = await self._inbox.recall(note_of(channel_id, thread_ts))
        return AssistantThreadContext(json.loads(kept)) if kept else None


class _Assistant(AsyncAssistant):
    """Bolt's assistant, which acknowledges and drops messages that were edited: those are answered anew."""

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> Optional[BoltResponse]:
        """Have a request answered; messages go to the listeners of every other message."""
        if (req.body.get("event") or {}).get("type") == "message":
            return await next()
        return await super().async_process(req=req, resp=resp, next=next)


class Container:
    """Greets in each new thread, with what to ask."""

    def __init__(self, inbox: Inbox, home: Home) -> None:
        self._contexts = _Contexts(inbox)
        self._home = home
        self._greeting: Set[asyncio.Task[None]] = set()

    def listeners(self) -> AsyncAssistant:
        """Return what listens to the container."""
        assistant = _Assistant(app_name="careerbot", thread_context_store=self._contexts)
        assistant.thread_started(self._on_thread)
        return assistant

    async def _on_thread(
        self, payload: Dict[str, Any], save_thread_context: Any, say: Any, set_suggested_prompts: Any
    ) -> None:
        await save_thread_context(payload["assistant_thread"].get("context") or {})
        task = asyncio.create_task(self._greet(say, set_suggested_prompts))
        self._greeting.add(task)  # asyncio itself holds tasks weakly
        task.add_done_callback(self._greeting.discard)

    async def _greet(self, say: Any, set_suggested_prompts: Any) -> None:
        try:
            greeting = await self._home.greeting()
            text = " ".join(str(one["text"]) for one in greeting if one.get("text"))
            await say(text or wording.HOME_TITLE)
            titles: List[str] = [str(b["title"]) for one in greeting for b in one.get("buttons") or ()]
            prompts = [{"title": title, "message": title} for title in titles[:MOST_PROMPTS]]
            if prompts:
                await set_suggested_prompts(prompts=prompts, title=wording.SUGGESTIONS)
        except SlackApiError as error:
            log.warning("slack.greeting_failed", reason=reason(error))
        except Exception as error:  # the assistant's own
            log.error("slack.greeting_failed", reason=type(error).__name__)
