"""The website channel over HTTP, as the running assistant serves it."""

from __future__ import annotations

import gzip
import http.client
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import pytest

from tests.running import RunningAssistant

BASE = "/webhooks/website"
FOREIGN = "https://foreign.example"


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of JSON."""
        return [json.loads(line) for line in self.body.splitlines() if line.strip()]

    @property
    def error(self) -> str:
        """Return the code of the refusal."""
        return str(json.loads(self.body)["error"]["code"])

    @property
    def text(self) -> str:
        """Return the text of the first answer."""
        return str(self.lines[0]["message"]["text"])


class Visitor:
    """Somebody on the website, with a session of their own."""

    def __init__(self, assistant: RunningAssistant) -> None:
        self.port = assistant.port
        self.token: Optional[str] = json.loads(self.call("POST", "/session").body)["token"]

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Send a request; header names are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token := getattr(self, "token", None):
            sent["Authorization"] = f"Bearer {token}"
        content = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, BASE + path, content, sent)
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())

    def say(self, text: str) -> Reply:
        """Send a typed message."""
        return self.call("POST", "/messages", {"id": str(uuid.uuid4()), "text": text})

    def press(self, token: str) -> Reply:
        """Send a suggestion."""
        return self.call("POST", "/messages", {"id": str(uuid.uuid4()), "suggestion": token})

    def read(self) -> list[dict[str, Any]]:
        """Return the messages so far."""
        return list(json.loads(self.call("GET", "/conversation").body)["messages"])


@pytest.fixture
def visitor(assistant: RunningAssistant) -> Visitor:
    return Visitor(assistant)


@pytest.fixture
def stranger(assistant: RunningAssistant) -> Visitor:
    return Visitor(assistant)


def test_a_question_is_answered_with_a_card_and_signed_suggestions(visitor: Visitor) -> None:
    reply = visitor.say("What is the difference between an AI engineer and an ML engineer?")

    answer = reply.lines[0]["message"]
    assert reply.headers["Content-Type"].startswith("application/x-ndjson")
    assert answer["card"]["table"]["columns"][1:] == ["AI engineer", "ML engineer"]
    assert answer["suggestions"]
    assert not any("/" in suggestion["token"] for suggestion in answer["suggestions"])
    assert reply.lines[-1] == {"type": "done"}


def test_a_suggestion_is_answered_and_is_read_back_under_its_title(visitor: Visitor) -> None:
    suggestion = visitor.say("What does an ML engineer earn?").lines[0]["message"]["suggestions"][0]

    assert visitor.press(suggestion["token"]).lines[-1] == {"type": "done"}
    assert suggestion["title"] in [message["text"] for message in visitor.read()]


def test_the_greeting_brings_starter_questions(visitor: Visitor) -> None:
    greeting = json.loads(visitor.call("GET", "/conversation").body)["greeting"]

    assert greeting["text"]
    assert 4 <= len(greeting["suggestions"]) <= 6


def test_a_typed_intent_is_a_text_like_any_other(visitor: Visitor) -> None:
    visitor.say("What does an ML engineer earn?")

    reply = visitor.say("/ask_salary")

    assert reply.lines[-1] == {"type": "done"}
    assert [message["from"] for message in visitor.read()] == ["person", "bot", "person", "bot"]
    assert visitor.read()[2]["text"] == "/ask_salary"


def test_nobody_reads_writes_or_erases_without_a_session(visitor: Visitor) -> None:
    visitor.token = None

    for method, path in (("GET", "/conversation"), ("DELETE", "/conversation"), ("POST", "/messages")):
        reply = visitor.call(method, path, {"id": "message-1", "text": "Pay?"} if method == "POST" else None)
        assert (reply.status, reply.error) == (401, "session_missing")


def test_a_strangers_conversation_and_suggestions_are_out_of_reach(
    visitor: Visitor, stranger: Visitor
) -> None:
    answer = visitor.say("What does an ML engineer earn?").lines[0]["message"]

    assert stranger.read() == []
    assert stranger.press(answer["suggestions"][0]["token"]).error == "suggestion_invalid"


def test_a_foreign_website_is_refused(visitor: Visitor) -> None:
    reply = visitor.call("POST", "/session", Origin=FOREIGN)
    preflight = visitor.call("OPTIONS", "/messages", Origin=FOREIGN, Access_Control_Request_Method="POST")

    assert (reply.status, reply.error) == (403, "origin_not_allowed")
    assert preflight.headers["Access-Control-Allow-Origin"] is None
    # The page may read why, so that its owner is told; nothing else is in a refusal.
    assert reply.headers["Access-Control-Allow-Origin"] == FOREIGN


@pytest.mark.parametrize("origin", ["http://localhost:evil.example", "http://localhost:5077.evil.example"])
def test_an_origin_that_only_begins_like_this_machine_is_refused(visitor: Visitor, origin: str) -> None:
    assert visitor.call("POST", "/session", Origin=origin).error == "origin_not_allowed"


def test_an_allowed_website_may_send_its_headers(visitor: Visitor) -> None:
    origin = "http://localhost:8000"

    preflight = visitor.call("OPTIONS", "/messages", Origin=origin, Access_Control_Request_Method="POST")
    reply = visitor.call("GET", "/conversation", Origin=origin)

    assert preflight.status == 204
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    assert "DELETE" in preflight.headers["Access-Control-Allow-Methods"]
    assert reply.headers.get_all("Access-Control-Allow-Origin") == [origin]
    assert "Origin" in reply.headers["Vary"]


@pytest.mark.parametrize(("length", "code"), [(1001, "too_long"), (50_000, "too_long")])
def test_a_message_that_is_too_long_is_refused_before_it_is_understood(
    visitor: Visitor, length: int, code: str
) -> None:
    reply = visitor.say("x" * length)

    assert (reply.status, reply.error) == (413, code)
    assert visitor.read() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 10_000,
        None,
        [],
        {},
        {"id": "message-1"},
        {"id": "short", "text": "Pay?"},
        {"id": 'a"b"c"d"e"', "text": "Pay?"},
        {"id": "message-1", "text": 7},
        {"id": "message-1", "text": None, "restart": "yes"},
        {"id": "message-1", "text": "Pay?", "suggestion": "x"},
        {"id": "message-1", "text": "Pay?", "sender": "web-1"},
    ],
    ids=lambda body: repr(body)[:40],
)
def test_what_is_no_message_is_refused_clearly(visitor: Visitor, body: Any) -> None:
    reply = visitor.call("POST", "/messages", body)

    assert (reply.status, reply.error) == (400, "bad_request")


def test_somebody_who_asks_without_end_is_told_when_to_go_on(visitor: Visitor) -> None:
    replies = [visitor.say("hello") for _ in range(21)]

    assert [reply.status for reply in replies[:20]] == [200] * 20
    assert (replies[20].status, replies[20].error) == (429, "too_many_messages")
    assert 1 <= int(replies[20].headers["Retry-After"]) <= 60


def test_an_erased_conversation_is_gone(visitor: Visitor) -> None:
    visitor.say("What does an ML engineer earn?")

    assert visitor.call("DELETE", "/conversation").status == 200
    reply = visitor.call("GET", "/conversation")
    assert reply.status == 401
    assert reply.error.startswith("session_")  # by which the widget knows to begin anew


def test_no_response_can_be_sniffed_framed_or_kept(visitor: Visitor) -> None:
    headers = visitor.call("GET", "/conversation").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def get(assistant: RunningAssistant, path: str, **headers: str) -> Reply:
    """Get a file of the server."""
    connection = http.client.HTTPConnection("127.0.0.1", assistant.port, timeout=30)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    return Reply(response.status, response.headers, response.read())


def test_the_script_is_sent_packed_to_any_page_and_not_sent_twice(
    packages: Path, assistant: RunningAssistant
) -> None:
    reply = get(assistant, "/careerbot.js", Accept_Encoding="gzip, br")

    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert gzip.decompress(reply.body) == (packages / "dist" / "careerbot.js").read_bytes()
    assert get(assistant, "/careerbot.js", If_None_Match=reply.headers["ETag"]).status == 304


def test_the_demo_page_runs_under_a_strict_policy(assistant: RunningAssistant) -> None:
    reply = get(assistant, "/")

    assert b"careerbot.js" in reply.body
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert "unsafe" not in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["..%2fpackage.json", "%2e%2e%2fpackage.json", "nothing.svg", "."])
def test_no_file_but_the_demos_own_is_served(assistant: RunningAssistant, path: str) -> None:
    assert get(assistant, f"/demo/{path}").status == 404


def test_a_question_of_a_form_says_which_of_how_many_it_is(visitor: Visitor) -> None:
    asked = visitor.say("Which role suits me?").lines[-2]["message"]
    after = visitor.press(asked["suggestions"][0]["token"]).lines[-2]["message"]

    assert (asked["progress"], after["progress"]) == ({"step": 1, "of": 4}, {"step": 2, "of": 4})
    assert [one.get("progress") for one in visitor.read() if one["from"] == "bot"][-1] == after["progress"]
    assert visitor.say("stop").lines[0]["message"]["progress"] is None
