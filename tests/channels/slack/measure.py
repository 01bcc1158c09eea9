"""Measures the channel with the assistant itself behind it.

``python -m tests.channels.slack.measure`` sends 200 questions of 40 people at once, kills Rasa's server
and starts it again, and prints the times from an event to its acknowledgement and to its posted answer.
``REDIS_URL`` puts the inbox into Redis. ``CALM=1`` leaves it alive. The model must be
trained: ``make train``.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections import Counter

from channels.slack_parts.wording import FAILED
from knowledge.loader.load import ensure_loaded
from tests.channels.slack.crowd import PEOPLE, QUESTIONS, Crowd, Server
from tests.channels.slack.record import QUESTIONS as REAL_QUESTIONS
from tests.channels.slack.running_channel import SECRET
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn

ACTIONS = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", "{port}"]
RASA = [
    sys.executable, "-m", "rasa", "run", "--model", "models/careerbot.tar.gz",
    "--endpoints", "launch/endpoints.yml", "--credentials", "credentials.yml",
    "--interface", "127.0.0.1", "--port", "{port}",
]  # fmt: skip
SLACK_LATENCY = 0.03


async def measure() -> None:
    """Print the figures, and what was not answered once and in order."""
    slack = SlackStandIn()
    await slack.start()
    slack.latency = SLACK_LATENCY
    with tempfile.TemporaryDirectory() as folder:
        knowledge = f"sqlite:///{folder}/knowledge.db"
        ensure_loaded(knowledge)
        environment = {
            "KNOWLEDGE_DB_URL": knowledge,
            "TRACKER_DB_URL": f"sqlite:///{folder}/conversations.db",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": slack.api_url,
        }
        actions = Server(ACTIONS, environment, page="/health")
        environment["ACTION_SERVER_URL"] = f"http://127.0.0.1:{actions.port}/webhook"
        server = Server(RASA, environment)
        await actions.start()
        await server.start(seconds=120)
        try:
            crowd = Crowd(slack, server.port, questions=list(REAL_QUESTIONS.values()))
            asking = asyncio.create_task(crowd.ask())
            if not os.environ.get("CALM"):
                await slack.until(lambda: len(slack.messages) >= PEOPLE * QUESTIONS / 3, 120)
                server.kill()
                await server.start(seconds=120)
                await crowd.ask_again()
            await asking
            await crowd.all_answered(120)
            await asyncio.sleep(2.0)
            print({name: round(value) for name, value in crowd.figures().items()})
            print("wrong:", crowd.wrong())
            print("failures told:", Counter(one["text"] for one in slack.said())[FAILED])
        finally:
            server.kill()
            actions.kill()
            await slack.stop()


if __name__ == "__main__":
    asyncio.run(measure())
