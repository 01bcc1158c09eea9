"""The Slack channel running in Rasa's kind of server, and a Slack that sends it signed requests."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
import uuid
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional

import aiohttp
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from sanic import HTTPResponse, Request, Sanic
from sanic.response import text
from sanic.touchup import TouchUp

from channels.slack.channel import SlackInput
from channels.slack.settings import SlackSettings
from tests.channels.slack import slack_acts

SECRET = "signing-secret-of-the-tests"
PATH = "/webhooks/slack"

Answer = Callable[[UserMessage], Awaitable[None]]


@dataclass
class Assistant:
    """Stands in for Rasa: answers at once, and keeps what it was asked."""

    asked: List[UserMessage]
    answer: Optional[Answer] = None

    async def __call__(self, message: UserMessage) -> None:
        self.asked.append(message)
        if self.answer is not None:
            await self.answer(message)
            return
        await say(message, f"You asked: {message.text}")

    @property
    def texts(self) -> List[str]:
        """Return the messages that it was asked, without those of the Home tab."""
        return [str(one.text) for one in self.asked if one.sender_id != "slack:home"]


async def say(message: UserMessage, text: str, **more: Any) -> None:
    """Say something, as an action does: Rasa puts the metadata of a message beside its text."""
    await message.output_channel.send_response(message.sender_id, {"text": text, **more})


class Reader:
    """Stands in for Rasa's agent: reads what names pay as a question about pay, and has no memory."""

    def __init__(self) -> None:
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
        self.lock_store = SimpleNamespace(delete_lock=lambda conversation: None)

    async def parse_message(self, text: str) -> Dict[str, Any]:
        """Return the intent of a text and the role in it."""
        words = text.lower()
        intent = "ask_salary" if re.search(r"\b(?:pay|earns?|salary|more)\b", words) else "out_of_scope"
        entities = [{"entity": "role", "value": "ml_engineer"}] if "ml engineer" in words else []
        return {"intent": {"name": intent, "confidence": 0.98}, "entities": entities}


class RunningChannel:
    """The channel behind a real server on a free port of this machine."""

    def __init__(self, settings: SlackSettings, assistant: Any, agent: Any = None) -> None:
        self._settings = settings
        self._agent = agent or Reader()
        self._assistant = assistant
        self.times: List[float] = []

    async def __aenter__(self) -> RunningChannel:
        app = Sanic(f"slack_{uuid.uuid4().hex}", configure_logging=False)
        app.add_route(_root, "/")
        app.ctx.agent = self._agent
        self.channel = SlackInput(self._settings)
        app.blueprint(self.channel.blueprint(self._assistant), url_prefix=PATH)
        port = free_port()
        self._server = await app.create_server(
            "127.0.0.1", port, return_asyncio_server=True, access_log=False
        )
        await self._server.startup()
        TouchUp._registry.clear()  # Sanic's touch-up works only once in a process
        await self._server.before_start()
        await self._server.after_start()
        self.url = f"http://127.0.0.1:{port}{PATH}"
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self._http.close()
        await self._server.before_stop()
        self._server.close()
        await self._server.wait_closed()
        await self._server.after_stop()

    async def post(
        self, body: bytes, headers: Mapping[str, str], content_type: str = "application/json"
    ) -> aiohttp.ClientResponse:
        """Post a request to the channel and note how long it took."""
        started = time.monotonic()
        response = await self._http.post(
            f"{self.url}/events", data=body, headers={"Content-Type": content_type, **headers}
        )
        await response.read()
        self.times.append(time.monotonic() - started)
        return response

    async def get(self, path: str, **more: Any) -> aiohttp.ClientResponse:
        """Open a page of the channel."""
        response = await self._http.get(f"{self.url}{path}", allow_redirects=False, **more)
        await response.read()
        return response

    async def send(
        self,
        event: Mapping[str, Any],
        *,
        team: str = slack_acts.TEAM,
        event_id: Optional[str] = None,
        retry: Optional[str] = None,
        content_type: str = "application/json",
    ) -> int:
        """Send an event as Slack does and return the status of the acknowledgement."""
        body = json.dumps(slack_acts.envelope(event, team, event_id)).encode()
        headers: Dict[str, str] = slack_acts.signed(body, SECRET)
        if retry is not None:
            headers.update({"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": retry})
        return (await self.post(body, headers, content_type)).status

    async def interact(self, body: Mapping[str, Any]) -> int:
        """Send a command, a shortcut or a press and return the status of the acknowledgement."""
        form = slack_acts.as_form(body)
        headers = slack_acts.signed(form, SECRET)
        return (await self.post(form, headers, "application/x-www-form-urlencoded")).status


async def _root(request: Request) -> HTTPResponse:
    return text("Rasa has a page here")


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def quiet(seconds: float = 0.3) -> None:
    """Wait for as long as an answer that should not come would take."""
    await asyncio.sleep(seconds)
