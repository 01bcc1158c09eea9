"""The end of a server: what is under way is finished, what comes is sent elsewhere, and it ends in time."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator

import psutil
import pytest

from launch.health import wait_until_healthy
from launch.processes import GRACE_SECONDS
from tests.running import PROJECT, RunningAssistant, free_port

BASE = "/webhooks/website"


@pytest.fixture
def assistant_to_end(knowledge_url: str, tmp_path: Path) -> Iterator[RunningAssistant]:
    tracker_url = f"sqlite:///{tmp_path}/conversations.db"
    with RunningAssistant(knowledge_url, tracker_url, tmp_path, observed=True) as running:
        yield running


def call(port: int, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body), headers)
    response = connection.getresponse()
    return response.status, response.read()


def process_of(assistant: RunningAssistant, module: str) -> psutil.Process:
    """Return the process in which the launcher runs a module."""
    assert assistant.process is not None
    return next(
        child
        for child in psutil.Process(assistant.process.pid).children(recursive=True)
        if module in child.cmdline()
    )


def test_a_message_under_way_is_answered_and_the_next_is_refused(assistant_to_end: RunningAssistant) -> None:
    running = assistant_to_end
    token = json.loads(call(running.port, "POST", f"{BASE}/session")[1])["token"]
    waiting = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
    waiting.request("GET", f"{BASE}/")
    waiting.getresponse().read()  # a connection that stays open
    actions = process_of(running, "launch.action_server")
    answer: list[tuple[int, bytes]] = []

    def ask() -> None:
        message = {"id": uuid.uuid4().hex, "text": "What does an ML engineer earn?"}
        answer.append(call(running.port, "POST", f"{BASE}/messages", message, token))

    os.kill(actions.pid, signal.SIGSTOP)  # so that the answer is slow
    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(1.0)
    assert running.process is not None
    started = time.monotonic()
    running.process.send_signal(signal.SIGTERM)
    time.sleep(1.0)
    ready = call(running.ops_port, "GET", "/ready")
    alive = call(running.ops_port, "GET", "/health")
    waiting.request("POST", f"{BASE}/session")
    refused = waiting.getresponse()
    os.kill(actions.pid, signal.SIGCONT)
    asking.join(timeout=20)
    running.process.wait(timeout=30)

    assert ready == (503, b'{"process": "ending"}')
    assert alive[0] == 200
    assert refused.status == 503
    assert refused.headers["Retry-After"] == "1"
    (status, lines), *_ = answer
    assert status == 200
    assert [json.loads(line)["type"] for line in lines.splitlines()] == ["answer", "done"]
    assert b"$" in lines
    assert time.monotonic() - started < 2 * GRACE_SECONDS


def test_an_action_under_way_is_finished(knowledge_url: str, tmp_path: Path) -> None:
    database, port = tmp_path / "conversations.db", free_port()
    said = {"event": "user", "text": "What does it pay?", "parse_data": {"intent": {"name": "ask_salary"}}}
    tracker = {"sender_id": "a", "slots": {}, "latest_message": {"text": "that was wrong"}, "events": [said]}
    call_of_action = {"next_action": "action_give_feedback", "tracker": tracker, "version": "3.6.21"}
    later = {**call_of_action, "tracker": {**tracker, "sender_id": "b"}}
    answer: list[tuple[int, bytes]] = []
    environment = {
        **os.environ, "ACTION_PORT": str(port), "KNOWLEDGE_DB_URL": knowledge_url,
        "TRACKER_DB_URL": f"sqlite:///{database}",
    }  # fmt: skip
    with closing(sqlite3.connect(database, isolation_level=None)) as locked, subprocess.Popen(
        [sys.executable, "-m", "launch.single", "actions"], cwd=PROJECT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            wait_until_healthy("action server", f"http://127.0.0.1:{port}/health", seconds=60)
            assert call(port, "POST", "/webhook", call_of_action)[0] == 200  # which makes the table
            locked.execute("BEGIN IMMEDIATE")  # so that feedback waits
            asking = threading.Thread(target=lambda: answer.append(call(port, "POST", "/webhook", later)))
            asking.start()
            time.sleep(0.7)
        finally:
            process.send_signal(signal.SIGTERM)
        time.sleep(0.7)
        assert process.poll() is None, answer
        locked.execute("ROLLBACK")
        asking.join(timeout=10)
        process.wait(timeout=GRACE_SECONDS)

    (status, body), *_ = answer
    assert status == 200
    assert "noted it" in json.loads(body)["responses"][0]["text"]
    with closing(sqlite3.connect(database)) as stored:
        assert stored.execute("SELECT count(*) FROM feedback").fetchone() == (2,)
