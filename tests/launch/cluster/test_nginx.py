"""nginx before the processes: what it lets in, what it repeats elsewhere, and what it says itself."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Iterator, List, Tuple

import pytest

from launch.cluster.folder import run_folder
from launch.cluster.programs import Programs, find_programs
from launch.cluster.services import nginx
from launch.errors import LaunchError
from launch.ports import free_port
from launch.processes import Children
from tests.conftest import skip_unless_ci

MESSAGES = "/webhooks/website/messages"
SLACK = "/webhooks/slack/events"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class StandIn(ThreadingHTTPServer):
    """A server that notes what it is asked; one that ``dies`` breaks the connection instead of answering."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: List[Tuple[str, Any]] = []
        self.dies = False
        self.pause = 0.0
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that nginx breaks: that is what is tested."""


class Handler(BaseHTTPRequestHandler):
    """Answers with two lines, between which the server may pause."""

    protocol_version = "HTTP/1.1"
    server: StandIn

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.path, self.headers))
        if self.server.dies:
            self.close_connection = True
            return
        self._answer()

    def _answer(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for line in (b"6\r\nfirst\n\r\n", b"5\r\nlast\n\r\n", b"0\r\n\r\n"):
            self.wfile.write(line)
            self.wfile.flush()
            time.sleep(self.server.pause)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Door:
    """nginx before two assistants and two action servers."""

    def __init__(self, programs: Programs, running: ExitStack, requests_per_second: int = 10_000) -> None:
        self.assistants = [StandIn(), StandIn()]
        self.action_servers = [StandIn(), StandIn()]
        for server in (*self.assistants, *self.action_servers):
            running.callback(server.server_close)
            running.callback(server.shutdown)
        port, actions_port = free_port(), free_port()
        self.url, self.actions_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{actions_port}"
        folder = running.enter_context(run_folder())
        part = nginx(
            programs, folder / "nginx",
            listen=f"127.0.0.1:{port}", actions_listen=f"127.0.0.1:{actions_port}",
            assistants=[one.port for one in self.assistants],
            action_servers=[one.port for one in self.action_servers],
            log=folder / "nginx.log", requests_per_second=requests_per_second, connections=5,
        )  # fmt: skip
        self.log, self.port = folder / "nginx.log", port
        running.enter_context(Children(folder, os.environ)).keep(part, seconds=10)


@pytest.fixture
def door() -> Iterator[Door]:
    try:
        programs = find_programs()
    except LaunchError as error:
        skip_unless_ci(str(error))
    with ExitStack() as running:
        yield Door(programs, running)


@pytest.fixture
def narrow_door() -> Iterator[Door]:
    """Serve who asks once a second."""
    try:
        programs = find_programs()
    except LaunchError as error:
        skip_unless_ci(str(error))
    with ExitStack() as running:
        yield Door(programs, running, requests_per_second=1)


def say(door: Door, data: bytes) -> bytes:
    """Send bytes and return all that comes back."""
    with socket.create_connection(("127.0.0.1", door.port), timeout=10) as caller:
        caller.sendall(data)
        heard = b""
        while piece := caller.recv(65_536):
            heard += piece
        return heard


def post(url: str, body: bytes = b"{}", **headers: str) -> Tuple[int, str]:
    return _open(urllib.request.Request(url, body, headers))


def get(url: str) -> Tuple[int, str]:
    return _open(urllib.request.Request(url))


def _open(request: urllib.request.Request) -> Tuple[int, str]:
    try:
        with DIRECT.open(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def refusal(answer: Tuple[int, str]) -> Tuple[int, str]:
    """Return the status and the code of a refusal, which has a sentence too."""
    error = json.loads(answer[1])["error"]
    assert error["message"]
    return answer[0], error["code"]


@pytest.mark.parametrize("kind", ["assistants", "action_servers"])
def test_a_server_that_is_gone_costs_nothing(door: Door, kind: str) -> None:
    servers: List[StandIn] = getattr(door, kind)
    url = door.url + MESSAGES if kind == "assistants" else f"{door.actions_url}/webhook"
    servers[0].shutdown()
    servers[0].server_close()

    assert [post(url)[0] for _ in range(6)] == [200] * 6


@pytest.mark.parametrize("path", [MESSAGES, "/webhook"])
def test_what_may_be_repeated_is_repeated_at_the_other_server(door: Door, path: str) -> None:
    servers, url = (
        (door.assistants, door.url) if path == MESSAGES else (door.action_servers, door.actions_url)
    )
    servers[0].dies = True

    assert [post(url + path)[0] for _ in range(4)] == [200] * 4
    assert servers[0].asked, "the dying server was never asked, so nothing was repeated"


def test_an_event_of_slack_is_not_repeated(door: Door) -> None:
    for server in door.assistants:
        server.dies = True

    assert refusal(post(door.url + SLACK)) == (503, "unavailable")
    assert sum(len(server.asked) for server in door.assistants) == 1


def test_where_nobody_answers_it_says_so_in_the_form_of_the_channel(door: Door) -> None:
    for server in door.assistants:
        server.dies = True

    assert refusal(post(door.url + MESSAGES)) == (503, "unavailable")


@pytest.mark.parametrize(
    ("path", "kilobytes", "found"),
    [(MESSAGES, 64, (413, "too_long")), (SLACK, 2048, (413, "too_long"))],
)
def test_a_body_that_is_too_large_is_not_let_in(
    door: Door, path: str, kilobytes: int, found: Tuple[int, str]
) -> None:
    assert refusal(post(door.url + path, bytes(kilobytes * 1024))) == found
    assert not any(server.asked for server in door.assistants)


@pytest.mark.parametrize(
    "path", ["/model/parse", "/conversations/x/tracker", "/webhook", "/webhooks/rest/webhook"]
)
def test_what_is_not_for_people_is_not_there(door: Door, path: str) -> None:
    assert refusal(post(door.url + path)) == (404, "not_found")
    assert not any(server.asked for server in (*door.assistants, *door.action_servers))


def test_nobody_chooses_the_address_that_is_counted(door: Door) -> None:
    post(
        door.url + MESSAGES,
        **{"X-Forwarded-For": "9.9.9.9", "Forwarded": "for=9.9.9.9", "X-Real-IP": "9.9.9.9"},
    )

    (asked,) = [one for server in door.assistants for one in server.asked]
    assert asked[1]["X-Forwarded-For"] == "127.0.0.1"
    assert "9.9.9.9" not in str(asked[1])


def test_the_lines_of_an_answer_arrive_as_they_are_sent(door: Door) -> None:
    for server in door.assistants:
        server.pause = 0.5
    request = urllib.request.Request(door.url + MESSAGES, b"{}")
    began = time.monotonic()

    with DIRECT.open(request, timeout=20) as response:
        assert response.readline() == b"first\n"
        first = time.monotonic() - began
        assert response.readline() == b"last\n"

    assert time.monotonic() - began - first > 0.3


SECRET = "privatecanary"


@pytest.mark.parametrize(
    "head",
    [
        f"get /webhooks/website/?q={SECRET} HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /webhooks/website/?q={SECRET} HTTP/9.9\r\nHost: a\r\n\r\n",
        f"GET /{SECRET} /x HTTP/1.1\r\nHost: a\r\n\r\n",
        f"\x16\x03\x01{SECRET}\r\n\r\n",
        f"GET /webhooks/website/?q={SECRET} HTTP/1.1\r\n\r\n",
        f"POST {MESSAGES}?q={SECRET} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        f"POST {MESSAGES}?q={SECRET} HTTP/1.1\r\nHost: a\r\nContent-Length: 1_0\r\n\r\n",
        f"GET /{SECRET * 1000} HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\nX-A: {SECRET * 1000}\r\n\r\n",
        f"CONNECT {SECRET}:1 HTTP/1.1\r\nHost: a\r\n\r\n",
        f"TRACE /{SECRET} HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_what_cannot_be_read_is_refused_in_the_usual_form_and_not_logged(door: Door, head: str) -> None:
    answer = say(door, head.encode("latin-1")).decode()

    assert answer.split(" ")[1] in ("400", "404"), answer[:200]
    assert json.loads(answer.partition("\r\n\r\n")[2])["error"]["code"] in ("bad_request", "not_found")
    assert SECRET not in door.log.read_text()


def test_neither_a_large_body_nor_a_dead_server_lets_nginx_name_who_asked(door: Door) -> None:
    post(door.url + MESSAGES + f"?q={SECRET}", bytes(64 * 1024))
    for server in door.assistants:
        server.dies = True

    assert refusal(post(door.url + MESSAGES + f"?q={SECRET}")) == (503, "unavailable")
    assert "client" not in door.log.read_text()
    assert SECRET not in door.log.read_text()


def test_an_address_that_asks_too_often_is_told_to_wait(narrow_door: Door) -> None:
    answers = [get(narrow_door.url + "/webhooks/website/") for _ in range(130)]

    assert answers[0][0] == 200
    assert refusal(answers[-1]) == (429, "too_many_requests")


def test_an_address_holds_few_connections_open(door: Door) -> None:
    head = f"POST {MESSAGES} HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\nx".encode()
    with ExitStack() as held:
        for _ in range(5):
            caller = held.enter_context(socket.create_connection(("127.0.0.1", door.port)))
            caller.sendall(head)
        time.sleep(0.3)

        assert refusal(get(door.url + "/webhooks/website/")) == (429, "too_many_requests")
