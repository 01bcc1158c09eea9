"""A running assistant to talk to, started the way `make serve` starts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

PROJECT = Path(__file__).resolve().parent.parent
START_SECONDS = 240


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class RunningAssistant:
    """The assistant and its action server as processes of this test run."""

    knowledge_url: str
    tracker_url: str
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    action_port: int = field(default_factory=free_port)
    process: Optional[subprocess.Popen[bytes]] = None
    observed: bool = False
    ops_port: int = field(default_factory=free_port)
    action_ops_port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """Return the address of the assistant's server."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> RunningAssistant:
        """Start the processes and wait until they answer."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the processes."""
        self.stop()

    def start(self) -> None:
        """Start the assistant as `make serve` does, on ports of its own."""
        log = open(self.folder / "serve.log", "ab")  # noqa: SIM115 - the process keeps it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "launch", "serve"],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={
                **os.environ,
                "KNOWLEDGE_DB_URL": self.knowledge_url,
                "TRACKER_DB_URL": self.tracker_url,
                "PORT": str(self.port),
                "ACTION_PORT": str(self.action_port),
                **self._operations(),
                **self.environment,
            },
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if self.send("hello", sender="start"):
                    return
            except OSError:
                time.sleep(0.5)
        raise RuntimeError(f"the assistant did not start:\n{(self.folder / 'serve.log').read_text()[-2000:]}")

    def _operations(self) -> dict[str, str]:
        """Return the settings of the operations ports, which are open where the assistant is observed."""
        if not self.observed:
            return {}
        return {"OPS_PORT": str(self.ops_port), "ACTION_OPS_PORT": str(self.action_ops_port)}

    def stop(self, *, how: signal.Signals = signal.SIGTERM) -> None:
        """End the processes and wait for their end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)

    def send(self, message: Any, *, sender: str) -> list[dict[str, Any]]:
        """Post a message to the REST channel and return the answers."""
        body = json.dumps({"sender": sender, "message": message}).encode()
        return list(self._post("/webhooks/rest/webhook", body))

    def parse(self, text: str) -> dict[str, Any]:
        """Return how the assistant reads a text."""
        return dict(self._post("/model/parse", json.dumps({"text": text}).encode()))

    def _post(self, path: str, body: bytes) -> Any:
        request = urllib.request.Request(
            self.url + path, data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.loads(response.read())

    def conversation(self) -> Conversation:
        """Begin a conversation of a new person."""
        return Conversation(self, uuid.uuid4().hex)


@dataclass
class Conversation:
    """A conversation of one person with the assistant."""

    assistant: RunningAssistant
    sender: str
    last: list[dict[str, Any]] = field(default_factory=list)

    def say(self, message: Any) -> str:
        """Send a message and return the text of all answers to it."""
        self.last = self.assistant.send(message, sender=self.sender)
        return "\n\n".join(one.get("text") or "" for one in self.last)

    @property
    def buttons(self) -> list[dict[str, str]]:
        """Return the buttons of the last answer."""
        return list(self.last[-1].get("buttons") or []) if self.last else []

    def press(self, title: str) -> str:
        """Press the button with this title."""
        payload = next(one["payload"] for one in self.buttons if one["title"] == title)
        return self.say(payload)
