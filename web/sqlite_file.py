"""An SQLite file of people's words: shared by processes, read by nobody else, overwritten when erased."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, make_url

#: Seconds to wait for who else writes.
SECONDS = 5.0


def is_file(address: str | URL) -> bool:
    """Return whether an address names a file of SQLite."""
    url = make_url(address)
    return url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")


def make_private(address: str | URL) -> None:
    """Make the file if there is none, and let nobody but its owner read it.

    SQLite gives the files beside it (``-wal``, ``-shm``) the same rights. A file that is there is not opened:
    whoever closes a file gives up all locks of the process on it, those of SQLite's open connections too.
    Other programs would then take the file for unused, and remove the log that answers are being written to.
    """
    path = Path(str(make_url(address).database))
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for one in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        if one.exists() and one.stat().st_mode & 0o077 and one.stat().st_uid == os.geteuid():
            one.chmod(0o600)


def share(engine: Engine, seconds: float = SECONDS) -> None:
    """Let several processes use one file, and overwrite what is deleted: not only forget where it stands.

    Readers do not wait; a writer waits ``seconds`` for another.
    """

    def prepare(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")

    event.listen(engine, "connect", prepare)


def empty_log(engine: Engine) -> bool:
    """Write the log of changes into the file and cut it: it holds what was there before it was erased.

    Return whether that was possible: not while somebody reads an older state.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").first()
    return busy is None or busy[0] == 0
