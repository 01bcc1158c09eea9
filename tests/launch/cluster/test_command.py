"""The command behind `make cluster` says in one line what keeps it from starting."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from launch.cluster.programs import find_programs
from launch.errors import LaunchError
from tests.conftest import skip_unless_ci

PROJECT = Path(__file__).resolve().parent.parent.parent.parent


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "launch.cluster"],
        cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_port_that_is_taken_is_named() -> None:
    try:
        find_programs()
    except LaunchError as error:
        skip_unless_ci(str(error))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        ended = start(PORT=str(port))

    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("number", ["0", "many"])
def test_a_number_that_cannot_be_is_named(number: str) -> None:
    ended = start(ASSISTANTS=number)

    assert ended.returncode == 1
    assert "ASSISTANTS" in ended.stderr
    assert "Traceback" not in ended.stderr
