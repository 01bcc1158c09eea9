"""The Slack channel in a process of its own, with an assistant that answers after a moment.

``python -m tests.channels.slack.light_server PORT``; the settings come from the environment, as in Rasa's
server. It starts in two seconds, so that a test can kill it and start it again.
"""

from __future__ import annotations

import asyncio
import sys

from rasa.core.channels.channel import UserMessage
from sanic import HTTPResponse, Request, Sanic
from sanic.response import text

from channels.slack import worker
from channels.slack.channel import SlackInput

#: What the assistant takes for an answer, as measured with Rasa.
ANSWER_SECONDS = 0.025


async def answer(message: UserMessage) -> None:
    """Answer with the question, so that a test can tell which answer belongs to it."""
    await asyncio.sleep(ANSWER_SECONDS)
    buttons = [{"title": "More", "payload": "/more"}]
    said = {"text": f"You asked: {message.text}", "buttons": buttons}
    await message.output_channel.send_response(message.sender_id, said)


async def _root(request: Request) -> HTTPResponse:
    return text("ok")


def main() -> None:
    """Serve until killed."""
    worker.LEASE_SECONDS = 2.0
    app = Sanic("light_server", configure_logging=False)
    app.add_route(_root, "/")
    app.blueprint(SlackInput.from_credentials(None).blueprint(answer), url_prefix="/webhooks/slack")
    app.run("127.0.0.1", int(sys.argv[1]), access_log=False, motd=False)


if __name__ == "__main__":
    main()
