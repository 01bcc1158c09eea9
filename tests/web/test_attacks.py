"""Attacks by one address, bounded and over loopback, while somebody else asks: they hardly notice.

Twenty connections of each kind work for a few seconds. The other visitor's requests stay under a second, the
assistant's memory under 1.2 times what it was.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, AsyncIterator, Awaitable, Callable, Iterator

import aiohttp
import psutil
import pytest

from launch.settings import LOGS
from tests.running import RunningAssistant

CONNECTIONS = 20
SECONDS = 12.0  # enough for a hundred requests of the visitor: of fewer the p99 is the single slowest
ATTACKER, VISITOR = "203.0.113.9", "198.51.100.7"
BASE = "/webhooks/website"
Attack = Callable[[int, dict[str, str]], AsyncIterator[bytes]]


@pytest.fixture(scope="module")
def attacked(knowledge_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAssistant]:
    """Run an assistant that believes the address that a proxy names."""
    folder = tmp_path_factory.mktemp("attacked")
    settings = {"SANIC_PROXIES_COUNT": "1", "CONNECTIONS": "200"}
    url = f"sqlite:///{folder}/conversations.db"
    with RunningAssistant(knowledge_url, url, folder, settings, observed=True) as running:
        yield running


async def begin(http: aiohttp.ClientSession, address: str) -> dict[str, str]:
    """Begin a session and return the headers of its requests."""
    headers = {"X-Forwarded-For": address}
    async with http.post(f"{BASE}/session", headers=headers) as response:
        token = (await response.json())["token"]
    return {**headers, "Authorization": f"Bearer {token}"}


async def say(http: aiohttp.ClientSession, who: dict[str, str], text: str) -> str:
    posted = {"id": uuid.uuid4().hex, "text": text}
    async with http.post(f"{BASE}/messages", json=posted, headers=who) as response:
        return await response.text()


def lengthen(folder: Path, who: dict[str, str]) -> None:
    """Repeat what is stored of a conversation until it has some hundred messages."""
    content = who["Authorization"].split()[1].split(".")[0]
    person = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
    with sqlite3.connect(folder / "conversations.db") as connection:
        columns = "sender_id, type_name, timestamp, intent_name, action_name, data"
        rows = connection.execute(f"SELECT {columns} FROM events WHERE sender_id = ?", (person,)).fetchall()
        connection.executemany(f"INSERT INTO events ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows * 150)


def head(method: str, path: str, who: dict[str, str], more: str = "") -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in who.items())
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{lines}{more}\r\n".encode()


def asking(method: str, path: str, more: str = "") -> Attack:
    """Return an attack that sends the same request again and again."""

    async def attack(number: int, who: dict[str, str]) -> AsyncIterator[bytes]:
        while True:
            yield head(method, path, who, more)

    return attack


def slowly(first: Callable[[dict[str, str]], bytes]) -> Attack:
    """Return an attack that sends the rest of a request byte by byte."""

    async def attack(number: int, who: dict[str, str]) -> AsyncIterator[bytes]:
        yield first(who)
        while True:
            await asyncio.sleep(0.5)
            yield b"x"

    return attack


async def long_questions(number: int, who: dict[str, str]) -> AsyncIterator[bytes]:
    """Ask as much as a message may hold, again and again."""
    while True:
        text = ("what and how and why does it pay and " * 30)[:1000]
        body = json.dumps({"id": uuid.uuid4().hex, "text": text}).encode()
        yield head("POST", f"{BASE}/messages", who, f"Content-Length: {len(body)}\r\n") + body


ATTACKS: dict[str, Attack] = {
    "asking long questions": long_questions,
    "reading a long conversation": asking("GET", f"{BASE}/conversation"),
    "loading the script": asking("GET", "/careerbot.js"),
    "beginning sessions": asking("POST", f"{BASE}/session", "Content-Length: 0\r\n"),
    "asking for options": asking("OPTIONS", "/anything", "Content-Length: 0\r\n"),
    "paths that are not there": asking("GET", "/nowhere"),
    "sending a head slowly": slowly(lambda who: head("GET", BASE, who)[:-2]),
    "sending a body slowly": slowly(
        lambda who: head("POST", f"{BASE}/messages", who, "Content-Length: 9000\r\n")
    ),
    "sending large bodies": slowly(
        lambda who: head("POST", f"{BASE}/session", who, "Content-Length: 9900000\r\n") + bytes(9_000_000)
    ),
}


async def hold(port: int, attack: Attack, number: int, who: dict[str, str], until: float) -> int:
    """Attack on one connection after the other, and return how many requests were sent."""
    sent = 0
    while time.monotonic() < until:
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            reading = asyncio.create_task(_read_all(reader))
            try:
                async for piece in attack(number, who):
                    writer.write(piece)
                    await asyncio.wait_for(writer.drain(), 1)
                    sent += 1
                    await asyncio.sleep(0.005)
                    if reading.done() or time.monotonic() > until:
                        break
            except TimeoutError:
                pass
            finally:
                reading.cancel()
                writer.close()
        await asyncio.sleep(0.01)
    return sent


async def _read_all(reader: asyncio.StreamReader) -> None:
    while await reader.read(65_536):
        pass


async def visit(http: aiohttp.ClientSession, until: float) -> list[float]:
    """Ask, read and look around as a visitor does, and return how long each took in seconds."""
    took = []
    who = await begin(http, VISITOR)

    async def timed(work: Awaitable[Any]) -> Any:
        began = time.monotonic()
        done = await work
        took.append(time.monotonic() - began)
        return done

    async def read(path: str) -> int:
        async with http.get(path, headers=who) as response:
            await response.read()
            return response.status

    number = 0
    while time.monotonic() < until:
        if number % 10 == 0:
            assert "done" in await timed(say(http, who, "What does a data engineer earn?"))
        else:
            assert await timed(read(f"{BASE}/")) == 200
        number += 1
        await asyncio.sleep(0.1)
    return took


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_of_one_address_hardly_slows_another_visitor(
    attacked: RunningAssistant, name: str
) -> None:
    assert attacked.process is not None
    (assistant,) = [
        one for one in psutil.Process(attacked.process.pid).children(recursive=True) if "run" in one.cmdline()
    ]
    log = LOGS / "assistant.log"
    async with aiohttp.ClientSession(attacked.url) as http:
        attacker = await begin(http, f"203.0.113.{10 + list(ATTACKS).index(name)}")
        await say(http, attacker, "What does an ML engineer earn?")
        await asyncio.to_thread(lengthen, attacked.folder, attacker)
        memory, logged = assistant.memory_info().rss, log.stat().st_size
        attackers = [attacker] * CONNECTIONS
        if ATTACKS[name] is long_questions:  # messages of one conversation wait for one another anyway
            attackers = [await begin(http, attacker["X-Forwarded-For"]) for _ in attackers]
        until = time.monotonic() + SECONDS
        attacking = [
            asyncio.create_task(hold(attacked.port, ATTACKS[name], number, who, until))
            for number, who in enumerate(attackers)
        ]
        took = await visit(http, until)
        sent = sum(await asyncio.gather(*attacking))

    worst = sorted(took)[int(len(took) * 0.99)]
    grown = assistant.memory_info().rss / memory
    print(f"{name}: {sent} sent, p99 {worst:.2f} s of {len(took)}, memory x{grown:.2f}")
    assert worst < 1.0, took
    assert grown < 1.2
    assert log.stat().st_size - logged < 50_000
