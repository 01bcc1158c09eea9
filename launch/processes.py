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
from typing import IO, Callable, List, Mapping, Optional, Sequence, Type, Union

from launch.errors import LaunchError
from launch.logs import last_complaint, open_log, turn_over
from settings import PROJECT

#: Seconds that a process has to finish what it is doing before it is killed.
GRACE_SECONDS = 8.0
#: Seconds between two looks at the processes and the size of their logs.
_LOOK_SECONDS = 0.1
#: Seconds before a process that ended is started again: at first, and at most. It doubles each time.
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 2.0
#: A process that has lived this long is sound: the next pause is the first again.
_SOUND_SECONDS = 10.0
_LEAST_FREE_BYTES = 1_000_000


class Child:
    """A process and the log that it writes.

    :param command: a program and its arguments
    :param ready: whether it does its work; asked while it runs
    :param folder: where it runs; a program's own user may not be allowed into the project's
    :param ends_on: the signal that asks it to finish
    :param with_workers: whether signals go to the processes that it started too
    :param on_terminal: leave it standard input and output, and the terminal's Ctrl-C
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        ready: Callable[[], bool] = lambda: True,
        environment: Optional[Mapping[str, str]] = None,
        folder: Path = PROJECT,
        ends_on: signal.Signals = signal.SIGTERM,
        with_workers: bool = False,
        on_terminal: bool = False,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.log = log
        self.ready = ready
        self.ends_on = ends_on
        self.starts = 0
        self._command = list(command)
        self._environment = dict(environment if environment is not None else os.environ)
        self._folder = folder
        self._with_workers = with_workers
        self._on_terminal = on_terminal
        self._pass_fds = tuple(pass_fds)
        self._log_start = 0
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._began = 0.0
        self._pause = _FIRST_PAUSE
        self._again_at = 0.0
        self._held = False
        self._lock = threading.Lock()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def process_id(self) -> Optional[int]:
        """Return the id of the process while that runs."""
        return self._process.pid if self._process is not None and self.alive else None

    def why(self) -> str:
        """Return the last line of the log that explains an early end, and where to read the rest."""
        if shutil.disk_usage(self.log.parent).free < _LEAST_FREE_BYTES:  # then the log says nothing
            return "the disk is full. Free some space, then run it again."
        return f"{last_complaint(self.log, self._log_start)} (the rest is in {os.path.relpath(self.log)})"

    def start(self) -> None:
        """Start the process unless it runs."""
        with self._lock:
            self._held = False
            if not self.alive:
                self._start()

    def start_again(self) -> None:
        """Start the process if it has ended, after a pause that grows while it keeps ending."""
        with self._lock:
            if self._held or self._process is None or self.alive:
                return
            now = time.monotonic()
            if not self._again_at:
                if now - self._began > _SOUND_SECONDS:
                    self._pause = _FIRST_PAUSE
                self._again_at = now + self._pause
                self._pause = min(2 * self._pause, _LONGEST_PAUSE)
            if now >= self._again_at:
                self._start()

    def wait(self) -> int:
        """Wait until the started process ends and return its exit code."""
        assert self._process is not None  # noqa: S101 - whoever waits has started it
        return self._process.wait()

    def kill(self) -> None:
        """Kill the process, without a word to who keeps it running."""
        self._signal(signal.SIGKILL)

    def stop(self, how: Optional[signal.Signals] = None) -> None:
        """Ask the process to finish, kill it after a while, and leave it ended until it is started."""
        with self._lock:
            self._held = True
        self._signal(how or self.ends_on)
        if self._process is None:
            return
        try:
            self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()
        if self._with_workers:  # a worker that outlived its leader
            self._signal(signal.SIGKILL)

    def _start(self) -> None:
        with open_log(self.log) as stream:
            if not self.starts:
                self._log_start = stream.tell()
            output: Optional[Union[IO[bytes], int]] = None if self._on_terminal else stream
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=None if self._on_terminal else subprocess.DEVNULL,
                stdout=output,
                stderr=stream,
                start_new_session=not self._on_terminal,  # Ctrl-C is for the one who ends them in order
                pass_fds=self._pass_fds,
            )
        self._began, self._again_at = time.monotonic(), 0.0
        self.starts += 1

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        try:
            if self._with_workers:
                os.killpg(self._process.pid, number)
            elif self.alive:
                self._process.send_signal(number)
        except (ProcessLookupError, PermissionError):  # macOS says the latter of a group that has ended
            pass


class Children:
    """A context in which processes run; at its end none of them is left.

    :param logs: the folder of the logs of modules
    :param environment: the variables of modules
    """

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self._logs = logs
        self._environment = dict(environment)
        self._children: List[Child] = []
        self._kept: List[Child] = []
        self._leaving = threading.Event()
        self._watch = threading.Thread(target=self._look, name="children", daemon=True)

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
        child = Child(
            name,
            [sys.executable, "-m", "launch.guard", str(os.getpid()), module, *arguments],
            log=self._logs / f"{name}.log",
            environment={**self._environment, **(environment or {})},
            folder=Path.cwd(),
            with_workers=not on_terminal,
            on_terminal=on_terminal,
            pass_fds=pass_fds,
        )
        self._children.append(child)
        child.start()
        return child

    def keep(self, *children: Child, seconds: float) -> None:
        """Start processes, return when all do their work, and start each again whenever it ends.

        :raises LaunchError: when one ends or takes too long, with the reason from its log
        """
        for child in children:
            self._children.append(child)
            child.start()
            self._kept.append(child)
        deadline = time.monotonic() + seconds
        for child in children:
            while not child.ready():
                if child.starts > 2 or time.monotonic() > deadline:
                    raise LaunchError(f"{child.name} did not start: {child.why()}")
                time.sleep(_LOOK_SECONDS)

    def _look(self) -> None:
        while not self._leaving.wait(_LOOK_SECONDS):
            for child in list(self._children):
                with suppress(OSError):  # a full disk: the next look may find room
                    turn_over(child.log)
            for child in list(self._kept):
                child.start_again()

    def __enter__(self) -> Children:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        # One after the other: what was started last finishes its work with the help of what was there before.
        for child in reversed(self._children):
            child.stop()
        # Last, for the kernel ends what this thread has started when the thread ends.
        self._leaving.set()
        self._watch.join()


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
