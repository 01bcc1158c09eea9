"""A small disk of memory for PostgreSQL, which can be filled to the last byte."""

from __future__ import annotations

import errno
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Optional

from launch.cluster.folder import own_folder, run_folder

_CHUNK = bytes(1024 * 1024)


class SmallDisk:
    """A disk; ``folder`` is where PostgreSQL's data lie on it."""

    def __init__(self, mounted: Path) -> None:
        self.folder = mounted / "postgresql"
        self._ballast = mounted / "ballast"

    def fill(self) -> None:
        """Leave no room: from now on nothing can be written."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (len(_CHUNK), 4096):
                try:
                    while file.write(_CHUNK[:size]) == size:
                        pass
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def free(self) -> None:
        """Give the room back."""
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Optional[SmallDisk]]:
    """Mount a disk within the block; yield ``None`` where that is not allowed, as outside root."""
    with run_folder() as parent:
        mounted = own_folder(parent / "disk", "postgres")
        if os.geteuid() != 0 or not _mount(mounted, megabytes):
            yield None
            return
        mounted.chmod(0o711)
        try:
            yield SmallDisk(mounted)
        finally:
            subprocess.run(["umount", "--lazy", str(mounted)], check=False)


def _mount(folder: Path, megabytes: int) -> bool:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "careerbot-faults", str(folder)],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0
