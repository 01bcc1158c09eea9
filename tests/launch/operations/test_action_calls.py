"""Who may call the action server: assistants that show its token, and no page that somebody visits."""

from __future__ import annotations

import json
from typing import Any

import pytest

from launch.operations.action_calls import readable

CALL = b'{"next_action": "action_salary", "tracker": {"sender_id": "a", "slots": {}}}'
JSON = {"content-type": "application/json"}


async def status_of(headers: dict[str, str], token: str | None, body: bytes = CALL) -> int:
    request: Any = type("Posted", (), {})()
    request.path, request.method, request.headers, request.body = "/webhook", "POST", headers, body
    request.json = json.loads(body)
    refused = await readable(token)(request)
    return 200 if refused is None else refused.status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 401),
        ({**JSON, "authorization": "Bearer wrong"}, 401),
        ({**JSON, "authorization": "Bearer right"}, 200),
        ({**JSON, "authorization": "Bearer right", "origin": "https://evil.example"}, 403),
        ({**JSON, "authorization": "Bearer right", "sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "text/plain", "authorization": "Bearer right"}, 415),
        ({"authorization": "Bearer right"}, 415),
    ],
)
async def test_only_who_shows_the_token_may_call(headers: dict[str, str], status: int) -> None:
    assert await status_of(headers, "right") == status


async def test_without_a_token_programs_may_call_and_pages_may_not() -> None:
    assert await status_of(JSON, None) == 200
    assert await status_of({**JSON, "origin": "null"}, None) == 403
    assert await status_of({"content-type": "application/x-www-form-urlencoded"}, None) == 415
