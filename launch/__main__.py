"""The commands behind the Make targets: ``python -m launch chat|serve|train|transcript|erase-old``."""

from __future__ import annotations

import argparse
import errno
import os
import sys

from pydantic import ValidationError

from launch.assistant import chat, serve
from launch.environment import child_environment
from launch.errors import LaunchError
from launch.operations.retention import erase_old
from launch.prepare import prepare
from launch.processes import Children, leave_on_signals
from launch.progress import Progress
from launch.settings import LOGS, Settings, read_settings
from launch.transcript import write_transcript
from settings import PROJECT, in_one_line

_COMMANDS = {
    "chat": "hold a conversation in the terminal",
    "serve": "serve the website, Slack and the API over HTTP",
    "train": "fill the knowledge base and train the model, where their sources have changed",
    "erase-old": "erase conversations that ended more than RETENTION_DAYS ago",
    "transcript": "write docs/transcript.md from a conversation held now",
}


def main() -> int:
    """Run a command and return its exit code; every expected error is one line."""
    parser = argparse.ArgumentParser(prog="python -m launch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in _COMMANDS.items():
        commands.add_parser(name, help=purpose)
    command = parser.parse_args().command

    os.chdir(PROJECT)
    progress = Progress()
    leave_on_signals()
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        return _run(command, read_settings(), progress)
    except LaunchError as error:
        progress.fail(str(error))
    except ValidationError as error:  # of the settings that belong to the knowledge base or to the encoder
        progress.fail(in_one_line(error))
    except OSError as error:
        progress.fail(_explained(error))
    except KeyboardInterrupt:
        return 130
    return 1


def _run(command: str, settings: Settings, progress: Progress) -> int:
    if command == "chat":
        return chat(settings, progress)
    if command == "serve":
        return serve(settings, progress)
    if command == "erase-old":
        progress.say(erase_old(settings))
        return 0
    if command == "transcript":
        progress.say(f"Written: {write_transcript()}")
        return 0
    with Children(LOGS, child_environment()) as children:
        prepare(children, settings, progress)
    return 0


def _explained(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"The disk is full{where}. Free some space, then run it again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"No permission to write{where}. Make the folder {PROJECT} writable, then run it again."
    return f"{error.strerror or error}{where}"


if __name__ == "__main__":
    sys.exit(main())
