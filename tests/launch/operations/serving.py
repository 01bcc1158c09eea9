"""The assistant's server with all of its routes, guarded as the launcher guards it, but without a model."""

from __future__ import annotations

import uuid
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Mapping

import aiohttp
import pytest
from rasa.core.run import configure_app
from sanic import Sanic
from sanic.touchup import TouchUp

from channels.rest import DevelopmentRest
from channels.slack.channel import SlackInput
from channels.website import WebsiteInput
from launch.operations.assistant import guard
from launch.operations.readiness import Readiness
from launch.settings import read_settings
from tests.running import free_port

#: As `openssl rand -hex 32` prints them.
SECRET = "9d0c1f5b7e3a48264cf1a6be02d97358"
TOKEN = "4cf1a6be02d973589d0c1f5b7e3a4826"
SLACK = {
    "SLACK_SIGNING_SECRET": "e5a0c83b41f7d96208bc5e7a1d4f9036",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "client",
}


def environment(name: str, token: str = "") -> dict[str, str]:
    """Return the settings of a server whose every channel is on."""
    return {"CAREERBOT_ENV": name, "SESSION_SECRET": SECRET, "API_TOKEN": token, **SLACK}


def make_app(patch: pytest.MonkeyPatch, settings: Mapping[str, str]) -> tuple[Any, Readiness]:
    """Return a server as `make serve` configures it."""
    for name, value in settings.items():
        patch.setenv(name, value)
    Sanic._app_registry.clear()  # Rasa gives each of its servers the same name
    read = read_settings()
    channels = [DevelopmentRest(), WebsiteInput(), SlackInput.from_credentials(None)]
    app = configure_app(channels, enable_api=read.api_is_there, use_uvloop=False)
    app.ctx.agent = None
    readiness = Readiness({})
    guard(app, read, readiness)
    return app, readiness


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[aiohttp.ClientSession]:
    """Serve an app, and yield a client whose addresses begin with its own."""
    async with listening(app) as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
        yield client


@asynccontextmanager
async def listening(app: Any) -> AsyncIterator[int]:
    """Serve an app, and yield its port."""
    port = free_port()
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
    await server.startup()
    TouchUp._registry.clear()  # Sanic's touch-up works only once in a process
    await server.before_start()
    await server.after_start()
    try:
        yield port
    finally:
        await server.before_stop()
        await server.close()
        await server.after_stop()


def one_of_its_kind() -> str:
    """Return an id that no other request has."""
    return uuid.uuid4().hex
