"""Starting the assistant with its action server, for a conversation in the terminal or for a server."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import termios
import time
from contextlib import contextmanager
from typing import Dict, Iterator, Mapping, Optional, Tuple

from launch.environment import child_environment
from launch.health import wait_until_healthy
from launch.ports import claim, free_port
from launch.prepare import prepare
from launch.processes import Child, Children
from launch.progress import Progress
from launch.settings import DEFAULT_ACTION_PORT, DEFAULT_PORT, LOGS, MODEL, Settings
from launch.widget import ensure_widget_built, fingerprint, is_built

#: Generous, for a disk that has to be read for the first time; a process that ends is noticed at once.
START_SECONDS = 180.0
_ENDPOINTS = "launch/endpoints.yml"


def chat(settings: Settings, progress: Progress) -> int:
    """Hold a conversation in the terminal; return when the person leaves.

    Ports that the person did not set are free ones, so that several conversations can run at once.
    """
    port = claim(settings.port, "PORT") if settings.port else free_port()
    with _state_of_terminal(), Children(LOGS, child_environment()) as children:
        prepare(children, settings, progress)
        with progress.step("Starting the assistant"):
            token = _action_token(settings)
            of_answers = {**token, "ANSWER_TEXT_WIDTH": str(_text_width())}
            port_of_actions = settings.action_port or free_port()
            webhook, actions = _start_actions(children, settings, port_of_actions, of_answers)
            # The assistant keeps silent until the other end of this pipe is closed.
            turn, hold = os.pipe()
            assistant = children.start(
                "assistant", "channels.terminal", "shell",
                "--model", str(MODEL), "--endpoints", _ENDPOINTS,
                "--interface", "127.0.0.1", "--port", str(port),
                environment={
                    **of_answers, "ACTION_SERVER_URL": webhook, "CAREERBOT_TERMINAL_TURN": str(turn),
                },
                on_terminal=True,
                pass_fds=(turn,),
            )  # fmt: skip
            os.close(turn)
            _wait(assistant, actions, port, webhook)
        os.close(hold)
        code = assistant.wait()
        if code > 0:
            progress.fail(f"The assistant ended early: {assistant.why()}")
        return max(code, 0)


def _text_width() -> int:
    """Return how wide answers may be drawn: as the terminal, within what reads well and can be set."""
    return max(40, min(shutil.get_terminal_size().columns or 80, 100))


def serve(settings: Settings, progress: Progress) -> int:
    """Serve every channel over HTTP until a signal ends it.

    In development the server listens on loopback alone, and Rasa's HTTP API is open; in production it
    listens on every interface, and the API is closed.
    """
    port = claim(settings.port or DEFAULT_PORT, "PORT", settings.interface)
    _claim_operations(settings)
    with Children(LOGS, child_environment()) as children:
        prepare(children, settings, progress)
        _build_widget(progress)
        with progress.step("Starting the assistant"):
            token, action_port = _action_token(settings), settings.action_port or DEFAULT_ACTION_PORT
            webhook, actions = _start_actions(children, settings, action_port, token)
            api = ("--enable-api",) if settings.api_is_there else ()
            assistant = children.start(
                "assistant", "rasa", "run",
                "--model", str(MODEL), "--endpoints", _ENDPOINTS, "--credentials", "credentials.yml",
                "--interface", settings.interface, "--port", str(port), *api,
                environment={**token, "ACTION_SERVER_URL": webhook},
            )  # fmt: skip
            _wait(assistant, actions, port, webhook)
        progress.say(f"Careerbot listens on http://localhost:{port} (Ctrl-C ends it)")
        while assistant.alive and (actions is None or actions.alive):
            time.sleep(0.5)
        ended = actions if assistant.alive else assistant
        assert ended is not None  # noqa: S101 - the loop ends only when one of them has
        progress.fail(f"The {ended.name} ended: {ended.why()}")
        return 1


def _build_widget(progress: Progress) -> None:
    """Build the widget where its sources changed; without npm the rest is served, and that is said."""
    if is_built(fingerprint()):
        return
    with progress.step("Building the widget"):
        complaint = ensure_widget_built()
    if complaint is not None:
        progress.say(complaint)


def _claim_operations(settings: Settings) -> None:
    """See to it that the operations ports are free, where the settings ask for them."""
    for port, variable in ((settings.ops_port, "OPS_PORT"), (settings.action_ops_port, "ACTION_OPS_PORT")):
        if port is not None:
            claim(port, variable, settings.interface)


def _action_token(settings: Settings) -> Dict[str, str]:
    """Return what the assistant shows to the action server: a token for one that is started beside it."""
    if settings.action_server_url:
        return {}
    return {"ACTION_SERVER_TOKEN": settings.action_server_token or secrets.token_hex(32)}


def _start_actions(
    children: Children, settings: Settings, port: int, token: Mapping[str, str]
) -> Tuple[str, Optional[Child]]:
    """Return the action server's address, and its process unless the settings name a running one."""
    if settings.action_server_url:
        return settings.action_server_url, None
    claim(port, "ACTION_PORT")
    child = children.start(
        "actions", "launch.action_server", "--actions", "actions", "--port", str(port),
        environment={**token, "SANIC_HOST": "127.0.0.1", "OPS_PORT": str(settings.action_ops_port or "")},
    )  # fmt: skip
    return f"http://127.0.0.1:{port}/webhook", child


def _wait(assistant: Child, actions: Optional[Child], port: int, webhook: str) -> None:
    """Return when both servers answer: the action server is the quicker, so its faults show first."""
    health = webhook.rsplit("/", 1)[0] + "/health"
    both = (assistant, actions) if actions else (assistant,)
    wait_until_healthy("action server", health, seconds=START_SECONDS, children=both[::-1])
    wait_until_healthy("assistant", f"http://127.0.0.1:{port}/", seconds=START_SECONDS, children=both)


@contextmanager
def _state_of_terminal() -> Iterator[None]:
    """Put the terminal back as it was, also when the conversation is ended while a line is being typed."""
    if not sys.stdin.isatty():
        yield
        return
    saved = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, saved)
