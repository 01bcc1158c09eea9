"""Connections to the action server that stay open from one action to the next.

Rasa makes a client session for each call, with connections of its own: each call builds one up and tears it
down. Sessions are cheap and keep cookies apart, so they stay; but they share their connections.
"""

from __future__ import annotations

import asyncio
import atexit
from typing import TYPE_CHECKING, Any, Callable
from weakref import WeakKeyDictionary

from launch.rasa_patches.patching import Patch

if TYPE_CHECKING:
    from aiohttp import ClientSession, TCPConnector

#: Seconds that an unused connection is kept. Action servers close theirs after 5 (Sanic's default); ours
#: must go first, or a call could start on a connection that the other end is just closing.
IDLE_SECONDS = 4.0


def sharing_connections(_: Callable[[Any], ClientSession]) -> Callable[[Any], ClientSession]:
    """Return Rasa's way to make a session for an endpoint, on connections that outlive the session."""
    import aiohttp
    from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT

    connectors: WeakKeyDictionary[asyncio.AbstractEventLoop, TCPConnector] = WeakKeyDictionary()

    def connector() -> TCPConnector:
        loop = asyncio.get_running_loop()
        if loop not in connectors:
            connectors[loop] = aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS, limit=0)
            atexit.register(connectors[loop].close)
        return connectors[loop]

    def session(self: Any) -> ClientSession:
        login = self.basic_auth
        return aiohttp.ClientSession(
            headers=self.headers,
            auth=aiohttp.BasicAuth(login["username"], login["password"]) if login else None,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            connector=connector(),
            connector_owner=False,
        )

    return session


PATCHES = (
    Patch(
        "rasa.utils.endpoints",
        "EndpointConfig.session",
        "2e488a4fb018144132de8b5f9b12d2c3",
        sharing_connections,
    ),
)
