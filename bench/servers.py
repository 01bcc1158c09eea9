"""Starting and stopping what is measured, and the memory of all its processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import psutil

from bench import peer
from launch.settings import MODEL, PROJECT

START_SECONDS = 180


@dataclass(frozen=True)
class Server:
    """A running bot: where it answers, its processes, and the seconds from start to first answer."""

    url: str
    process: subprocess.Popen[bytes]
    first_answer: float

    def megabytes(self) -> float:
        """Return the memory of all processes together, shared pages counted once (PSS), in MB."""
        parent = psutil.Process(self.process.pid)
        everybody = [parent, *parent.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in everybody) / 2**20


@contextmanager
def careerbot(folder: Path) -> Iterator[Server]:
    """Run the assistant with its action server, as `make serve` does, on a database of its own."""
    port, action_port = _free_port(), _free_port()
    command = [sys.executable, "-m", "launch", "serve"]
    variables = {
        **os.environ,
        "PORT": str(port),
        "ACTION_PORT": str(action_port),
        "TRACKER_DB_URL": f"sqlite:///{folder}/conversations.db",
    }
    with _running(command, PROJECT, variables, port, "What does an ML engineer earn?") as server:
        yield server


@contextmanager
def starter() -> Iterator[Server]:
    """Run the starter bot of `rasa init`."""
    port = _free_port()
    command = [sys.executable, "-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"]
    with _running(command, peer.FOLDER, peer.environment(), port, "hello") as server:
        yield server


def training_seconds() -> float:
    """Return how long the assistant trains from nothing."""
    for made in (PROJECT / ".rasa", MODEL):
        subprocess.run(["rm", "-rf", str(made)], check=True)
    return peer.timed([sys.executable, "-m", "launch", "train"], PROJECT, dict(os.environ))


def ask(url: str, sender: str, text: str) -> bool:
    """Post a message to the REST channel and return whether anything was answered."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(  # noqa: S310 - an address of ours
        f"{url}/webhooks/rest/webhook", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 - an address of ours
        return bool(json.loads(response.read()))


@contextmanager
def _running(
    command: list[str], folder: Path, variables: dict[str, str], port: int, first: str
) -> Iterator[Server]:
    url = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(url, first):
            if process.poll() is not None or time.perf_counter() - began > START_SECONDS:
                raise RuntimeError(f"{' '.join(command)} did not start")
            time.sleep(0.05)
        yield Server(url, process, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _answers(url: str, text: str) -> bool:
    try:
        return ask(url, "first", text)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
