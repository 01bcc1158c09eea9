"""The project beside the starter bot, measured in turn."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Callable, Collection, Dict, List, Sequence

from bench.load import one_user, several_users
from bench.percentiles import median, percentile
from bench.report import Comparison
from bench.servers import Server
from bench.sizes import CONVERSATIONS_IN_BATCH, USERS, Size
from bench.systems import System

PARTS = ("start", "memory", "latency", "throughput", "training")
Say = Callable[[str], None]


def compare(systems: Sequence[System], parts: Collection[str], size: Size, say: Say) -> List[Comparison]:
    """Return the comparisons of these parts; the first of the systems is the peer."""
    found: List[Comparison] = []
    if "start" in parts:
        found += _start(systems, size, say)
    if {"memory", "latency", "throughput"} & set(parts):
        found += _running(systems, parts, size, say)
    if "training" in parts:
        found += _training(systems, size, say)
    return found


def _start(systems: Sequence[System], size: Size, say: Say) -> List[Comparison]:
    taken: Dict[str, List[float]] = {system.name: [] for system in systems}
    for number in range(size.rounds):
        for system in systems:
            say(f"start {number + 1} of {size.rounds}: {system.name}")
            with system.start() as server:
                taken[system.name].append(server.started_in)
    return [_of("start", "start to first answer", "s", taken, 0.4)]


def _running(systems: Sequence[System], parts: Collection[str], size: Size, say: Say) -> List[Comparison]:
    taken: Dict[str, List[float]] = {system.name: [] for system in systems}
    work: Dict[str, List[float]] = {system.name: [] for system in systems}
    loads: Dict[str, List[float]] = {system.name: [] for system in systems}
    memory: Dict[str, List[float]] = {}
    with ExitStack() as running:
        servers: Dict[str, Server] = {}
        for system in systems:
            say(f"starting {system.name}")
            servers[system.name] = running.enter_context(system.start())
            one_user(servers[system.name].url, system.script, range(1))  # warm, not counted
        if {"memory", "latency"} & set(parts):
            for batch in range(size.batches):
                say(f"one user, batch {batch + 1} of {size.batches}")
                numbers = range(1 + batch * CONVERSATIONS_IN_BATCH, 1 + (batch + 1) * CONVERSATIONS_IN_BATCH)
                for system in systems:
                    server = servers[system.name]
                    before = server.processor_seconds()
                    times = one_user(server.url, system.script, numbers)
                    work[system.name].append((server.processor_seconds() - before) * 1000 / len(times))
                    taken[system.name] += times
            memory = {name: [server.memory()] for name, server in servers.items()}
        if "throughput" in parts:
            for number in range(size.rounds):
                say(f"{USERS} users, round {number + 1} of {size.rounds}")
                for system in systems:
                    loads[system.name].append(
                        several_users(
                            servers[system.name].url,
                            system.script,
                            users=USERS,
                            seconds=size.load_seconds,
                            first=1000 * (number + 1),
                        )
                    )
    found = []
    messages = size.batches * CONVERSATIONS_IN_BATCH * 20
    if "memory" in parts:
        found.append(_of("memory", f"memory, all processes, after {messages:,} messages", "MB", memory, 0.6))
    if "latency" in parts:
        late = {name: [percentile(times, 99)] for name, times in taken.items()}
        found += [
            _of("latency", "a message, one user, median", "ms", taken, 0.4),
            _of("latency", "a message, one user, p99", "ms", late, 0.6),
            _of("latency", "processor time of a message, all processes", "ms", work),
        ]
    if "throughput" in parts:
        found.append(_of("throughput", f"messages a second, {USERS} users", "/s", loads, 3.0, at_least=True))
    return found


def _training(systems: Sequence[System], size: Size, say: Say) -> List[Comparison]:
    taken: Dict[str, List[float]] = {system.name: [] for system in systems}
    for number in range(size.trainings):
        for system in systems:
            say(f"training {number + 1} of {size.trainings}: {system.name}")
            taken[system.name].append(system.train())
    return [_of("training", "training from nothing", "s", taken, 0.8)]


def _of(
    part: str,
    what: str,
    unit: str,
    found: Dict[str, List[float]],
    limit: float | None = None,
    *,
    at_least: bool = False,
) -> Comparison:
    peer, project = found["peer"], found["project"]
    return Comparison(part, what, unit, median(peer), median(project), limit, at_least)
