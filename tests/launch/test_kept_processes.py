"""A process that is kept is started again when it ends, and ends with whoever started it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

import pytest

from launch.errors import LaunchError
from launch.processes import Child, Children
from settings import PROJECT


def process(folder: Path, code: str) -> Child:
    """Return a process that runs some Python and is ready once it has made the file `ready`."""
    ready = folder / "ready"
    return Child("a process", [sys.executable, "-c", code], log=folder / "process.log", ready=ready.exists)


def lasting(folder: Path) -> Child:
    return process(folder, f"import time; open({str(folder / 'ready')!r}, 'w'); time.sleep(60)")


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_process_comes_back(tmp_path: Path) -> None:
    one = lasting(tmp_path)
    with Children(tmp_path, os.environ) as children:
        children.keep(one, seconds=10)
        first = one.process_id

        one.kill()

        wait_until(lambda: one.starts == 2 and one.alive)
        assert one.process_id != first


def test_a_process_that_was_stopped_stays_away_until_it_is_started(tmp_path: Path) -> None:
    one = lasting(tmp_path)
    with Children(tmp_path, os.environ) as children:
        children.keep(one, seconds=10)

        one.stop()
        time.sleep(0.5)
        assert not one.alive

        one.start()
        assert one.alive


def test_no_kept_process_outlives_its_context(tmp_path: Path) -> None:
    one = lasting(tmp_path)
    with Children(tmp_path, os.environ) as children:
        children.keep(one, seconds=10)
        process_id = one.process_id

    assert process_id is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process_id, 0)


def test_a_process_that_cannot_start_says_why(tmp_path: Path) -> None:
    with (
        Children(tmp_path, os.environ) as children,
        pytest.raises(LaunchError, match="did not start: error: no such luck"),
    ):
        children.keep(process(tmp_path, "raise SystemExit('error: no such luck')"), seconds=10)


def test_a_process_ends_with_a_starter_that_is_killed(tmp_path: Path) -> None:
    script = f"""
import sys, time
from pathlib import Path
from launch.processes import Child, Children
from launch.cluster.programs import command_as
command = command_as(None, sys.executable, "-c", "import time; time.sleep(60)")
one = Child("a process", command, log=Path({str(tmp_path / "process.log")!r}), ready=lambda: True)
with Children(Path("/tmp"), {{}}) as children:
    children.keep(one, seconds=10)
    print(one.process_id, flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        process_id = int(starter.stdout.readline())
        time.sleep(0.5)  # until it has asked to be told

        starter.kill()

        wait_until(lambda: not Path(f"/proc/{process_id}").exists())
