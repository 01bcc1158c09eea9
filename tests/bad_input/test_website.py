"""Bad input on the website channel and on any path: no server error, no silence, no stack trace."""

from __future__ import annotations

import json
import socket
import uuid
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bad_input.generated import (
    Client,
    Reply,
    bodies,
    broken_bodies,
    header_sets,
    many,
    mutated,
    objects,
    words,
)
from tests.bad_input.servers import WEBSITE, Visitors

_ids = st.one_of(st.uuids().map(str), st.sampled_from(["", "short", "a" * 65, "x" * 8, "id with space"]))
_posted = objects(id=_ids, text=words, suggestion=words, restart=st.booleans())
_near = st.builds(lambda text: {"id": uuid.uuid4().hex, "text": text}, words)


@given(body=bodies(st.one_of(_near, _posted)), headers=header_sets, data=st.data())
@many(3000)
def test_a_message_on_the_website(
    channels: Client, visitors: Visitors, body: bytes, headers: dict[str, str], data: st.DataObject
) -> None:
    token = visitors.token()
    shown = data.draw(st.one_of(st.just(token), mutated(token)))
    reply = channels.send(
        "POST", f"{WEBSITE}/messages", body, {**headers, "Authorization": f"Bearer {shown}"}
    )

    reply.is_decent()
    if reply.status == 200:
        assert json.loads(reply.body.splitlines()[-1])["type"] == "done"
        assert len(reply.body.splitlines()) > 1


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"[[null, null]]", {}),
        (b'{"id": "12345678", "suggestion": "\\ud800"}', {}),
        (b'{"id": "12345678", "text": "hello"}', {"Origin": "http://["}),
    ],
)
def test_what_was_found_on_the_website_is_refused(
    channels: Client, visitors: Visitors, body: bytes, headers: dict[str, str]
) -> None:
    authorised = {**headers, "Authorization": f"Bearer {visitors.token()}"}
    reply = channels.send("POST", f"{WEBSITE}/messages", body, authorised)

    reply.is_decent()
    assert reply.status in (400, 403, 422)


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]),
    path=st.sampled_from(
        [
            f"{WEBSITE}/session",
            f"{WEBSITE}/conversation",
            f"{WEBSITE}/",
            "/",
            "/careerbot.js",
            "/demo/index.html",
            "/demo/..%2f..%2f.careerbot%2fsession.key",
            "/webhooks/rest/",
            "/webhooks/slack/",
            "/nothing",
            "/webhooks/slack/install",
            "/%00",
            "/%ff%fe",
            "/webhooks/website/messages",
            "/version",
        ]
    ),
    query=st.text(alphabet="abc=&%?/0123", max_size=12),
    body=broken_bodies,
    headers=header_sets,
    shown=st.text(alphabet="abcBearer ._-", max_size=20),
)
@many(2400)
def test_any_method_on_any_path(
    channels: Client, method: str, path: str, query: str, body: bytes, headers: dict[str, str], shown: str
) -> None:
    reply = channels.send(method, f"{path}?{query}", body, {**headers, "Authorization": shown})

    if method == "HEAD":
        assert reply.status < 500
    elif path.endswith(".js"):  # the widget's script speaks of a DOMException itself
        Reply(reply.status, reply.body.replace(b"DOMException", b"")).is_decent()
    else:
        reply.is_decent()


@given(
    raw=st.one_of(
        st.binary(max_size=80),
        st.builds(
            lambda line, headers: f"{line}\r\n{headers}\r\n\r\n".encode("utf-8", "replace"),
            st.sampled_from(
                ["GET / HTTP/1.1", "POST /webhooks/website/messages HTTP/1.1", "GET  HTTP/9", "A / HTTP/1.1"]
            ),
            st.sampled_from(
                [
                    "Content-Length: -1",
                    "Content-Length: x",
                    "Transfer-Encoding: chunked",
                    "Host",
                    ": x",
                    "Content-Length: 5\r\nTransfer-Encoding: chunked",
                    "Expect: 200-maybe",
                    "X: " + "a" * 9000,
                ]
            ),
        ),
    )
)
@many(300)
def test_bytes_that_are_no_request(channels: Client, raw: bytes) -> None:
    channels.sent += 1
    with closing(socket.create_connection(("127.0.0.1", channels.port), timeout=20)) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionResetError:
            pass
    assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert b"Traceback" not in answer
