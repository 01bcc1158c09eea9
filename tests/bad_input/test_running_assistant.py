"""Bad input to a running assistant: answered or refused, and its memory does not grow."""

from __future__ import annotations

import json
import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from tests.bad_input.generated import Client, bodies, json_values, many, objects, words
from tests.launch.operations.test_port import figure
from tests.running import RunningAssistant

#: Bytes by which the assistant may grow while it is sent bad input; caches fill up meanwhile.
MOST_GROWTH = 60e6

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
