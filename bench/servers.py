"""Servers that are started to be measured, with all their processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, List, Optional, Sequence, Type

import psutil  # type: ignore[import-untyped]

START_SECONDS = 300.0
_PAUSE_SECONDS = 0.05
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ServerFailed(RuntimeError):
    """A server that did not start, or met a message with silence; the text names its log."""


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Server:
    """A command that serves Rasa's REST channel on ``port``, measured from its start to its first answer.

    :param first: the message whose answer counts as the first
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        port: int,
        first: str,
        folder: Path,
        log: Path,
        environment: Dict[str, str],
    ) -> None:
        self._command = list(command)
        self._first = first
        self._folder = folder
        self._log = log
        self._environment = environment
        self._process: Optional[subprocess.Popen[bytes]] = None
        self.url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        self.started_in = 0.0  # seconds

    def __enter__(self) -> Server:
        """Start it and wait for the first answer."""
        began = time.perf_counter()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - began > START_SECONDS:
                self.__exit__(None, None, None)
                raise ServerFailed(f"{' '.join(self._command[:5])} … did not start; its log is {self._log}")
            time.sleep(_PAUSE_SECONDS)
        self.started_in = time.perf_counter() - began
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        """End it with all its processes."""
        assert self._process is not None  # noqa: S101 - it was started
        processes = self.processes()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs(processes, timeout=20)
        for process in alive:
            process.kill()
        self._process.wait()

    def processes(self) -> List[psutil.Process]:
        """Return the process that was started and all that it started."""
        assert self._process is not None  # noqa: S101 - it was started
        try:
            top = psutil.Process(self._process.pid)
            return [top, *top.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def memory(self) -> float:
        """Return the memory of all processes together in MB; what they share is counted once (PSS)."""
        return float(sum(process.memory_full_info().pss for process in self.processes()) / 1e6)

    def processor_seconds(self) -> float:
        """Return the processor time that all processes have used."""
        return float(sum(sum(process.cpu_times()[:2]) for process in self.processes()))

    def _answers(self) -> bool:
        body = json.dumps({"sender": uuid.uuid4().hex, "message": self._first}).encode()
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})  # noqa: S310
        try:
            with _DIRECT.open(request, timeout=60) as response:
                answer: Any = json.loads(response.read())
                return bool(answer)
        except (urllib.error.URLError, OSError, ValueError):
            return False
