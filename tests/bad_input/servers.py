"""Servers that bad input is sent to, in the process of the tests."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from sanic.touchup import TouchUp

from tests.bad_input.generated import Client
from tests.channels.website.stand_in import StandInAgent
from tests.running import free_port

WEBSITE = "/webhooks/website"


class ForgetfulStore(InMemoryTrackerStore):
    """Keeps few conversations, since those that many strange messages share would grow long and slow."""

    async def save(self, tracker: Any) -> None:
        """Keep a conversation, and forget all others now and then."""
        if len(self.store) > 20 or len(tracker.events) > 40:
            self.store.clear()
        await super().save(tracker)


class EchoAgent(StandInAgent):
    """Answers each message, as Rasa's agent does."""

    async def handle_message(self, message: Any) -> None:
        await self.processor.handle_message(message)


class ServerThread:
    """A server in a thread of its own, so that a test can talk to it as a client does."""

    def __init__(self, make: Any) -> None:
        self._make = make
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Client:
        self._thread.start()
        assert self._ready.wait(60)
        return Client(self.port)

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        app = await self._make()
        self.port = free_port()
        server = await app.create_server("127.0.0.1", self.port, return_asyncio_server=True, access_log=False)
        await server.startup()
        TouchUp._registry.clear()  # Sanic's touch-up works only once in a process
        await server.before_start()
        await server.after_start()


class Visitors:
    """People on the website, of whom each sends a few messages."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._left = 0
        self._token = ""

    def token(self) -> str:
        """Return the session's token of the present visitor."""
        if not self._left:
            self._left = 10
            self._token = str(json.loads(self._client.send("POST", f"{WEBSITE}/session").body)["token"])
        self._left -= 1
        return self._token
