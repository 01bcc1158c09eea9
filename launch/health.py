"""Waiting until a server answers."""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from typing import Optional

from launch.errors import LaunchError
from launch.processes import Child
from launch.settings import ActionServerSettings, read_settings

_PAUSE_SECONDS = 0.1


def wait_until_healthy(what: str, address: str, *, seconds: float, children: tuple[Child, ...] = ()) -> None:
    """Return when ``address`` answers 200.

    :param children: processes that must be alive meanwhile
    :raises LaunchError: when one of them ends, or the time is over, with the reason from its log
    """
    deadline = time.monotonic() + seconds
    while not answers(address):
        for child in children:
            if not child.alive:
                raise LaunchError(f"The {child.name} did not start: {child.why()}")
        if time.monotonic() > deadline:
            reason = f": {children[0].why()}" if children else f" at {address}"
            raise LaunchError(f"The {what} did not answer within {seconds:.0f} seconds{reason}")
        time.sleep(_PAUSE_SECONDS)


def answers(address: str, timeout: Optional[float] = 2.0) -> bool:
    """Return whether ``address`` answers 200."""
    try:
        with _DIRECT.open(address, timeout=timeout) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


#: A proxy that is set in the environment is not asked for the way to this machine's own servers.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def main() -> int:
    """Return 0 when the process beside this one says on its operations port that it can take messages.

    This is the health check of a container, which has no other program to ask with.
    """
    port = read_settings(ActionServerSettings).ops_port
    if port is None:
        print("Careerbot: OPS_PORT must name the operations port", file=sys.stderr)
        return 1
    return 0 if answers(f"http://127.0.0.1:{port}/ready", timeout=4) else 1


if __name__ == "__main__":
    sys.exit(main())
