"""One process of Careerbot in the foreground, for containers and for several processes on one machine.

``python -m launch.single assistant`` serves the channels with the model that is there, and
``python -m launch.single actions`` serves the actions. Neither prepares anything, so that each can run many
times over: the model is trained by `make train`, the knowledge base filled by
``python -m knowledge.loader.load``. The action server needs only `requirements/actions.txt`.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn

from launch.environment import child_environment
from launch.errors import LaunchError
from launch.settings import (
    DEFAULT_ACTION_PORT,
    DEFAULT_PORT,
    MODEL,
    ActionServerSettings,
    Settings,
    read_settings,
)
from settings import PROJECT

_ENDPOINTS = "launch/endpoints.yml"


def main() -> int:
    """Become the process that the command line names; every expected error is one line."""
    parser = argparse.ArgumentParser(prog="python -m launch.single", description=__doc__)
    parser.add_argument("process", choices=("assistant", "actions"))
    process = parser.parse_args().process
    os.chdir(PROJECT)
    try:
        if process == "actions":
            _become_actions(read_settings(ActionServerSettings))
        _become_assistant(read_settings())
    except LaunchError as error:
        print(f"Careerbot: {error}", file=sys.stderr)
    return 1


def _become_assistant(settings: Settings) -> NoReturn:
    if settings.action_server_url is None:
        raise LaunchError("ACTION_SERVER_URL must name the action server, as http://127.0.0.1:5055/webhook.")
    if not MODEL.is_file():
        raise LaunchError(f"There is no model at {MODEL}. Train one with `make train`.")
    api = ("--enable-api",) if settings.api_is_there else ()
    _become(
        "launch.guard", str(os.getppid()), "rasa", "run",
        "--model", str(MODEL), "--endpoints", _ENDPOINTS, "--credentials", "credentials.yml",
        "--interface", settings.interface, "--port", str(settings.port or DEFAULT_PORT), *api,
    )  # fmt: skip


def _become_actions(settings: Settings) -> NoReturn:
    os.environ["SANIC_HOST"] = settings.interface
    port = settings.action_port or DEFAULT_ACTION_PORT
    _become("launch.action_server", "--actions", "actions", "--port", str(port))


def _become(*arguments: str) -> NoReturn:
    """Replace this process, so that signals reach the server itself."""
    os.execve(sys.executable, [sys.executable, "-m", *arguments], child_environment())  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
