"""The processes that a command starts, all of which end with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, List, Mapping, Optional, Sequence, Type, Union

from launch.logs import last_complaint, open_log, turn_over

#: Seconds that a process has to finish what it is doing before it is killed.
GRACE_SECONDS = 8.0
#: Seconds between two looks at the size of the logs.
_LOOK_AT_LOGS_SECONDS = 2.0
_LEAST_FREE_BYTES = 1_000_000


class Child:
    """A module of Python that runs in a process of its own and writes to a log."""

    def __init__(
        self, name: str, process: subprocess.Popen[bytes], log: Path, log_start: int, own_group: bool
    ) -> None:
        self.name = name
        self.log = log
        self._log_start = log_start
        self._process = process
        self._own_group = own_group

    @property
    def ended(self) -> bool:
        """Whether the process is no more."""
        return self._process.poll() is not None

    def wait(self) -> int:
        """Wait until the process ends and return its exit code."""
        return self._process.wait()

    def why(self) -> str:
        """Return the last line of the log that explains an early end, and where to read the rest."""
        if shutil.disk_usage(self.log.parent).free < _LEAST_FREE_BYTES:  # then the log says nothing
            return "the disk is full. Free some space, then run it again."
        return f"{last_complaint(self.log, self._log_start)} (the rest is in {os.path.relpath(self.log)})"

    def ask_to_end(self) -> None:
        """Send SIGTERM, to the processes that this one started too."""
        self._signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Wait for the end until ``deadline`` (of ``time.monotonic``), then kill."""
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()
        if self._own_group:  # a worker that outlived its leader
            self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        try:
            if self._own_group:
                os.killpg(self._process.pid, number)
            elif not self.ended:
                self._process.send_signal(number)
        except (ProcessLookupError, PermissionError):  # macOS says the latter of a group that has ended
            pass


class Children:
    """A context in which processes are started; at its end none of them is left."""

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = dict(environment)
        self._children: List[Child] = []
        self._leaving = threading.Event()

    def start(
        self,
        name: str,
        module: str,
        *arguments: str,
        environment: Optional[Mapping[str, str]] = None,
        on_terminal: bool = False,
        pass_fds: Sequence[int] = (),
    ) -> Child:
        """Start ``python -m module arguments``; what it says goes to ``<name>.log``.

        :param on_terminal: leave it standard input and output, and the terminal's Ctrl-C
        """
        log = self._logs / f"{name}.log"
        with open_log(log) as stream:
            log_start = stream.tell()
            output: Optional[Union[IO[bytes], int]] = None if on_terminal else stream
            process = subprocess.Popen(
                [sys.executable, "-m", "launch.guard", str(os.getpid()), module, *arguments],
                env={**self._environment, **(environment or {})},
                stdin=None if on_terminal else subprocess.DEVNULL,
                stdout=output,
                stderr=stream,
                start_new_session=not on_terminal,
                pass_fds=pass_fds,
            )
        child = Child(name, process, log, log_start, own_group=not on_terminal)
        self._children.append(child)
        return child

    def __enter__(self) -> Children:
        threading.Thread(target=self._turn_logs_over, name="logs", daemon=True).start()
        return self

    def _turn_logs_over(self) -> None:
        while not self._leaving.wait(_LOOK_AT_LOGS_SECONDS):
            for child in list(self._children):
                with suppress(OSError):  # a full disk: the next look may find room
                    turn_over(child.log)

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self._leaving.set()
        # One after the other: what was started last finishes its work with the help of what was there before.
        for child in reversed(self._children):
            child.ask_to_end()
            child.end(time.monotonic() + GRACE_SECONDS)


def leave_on_signals() -> None:
    """Make SIGTERM and SIGHUP (a closed terminal) unwind this process, so that its contexts clean up.

    SIGINT does so already. A second signal does not interrupt the cleaning.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)


def _leave(number: int, _: object) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)
