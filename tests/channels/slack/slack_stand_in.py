"""A stand-in for Slack: its Web API, its addresses for answers, and its Socket Mode endpoint.

It refuses what Slack refuses: wrong tokens, missing scopes, messages beyond Slack's limits. It can limit
the rate, fail, and break a connection before or after it carried a call out.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Deque, Dict, List, Mapping, Optional

import yaml
from aiohttp import WSMsgType, web

from tests.channels.slack import slack_acts
from tests.channels.slack.slack_rules import Invalid, check_message
from tests.channels.slack.slack_web_api import SlackWebApi

MANIFEST = Path(__file__).resolve().parents[3] / "deploy" / "slack-manifest.yml"
BOT_TOKEN = "xoxb-stand-in"
CLIENT_ID = "111.222"
CLIENT_SECRET = "client-secret"


@dataclass
class Fault:
    """How a call of a method goes wrong; ``after`` it was carried out, or before."""

    status: int = 500
    error: str = "internal_error"
    retry_after: Optional[int] = None
    breaks: bool = False
    page: Optional[str] = None
    hangs: bool = False
    after: bool = False


@dataclass
class Call:
    """A call that was made."""

    method: str
    arguments: Mapping[str, Any]
    at: float
    token: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)


class SlackStandIn(SlackWebApi):
    """One Slack with workspaces, channels and messages."""

    def __init__(self) -> None:
        scopes = yaml.safe_load(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"]
        super().__init__(set(scopes), {BOT_TOKEN: slack_acts.TEAM})
        self.calls: List[Call] = []
        self.faults: Dict[str, Deque[Optional[Fault]]] = defaultdict(deque)
        self.called_while_limited = 0
        self.latency = 0.0
        self.changed = asyncio.Event()
        self._closed_until: Dict[str, float] = {}
        self._sockets: List[web.WebSocketResponse] = []
        self.connections = 0
        self._acknowledged: Dict[str, asyncio.Future[Any]] = {}
        self._runner: Optional[web.AppRunner] = None
        self._stopping = asyncio.Event()

    async def start(self, port: int = 0) -> None:
        """Listen on a port of this machine, by default a free one."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/answers/{person}", self._answer)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening; what hangs is let go."""
        self._stopping.set()
        for socket in self._sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Return the address of the Web API."""
        return f"{self.url}/api/"

    def response_url(self, person: str = "U0001", about: Optional[Mapping[str, Any]] = None) -> str:
        """Return an address for answers to one person; ``about`` is the message in which they pressed."""
        return f"{self.url}/answers/{person}" + (f"?about={about['ts']}" if about else "")

    async def wait_for(self, count: int, seconds: float = 10.0, **where: Any) -> List[Dict[str, Any]]:
        """Return the messages that stand somewhere as soon as there are ``count``."""
        return await self.until(
            lambda: self.said(**where) if len(self.said(**where)) >= count else None, seconds
        )

    async def until(self, condition: Any, seconds: float = 10.0) -> Any:
        """Return what ``condition`` returns as soon as it is something."""
        deadline = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                shown = [one["text"][:60] for one in self.messages[-3:]]
                raise AssertionError(f"Slack waited {seconds} s in vain; it heard last {shown}")
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), min(left, 0.2))
            except TimeoutError:
                continue

    # --- the Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            arguments: Dict[str, Any] = await request.json()
        else:
            arguments = {**request.query, **dict(await request.post())}
        for name in ("blocks", "metadata", "view", "prompts"):
            if isinstance(arguments.get(name), str):
                arguments[name] = json.loads(arguments[name])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.get("token", "")
        call = Call(method, arguments, time.monotonic(), token)
        self.calls.append(call)
        if call.at < self._closed_until.get(method, 0.0):
            self.called_while_limited += 1
        fault = self.faults[method].popleft() if self.faults[method] else None
        if fault is None or fault.after:
            call.answer = self.carry_out(method, token, arguments)
            self.changed.set()
        await asyncio.sleep(self.latency)
        if fault is not None:
            return await self._fail(request, method, fault)
        if call.answer.get("error") == self.limit_name:
            return self._limited(method, 1)
        return web.json_response(call.answer)

    async def _fail(self, request: web.Request, method: str, fault: Fault) -> web.StreamResponse:
        if fault.hangs:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 30)
        if fault.breaks and request.transport is not None:
            request.transport.close()
        if fault.retry_after is not None:
            return self._limited(method, fault.retry_after)
        if fault.page is not None:
            return web.Response(status=fault.status, text=fault.page)
        return web.json_response({"ok": False, "error": fault.error}, status=fault.status)

    def _limited(self, method: str, seconds: int) -> web.Response:
        self._closed_until[method] = time.monotonic() + seconds
        return web.json_response(
            {"ok": False, "error": self.limit_name}, status=429, headers={"Retry-After": str(seconds)}
        )

    # --- answers to one person

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        person, message = request.match_info["person"], await request.json()
        self.calls.append(Call("response_url", message, time.monotonic()))
        fault = self.faults["response_url"].popleft() if self.faults["response_url"] else None
        if fault is not None and not fault.after:
            return await self._fail(request, "response_url", fault)
        try:
            check_message(message)
        except Invalid as error:
            return web.Response(status=400, text=str(error))
        # Only what was pressed can be replaced: by the address of a command Slack posts another message.
        pressed = self.said(ts=request.query.get("about"))
        if message.get("replace_original") and pressed:
            pressed[0].update(text=message["text"], blocks=message.get("blocks") or [])
        else:
            self.tell(person, message, channel="C0009")
        self.changed.set()
        if fault is not None:
            return await self._fail(request, "response_url", fault)
        return web.Response(text="ok")

    # --- Socket Mode

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        self.connections += 1
        await socket.send_json(
            {"type": "hello", "num_connections": 1, "connection_info": {"app_id": slack_acts.APP_ID}}
        )
        self.changed.set()
        async for received in socket:
            if received.type == WSMsgType.TEXT:
                answer = json.loads(received.data)
                waiting = self._acknowledged.get(answer.get("envelope_id"))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer.get("payload"))
        self._sockets.remove(socket)
        return socket

    async def send_by_socket(self, kind: str, payload: Mapping[str, Any], seconds: float = 3.0) -> Any:
        """Send an envelope by Socket Mode and return what it was acknowledged with."""
        envelope_id = f"envelope-{slack_acts.new_ts()}"
        waiting = self._acknowledged[envelope_id] = asyncio.get_running_loop().create_future()
        await self._sockets[-1].send_json(
            {"envelope_id": envelope_id, "type": kind, "payload": payload, "accepts_response_payload": True}
        )
        return await asyncio.wait_for(waiting, seconds)

    async def drop_connections(self) -> None:
        """Ask the clients to connect anew, as Slack does every few hours."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
