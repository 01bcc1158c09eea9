"""The commands behind the Make targets: ``python -m launch COMMAND``."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from pathlib import Path

from pydantic import ValidationError

from launch.assistant import chat, serve
from launch.environment import child_environment
from launch.errors import LaunchError
from launch.logs import privately
from launch.operations.backup import back_up, restore
from launch.operations.person import erase_person, export_person
from launch.operations.retention import erase_old
from launch.prepare import prepare
from launch.processes import Children, leave_on_signals
from launch.progress import Progress
from launch.settings import LOGS, Settings, make_state_folder, read_settings
from launch.transcript import write_transcript
from settings import PROJECT, in_one_line

_COMMANDS = {
    "chat": "hold a conversation in the terminal",
    "serve": "serve the website, Slack and the API over HTTP",
    "train": "fill the knowledge base and train the model, where their sources have changed",
    "erase-old": "erase conversations that ended more than RETENTION_DAYS ago",
    "person": "export or erase all that is kept of one person",
    "backup": "copy all conversations into a file while assistants run",
    "restore": "put a copy back into an empty place",
    "transcript": "write docs/transcript.md from a conversation held now",
}


def main() -> int:
    """Run a command and return its exit code; every expected error is one line."""
    parser = argparse.ArgumentParser(prog="python -m launch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    of = {name: commands.add_parser(name, help=purpose) for name, purpose in _COMMANDS.items()}
    of["person"].add_argument("what", choices=("export", "erase"))
    of["person"].add_argument("id", help="web-… of the website, slack:TEAM:USER of Slack")
    of["person"].add_argument("--file", help="where to write the export; by default it is printed")
    for name in ("backup", "restore"):
        of[name].add_argument("file", type=Path)
    options = parser.parse_args()
    command = options.command

    os.chdir(PROJECT)
    progress = Progress()
    leave_on_signals()
    try:
        make_state_folder()
        if command == "person":
            return _person(options, read_settings(), progress)
        if command in ("backup", "restore"):
            work = back_up if command == "backup" else restore
            progress.say(work(read_settings(), options.file))
            return 0
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


def _person(options: argparse.Namespace, settings: Settings, progress: Progress) -> int:
    if options.what == "erase":
        progress.say(erase_person(settings, options.id))
    elif options.file is None:
        print(export_person(settings, options.id))
    else:
        exported = export_person(settings, options.id)
        with open(options.file, "x", encoding="utf-8", opener=privately) as file:
            file.write(exported)
        progress.say(f"Written: {options.file}")
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
