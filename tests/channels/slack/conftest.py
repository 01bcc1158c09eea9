"""A Slack, an assistant and the channel between them, for each test anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, AsyncIterator

import pytest
import pytest_asyncio

from channels.slack.settings import SlackSettings
from tests.channels.slack.running_channel import SECRET, Assistant, RunningChannel
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn


@pytest.fixture(autouse=True)
def no_slack_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith("SLACK_") or name in ("REDIS_URL", "TRACKER_DB_URL", "CAREERBOT_ENV"):
            monkeypatch.delenv(name)


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    """Return a Slack."""
    stand_in = SlackStandIn()
    await stand_in.start()
    yield stand_in
    await stand_in.stop()


@pytest.fixture
def rasa() -> Assistant:
    """Return an assistant that answers at once."""
    return Assistant([])


@pytest.fixture
def settings(slack: SlackStandIn, tmp_path: Path) -> Any:
    """Return how to make settings for a channel that talks to this Slack."""

    fields = SlackSettings.model_fields

    def make(**changes: Any) -> SlackSettings:
        values = {
            "signing_secret": SECRET,
            "bot_token": BOT_TOKEN,
            "api_url": slack.api_url,
            "tracker_db_url": f"sqlite:///{tmp_path}/conversations.db",
            **changes,
        }
        return SlackSettings(**{str(fields[name].validation_alias): value for name, value in values.items()})

    return make


@pytest_asyncio.fixture
async def channel(settings: Any, rasa: Assistant) -> AsyncIterator[RunningChannel]:
    """Return the channel, with its inbox in the database."""
    async with RunningChannel(settings(), rasa) as running:
        yield running
