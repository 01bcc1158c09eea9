"""What Slack shows beside messages: the Home tab, the pane for assistants, the window of the advice."""

from __future__ import annotations

import asyncio
import functools
import json
from typing import Any, Awaitable, Callable, Coroutine, Dict, List, Mapping, Optional, Set

import structlog
from rasa.core.channels.channel import UserMessage
from rasa.shared.utils.io import read_yaml_file
from slack_bolt.context.assistant.thread_context_store.async_store import AsyncAssistantThreadContextStore
from slack_bolt.middleware.assistant.async_assistant import AsyncAssistant
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from channels.slack import wording
from channels.slack.answering import Assistant, SlackOutput
from channels.slack.blocks import sections
from channels.slack.buttons import BUTTON_LIMIT, context, plain, suggestions
from channels.slack.inbox import Inbox, Messages
from channels.slack.incoming import Workspace, pane_note
from channels.slack.post import Block
from channels.slack.text import to_mrkdwn
from channels.slack.web import NotInstalled, Refused, SlackWeb, Unclear, reason
from settings import PROJECT

log = structlog.get_logger(__name__)

#: The conversation in which the assistant is asked for its greeting, once for each process.
_CONVERSATION = "slack:home"
#: Prompts that Slack shows in its pane.
_MOST_PROMPTS = 4
_KEEP_SECONDS = 90 * 24 * 3600.0
#: The id of the shortcut to the guided advice and of its window.
GUIDED = "guided_advice"
_FORM = "role_fit_form"
#: What opens the form in a conversation, whatever was asked there before.
_OPENING = ("/stop_form", "/ask_role_fit")
_SKIP = "/skip"
_TITLE_LIMIT = 24
_LABEL_LIMIT = 2000


class _Contexts(AsyncAssistantThreadContextStore):
    """The channel that a person looks at beside a thread; Bolt's own store reads the history for it."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def save(self, *, channel_id: str, thread_ts: str, context: Dict[str, str]) -> None:
        """Keep the context of a thread."""
        await self._inbox.remember(pane_note(channel_id, thread_ts), json.dumps(context), _KEEP_SECONDS)


class _Pane(AsyncAssistant):
    """Bolt's assistant, which acknowledges and drops messages that were edited: those are answered anew."""

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> Optional[BoltResponse]:
        """Have a request answered; messages go to the listeners of every other message."""
        if (req.body.get("event") or {}).get("type") == "message":
            return await next()
        return await super().async_process(req=req, resp=resp, next=next)


class Surfaces:
    """Greets in the Home tab and in each new thread of the pane, with what to ask."""

    def __init__(self, assistant: Assistant, web: SlackWeb, inbox: Inbox) -> None:
        self._assistant = assistant
        self._web = web
        self._inbox = inbox
        self._greeting: Messages = []
        self._asking = asyncio.Lock()
        self._tasks: Set[asyncio.Task[None]] = set()

    def pane(self) -> AsyncAssistant:
        """Return what listens to the pane."""
        pane = _Pane(app_name="careerbot", thread_context_store=_Contexts(self._inbox))

        @pane.thread_started
        async def greet(payload: Any, save_thread_context: Any, say: Any, set_suggested_prompts: Any) -> None:
            await save_thread_context(payload["assistant_thread"].get("context") or {})
            self._soon(self._greet(say, set_suggested_prompts))

        return pane

    def show_home(self, workspace: Workspace, user: str) -> None:
        """Publish the Home tab without anybody waiting for it."""
        self._soon(self._show_home(workspace, user))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)  # asyncio itself holds tasks weakly
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _logged(work: Coroutine[Any, Any, None]) -> None:
        """Both come again and again, so that a failure is only logged."""
        try:
            await work
        except (NotInstalled, Refused, Unclear, SlackApiError) as error:
            why = reason(error) if isinstance(error, SlackApiError) else str(error)
            log.warning("slack.greeting_failed", reason=why)
        except Exception as error:  # the assistant's own
            log.error("slack.greeting_failed", reason=type(error).__name__)

    async def _show_home(self, workspace: Workspace, user: str) -> None:
        blocks: List[Block] = [{"type": "header", "text": plain(wording.HOME_TITLE, BUTTON_LIMIT)}]
        for position, message in enumerate(await self._greeted()):
            blocks += sections(to_mrkdwn(str(message.get("text") or "")))
            blocks += suggestions(message.get("buttons") or (), f"home-{position}")
        view = {"type": "home", "blocks": [*blocks, context(wording.HOME_WAYS)]}
        await self._web.call(workspace, "views_publish", user_id=user, view=view)

    async def _greet(self, say: Any, set_suggested_prompts: Any) -> None:
        greeting = await self._greeted()
        await say(" ".join(str(one["text"]) for one in greeting if one.get("text")) or wording.HOME_TITLE)
        titles = [str(button["title"]) for one in greeting for button in one.get("buttons") or ()]
        prompts = [{"title": title, "message": title} for title in titles[:_MOST_PROMPTS]]
        if prompts:
            await set_suggested_prompts(prompts=prompts, title=wording.SUGGESTIONS)

    async def _greeted(self) -> Messages:
        """Return what the assistant greets with."""
        async with self._asking:
            if not self._greeting:
                output = SlackOutput()
                await self._assistant.ask(
                    UserMessage(wording.GREETING, output, _CONVERSATION, input_channel=output.name())
                )
                self._greeting = output.messages
            return self._greeting


def window() -> Dict[str, Any]:
    """Return the window of the guided advice: each question of the form with its answers, none obligatory."""
    return {
        "type": "modal",
        "callback_id": GUIDED,
        "title": plain(wording.GUIDED_TITLE, _TITLE_LIMIT),
        "submit": plain(wording.GUIDED_SUBMIT, _TITLE_LIMIT),
        "close": plain(wording.GUIDED_CLOSE, _TITLE_LIMIT),
        "blocks": [_question(slot, asked) for slot, asked in _questions().items()],
    }


def _question(slot: str, asked: Mapping[str, Any]) -> Block:
    options = [
        {"text": plain(str(one["title"]), BUTTON_LIMIT), "value": _value(one["payload"], slot)}
        for one in asked["buttons"]
        if one["payload"] != _SKIP
    ]
    element = {"type": "radio_buttons", "action_id": slot, "options": options}
    label = plain(str(asked["text"]), _LABEL_LIMIT)
    return {"type": "input", "block_id": slot, "label": label, "element": element, "optional": True}


def texts_of(sent: Mapping[str, Any]) -> List[str]:
    """Return what a window that was sent says to the assistant, in order: a question left open is skipped."""
    values = (sent.get("state") or {}).get("values") or {}
    texts = list(_OPENING)
    for slot in _questions():
        chosen = ((values.get(slot) or {}).get(slot) or {}).get("selected_option") or {}
        texts.append(f"/inform{json.dumps({slot: str(chosen['value'])})}" if chosen.get("value") else _SKIP)
    return texts


def _value(payload: str, slot: str) -> str:
    """Return the answer in a button's payload, such as ``/inform{{"fit_interest": "build_products"}}``."""
    entities = payload.removeprefix("/inform").replace("{{", "{").replace("}}", "}")
    return str(json.loads(entities)[slot])


@functools.cache
def _questions() -> Dict[str, Mapping[str, Any]]:
    """Return the questions of the form, ``{"text", "buttons"}`` by slot, as the domain has them."""
    domain: Any = read_yaml_file(PROJECT / "domain.yml")
    slots = domain["forms"][_FORM]["required_slots"]
    return {slot: domain["responses"][f"utter_ask_{slot}"][0] for slot in slots}
