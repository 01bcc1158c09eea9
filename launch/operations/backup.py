"""A copy of all conversations in one file, made while assistants run, and put back into an empty place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Dict, List, Tuple

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from launch.errors import LaunchError
from launch.settings import Settings
from web.sqlite_file import is_file, make_private

#: What a copy holds: conversations, feedback, and what Slack's channel keeps. The catalog is loaded anew.
_TABLES = ("events", "feedback", "ended_sessions", "slack_*")
_DEBIAN = Path("/usr/lib/postgresql")


def back_up(settings: Settings, file: Path) -> str:
    """Write a copy and return a line that says so.

    :raises LaunchError: when it cannot be written, or the file is there already
    """
    if file.exists():
        raise LaunchError(f"{file} is there already. Name another file, or remove it.")
    url = make_url(settings.tracker_db_url)
    part = file.with_name(f"{file.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        if is_file(url):
            _copy(Path(str(url.database)), part)
        else:
            tables = [f"--table={name}" for name in _TABLES]
            _run("pg_dump", url, "--format=custom", "--no-owner", "--no-acl", *tables, f"--file={part}")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return (
        f"Written: {file} ({file.stat().st_size / 1e6:.1f} MB). It holds what people said: keep it as safe."
    )


def restore(settings: Settings, file: Path) -> str:
    """Put a copy back and return a line that says so.

    :raises LaunchError: when there are conversations already, or the file is no copy
    """
    if not file.is_file():
        raise LaunchError(f"There is no file {file}.")
    url = make_url(settings.tracker_db_url)
    _refuse_if_in_use(url)
    if is_file(url):
        _check(file)
        make_private(url)
        _copy(file, Path(str(url.database)))
    else:
        options = (
            "--no-owner",
            "--no-acl",
            "--clean",
            "--if-exists",
            "--single-transaction",
            "--exit-on-error",
        )
        _run("pg_restore", url, *options, str(file))
    return f"The conversations of {file} are back. Start the assistants again."


def _refuse_if_in_use(url: URL) -> None:
    if is_file(url) and not Path(str(url.database)).exists():
        return
    engine = create_engine(url, future=True, hide_parameters=True)
    try:
        if "events" in inspect(engine).get_table_names():
            with engine.connect() as connection:
                if connection.scalar(text("SELECT count(*) FROM events")):
                    raise LaunchError(
                        "TRACKER_DB_URL holds conversations already; restore into an empty one."
                    )
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise LaunchError(f"The database of conversations (TRACKER_DB_URL) fails: {reason}.") from None
    finally:
        engine.dispose()


def _copy(source: Path, target: Path) -> None:
    """Copy a database page by page, with what is still in its log, while others write to it."""
    if not source.is_file():
        raise LaunchError(f"There is no database {source}.")
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)
    except sqlite3.Error as error:
        raise LaunchError(f"{source} could not be copied: {error}.") from None


def _check(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            copy.execute("SELECT count(*) FROM events")
    except sqlite3.Error as error:
        raise LaunchError(f"{file} is no copy of conversations: {error}.") from None
    if not sound:
        raise LaunchError(f"{file} is damaged.")


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run a program of PostgreSQL; the password stands in its environment, not where others see it."""
    command, environment = _connection(url)
    try:
        done = subprocess.run(
            [_program(program), *command, f"--dbname={url.database}", *arguments],
            env={**os.environ, **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError as error:
        raise LaunchError(f"{program} does not run: {error.strerror}.") from None
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        raise LaunchError(f"{program} failed: {reason}")


def _connection(url: URL) -> Tuple[List[str], Dict[str, str]]:
    host = url.host or str(url.query.get("host", ""))
    options = [f"--host={host}"] if host else []
    options += [f"--port={url.port}"] if url.port else []
    options += [f"--username={url.username}"] if url.username else []
    return [*options, "--no-password"], {"PGPASSWORD": str(url.password)} if url.password else {}


def _program(name: str) -> str:
    """Return a program of the newest PostgreSQL of this machine: an old one cannot read a new server."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    where = str(found[-1]) if found else shutil.which(name)
    if where is None:
        raise LaunchError(f"{name} is missing. Install Debian's package postgresql-client.")
    return where
