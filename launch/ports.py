"""Ports of this machine: which are free, and what to say when one is not."""

from __future__ import annotations

import errno
import socket

from launch.errors import LaunchError


def claim(port: int, variable: str, interface: str = "127.0.0.1") -> int:
    """Return ``port`` when a server can listen on it.

    :raises LaunchError: naming the port and the variable that sets another
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise LaunchError(
                    f"Port {port} is taken by another program. Choose another with {variable}, "
                    f"as in {variable}={port + 1 if port < 65535 else port - 1}."
                ) from None
            raise LaunchError(f"Port {port} ({variable}) cannot be used: {error.strerror}.") from None
    return port


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
