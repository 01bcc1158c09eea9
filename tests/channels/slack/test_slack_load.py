"""Two hundred events of forty people at once, with the server killed in between."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from tests.channels.slack.crowd import PEOPLE, QUESTIONS, Crowd, Server
from tests.channels.slack.running_channel import SECRET
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn

RESULTS = Path(__file__).resolve().parents[3] / "results"
LIGHT_SERVER = [sys.executable, "-m", "tests.channels.slack.light_server", "{port}"]
#: Slack allows three seconds.
ACKNOWLEDGED_MS = 3000.0


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Dict[str, str]:
    """Return the environment for each kind of inbox."""
    environment = {"TRACKER_DB_URL": f"sqlite:///{tmp_path}/conversations.db"}
    if request.param == "postgresql":
        environment["TRACKER_DB_URL"] = request.getfixturevalue("postgresql_url")
    return environment


@pytest.fixture
def server(slack: SlackStandIn, store: Dict[str, str]) -> Iterator[Server]:
    """Return the channel in a process of its own; its Slack takes a moment for each call."""
    slack.latency = 0.03
    environment = {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": slack.api_url,
        **store,
    }
    server = Server(LIGHT_SERVER, environment)
    yield server
    server.kill()


def keep(name: str, figures: Dict[str, Any]) -> None:
    """Write figures where `docs/slack.md` says they are."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "slack.json"
    kept = json.loads(path.read_text()) if path.is_file() else {}
    path.write_text(json.dumps({**kept, name: figures}, indent=2) + "\n")
    print(name, {key: round(value) for key, value in figures.items()})


async def test_forty_people_at_once_are_acknowledged_in_time_and_answered_in_order(
    slack: SlackStandIn, server: Server, request: pytest.FixtureRequest
) -> None:
    await server.start()
    crowd = Crowd(slack, server.port)
    await crowd.ask()
    await crowd.all_answered(60)
    assert crowd.wrong() == []
    assert not crowd.offers()
    figures = crowd.figures()
    keep(request.node.callspec.id, figures)
    assert figures["acknowledged p99"] < ACKNOWLEDGED_MS


async def test_killed_and_started_again_it_answers_or_offers_everything_once_and_in_order(
    slack: SlackStandIn, server: Server, request: pytest.FixtureRequest
) -> None:
    await server.start()
    crowd = Crowd(slack, server.port)
    asking = asyncio.create_task(crowd.ask())
    for share in (0.2, 0.6):
        await slack.until(lambda share=share: len(slack.messages) >= PEOPLE * QUESTIONS * share, 30)
        server.kill()
        await asyncio.sleep(0.3)
        await server.start()
        await crowd.ask_again()
    await asking
    await crowd.ask_again()
    await crowd.all_answered(120)
    await crowd.ask_again()
    await asyncio.sleep(1.0)
    assert crowd.wrong() == []
    keep(f"{request.node.callspec.id}, killed twice", crowd.figures())
