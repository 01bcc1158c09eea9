"""The programs that the cluster is made of and that Debian packages, and the users they run as."""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Tuple

from launch.errors import LaunchError

_FOLDERS = "/usr/sbin:/usr/local/sbin"
_POSTGRESQL = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """Where the programs lie; of PostgreSQL, the folder."""

    nginx: str
    redis: str
    postgresql: Path


def find_programs() -> Programs:
    """Return the programs.

    :raises LaunchError: naming every program that this machine lacks, with its Debian package
    """
    nginx, redis, postgresql = _which("nginx"), _which("redis-server"), _postgresql()
    if nginx is None or redis is None or postgresql is None:
        found = (("nginx", "nginx-light", nginx), ("redis-server", "redis-server", redis),
                 ("PostgreSQL", "postgresql", postgresql))  # fmt: skip
        lacking = [(program, package) for program, package, where in found if where is None]
        raise LaunchError(
            f"The cluster needs {', '.join(program for program, _ in lacking)}. Install Debian's "
            f"{'package' if len(lacking) == 1 else 'packages'} {' '.join(package for _, package in lacking)}."
        )
    return Programs(nginx, redis, postgresql)


def _which(name: str) -> Optional[str]:
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:{_FOLDERS}")


def _postgresql() -> Optional[Path]:
    """Return the folder with the newest PostgreSQL server; Debian keeps it off the search path."""
    on_path = _which("postgres")
    found = [path.parent for path in _POSTGRESQL.glob("*/bin/postgres")]
    if not found:
        return Path(on_path).parent if on_path else None
    return max(found, key=lambda folder: float(folder.parent.name))


def account(name: str) -> Optional[Tuple[int, int]]:
    """Return the user and group under which a program runs, or ``None`` when it runs as oneself.

    PostgreSQL refuses to run as root, and the others need not.
    """
    if os.geteuid() != 0:
        return None
    for user in (name, "nobody"):
        try:
            found = pwd.getpwnam(user)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    return None


def command_as(user: Optional[str], *command: str) -> List[str]:
    """Return a command that runs as a user, and gets SIGTERM when the process that started it ends.

    :param user: by default whoever asks
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return list(command)
    who = account(user) if user is not None else None
    identity = [f"--reuid={who[0]}", f"--regid={who[1]}", "--clear-groups"] if who else []
    return [setpriv, "--pdeathsig=TERM", *identity, "--", *command]
