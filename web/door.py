"""What may come in through a server's port at all: how many connections, how large, how often, in which form.

Whatever is decided here is decided before a byte of a body is read, whichever route a request is for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Callable, Optional

from sanic.exceptions import InvalidUsage, PayloadTooLarge, SanicException
from sanic.request import Request

from web.tally import Tally

#: Bytes of a body, where nobody says otherwise: a message of the longest kind, or a signed suggestion.
MOST_BYTES = 16 * 1024
#: Seconds from the first byte of a request to the end of its head, and to the end of its body.
HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
#: Seconds for which a connection may be open without a request, and for which a reader may take nothing.
IDLE_SECONDS = 15.0
READ_SECONDS = 30.0

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_METHOD = re.compile(r"[A-Z]{1,20}")
_LENGTH = re.compile(r"[0-9]{1,12}")


class TooManyRequests(SanicException):
    """Somebody asks too often."""

    status_code = 429
    quiet = True

    def __init__(self, seconds: int) -> None:
        super().__init__("Too many requests")
        self.headers = {"Retry-After": str(seconds)}


@dataclass
class Connections:
    """Counts the open connections, in all and of each address."""

    most: int
    most_of_address: int
    _open: Counter[str] = field(default_factory=Counter)
    _all: int = 0

    def enter(self, address: str) -> bool:
        """Count a connection, and return whether there was room for it.

        :param address: empty where it is only that of a proxy
        """
        full = bool(address) and self._open.get(address, 0) >= self.most_of_address
        if full or self._all >= self.most:
            return False
        self._open[address] += 1
        self._all += 1
        return True

    def leave(self, address: str) -> None:
        """Count a connection out that had room."""
        self._all -= 1
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]


class Door:
    """Lets requests in, or refuses them.

    :param connections: how many may be open; of an address, where no proxy stands before the server
    :param most_bytes: how large the body of a request may be
    :param wait: for a request, the seconds until its sender may ask again, or ``None`` when it may now
    """

    def __init__(
        self,
        connections: Connections,
        most_bytes: Callable[[Request], int] = lambda _: MOST_BYTES,
        wait: Callable[[Request], Optional[int]] = lambda _: None,
        tally: Optional[Tally] = None,
    ) -> None:
        self.connections = connections
        self.tally = tally or Tally()
        self._most_bytes = most_bytes
        self._wait = wait

    def admit(self, request: Request) -> int:
        """Return how many bytes the body of a request may have.

        :raises SanicException: when the request is ambiguous, too large or one too many
        """
        _check_form(request)
        seconds = self._wait(request)
        if seconds is not None:
            raise TooManyRequests(seconds)
        most = self._most_bytes(request)
        if int(request.headers.get("content-length", "0")) > most:
            raise PayloadTooLarge("Too large")
        return most


def _check_form(request: Request) -> None:
    """Refuse what two servers could read in two ways: one would then take a body for a request of its own.

    :raises InvalidUsage: for such a request
    """
    headers = request.headers
    lengths, codings = headers.getall("content-length", []), headers.getall("transfer-encoding", [])
    sound = (
        _METHOD.fullmatch(request.method)
        and b"\0" not in request.head
        and request.head.count(b"\n") == request.head.count(b"\r\n")
        and request.head.count(b"\r") == request.head.count(b"\r\n")
        and all(_TOKEN.fullmatch(name) for name in headers)
        and len(lengths) + len(codings) <= 1
        and all(_LENGTH.fullmatch(length) for length in lengths)
        and all(coding == "chunked" for coding in codings)
    )
    if not sound:
        raise InvalidUsage("Bad Request")
    try:
        request.path  # noqa: B018 - bytes that are no text
    except ValueError:
        raise InvalidUsage("Bad Request") from None
