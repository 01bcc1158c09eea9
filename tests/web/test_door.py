"""What comes in through the port of the assistant: how large, how often, how slowly, in which form."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from typing import Any

import pytest

from launch.operations.log_lines import Log
from tests.launch.operations.serving import environment, listening, make_app
from web import connections
from web.addresses import networks_of
from web.door import MOST_BYTES, Connections
from web.limits import EVERYBODY, DoorRates, rates

HOST = b"Host: localhost\r\n"
SESSION = b"POST /webhooks/website/session HTTP/1.1\r\n" + HOST


class Caller:
    """A connection, byte by byte."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def __aenter__(self) -> Caller:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def say(self, data: bytes) -> bytes:
        """Send bytes and return the first that come back."""
        self.writer.write(data)
        return await self.hear()

    async def hear(self, seconds: float = 5.0) -> bytes:
        """Return what comes next; nothing at the end of the connection."""
        return await asyncio.wait_for(self.reader.read(65_536), seconds)


async def said(port: int, data: bytes) -> bytes:
    async with Caller(port) as caller:
        return await caller.say(data)


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def error_of(answer: bytes) -> str:
    return str(json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"])


def production(patch: pytest.MonkeyPatch, **settings: str) -> Any:
    return make_app(patch, {**environment("production"), **settings})[0]


@pytest.mark.parametrize(
    "path", ["/", "/webhooks/website/session", "/webhooks/website/messages", "/careerbot.js", "/nowhere"]
)
async def test_no_route_of_strangers_reads_more_than_a_message(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    async with listening(production(monkeypatch)) as port:
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
        length = await said(port, f"{head}Content-Length: {MOST_BYTES + 1}\r\n\r\n".encode())
        chunk = f"{head}Transfer-Encoding: chunked\r\n\r\n{MOST_BYTES + 1:x}\r\n".encode()
        chunked = await said(port, chunk + b"x" * (MOST_BYTES + 1))

    assert status_of(length) == 413, "it was told before a byte of the body came"
    assert status_of(chunked) in (401, 404, 405, 413)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: +5\r\n",
        b"Content-Length: 1_0\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 5\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length : 5\r\n",
        b"Content-Length:\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"X-A: b\nContent-Length: 5\r\n",
        b"X-A: b\x00\r\n",
        b"X-A\r\n",
        b"Expect: nothing\r\nContent-Length: 5\r\n",
    ],
)
async def test_what_two_servers_could_read_differently_is_refused(
    monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    async with listening(production(monkeypatch)) as port:
        answer = await said(port, SESSION + head + b"\r\nhello")

    assert status_of(answer) in (400, 417)
    assert error_of(answer) == "bad_request"


@pytest.mark.parametrize(
    "line",
    [
        b"GET %2f HTTP/1.1",
        b"get / HTTP/1.1",
        b"GET /\xff HTTP/1.1",
        b"GET http://[ HTTP/1.1",
        b"GET / HTTP/9.9",
        b"G\xc3\x89T / HTTP/1.1",
        b"nonsense",
    ],
)
async def test_no_request_line_is_met_with_silence_or_an_error_of_the_server(
    monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    async with listening(production(monkeypatch)) as port:
        answer = await said(port, line + b"\r\n" + HOST + b"\r\n")

    assert status_of(answer) in (400, 404, 405)
    assert error_of(answer)


@pytest.mark.parametrize("size", [b"+5", b"1_0", b"0x5", b"", b" 5", b"5 ", b"-1"])
async def test_a_chunk_of_no_plain_size_ends_the_connection(
    monkeypatch: pytest.MonkeyPatch, size: bytes
) -> None:
    async with listening(production(monkeypatch)) as port, Caller(port) as caller:
        head = SESSION + b"Transfer-Encoding: chunked\r\n\r\n"
        answer = await caller.say(head + size + b"\r\nhello\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n")
        answer += await caller.hear()

    assert status_of(answer) == 400
    assert answer.count(b"HTTP/1.1") == 1, "what followed was read as a request"


@pytest.mark.parametrize(
    ("sent", "more", "status"),
    [
        (b"", b"", 0),
        (b"GET / HT", b"x", 408),
        (SESSION, b"X-A: b\r\n", 408),
        (SESSION + b"Content-Length: 9000\r\n\r\n", b"x", 408),
        (SESSION + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 408),
        (SESSION.replace(b"session", b"messages") + b"Content-Length: 9000\r\n\r\n", b"x", 401),
    ],
)
async def test_who_sends_a_byte_now_and_then_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, sent: bytes, more: bytes, status: int
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.5)
    monkeypatch.setattr(connections, "_LOOK_SECONDS", 0.1)
    monkeypatch.setattr(connections, "_LAST_SECONDS", 0.2)
    app = production(monkeypatch)
    app.config.KEEP_ALIVE_TIMEOUT = 0.5
    heard = b""
    async with listening(app) as port, Caller(port) as caller:
        began = time.monotonic()
        caller.writer.write(sent)
        while time.monotonic() - began < 5:
            try:
                heard += (piece := await caller.hear(0.1))
                if not piece:
                    break
            except TimeoutError:
                caller.writer.write(more)
            except ConnectionError:
                break
        took = time.monotonic() - began

    assert took < 2.5, "the connection was still open"
    assert status_of(heard) == status


async def test_connections_of_an_address_are_counted_and_those_that_end_make_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with listening(production(monkeypatch, CONNECTIONS_PER_ADDRESS="3")) as port:
        callers = [Caller(port) for _ in range(3)]
        for caller in callers:
            await caller.__aenter__()
            assert status_of(await caller.say(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")) == 200
        async with Caller(port) as another:
            refused = await another.hear()
        await callers[0].__aexit__()
        await asyncio.sleep(0.1)
        async with Caller(port) as another:
            admitted = await another.say(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        for caller in callers[1:]:
            await caller.__aexit__()

    assert (status_of(refused), error_of(refused)) == (503, "too_many_connections")
    assert status_of(admitted) == 200


async def test_behind_a_proxy_its_one_address_is_not_what_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANIC_PROXIES_COUNT", "1")
    async with listening(production(monkeypatch, CONNECTIONS_PER_ADDRESS="1", CONNECTIONS="10")) as port:
        callers = [Caller(port) for _ in range(11)]
        for caller in callers:
            await caller.__aenter__()
        refused = await callers[-1].hear()
        taken = await callers[5].say(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        for caller in callers:
            await caller.__aexit__()

    assert status_of(taken) == 200
    assert status_of(refused) == 503


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/careerbot.js"),
        ("GET", "/"),
        ("OPTIONS", "/anything"),
        ("OPTIONS", "/webhooks/website/messages"),
        ("GET", "/webhooks/website/conversation"),
        ("DELETE", "/webhooks/website/conversation"),
        ("GET", "/webhooks/slack/install"),
        ("GET", "/nowhere"),
    ],
)
async def test_every_flow_has_a_limit(monkeypatch: pytest.MonkeyPatch, method: str, path: str) -> None:
    async with listening(production(monkeypatch, REQUESTS_PER_ADDRESS="5/minute")) as port:
        request = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        answers = [await said(port, request) for _ in range(7)]

    assert [status_of(answer) for answer in answers[-2:]] == [429, 429]
    assert 429 not in [status_of(answer) for answer in answers[:5]]
    assert b"retry-after" in answers[-1].lower()


def test_a_home_and_its_neighbourhood_are_counted() -> None:
    networks = networks_of("2001:db8:1:2:3:4:5:6")

    assert networks == [("2001:db8:1:2::/64", 1), ("2001:db8:1::/48", 4)]
    assert networks_of("::ffff:203.0.113.7") == [("203.0.113.7", 1)]


def test_all_addresses_together_have_a_ceiling_for_whatever_they_ask() -> None:
    door = DoorRates(rates("2/minute"))

    waits = [door.wait(f"203.0.113.{number % 200}") for number in range(2 * EVERYBODY + 1)]

    assert waits[:-1] == [None] * 2 * EVERYBODY
    assert waits[-1] is not None


def test_what_was_turned_away_is_not_counted_out() -> None:
    room = Connections(most=1, most_of_address=1)

    assert room.enter("a")
    assert not room.enter("b")
    room.leave("a")
    assert room.enter("b")


async def test_refusals_are_counted_by_kind_and_logged_once_a_minute(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    counted: Counter[str] = Counter()
    with (tmp_path / "log").open("w+") as stream:
        Log(stream).install()
        app = production(monkeypatch)
        app.ctx.door.tally._count = lambda kind: counted.update([kind])
        async with listening(app) as port:
            for _ in range(50):
                await said(port, b"OPTIONS /%d HTTP/1.1\r\nContent-Length: 0\r\n" % _ + HOST + b"\r\n")
                await said(port, b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n")
                await said(port, b"DELETE /webhooks/website/conversation HTTP/1.1\r\n" + HOST + b"\r\n")
        stream.seek(0)
        # Sanic says once a process what it runs on; those lines are not strangers' doing.
        lines = [line for line in stream.read().splitlines() if '"logger": "sanic.root"' not in line]

    assert counted["401"] == 50
    assert counted["404"] >= 50
    assert len(lines) <= 2, lines
