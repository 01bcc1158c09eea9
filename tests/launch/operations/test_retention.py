"""Conversations that ended long ago are erased, on both databases, and no others."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from actions.feedback_store import _feedback, _metadata
from channels.slack.inbox import Base as SlackBase
from knowledge.database import engine_for
from launch.operations.retention import BATCH, Erased, erase
from tests.running import PROJECT

_events = SQLTrackerStore.SQLEvent.__table__
_slack = SlackBase.metadata.tables["slack_events"]
DAY = 24 * 3600.0
NOW = time.time()
BEFORE = NOW - 90 * DAY
OLD, RECENT = NOW - 91 * DAY, NOW - 89 * DAY


@pytest.fixture
def engine(any_url: str) -> Engine:
    engine = engine_for(any_url)
    SQLTrackerStore.Base.metadata.create_all(engine)
    _metadata.create_all(engine)
    SlackBase.metadata.create_all(engine)
    return engine


def store(engine: Engine, sender: str, *times: float) -> None:
    rows = [{"sender_id": sender, "type_name": "user", "timestamp": at, "data": "{}"} for at in times]
    with engine.begin() as connection:
        connection.execute(insert(_events), rows)


def _time(at: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(at, datetime.UTC).replace(tzinfo=None)


def store_feedback(engine: Engine, sender: str, at: float) -> None:
    row = {
        "conversation_id": sender, "given_at": _time(at), "topic": "salary",
        "question": "What does it pay?", "rating": "helpful", "comment": "",
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(_feedback).values(row))


def senders(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(_events.c.sender_id)))


def test_a_conversation_counts_by_its_newest_event(engine: Engine) -> None:
    store(engine, "ended", OLD, OLD + 60)
    store(engine, "goes on", OLD, RECENT)

    assert erase(engine, BEFORE) == Erased(1, 0, 0)
    assert senders(engine) == {"goes on"}


def test_feedback_goes_with_its_conversation(engine: Engine) -> None:
    for sender, newest in (("ended", OLD), ("goes on", RECENT)):
        store(engine, sender, OLD, newest)
        store_feedback(engine, sender, OLD)

    assert erase(engine, BEFORE) == Erased(1, 1, 0)
    with engine.connect() as connection:
        assert list(connection.scalars(select(_feedback.c.conversation_id))) == ["goes on"]


def test_what_slack_sent_and_nobody_answered_goes_too(engine: Engine) -> None:
    with engine.begin() as connection:
        for key, at in (("old", OLD), ("recent", RECENT)):
            connection.execute(insert(_slack).values(key=key, conversation="c", sent_at=at, attempts=3))

    assert erase(engine, BEFORE) == Erased(0, 0, 1)


def test_more_than_a_batch_is_erased(engine: Engine) -> None:
    old = {f"old {number:05}" for number in range(2 * BATCH + 7)}
    with engine.begin() as connection:
        connection.execute(
            insert(_events),
            [{"sender_id": sender, "type_name": "user", "timestamp": OLD, "data": "{}"} for sender in old],
        )
    store(engine, "old 00000", RECENT)

    assert erase(engine, BEFORE).conversations == len(old) - 1
    assert senders(engine) == {"old 00000"}


def test_a_second_run_finds_nothing(engine: Engine) -> None:
    store(engine, "ended", OLD)
    erase(engine, BEFORE)

    assert erase(engine, BEFORE) == Erased(0, 0, 0)


def run(**settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "launch", "erase-old"],
        cwd=PROJECT, env={**os.environ, **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_says_in_one_line_what_it_erased(any_url: str, engine: Engine) -> None:
    store(engine, "ended", OLD)
    ended = run(TRACKER_DB_URL=any_url, RETENTION_DAYS="90")

    assert ended.returncode == 0
    assert ended.stderr.count("\n") == 1
    assert "1 conversations, 0 pieces of feedback" in ended.stderr
    assert senders(engine) == set()


def test_an_erased_word_is_not_left_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/conversations.db"
    engine = engine_for(url)
    SQLTrackerStore.Base.metadata.create_all(engine)
    store(engine, "zanzibarquux", OLD)
    run(TRACKER_DB_URL=url, RETENTION_DAYS="90")
    engine.dispose()

    assert all(b"zanzibarquux" not in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize(("days", "said"), [("", "RETENTION_DAYS must say"), ("0", "RETENTION_DAYS: ")])
def test_a_missing_or_senseless_age_is_refused(tmp_path: Path, days: str, said: str) -> None:
    ended = run(TRACKER_DB_URL=f"sqlite:///{tmp_path}/conversations.db", RETENTION_DAYS=days)

    assert ended.returncode == 1
    assert said in ended.stderr
