"""The faults: each breaks a part of the running cluster and mends it."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from typing import Callable, List, Optional

from faults.disk import SmallDisk
from faults.stall import StallingNetwork
from launch.cluster.topology import Cluster
from launch.processes import Child

_RETURN_SECONDS = 90.0
_LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Fault:
    """A fault by the name that the table gives it; ``strike`` returns when the part is back."""

    name: str
    strike: Callable[[], None]


@dataclass(frozen=True)
class Lengths:
    """How long faults last, in seconds."""

    away: float  # PostgreSQL and Redis are down
    full: float  # the disk is full
    stalled: float  # the network holds back what is sent


class DidNotReturn(Exception):
    """A part that was killed did not come back by itself."""


def all_faults(
    cluster: Cluster, disk: Optional[SmallDisk], network: StallingNetwork, lengths: Lengths
) -> List[Fault]:
    """Return the faults in the order in which they strike."""

    def restart(part: Child, how: signal.Signals) -> Callable[[], None]:
        def strike() -> None:
            part.stop(how)
            time.sleep(lengths.away)
            part.start()
            _wait(part)

        return strike

    def full(small: SmallDisk) -> Callable[[], None]:
        def strike() -> None:
            small.fill()
            time.sleep(lengths.full)
            small.free()

        return strike

    def stalled() -> None:
        network.stall()
        time.sleep(lengths.stalled)
        network.go_on()

    return [
        Fault("an assistant is killed", lambda: _kill(cluster.assistants[0])),
        Fault("an action server is killed", lambda: _kill(cluster.action_servers[0])),
        # SIGQUIT is PostgreSQL's immediate shutdown: it has to recover from its log, as after a power cut.
        Fault("PostgreSQL crashes and restarts", restart(cluster.postgresql, signal.SIGQUIT)),
        Fault("Redis restarts without its memory", restart(cluster.redis, signal.SIGKILL)),
        *([Fault("the disk is full", full(disk))] if disk is not None else []),
        Fault(f"the network to the database stalls for {lengths.stalled:.0f} s", stalled),
    ]


def _kill(part: Child) -> None:
    """Kill a process, which its supervisor starts again."""
    before = part.starts
    part.kill()
    _wait(part, starts=before + 1)


def _wait(part: Child, starts: int = 0) -> None:
    deadline = time.monotonic() + _RETURN_SECONDS
    while part.starts < starts or not part.ready():
        if time.monotonic() > deadline:
            raise DidNotReturn(f"{part.name} did not return: {part.why()}")
        time.sleep(_LOOK_SECONDS)
