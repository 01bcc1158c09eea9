"""`make chat` as people use it: in a terminal, and from a script beside it at the same time."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

import psutil
import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
SECONDS = 240.0


class Chat:
    """A conversation held with the command behind `make chat`."""

    def __init__(self, environment: dict[str, str], *, in_terminal: bool) -> None:
        self.shown = ""
        self._read = 0  # where what was not waited for yet begins
        self._ours, theirs = pty.openpty() if in_terminal else (-1, subprocess.PIPE)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "launch", "chat"],
            cwd=PROJECT,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs if in_terminal else subprocess.PIPE,
            env={**os.environ, "TERM": "xterm", **environment},
            start_new_session=True,
        )
        if in_terminal:
            os.close(theirs)

    def __enter__(self) -> Chat:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def read_until(self, text: str) -> None:
        """Read what is shown until ``text`` is."""
        deadline = time.monotonic() + SECONDS
        while (at := self.shown.find(text, self._read)) < 0:
            if select.select([self._ours], [], [], 1)[0]:
                try:
                    self.shown += os.read(self._ours, 4096).decode(errors="replace")
                except OSError:  # nobody holds the other end of the terminal any more
                    pytest.fail(f"it ended before {text!r} was shown:\n{self.shown[-600:]}")
            assert time.monotonic() < deadline, f"{text!r} was not shown:\n{self.shown[-600:]}"
        self._read = at + len(text)

    def processes(self) -> list[psutil.Process]:
        """Return the processes that it has started."""
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture(scope="module")
def environment(knowledge_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    conversations = tmp_path_factory.mktemp("chat") / "conversations.db"
    unset = {"PORT": "", "ACTION_PORT": "", "ACTION_SERVER_URL": "", "CAREERBOT_ENV": ""}
    return {"KNOWLEDGE_DB_URL": knowledge_url, "TRACKER_DB_URL": f"sqlite:///{conversations}", **unset}


@pytest.fixture(scope="module")
def script(environment: dict[str, str]) -> Iterator[Chat]:
    with Chat(environment, in_terminal=False) as chat:
        yield chat


@pytest.fixture(scope="module")
def terminal(environment: dict[str, str], script: Chat) -> Iterator[Chat]:
    """Return a conversation in a terminal, begun while the script's is going on."""
    with Chat(environment, in_terminal=True) as chat:
        chat.read_until("You:")
        yield chat


def test_a_script_gets_the_conversation_and_nothing_else(script: Chat, terminal: Chat) -> None:
    shown, progress = script.process.communicate(b"What does an ML engineer do?\n", timeout=SECONDS)

    lines = shown.decode().splitlines()
    assert lines[0].startswith("Ask in your own words")
    assert "You: What does an ML engineer do?" in lines
    assert "  1  " in shown.decode()
    assert lines[-1] == "Goodbye."
    assert "Warning" not in shown.decode()
    assert all(line.startswith("✓ ") for line in progress.decode().splitlines())


def test_a_question_typed_in_a_terminal_is_answered(terminal: Chat) -> None:
    terminal.type("what do ml engineers do?\r")

    terminal.read_until("ML engineer")
    terminal.read_until("You:")


def test_leaving_with_ctrl_d_ends_every_process(terminal: Chat) -> None:
    started = terminal.processes()
    assert len(started) >= 2

    terminal.type("\x04")

    assert terminal.process.wait(timeout=20) == 0
    assert not [process for process in started if process.is_running() and process.status() != "zombie"]


def test_a_closed_terminal_ends_every_process(environment: dict[str, str]) -> None:
    with Chat(environment, in_terminal=True) as chat:
        chat.read_until("Starting")
        deadline = time.monotonic() + 60
        while len(started := chat.processes()) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.1)

        os.killpg(chat.process.pid, signal.SIGHUP)

        chat.process.wait(timeout=20)
    assert not [process for process in started if process.is_running() and process.status() != "zombie"]
