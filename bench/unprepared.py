"""The project's two servers on a knowledge base that is filled already.

Usage: ``python -m bench.unprepared PORT ACTION_PORT``.
"""

from __future__ import annotations

import sys
import time

from launch.environment import child_environment
from launch.processes import Children, leave_on_signals
from launch.settings import LOGS, MODEL


def main() -> None:
    """Serve until a signal ends it."""
    port, action_port = sys.argv[1:]
    leave_on_signals()
    with Children(LOGS, child_environment()) as children:
        actions = children.start(
            "bench-actions", "rasa_sdk", "--actions", "actions", "--port", action_port,
            environment={"SANIC_HOST": "127.0.0.1"},
        )  # fmt: skip
        assistant = children.start(
            "bench-assistant", "rasa", "run", "--model", str(MODEL), "--endpoints", "launch/endpoints.yml",
            "--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", port,
            environment={"ACTION_SERVER_URL": f"http://127.0.0.1:{action_port}/webhook"},
        )  # fmt: skip
        while actions.alive and assistant.alive:
            time.sleep(0.2)


if __name__ == "__main__":
    main()
