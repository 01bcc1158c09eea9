"""The channels and the action server, each as a client meets it."""

from __future__ import annotations

from typing import Any, Iterator

import pytest
from rasa.shared.core.domain import Domain
from rasa_sdk import endpoint
from sanic import Sanic

from launch.operations import actions as action_server
from launch.operations.action_calls import readable
from launch.operations.readiness import Readiness
from tests.bad_input.generated import Client
from tests.bad_input.servers import EchoAgent, ForgetfulStore, ServerThread, Visitors
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn
from tests.launch.operations import serving
from web.shield import shield


@pytest.fixture(scope="module")
def channels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve every channel as in development, with an agent that echoes."""
    url = f"sqlite:///{tmp_path_factory.mktemp('channels')}/conversations.db"
    with pytest.MonkeyPatch.context() as patch:

        async def make() -> Any:
            slack = SlackStandIn()
            await slack.start()
            settings = {
                **serving.environment("development"),
                "MESSAGES_PER_SESSION": "1000000/minute",
                "MESSAGES_PER_ADDRESS": "1000000/minute",
                "SESSIONS_PER_ADDRESS": "1000000/minute",
                "READS_PER_ADDRESS": "1000000/minute",
                "ERASURES_PER_ADDRESS": "1000000/minute",
                "REQUESTS_PER_ADDRESS": "1000000/minute",
                "SLACK_CLIENT_ID": "",
                "SLACK_CLIENT_SECRET": "",
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_API_URL": slack.api_url,
                "TRACKER_DB_URL": url,
            }
            app, _ = serving.make_app(patch, settings)
            app.ctx.agent = EchoAgent(ForgetfulStore(Domain.empty()))
            return app

        with ServerThread(make) as client:
            yield client


@pytest.fixture(scope="module")
def visitors(channels: Client) -> Visitors:
    return Visitors(channels)


@pytest.fixture(scope="module")
def call_actions(knowledge_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve the actions with the shipped catalog."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KNOWLEDGE_DB_URL", knowledge_url)
        patch.setenv("TRACKER_DB_URL", f"sqlite:///{tmp_path_factory.mktemp('actions')}/conversations.db")
        patch.setattr(endpoint, "ActionExecutor", action_server.ObservedExecutor)

        async def make() -> Any:
            Sanic._app_registry.clear()
            app = endpoint.create_app("actions", cors_origins="")
            app.register_middleware(readable(None), "request")
            shield(app, Readiness({}), action_server.door_of_actions())
            return app

        with ServerThread(make) as client:
            yield client
