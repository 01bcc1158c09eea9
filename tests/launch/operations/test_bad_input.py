"""Bad input on every channel and endpoint: no server error, no silence, no stack trace, no growth."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import uuid
from contextlib import closing
from typing import Any, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa_sdk import endpoint
from sanic import Sanic
from sanic.touchup import TouchUp

from channels.terminal import MAX_CHARACTERS, as_text, chosen
from launch.operations import actions as action_server
from launch.operations.action_calls import readable
from launch.operations.readiness import Readiness
from launch.operations.shield import shield
from tests.channels.slack import slack_acts
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn
from tests.channels.website.stand_in import StandInAgent
from tests.launch.operations import serving
from tests.launch.operations.bad_input import (
    Client,
    bodies,
    broken_bodies,
    header_sets,
    json_values,
    many,
    mutated,
    objects,
    signed,
    words,
)
from tests.launch.operations.test_port import figure
from tests.running import RunningAssistant, free_port

WEBSITE = "/webhooks/website"
#: Bytes by which the assistant may grow while it is sent bad input; caches fill up meanwhile.
MOST_GROWTH = 60e6


class ForgetfulStore(InMemoryTrackerStore):
    """Keeps few conversations, since those that many strange messages share would grow long and slow."""

    async def save(self, tracker: Any) -> None:
        """Keep a conversation, and forget all others now and then."""
        if len(self.store) > 20 or len(tracker.events) > 40:
            self.store.clear()
        await super().save(tracker)


class EchoAgent(StandInAgent):
    """Answers each message, as Rasa's agent does."""

    async def handle_message(self, message: Any) -> None:
        await self.processor.handle_message(message)


class ServerThread:
    """A server in a thread of its own, so that a test can talk to it as a client does."""

    def __init__(self, make: Any) -> None:
        self._make = make
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Client:
        self._thread.start()
        assert self._ready.wait(60)
        return Client(self.port)

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()

    async def _start(self) -> None:
        app = await self._make()
        self.port = free_port()
        server = await app.create_server("127.0.0.1", self.port, return_asyncio_server=True, access_log=False)
        await server.startup()
        TouchUp._registry.clear()  # Sanic's touch-up works only once in a process
        await server.before_start()
        await server.after_start()


@pytest.fixture(scope="module")
def channels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve every channel as in development, with an agent that echoes."""
    url = f"sqlite:///{tmp_path_factory.mktemp('channels')}/conversations.db"
    with pytest.MonkeyPatch.context() as patch:

        async def make() -> Any:
            slack = SlackStandIn()
            await slack.start()
            settings = {
                **serving.environment("development"),
                "MESSAGES_PER_SESSION": "1000000/minute",
                "MESSAGES_PER_ADDRESS": "1000000/minute",
                "SESSIONS_PER_ADDRESS": "1000000/minute",
                "SLACK_CLIENT_ID": "",
                "SLACK_CLIENT_SECRET": "",
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_API_URL": slack.api_url,
                "TRACKER_DB_URL": url,
            }
            app, _ = serving.make_app(patch, settings)
            app.ctx.agent = EchoAgent(ForgetfulStore(Domain.empty()))
            return app

        with ServerThread(make) as client:
            yield client


class Visitors:
    """People on the website, of whom each sends a few messages."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._left = 0
        self._token = ""

    def token(self) -> str:
        """Return the session's token of the present visitor."""
        if not self._left:
            self._left = 10
            self._token = str(json.loads(self._client.send("POST", f"{WEBSITE}/session").body)["token"])
        self._left -= 1
        return self._token


@pytest.fixture(scope="module")
def visitors(channels: Client) -> Visitors:
    return Visitors(channels)


@pytest.fixture(scope="module")
def call_actions(knowledge_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve the actions with the shipped catalog."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KNOWLEDGE_DB_URL", knowledge_url)
        patch.setenv("TRACKER_DB_URL", f"sqlite:///{tmp_path_factory.mktemp('actions')}/conversations.db")
        patch.setattr(endpoint, "ActionExecutor", action_server.ObservedExecutor)

        async def make() -> Any:
            Sanic._app_registry.clear()
            app = endpoint.create_app("actions", cors_origins="")
            app.register_middleware(readable, "request")
            shield(app, Readiness({}), action_server.MOST_BYTES)
            return app

        with ServerThread(make) as client:
            yield client


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

    if method != "HEAD":
        reply.is_decent()
    assert reply.status < 500


_rest = objects(sender=words, message=words, input_channel=words, metadata=json_values)
_slack_event = objects(
    type=st.sampled_from(["message", "app_mention", "app_home_opened", "reaction_added", "x"]),
    text=words,
    user=words,
    channel=words,
    ts=words,
    thread_ts=words,
    subtype=words,
    blocks=json_values,
    channel_type=st.sampled_from(["im", "channel", "group", "mpim"]),
    files=json_values,
    bot_id=words,
)
_slack_bodies = st.one_of(
    bodies(
        st.builds(
            lambda event, more: {**slack_acts.envelope(event), **more},
            _slack_event,
            objects(team_id=words, type=words),
        )
    ),
    bodies(st.builds(lambda text: slack_acts.envelope(slack_acts.message(text)), words)),
    st.builds(lambda payload: b"payload=" + json.dumps(payload).encode(), json_values),
    st.builds(lambda text: slack_acts.as_form({"payload": text}), words),
    st.builds(lambda text: b"command=%2Fcareer&text=" + text.encode("utf-8", "replace"), words),
)


