"""A way to the database that can stall: what is sent over it waits, and no connection is refused or closed.

``python -m faults.stall PORT TARGET`` forwards connections from one port of loopback to another. While its
process is stopped (SIGSTOP) the system goes on taking connections and bytes, as a network does whose other
end has become unreachable, and everything is delivered, late, when the process goes on (SIGCONT).
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import Iterator

from launch.cluster.programs import command_as
from settings import PROJECT

_CHUNK = 64 * 1024


class StallingNetwork:
    """The network between the processes and their database."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def stall(self) -> None:
        """Hold back whatever is sent from now on."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Deliver what was held back, and all that follows."""
        self._process.send_signal(signal.SIGCONT)


@contextmanager
def stalling_network(port: int, target: int) -> Iterator[StallingNetwork]:
    """Forward connections from ``port`` to ``target`` within the block."""
    command = command_as(None, sys.executable, "-m", "faults.stall", str(port), str(target))
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            yield StallingNetwork(process)
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()


async def _serve(port: int, target: int) -> None:
    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        except OSError:  # nobody listens there: the caller is told by the end of its connection
            writer.close()
            return
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))

    server = await asyncio.start_server(forward, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2])))
