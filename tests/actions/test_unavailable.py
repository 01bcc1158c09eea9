"""Whatever happens to the knowledge base, the person gets a sentence and the log none of their words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from rasa_sdk.executor import CollectingDispatcher
from structlog.testing import capture_logs

from actions import respond
from actions.role_fit_form import ActionRoleFitAdvice
from tests.actions.helpers import tracker

SECRET = "my secret salary question about ml engineers"


async def ask() -> tuple[list[str], str]:
    """Ask a question and return what is said, and the log as text."""
    dispatcher = CollectingDispatcher()
    entities = [{"entity": "role", "value": "ml_engineer", "start": 0, "end": 1}]
    with capture_logs() as logs:
        await respond.respond(dispatcher, tracker(SECRET, "ask_role_definition", entities=entities))
    return [message["text"] for message in dispatcher.messages], repr(logs)


async def test_a_database_that_is_down_gets_one_polite_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    said, log = await ask()
    assert len(said) == 1
    assert "minute" in said[0]
    assert "answer.unavailable" in log
    assert SECRET not in log


async def test_an_empty_database_gets_one_polite_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_URL", f"sqlite:///{tmp_path}/empty.db")
    said, log = await ask()
    assert len(said) == 1
    assert "minute" in said[0]
    assert SECRET not in log


async def test_a_slow_database_gets_one_polite_sentence_in_time(
    monkeypatch: pytest.MonkeyPatch, shipped_knowledge: str
) -> None:
    monkeypatch.setenv("ANSWER_TIMEOUT", "0.2")
    monkeypatch.setattr(respond, "answer_all", lambda *_: time.sleep(1.5))
    began = time.monotonic()
    said, _ = await ask()
    assert len(said) == 1
    assert "minute" in said[0]
    assert time.monotonic() - began < 1.4


async def test_a_defect_of_ours_is_not_silence(
    monkeypatch: pytest.MonkeyPatch, shipped_knowledge: str
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(respond, "answer_all", fail)
    said, log = await ask()
    assert len(said) == 1
    assert "another way" in said[0]
    assert "answer.failed" in log
    assert SECRET not in log


async def test_the_form_ends_politely_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    dispatcher = CollectingDispatcher()
    slots = {"fit_interest": "build_models"}
    await ActionRoleFitAdvice().run(dispatcher, tracker("x", "inform", slots=slots), {})
    assert len(dispatcher.messages) == 1
