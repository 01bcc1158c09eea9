"""The processes of the cluster, each of which is started again when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Callable, List, Mapping, Optional, Sequence, Type

from launch.errors import LaunchError
from launch.logs import last_complaint, open_log, turn_over
from settings import PROJECT

#: Seconds between two looks at the processes.
_LOOK_SECONDS = 0.1
#: Seconds before a process that ended is started again: at first, and at most. It doubles each time.
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 2.0
#: A process that has lived this long is sound: the next pause is the first again.
_SOUND_SECONDS = 10.0
#: Seconds that a process has to finish what it is doing before it is killed.
_GRACE_SECONDS = 10.0


class Part:
    """One process.

    :param ready: whether it does its work; asked while it runs
    :param folder: where it runs; a program's own user may not be allowed into the project's
    :param ends_on: the signal that asks it to finish
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        ready: Callable[[], bool],
        environment: Optional[Mapping[str, str]] = None,
        folder: Path = PROJECT,
        ends_on: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.ready = ready
        self.ends_on = ends_on
        self.starts = 0
        self._command = list(command)
        self._environment = dict(environment if environment is not None else os.environ)
        self._folder = folder
        self._log = log
        self._log_start = 0
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._began = 0.0
        self._pause = _FIRST_PAUSE
        self._again_at = 0.0
        self._held = False
        self._lock = threading.Lock()

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def process_id(self) -> Optional[int]:
        """Return the id of its process while that runs."""
        return self._process.pid if self._process is not None and self.alive else None

    def why(self) -> str:
        """Return the line of its log that explains an early end."""
        return f"{last_complaint(self._log, self._log_start)} (the rest is in {os.path.relpath(self._log)})"

    def start(self) -> None:
        """Start the process, and start it again from now on whenever it has ended."""
        with self._lock:
            self._held = False
            if not self.alive:
                self._start()

    def look(self) -> None:
        """Start the process again if it has ended, after a pause that grows while it keeps ending.

        Its log is turned over when it has grown large.
        """
        with suppress(OSError):  # a full disk: the next look may find room
            turn_over(self._log)
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

    def kill(self) -> None:
        """Kill the process; it is started again."""
        self._signal(signal.SIGKILL)

    def stop(self, how: Optional[signal.Signals] = None) -> None:
        """End the process and leave it ended until it is started."""
        self.ask_to_end(how)
        self.wait_for_end(time.monotonic() + _GRACE_SECONDS)

    def ask_to_end(self, how: Optional[signal.Signals] = None) -> None:
        """Ask the process to end, and no longer start it again."""
        with self._lock:
            self._held = True
        self._signal(how or self.ends_on)

    def wait_for_end(self, deadline: float) -> None:
        """Wait for the end until ``deadline`` (of ``time.monotonic``), then kill."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _start(self) -> None:
        with open_log(self._log) as stream:
            if not self.starts:
                self._log_start = stream.tell()
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,  # the terminal's Ctrl-C is for the one who ends them in order
            )
        self._began, self._again_at = time.monotonic(), 0.0
        self.starts += 1

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self.alive:
            self._process.send_signal(number)


class Supervisor:
    """A context in which parts run; at its end they are asked to end in the opposite order."""

    def __init__(self) -> None:
        self._parts: List[Part] = []
        self._leaving = threading.Event()
        self._watch = threading.Thread(target=self._look, name="supervisor", daemon=True)

    def run(self, *parts: Part, seconds: float) -> None:
        """Start parts and return when all of them do their work.

        :raises LaunchError: when one ends or takes too long, with the reason from its log
        """
        for part in parts:
            part.start()
            self._parts.append(part)
        deadline = time.monotonic() + seconds
        for part in parts:
            while not part.ready():
                if part.starts > 2 or time.monotonic() > deadline:
                    raise LaunchError(f"{part.name} did not start: {part.why()}")
                time.sleep(_LOOK_SECONDS)

    def _look(self) -> None:
        while not self._leaving.wait(_LOOK_SECONDS):
            for part in list(self._parts):
                part.look()

    def __enter__(self) -> Supervisor:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        """End those that take requests before those that they need."""
        for part in reversed(self._parts):
            part.ask_to_end()
            part.wait_for_end(time.monotonic() + _GRACE_SECONDS)
        # Last, for the kernel ends what this thread has started when the thread ends.
        self._leaving.set()
        self._watch.join()
