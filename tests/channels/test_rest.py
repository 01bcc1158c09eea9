"""Rasa's REST channel, which lets anybody name any conversation."""

from __future__ import annotations

from typing import Any, Optional

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from structlog.testing import capture_logs

from channels.never_silent import NO_ANSWER, never_silent
from channels.rest import DevelopmentRest, is_payload


async def ignore(_: Any) -> None:
    """Take no notice of a message."""


@pytest.mark.parametrize(("environment", "is_open"), [("development", True), ("production", False)])
def test_it_is_open_in_development_alone(
    monkeypatch: pytest.MonkeyPatch, environment: str, is_open: bool
) -> None:
    monkeypatch.setenv("CAREERBOT_ENV", environment)

    routes = DevelopmentRest().blueprint(ignore)._future_routes

    assert any("webhook" in route.uri for route in routes) is is_open
    assert bool(routes) is is_open


class Heard(CollectingOutputChannel):
    """Remembers what was said."""


async def said_by(handle: Any, text: Optional[str] = "hello") -> list[str]:
    heard = Heard()
    await never_silent(handle)(UserMessage(text, heard, "somebody"))
    return [message["text"] for message in heard.messages]


async def test_an_answer_is_passed_on_alone() -> None:
    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_response(message.sender_id, {"text": "an answer"})

    assert await said_by(handle) == ["an answer"]


async def test_silence_becomes_a_sentence() -> None:
    assert await said_by(ignore) == [NO_ANSWER]


async def test_an_error_becomes_a_sentence_and_a_log_without_the_words() -> None:
    async def handle(message: UserMessage) -> None:
        raise ValueError(message.text)

    with capture_logs() as logs:
        assert await said_by(handle, "a secret") == [NO_ANSWER]
    assert "secret" not in repr(logs)


async def test_a_message_without_text_is_handled_as_empty() -> None:
    seen = []

    async def handle(message: UserMessage) -> None:
        seen.append(message.text)

    await said_by(handle, None)
    assert seen == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('/ask_salary{"role": "ml_engineer"}', True),
        ("/ask_salary", True),
        ("/unknown{", False),
        ("/unknown", False),
        ("/ask_salary{bad}", False),
        ("/ask_salary[]", False),
        ("/", False),
    ],
)
def test_only_a_known_intent_with_entities_is_a_payload(text: str, expected: bool) -> None:
    assert is_payload(text, {"ask_salary"}) is expected
