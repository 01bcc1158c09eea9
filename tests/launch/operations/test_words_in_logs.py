"""What people write stays out of every log, whatever channel it came through and whatever fails meanwhile."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import uuid
from contextlib import suppress
from pathlib import Path
from typing import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import create_engine, inspect, text

from channels.terminal import record_messages
from launch.operations.log_lines import Log
from launch.settings import LOGS
from tests.channels.slack import slack_acts
from tests.channels.slack.conftest import slack as slack  # a fixture
from tests.channels.slack.running_channel import SECRET
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn
from tests.conftest import copy_of
from tests.running import RunningAssistant

#: In all that is said stands this word, which nothing else in the world has.
WORD = f"zanzi{uuid.uuid4().hex}"
SAID = (
    f"What does an ML engineer earn in {WORD}?",
    f"I am {WORD} and want to become a data scientist",
    f"that was wrong, {WORD}",
    f'/ask_salary{{"role": "{WORD}"}}',
    f"/{WORD}{{",
    f'/ask_salary{{"{WORD}',
    f"{WORD} " * 5,
)


@pytest.fixture
def knowledge_file(knowledge_url: str, tmp_path: Path) -> Path:
    return copy_of(Path(knowledge_url.removeprefix("sqlite:///")), tmp_path / "knowledge.db")


@pytest_asyncio.fixture
async def observed(
    slack: SlackStandIn, knowledge_file: Path, tmp_path: Path, postgresql_url: str
) -> AsyncIterator[RunningAssistant]:
    """Run an assistant on databases that may be broken; that of conversations is on PostgreSQL."""
    server = create_engine(postgresql_url, future=True, isolation_level="AUTOCOMMIT")
    name = f"careerbot_words_{uuid.uuid4().hex[:8]}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    tracker_url = server.url.set(database=name).render_as_string(hide_password=False)
    slack_settings = {
        "SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": slack.api_url,
    }  # fmt: skip
    assistant = RunningAssistant(
        f"sqlite:///{knowledge_file}", tracker_url, tmp_path,
        {**slack_settings, "CHANNEL_ANSWER_TIMEOUT": "10", "LOG_LEVEL": "INFO"},
    )  # fmt: skip
    await asyncio.to_thread(assistant.start)
    try:
        yield assistant
    finally:
        await asyncio.to_thread(assistant.stop)
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        server.dispose()


async def say_everywhere(assistant: RunningAssistant, http: aiohttp.ClientSession) -> int:
    """Say everything in every channel and to Rasa's API; return how often that was."""
    said = 0
    async with http.post(f"{assistant.url}/webhooks/website/session") as response:
        session = {"Authorization": f"Bearer {(await response.json())['token']}"}
    for words in SAID:
        rest = {"sender": uuid.uuid4().hex, "message": words}
        website = {"id": uuid.uuid4().hex, "text": words}
        event = json.dumps(slack_acts.envelope(slack_acts.message(words))).encode()
        signed = {"Content-Type": "application/json", **slack_acts.signed(event, SECRET)}
        conversation = f"{assistant.url}/conversations/{uuid.uuid4().hex}"
        for address, options in (
            ("/webhooks/rest/webhook", {"json": rest}),
            ("/webhooks/website/messages", {"json": website, "headers": session}),
            ("/webhooks/slack/events", {"data": event, "headers": signed}),
            ("/model/parse", {"json": {"text": words}}),
            (f"/conversations/{uuid.uuid4().hex}/messages", {"json": {"text": words, "sender": "user"}}),
            (f"/conversations/{uuid.uuid4().hex}/trigger_intent", {"json": {"name": words}}),
            (f"/{WORD}", {}),
        ):
            async with http.post(assistant.url + address, **options) as response:  # type: ignore[arg-type]
                await response.read()
            said += 1
        async with http.get(f"{conversation}/tracker?{WORD}") as response:
            await response.read()
    return said


class Logs:
    """What the assistant and the action server have written since now."""

    def __init__(self) -> None:
        self._paths = [LOGS / "assistant.log", LOGS / "actions.log"]
        self._begin = [path.stat().st_size if path.exists() else 0 for path in self._paths]

    def lines(self) -> list[str]:
        """Return the lines of both."""
        return [
            line
            for path, begin in zip(self._paths, self._begin, strict=True)
            for line in path.read_bytes()[begin:].decode(errors="replace").splitlines()
        ]


def break_knowledge(path: Path) -> None:
    """Take a table away, so that each query fails with an error that holds the query's values."""
    engine = create_engine(f"sqlite:///{path}", future=True)
    with engine.begin() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        for table in inspect(engine).get_table_names():
            connection.execute(text(f'DROP TABLE "{table}"'))
    engine.dispose()


def drop_conversations(assistant: RunningAssistant, postgresql_url: str) -> None:
    server = create_engine(postgresql_url, future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        name = assistant.tracker_url.rpartition("/")[2]
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


async def test_no_log_holds_what_people_write(
    observed: RunningAssistant, knowledge_file: Path, postgresql_url: str
) -> None:
    logs = Logs()
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        assert await say_everywhere(observed, http) == 7 * len(SAID)
        break_knowledge(knowledge_file)
        await say_everywhere(observed, http)
        drop_conversations(observed, postgresql_url)
        await say_everywhere(observed, http)

    lines = logs.lines()
    assert not [line for line in lines if WORD in line]
    entries = [json.loads(line) for line in lines]
    assert {"error", "warning"} <= {entry["level"] for entry in entries}  # it did fail, and that was logged
    assert any("conversation" in entry for entry in entries)
    assert WORD not in (observed.folder / "serve.log").read_text()


async def test_the_terminal_logs_no_words_either(
    assistant: RunningAssistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.StringIO()
    log = Log(stream)
    log.begin_serving()
    monkeypatch.setattr(logging.getLogger(), "handlers", [log.handler])
    typed = "\n".join([*SAID, "/stop"]) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    with suppress(SystemExit):
        await record_messages(uuid.uuid4().hex, assistant.url)

    assert WORD in capsys.readouterr().out  # it was said
    assert WORD not in stream.getvalue()
