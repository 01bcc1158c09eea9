"""Whole conversations with the running assistant and its action server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.running import RunningAssistant

SCRIPT: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("conversations.yml").read_text())


@pytest.mark.parametrize("script", SCRIPT, ids=[one["about"] for one in SCRIPT])
def test_conversation(assistant: RunningAssistant, script: dict[str, Any]) -> None:
    conversation = assistant.conversation()
    for turn in script["turns"]:
        said = conversation.say(turn["say"])
        assert said, f"silence after {turn['say']!r}"
        for part in turn.get("has", ()):
            assert str(part).lower() in said.lower(), f"{turn['say']!r} was answered:\n{said}"
        for part in turn.get("lacks", ()):
            assert str(part).lower() not in said.lower(), f"{turn['say']!r} was answered:\n{said}"


def test_a_guess_keeps_what_was_recognised(assistant: RunningAssistant) -> None:
    conversation = assistant.conversation()
    conversation.say("hmm data scientist perhaps whatever in germany or so the thing")
    payloads = " ".join(button["payload"] for button in conversation.buttons)
    assert conversation.buttons
    assert len(conversation.buttons) <= 5
    assert "data_scientist" in payloads


def test_a_second_miss_says_what_it_can_do(assistant: RunningAssistant) -> None:
    conversation = assistant.conversation()
    conversation.say("blorp the frobnicator of it")
    said = conversation.say("gnarf zibble wobbly thing again")
    assert "careers" in said.lower()


def test_a_suggestion_can_be_pressed(assistant: RunningAssistant) -> None:
    conversation = assistant.conversation()
    conversation.say("what does an ML engineer earn?")
    said = conversation.press("In New York")
    assert "$135,980" in said


@pytest.mark.parametrize(
    "message", [None, 7, ["a"], {"a": 1}, "x" * 50_000, "a\x00b", "/", "//", "/restart now"]
)
def test_no_message_meets_silence(assistant: RunningAssistant, message: Any) -> None:
    assert assistant.conversation().say(message)


def test_a_conversation_survives_a_restart(assistant: RunningAssistant) -> None:
    conversation = assistant.conversation()
    conversation.say("what skills does a data engineer need?")
    assistant.stop()
    assistant.start()
    assert "data engineers" in conversation.say("and what does it pay?")
