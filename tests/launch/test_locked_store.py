"""A file of conversations that somebody holds locked stops nobody who does not need it."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import pytest
from rasa.shared.core.domain import Domain

from launch.event_store import EventStore
from tests.channels.website.stand_in import StandInAgent
from tests.launch.operations.serving import environment, listening, make_app
from web.sqlite_file import make_private, share


async def test_a_locked_store_stops_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/conversations.db"
    app, _ = make_app(monkeypatch, {**environment("development"), "TRACKER_DB_URL": url})
    store = EventStore(Domain.empty(), seconds=2.0, host=url)
    share(store.engine, 2.0)
    app.ctx.agent = StandInAgent(store)
    async with listening(app) as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:

        async def session() -> dict[str, str]:
            async with http.post("/webhooks/website/session") as begun:
                return {"Authorization": f"Bearer {(await begun.json())['token']}"}

        async def ask(who: dict[str, str], number: int) -> tuple[str, float]:
            began = time.monotonic()
            posted = {"id": f"message-{number}", "text": "Pay?"}
            async with http.post("/webhooks/website/messages", json=posted, headers=who) as answer:
                return await answer.text(), time.monotonic() - began

        one, other = await session(), await session()
        assert "done" in (await ask(one, 1))[0]

        locked = sqlite3.connect(tmp_path / "conversations.db", isolation_level=None)
        locked.execute("BEGIN EXCLUSIVE")
        asked = [asyncio.create_task(ask(who, number)) for number, who in enumerate([one, other], 2)]
        await asyncio.sleep(0.1)
        longest = 0.0
        for path in ("/webhooks/website/", "/status", "/careerbot.js") * 5:
            began = time.monotonic()
            async with http.get(path) as response:
                await response.read()
            longest = max(longest, time.monotonic() - began)
        refused = [await task for task in asked]
        locked.execute("ROLLBACK")
        locked.close()
        after, _ = await ask(other, 99)

    assert longest < 1.0
    assert all("unavailable" in text for text, _ in refused)
    assert max(seconds for _, seconds in refused) < 10
    assert "done" in after


def test_nobody_else_of_the_machine_reads_the_file_or_those_beside_it(tmp_path: Path) -> None:
    (tmp_path / "conversations.db").touch(0o644)
    url = f"sqlite:///{tmp_path}/conversations.db"

    make_private(url)
    store = EventStore(Domain.empty(), host=url)
    share(store.engine)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE anything (it)")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


def test_what_is_stored_after_another_program_has_read_the_file_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/conversations.db"
    store = EventStore(Domain.empty(), host=url)
    share(store.engine)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE anything (it)")
    count = "SELECT count(*) FROM anything"
    read = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())"
    command = [sys.executable, "-c", read, str(tmp_path / "conversations.db"), count]

    make_private(url)  # as each further part of the process does that opens the file, Slack's channel for one
    assert subprocess.check_output(command) == b"0\n"
    with store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO anything VALUES (1)")

    assert subprocess.check_output(command) == b"1\n"
