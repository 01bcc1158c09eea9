"""The peer: the starter bot that `rasa init` makes, with its default pipeline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from launch.settings import STATE

FOLDER = STATE / "bench" / "starter"
_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


def environment() -> dict[str, str]:
    """Return the environment of the peer's processes; they may keep compiled files, as ours do."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **_ENVIRONMENT}


def ensure_made() -> None:
    """Make and train the starter bot once; later runs find it under `.careerbot/bench/`."""
    if any(FOLDER.glob("models/*.tar.gz")):
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(FOLDER)],
        check=True,
        env=environment(),
        capture_output=True,
    )


def training_seconds() -> float:
    """Return how long the starter bot trains from nothing."""
    for made in ("models", ".rasa"):
        shutil.rmtree(FOLDER / made, ignore_errors=True)
    return timed([sys.executable, "-m", "rasa", "train"], FOLDER, environment())


def timed(command: list[str], folder: Path, variables: dict[str, str]) -> float:
    """Return how many seconds a command takes.

    :raises subprocess.CalledProcessError: when it fails
    """
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True)
    return time.perf_counter() - began
