"""One run: people talk, faults strike one after another, and at the end every conversation is checked."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Optional, Sequence

import aiohttp

from channels.sessions import Sessions
from faults.breakages import Fault
from faults.people import REQUEST_SECONDS, Broken, Client, Person, Refused, Talk, Unclear
from faults.rules import Breach, check, stored_events
from launch.cluster.topology import Cluster

#: Seconds within which every assistant must answer again after a part has returned.
RECOVERY_LIMIT = 10.0
_GIVE_UP_SECONDS = 60.0
_PROBE_SECONDS = 0.2
_PROBE = "What does an ML engineer do?"


@dataclass(frozen=True)
class Size:
    """How large a run is; times are in seconds."""

    users: int
    least_seconds: float  # that people talk
    pause: float  # between an answer and the next question, on average
    settle: float  # between two faults


@dataclass
class Row:
    """What happened from one fault to the next; ``recovery`` is in seconds, ``None`` when nothing struck."""

    name: str
    began: float
    recovery: Optional[float] = None
    messages: int = 0
    answered: int = 0
    repeated: int = 0
    slowest: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)
    breaches: Counter[str] = field(default_factory=Counter)

    @property
    def broken(self) -> bool:
        """Whether a rule was broken."""
        late = self.recovery is not None and self.recovery > RECOVERY_LIMIT
        return late or bool(self.breaches)


@dataclass(frozen=True)
class Result:
    """The rows of a run, every breach, and how long people talked, in seconds."""

    rows: List[Row]
    breaches: List[Breach]
    seconds: float


async def run(cluster: Cluster, faults: Sequence[Fault], size: Size, say: Callable[[str], None]) -> Result:
    """Let people talk while faults strike, and return what came of it.

    :raises DidNotReturn: when a part that was killed stays away
    """
    timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector, trust_env=False) as http:
        client = Client(http, cluster.url)
        people = [Person(client, number, size.pause) for number in range(size.users)]
        stop = asyncio.Event()
        began = time.monotonic()
        rows = [Row("before the first", began)]
        talking = [asyncio.create_task(person.talk_until(stop)) for person in people]
        try:
            say(f"{size.users} people talk")
            await asyncio.sleep(size.settle)
            for fault in faults:
                say(fault.name)
                row = Row(fault.name, time.monotonic())
                rows.append(row)
                await asyncio.to_thread(fault.strike)
                row.recovery = await _recovery(http, cluster)
                say(f"  every assistant answered {row.recovery:.1f} s after the part had returned")
                await asyncio.sleep(size.settle)
            await asyncio.sleep(max(0.0, size.least_seconds - (time.monotonic() - began)))
        finally:
            stop.set()
            await asyncio.gather(*talking)
        seconds = time.monotonic() - began
        say("comparing every conversation with what is stored")
        talks = [person.talk for person in people if person.talk is not None]
        breaches = await _check(client, cluster, talks)
    _count(rows, talks, breaches)
    return Result(rows, breaches, seconds)


async def _recovery(http: aiohttp.ClientSession, cluster: Cluster) -> float:
    """Return the seconds until each assistant, asked directly, has answered."""
    began = time.monotonic()

    async def answered(port: int) -> None:
        client = Client(http, f"http://127.0.0.1:{port}")
        while time.monotonic() - began < _GIVE_UP_SECONDS:
            try:
                token = await client.begin()
                texts, whole = await asyncio.wait_for(
                    client.send(token, uuid.uuid4().hex, _PROBE), _GIVE_UP_SECONDS
                )
                if whole and texts:
                    return
            except (TimeoutError, Broken, Refused, Unclear):
                pass
            await asyncio.sleep(_PROBE_SECONDS)

    await asyncio.gather(*(answered(port) for port in cluster.assistant_ports))
    return time.monotonic() - began


async def _check(client: Client, cluster: Cluster, talks: Sequence[Talk]) -> List[Breach]:
    sessions = Sessions(cluster.session_secret, days=1)
    names: Dict[str, str] = {talk.token: sessions.read(talk.token).conversation_id for talk in talks}
    stored = await asyncio.to_thread(
        stored_events, cluster.database_url(cluster.plan.database_port), names.values()
    )
    found: List[Breach] = []
    for talk in talks:
        shown = await client.read(talk.token)
        found += check(talk, shown, stored.get(names[talk.token], []))
    return found


def _count(rows: Sequence[Row], talks: Sequence[Talk], breaches: Sequence[Breach]) -> None:
    """Count each message, and each refusal, in the row of the fault during which it was sent, or came."""

    def row_at(moment: float) -> Row:
        return next(row for row in reversed(rows) if row.began <= moment or row is rows[0])

    for talk in talks:
        for message in talk.messages:
            row = row_at(message.began)
            row.messages += 1
            row.answered += message.answers is not None
            row.repeated += message.repeats > 0
            row.slowest = max(row.slowest, message.longest)
            for moment, code in message.refusals:
                row_at(moment).refused[code] += 1
    for breach in breaches:
        row_at(breach.message.began).breaches[breach.rule] += 1