@given(body=bodies(_rest), headers=header_sets)
@many(900)
def test_a_message_on_the_rest_channel(channels: Client, body: bytes, headers: dict[str, str]) -> None:
    reply = channels.send(
        "POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json", **headers, "Origin": ""}
    )

    reply.is_decent()
    if reply.status == 200:
        assert json.loads(reply.body)  # never silent


@given(body=_slack_bodies, form=st.booleans(), stamp=st.one_of(st.none(), words), forged=st.booleans())
@many(900)
def test_a_request_of_slack(
    channels: Client, body: bytes, form: bool, stamp: str | None, forged: bool
) -> None:
    headers = signed(body, serving.SLACK["SLACK_SIGNING_SECRET"])
    if forged:
        headers["X-Slack-Signature"] = "v0=" + "0" * 64
    if stamp is not None:
        headers["X-Slack-Request-Timestamp"] = stamp.replace("\n", " ").replace("\r", " ")
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    reply = channels.send("POST", "/webhooks/slack/events", body, {"Content-Type": kind, **headers})

    reply.is_decent()
    if forged or stamp is not None:
        assert reply.status in (400, 401)


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


_entity = objects(
    entity=st.sampled_from(["role", "location", "level", "tool", "industry", "rating", "background"]),
    value=words,
    start=st.integers(),
    end=st.integers(),
    role=st.sampled_from(["origin", "target"]),
)
_intent = objects(
    name=st.sampled_from(["ask_salary", "ask_skills", "follow_up", "nlu_fallback", "give_feedback"])
)
_tracker = objects(
    sender_id=words,
    slots=st.dictionaries(
        st.sampled_from(["topic", "roles", "location", "shown", "misses", "level"]), json_values
    ),
    latest_message=objects(
        text=words,
        intent=_intent,
        entities=st.lists(_entity, max_size=3),
        questions=json_values,
        metadata=json_values,
    ),
    events=st.lists(
        objects(
            event=st.sampled_from(["user", "bot", "slot"]), text=words, parse_data=objects(intent=_intent)
        ),
        max_size=3,
    ),
    active_loop=objects(name=words),
)
_names = sorted(
    [
        "action_salary",
        "action_give_feedback",
        "action_default_fallback",
        "action_role_fit",
        "action_follow_up",
        "action_repeat",
        "action_deny",
        "action_out_of_scope",
        "validate_role_fit_form",
        "action_transition",
        "nothing",
    ]
)


@given(
    body=bodies(objects(next_action=st.sampled_from(_names), tracker=_tracker, domain=json_values)),
    data=st.data(),
)
@many(800)
def test_a_call_of_the_action_server(call_actions: Client, body: bytes, data: st.DataObject) -> None:
    headers = data.draw(
        st.sampled_from([{}, {}, {}, {"Content-Encoding": "deflate"}, {"Content-Type": "text/plain"}])
    )
    reply = call_actions.send("POST", "/webhook", body, headers)

    reply.is_decent()


@given(line=words)
@many(1200)
def test_a_line_in_the_terminal(line: str) -> None:
    text = as_text(line)
    assert text == "/restart" or not text.startswith(("/", " "))
    assert chosen(line, []) is None
    assert len(text) <= len(line) or len(line) > MAX_CHARACTERS


_api = st.sampled_from(
    [
        "/model/parse",
        "/model/predict",
        "/conversations/{id}/messages",
        "/conversations/{id}/execute",
        "/conversations/{id}/trigger_intent",
        "/conversations/{id}/tracker/events",
        "/conversations/{id}/predict",
    ]
)
_api_body = objects(
    text=words,
    sender=st.sampled_from(["user", "bot"]),
    name=words,
    parse_data=json_values,
    entities=json_values,
    event=words,
    timestamp=json_values,
    message_id=words,
    policy=words,
    confidence=json_values,
)


@given(
    path=_api,
    body=bodies(_api_body),
    query=st.sampled_from(["", "?include_events=x", "?until=x", "?output_channel=x"]),
)
@many(300)
def test_the_api_of_a_running_assistant(
    assistant: RunningAssistant, path: str, body: bytes, query: str
) -> None:
    client = Client(assistant.port)
    address = path.format(id=f"fuzz{uuid.uuid4().hex}") + query
    reply = client.send("POST", address, body, {"Content-Type": "application/json"})

    assert reply.status < 500, reply.body[:300]
    assert b"Traceback" not in reply.body
    assert reply.body


@given(text=words)
@many(200)
def test_a_message_to_a_running_assistant(assistant: RunningAssistant, text: str) -> None:
    client = Client(assistant.port)
    body = json.dumps({"sender": uuid.uuid4().hex, "message": text}).encode()
    reply = client.send("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})

    reply.is_decent()
    assert json.loads(reply.body)


def test_a_running_assistant_does_not_grow(assistant: RunningAssistant) -> None:
    def send(count: int) -> None:
        for number in range(count):
            body = json.dumps({"sender": f"grow{number}", "message": f"/ask_salary{{{number}" * 5}).encode()
            client.send(
                "POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
            ).is_decent()

    client = Client(assistant.port)
    send(20)
    before = figure(assistant.ops_port, "process_resident_memory_bytes")
    send(80)
    time.sleep(0.5)

    assert figure(assistant.ops_port, "process_resident_memory_bytes") - before < MOST_GROWTH
