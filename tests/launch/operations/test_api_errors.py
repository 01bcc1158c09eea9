"""What Rasa's API would fail on is refused as the request's fault."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from launch.operations.api_errors import readable


def post(path: str, body: Any) -> Any:
    return SimpleNamespace(method="POST", path=path, body=json.dumps(body).encode(), json=body)


@pytest.mark.parametrize("body", [[], "text", {"text": True}, {"text": ["a"], "sender": "user"}])
def test_a_message_that_is_no_text_is_refused(body: Any) -> None:
    refusal: Any = readable(post("/conversations/web-1/messages", body))

    assert refusal.status == 400


@pytest.mark.parametrize("body", [{"text": "Pay?", "sender": "user"}, {"name": "action_listen"}])
def test_what_the_api_reads_passes(body: Any) -> None:
    assert readable(post("/conversations/web-1/messages", body)) is None
