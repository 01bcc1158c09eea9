"""Every process that a command starts ends with it, whatever ends it. The processes here are real."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

#: A server that starts a worker, as Sanic does, and notes the ids of both.
SERVER = """\
import os, signal, subprocess, sys, time
{ignoring}
worker = subprocess.Popen(["sleep", "600"])
with open(sys.argv[1], "w") as pids:
    pids.write(f"{{os.getpid()}} {{worker.pid}}")
time.sleep(600)
"""
#: A command that starts such a server and waits.
COMMAND = """\
import pathlib, os, signal, sys
from launch.processes import Children, leave_on_signals
leave_on_signals()
folder = pathlib.Path(sys.argv[1])
with Children(folder, {**os.environ, "PYTHONPATH": str(folder)}) as children:
    children.start("server", "tree_server", str(folder / "pids"))
    signal.pause()
"""


def eventually(holds: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


class Tree:
    """A command, the server that it started, and the server's worker."""

    def __init__(self, folder: Path, ignoring: str = "") -> None:
        (folder / "tree_server.py").write_text(SERVER.format(ignoring=ignoring))
        self.command = subprocess.Popen(
            [sys.executable, "-c", COMMAND, str(folder)],
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )
        pids = folder / "pids"
        assert eventually(lambda: pids.exists() and len(pids.read_text().split()) == 2)
        self.server, self.worker = map(int, pids.read_text().split())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_command_its_server_and_the_servers_worker(
    tmp_path: Path, number: signal.Signals
) -> None:
    tree = Tree(tmp_path)

    tree.command.send_signal(number)
    tree.command.wait(timeout=15)

    assert not is_running(tree.server)
    assert not is_running(tree.worker)


def test_a_server_that_will_not_listen_is_killed(tmp_path: Path) -> None:
    tree = Tree(tmp_path, ignoring="signal.signal(signal.SIGTERM, signal.SIG_IGN)")

    tree.command.terminate()
    tree.command.wait(timeout=20)

    assert not is_running(tree.server)
    assert not is_running(tree.worker)


def test_a_server_ends_even_when_its_command_is_killed(tmp_path: Path) -> None:
    tree = Tree(tmp_path)

    tree.command.kill()
    tree.command.wait(timeout=15)

    assert eventually(lambda: not is_running(tree.server))
    os.kill(tree.worker, signal.SIGKILL)  # a real server ends its workers when it is told to end


def test_what_a_process_says_goes_to_its_log(tmp_path: Path) -> None:
    tree = Tree(tmp_path, ignoring="print('a warning of a library', file=sys.stderr, flush=True)")

    tree.command.terminate()
    tree.command.wait(timeout=15)

    assert "a warning of a library" in (tmp_path / "server.log").read_text()
