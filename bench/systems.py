"""The two that are compared: the project, and the starter bot of `rasa init` with its default pipeline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Optional, Sequence

from bench.load import Script
from bench.questions import career_questions, small_talk
from bench.servers import Server, ServerFailed, free_port
from launch.settings import MODEL
from settings import PROJECT, STATE

FOLDER = STATE / "bench"
_PEER = FOLDER / "peer"
#: The starter bot runs in an environment of its own; `launch/setup.sh peer` makes it.
PEER_PYTHON = PROJECT / ".tools/peer/bin/python"
_QUIET = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


@dataclass(frozen=True)
class System:
    """An assistant to be measured."""

    name: str
    script: Script
    start: Callable[[], Server]
    train: Callable[[], float]


def project_server(
    *,
    knowledge_url: Optional[str] = None,
    tracker_url: Optional[str] = None,
    environment: Optional[Dict[str, str]] = None,
) -> Server:
    """Return the project's server as `make serve` starts it, with a new store of conversations.

    :param knowledge_url: a knowledge base that is filled already; by default the project's own
    :param tracker_url: where conversations are kept; by default a new file
    """
    port, action_port = free_port(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=FOLDER))
    settings = {
        **_QUIET,
        "PORT": str(port),
        "ACTION_PORT": str(action_port),
        "TRACKER_DB_URL": tracker_url or f"sqlite:///{folder}/conversations.db",
        "CAREERBOT_ENV": "development",
        **(environment or {}),
    }
    command = [sys.executable, "-m", "launch", "serve"]
    if knowledge_url:
        settings["KNOWLEDGE_DB_URL"] = knowledge_url
        # The launcher would fill the database with the shipped catalog.
        command = [sys.executable, "-m", "bench.unprepared", str(port), str(action_port)]
    return Server(
        command, port=port, first="What does an ML engineer do?", folder=PROJECT,
        log=folder / "server.log", environment=settings,
    )  # fmt: skip


def peer_server() -> Server:
    """Return the starter bot's server as its owner would start it."""
    port = free_port()
    return Server(
        [str(PEER_PYTHON), "-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"],
        port=port, first="hello", folder=_PEER, log=FOLDER / "peer.log", environment=_QUIET,
    )  # fmt: skip


def train_project() -> float:
    """Train the project's model from nothing and return the seconds it took."""
    return _timed(
        sys.executable,
        PROJECT,
        "-m", "launch.guard", str(os.getpid()), "rasa", "train",
        "--config", "config.yml", "--domain", "domain.yml", "--data", "data", "--skip-validation",
    )  # fmt: skip


def train_peer() -> float:
    """Train the starter bot's model from nothing and return the seconds it took."""
    return _timed(str(PEER_PYTHON), _PEER, "-m", "rasa", "train")


def prepare() -> None:
    """Fill and train the project, and make and train the starter bot, unless both are there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for left in FOLDER.glob("run-*"):
        shutil.rmtree(left)
    if not MODEL.is_file():
        _run(sys.executable, PROJECT, "-m", "launch", "train")
    if not list((_PEER / "models").glob("*.tar.gz")):
        shutil.rmtree(_PEER, ignore_errors=True)
        _PEER.mkdir()
        _run(str(PEER_PYTHON), _PEER, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(_PEER))


def systems() -> Sequence[System]:
    """Return the peer and the project, in this order."""
    return (
        System("peer", small_talk, peer_server, train_peer),
        System("project", career_questions, project_server, train_project),
    )


def _timed(python: str, folder: Path, *arguments: str) -> float:
    with tempfile.TemporaryDirectory(dir=FOLDER) as empty:
        began = time.perf_counter()
        _run(
            python,
            folder,
            *arguments,
            "--force",
            "--out",
            empty,
            environment={"RASA_CACHE_DIRECTORY": f"{empty}/cache"},
        )
        return time.perf_counter() - began


def _run(python: str, folder: Path, *arguments: str, environment: Optional[Dict[str, str]] = None) -> None:
    log = FOLDER / "training.log"
    with log.open("ab") as stream:
        done = subprocess.run(
            [python, *arguments],
            cwd=folder,
            env={**os.environ, **_QUIET, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            check=False,
        )
    if done.returncode != 0:
        raise ServerFailed(f"python {' '.join(arguments[:4])} … failed; its log is {log}")
