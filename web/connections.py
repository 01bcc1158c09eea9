"""Connections that cannot be held open at will: Sanic's own protocol, with limits on number, time and form.

Sanic starts its clocks anew with every byte, so one byte now and then keeps a connection for ever; and it
goes on reading a body that it has refused.
"""

from __future__ import annotations

import json
import re
from time import monotonic
from typing import Any, Optional

import sanic.app
from sanic import Sanic
from sanic.exceptions import InvalidUsage, RequestTimeout, SanicException, ServiceUnavailable
from sanic.http import Http, Stage
from sanic.request import Request
from sanic.server.protocols.http_protocol import HttpProtocol

from web.addresses import network_of
from web.door import BODY_SECONDS, HEAD_SECONDS, READ_SECONDS, Door

#: Seconds between two looks at the clocks of a connection.
_LOOK_SECONDS = 1.0
#: Seconds that a connection which is to end has for its last answer.
_LAST_SECONDS = 2.0
#: The size of a chunk, and what may come before its end in all.
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
_LONGEST_SIZE = 64
#: Bytes of a refused body that are dropped before the connection ends.
_DROPPED_BYTES = 10_000_000
_BODY = json.dumps(
    {
        "error": {
            "code": "too_many_connections",
            "message": "There are too many connections. Try again in a moment.",
            "retry_after": 5,
        }
    }
).encode()
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 5\r\n"
    b"Access-Control-Allow-Origin: *\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b"
    % (len(_BODY), _BODY)
)


def install(app: Sanic, door: Door) -> None:
    """Let everything that comes to a server pass its door."""
    app.ctx.door = door
    sanic.app.HttpProtocol = GuardedProtocol


class _Http(Http):
    def init_for_request(self) -> None:
        super().init_for_request()
        self.protocol.began = monotonic()

    async def http1_request_header(self) -> None:
        """Read the head of a request, and ask the door."""
        try:
            await super().http1_request_header()
        except SanicException:
            raise
        except Exception:  # whatever Sanic trips over: a length or an address that is none
            self.url = None
            raise InvalidUsage("Bad Request") from None
        self.request.conn_info = self.protocol.conn_info
        door: Optional[Door] = self.protocol.door
        if door is not None:
            try:
                self.request_max_size = door.admit(self.request)
            except SanicException as refusal:
                _ask_nobody_else(self.request)
                if isinstance(refusal, InvalidUsage):
                    self.request_body = None  # where it would end is what cannot be told
                raise

    def create_empty_request(self) -> None:
        """Make what Sanic needs to answer what is no request."""
        super().create_empty_request()
        _ask_nobody_else(self.request)

    async def read(self) -> Optional[bytes]:
        """Read a piece of the body; of chunks, only sizes that every server reads alike."""
        if self.response is not None and (self.request_bytes or 0) > self.request_max_size:
            await self._drain()
            return None
        try:
            if self.request_body == "chunked" and self.request_bytes_left == 0:
                await self._check_chunk()
            piece: Optional[bytes] = await super().read()
            return piece
        except InvalidUsage:
            self.keep_alive = False
            self.request_body = None
            if self.response is not None:  # it was answered without this body
                return None
            raise

    async def _drain(self) -> None:
        """Drop a body that was refused: who is still sending it would otherwise not hear why."""
        left = min(self.request_bytes_left or 0, _DROPPED_BYTES)
        while left > 0:
            if not self.recv_buffer:
                await self._receive_more()
            left -= len(self.recv_buffer)
            self.recv_buffer.clear()
        self.keep_alive = False
        self.request_body = None

    async def _check_chunk(self) -> None:
        buffer = self.recv_buffer
        while (end := buffer.find(b"\r\n", 3)) < 0 and len(buffer) <= _LONGEST_SIZE:
            await self._receive_more()
        if end >= 0 and not _SIZE.fullmatch(bytes(buffer[2:end]).partition(b";")[0]):
            raise InvalidUsage("Bad chunked encoding")


def _ask_nobody_else(request: Request) -> None:
    """Leave out the middleware of requests: one that answers would answer in the place of the refusal."""
    request.request_middleware_started = True


_SLOTS = ("_address", "_turned_away", "_waiting", "began", "door")


class GuardedProtocol(HttpProtocol):
    """A connection."""

    __slots__ = _SLOTS

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.door: Optional[Door] = getattr(self.app.ctx, "door", None)
        self.began = monotonic()
        self._waiting = False
        self._address: Optional[str] = None
        self._turned_away = False

    def _setup_connection(self) -> None:
        self._http = _Http(self)
        self._time = self.began = monotonic()
        self.check_timeouts()

    def connection_made(self, transport: Any) -> None:
        """Take a connection, or turn it away."""
        if self.door is not None:
            address = "" if self.app.config.PROXIES_COUNT else _address_of(transport)
            if not self.door.connections.enter(address):
                self._turned_away = True
                self.door.tally.refused("connections")
                self.transport = transport
                transport.write(_FULL)
                transport.close()
                return
            self._address = address
        super().connection_made(transport)

    def connection_lost(self, exc: Optional[BaseException]) -> None:
        """Count a connection out."""
        if self._address is not None and self.door is not None:
            self.door.connections.leave(self._address)
            self._address = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; only the first of a request starts its clock."""
        if self._turned_away:
            return
        http: Optional[Http] = getattr(self, "_http", None)
        if http is None or (http.stage is Stage.IDLE and not getattr(http, "request_body", None)):
            self.began = monotonic()
        super().data_received(data)

    async def receive_more(self) -> None:
        """Wait for more bytes."""
        self._waiting = True
        try:
            await super().receive_more()
        finally:
            self._waiting = False

    def check_timeouts(self) -> None:
        """End the connection when it is late; else look again."""
        if not self._task or self._http is None:
            return
        late = self._late()
        if late is None:
            self.loop.call_later(_LOOK_SECONDS, self.check_timeouts)
            return
        self._http.exception = late
        if isinstance(late, RequestTimeout) and self.door is not None:
            self.door.tally.refused("slow")
        self._task.cancel()
        self.loop.call_later(_LAST_SECONDS, self.abort)  # it may be reading what is never sent

    def _late(self) -> Optional[SanicException]:
        """Return what a connection is told that is late, or ``None``."""
        stage, since = self._http.stage, monotonic() - self.began
        if stage is Stage.IDLE:
            return ServiceUnavailable("Idle") if since > self.keep_alive_timeout else None
        if self._waiting:
            longest = HEAD_SECONDS if stage is Stage.REQUEST else BODY_SECONDS
            return RequestTimeout("Request Timeout") if since > longest else None
        quiet = monotonic() - max(self.began, self._time)
        if not self._can_write.is_set() and quiet > READ_SECONDS:
            return RequestTimeout("Nobody reads")
        return ServiceUnavailable("Response Timeout") if quiet > self.response_timeout else None


def _address_of(transport: Any) -> str:
    peer = transport.get_extra_info("peername")
    return network_of(str(peer[0])) if isinstance(peer, tuple) and peer else ""
