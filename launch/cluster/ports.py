"""Ports that stay free for a part while it is being started again."""

from __future__ import annotations

import random
import socket
from typing import Set

from launch.errors import LaunchError

#: Below the ports that the system gives to outgoing connections: one of those could take a part's place.
_RANGE = range(20_000, 32_000)
_ATTEMPTS = 200
_given: Set[int] = set()


def lasting_port() -> int:
    """Return a port of loopback that nothing listens on, each time another one.

    :raises LaunchError: when none can be found
    """
    for port in random.sample(_RANGE, _ATTEMPTS):
        if port in _given:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
    raise LaunchError(f"No port of {_RANGE.start} to {_RANGE.stop - 1} is free on this machine.")
