"""The app's Home tab: what the assistant greets with, and how to ask."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Optional, Set

import structlog
from rasa.core.channels.channel import UserMessage

from channels.slack import wording
from channels.slack.answering import Assistant, SlackOutput
from channels.slack.buttons import context, suggestions
from channels.slack.errors import NotInstalled, Refused, Unclear
from channels.slack.inbox import Messages
from channels.slack.incoming import Block, Workspace
from channels.slack.tables import sections
from channels.slack.text import to_mrkdwn
from channels.slack.web import SlackWeb

log = structlog.get_logger(__name__)

#: The conversation in which the assistant is asked for its greeting, once for each process.
_CONVERSATION = "slack:home"


class Home:
    """Shows the Home tab to whoever opens it."""

    def __init__(self, assistant: Assistant, web: SlackWeb) -> None:
        self._assistant = assistant
        self._web = web
        self._greeting: Optional[Messages] = None
        self._asking = asyncio.Lock()
        self._showing: Set[asyncio.Task[None]] = set()

    def show_soon(self, workspace: Workspace, user: str) -> None:
        """Publish the tab without anybody waiting for it."""
        task = asyncio.create_task(self.show(workspace, user))
        self._showing.add(task)  # asyncio itself holds tasks weakly
        task.add_done_callback(self._showing.discard)

    async def show(self, workspace: Workspace, user: str) -> None:
        """Publish the tab. It is opened again and again, so a failure is only logged."""
        try:
            view = {"type": "home", "blocks": home_blocks(await self.greeting())}
            await self._web.call(workspace, "views_publish", user_id=user, view=view)
        except (NotInstalled, Refused, Unclear) as error:
            log.warning("slack.home_failed", reason=str(error), team=workspace.team)
        except Exception as error:  # the assistant's own
            log.error("slack.home_failed", reason=type(error).__name__, team=workspace.team)

    async def greeting(self) -> Messages:
        """Return what the assistant greets with."""
        async with self._asking:
            if not self._greeting:
                output = SlackOutput()
                message = UserMessage(
                    wording.GREETING, output, _CONVERSATION, input_channel=SlackOutput.name()
                )
                await self._assistant.ask(message)
                self._greeting = output.messages
            return self._greeting


def home_blocks(greeting: Messages) -> List[Block]:
    """Return the blocks of the tab for what the assistant greets with."""
    blocks: List[Block] = [_header(wording.HOME_TITLE)]
    for position, message in enumerate(greeting):
        blocks += sections(to_mrkdwn(str(message.get("text") or "")))
        blocks += suggestions(message.get("buttons") or (), f"home-{position}")
    return [*blocks, context(wording.HOME_WAYS)]


def _header(text: str) -> Dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}
