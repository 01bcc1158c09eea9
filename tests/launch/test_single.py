"""One process alone says in one line what it lacks, and serves when it lacks nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from launch.health import wait_until_healthy
from launch.ports import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent


def test_an_assistant_without_an_action_server_says_so_in_one_line() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ACTION_SERVER_URL"}

    ended = subprocess.run(
        [sys.executable, "-m", "launch.single", "assistant"],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr.startswith("Careerbot: ACTION_SERVER_URL must name the action server")
    assert ended.stderr.count("\n") == 1


def test_an_action_server_alone_answers_and_leaves_on_sigterm(knowledge_url: str) -> None:
    port = free_port()
    environment = {**os.environ, "ACTION_PORT": str(port), "KNOWLEDGE_DB_URL": knowledge_url}
    with subprocess.Popen(
        [sys.executable, "-m", "launch.single", "actions"],
        cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            wait_until_healthy("action server", f"http://127.0.0.1:{port}/health", seconds=60)
        finally:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
