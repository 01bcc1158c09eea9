"""The folder of one run of the cluster, which the users of its programs can reach; it goes with the run."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from launch.cluster.programs import account
from settings import STATE

_PASS_THROUGH = 0o711
_PREFIX = "careerbot-"
_LOCK = "lock"


@contextmanager
def run_folder() -> Iterator[Path]:
    """Make a folder under `.careerbot/cluster`, or under `/var/tmp` where the programs' users may not go."""
    parent = STATE / "cluster"
    parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and not _reachable(parent):
        parent = Path("/var/tmp")  # noqa: S108 - mkdtemp makes a folder of its own there
    for left in parent.glob(f"{_PREFIX}*"):
        _remove_if_left(left)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    folder.chmod(_PASS_THROUGH)
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system takes it back even from a run that is killed
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def own_folder(folder: Path, user: str) -> Path:
    """Make a folder that belongs to a program's user alone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    give(folder, user)
    return folder


def give(path: Path, user: str) -> None:
    """Give a file to the user that a program runs as."""
    who = account(user)
    if who is not None:
        os.chown(path, *who)


def _remove_if_left(folder: Path) -> None:
    """Remove the folder of a run that was killed before it could, with the disks that it mounted there."""
    try:
        with (folder / _LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for disk in folder.iterdir():
                if disk.is_mount():
                    subprocess.run(["umount", "--lazy", str(disk)], check=False)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # it is still needed, or somebody else's
        return


def _reachable(folder: Path) -> bool:
    return all(one.stat().st_mode & stat.S_IXOTH for one in (folder, *folder.parents))
