"""The operations port of a running assistant and of its action server."""

from __future__ import annotations

import json
import re
import socket
import urllib.error
import urllib.request
from contextlib import closing
from typing import Iterator

import pytest

from launch.errors import LaunchError
from launch.operations.metrics import Metrics
from launch.operations.port import OperationsPort
from launch.operations.readiness import Readiness
from tests.running import RunningAssistant


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def figure(port: int, sample: str) -> float:
    """Return a figure; ``sample`` is its name with its labels."""
    match = re.search(rf"^{re.escape(sample)} (\S+)$", get(port, "/metrics")[1], re.MULTILINE)
    return float(match[1]) if match else 0.0


@pytest.fixture
def readiness() -> Readiness:
    return Readiness({})


@pytest.fixture
def port(readiness: Readiness) -> Iterator[int]:
    server = OperationsPort(Metrics(), readiness)
    yield server.open("127.0.0.1", 0)
    server.close()


def test_readiness_is_a_status_code(port: int, readiness: Readiness) -> None:
    assert get(port, "/health") == (200, '{"status": "ok"}')
    assert get(port, "/ready") == (503, '{"process": "starting"}')
    readiness.beat()
    assert get(port, "/ready") == (200, '{"process": "ok"}')


@pytest.mark.parametrize(
    "request_line", ["GET /secret-path HTTP/1.1", "BREW /secret-path HTTP/1.1", "secret-path"]
)
def test_nothing_of_a_request_comes_back(port: int, request_line: str) -> None:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(f"{request_line}\r\n\r\n".encode())
        answer = connection.makefile("rb").read().decode()

    assert "error" in answer
    assert "secret-path" not in answer
    assert "Python" not in answer


def test_a_port_that_is_taken_is_said_in_one_line(port: int) -> None:
    with pytest.raises(LaunchError, match=rf"{port} \(OPS_PORT\) cannot be used"):
        OperationsPort(Metrics(), Readiness({})).open("127.0.0.1", port)


def test_a_running_assistant_is_ready_with_each_of_its_parts(assistant: RunningAssistant) -> None:
    assert get(assistant.ops_port, "/health")[0] == 200
    status, report = get(assistant.ops_port, "/ready")
    assert status == 200
    assert set(json.loads(report)) == {"process", "model", "conversations", "action_server"}
    assert get(assistant.action_ops_port, "/ready") == (200, '{"process": "ok", "knowledge": "ok"}')


def test_a_message_is_counted_and_measured_in_all_its_stages(assistant: RunningAssistant) -> None:
    port, actions = assistant.ops_port, assistant.action_ops_port
    samples = [
        'careerbot_messages_total{channel="rest"}',
        'careerbot_topics_total{topic="salary"}',
        'careerbot_questions_total{outcome="answered"}',
        *(
            f'careerbot_stage_seconds_count{{stage="{stage}"}}'
            for stage in ("nlu", "policies", "action", "store", "whole")
        ),
    ]
    before = [figure(port, sample) for sample in samples]
    ran = figure(actions, 'careerbot_action_seconds_count{action="action_salary"}')

    assert assistant.conversation().say("What does an ML engineer earn?")

    for sample, earlier in zip(samples, before, strict=True):
        assert figure(port, sample) > earlier, sample
    assert figure(actions, 'careerbot_action_seconds_count{action="action_salary"}') == ran + 1
    assert figure(port, "process_resident_memory_bytes") > 50e6
