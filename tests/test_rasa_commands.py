"""Rasa's own commands work on this project as any user of Rasa expects."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from launch.settings import MODEL

PROJECT = Path(__file__).resolve().parent.parent


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rasa", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"},
        check=False,
    )


def test_the_data_is_valid_and_free_of_conflicts() -> None:
    done = rasa("data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]


def test_the_test_stories_pass(tmp_path: Path) -> None:
    done = rasa(
        "test",
        "core",
        "--stories",
        "tests/stories",
        "--model",
        str(MODEL),
        "--out",
        str(tmp_path),
        "--fail-on-prediction-errors",
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
