"""When a process is alive, and when it is ready."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from pathlib import Path
from typing import Iterator

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.exc import SQLAlchemyError

from launch.operations.checks import database, now_and_then
from launch.operations.readiness import BUSY_SECONDS, FRESH_SECONDS, HUNG_SECONDS, PART_SECONDS, Readiness
from launch.operations.under_way import UnderWay


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def fail() -> None:
    """Fail as a driver does, naming what nobody should read."""
    raise ConnectionError("postgresql://somebody:password@host")


@pytest.fixture
def blocked() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_process_that_has_not_begun_lives_but_is_not_ready() -> None:
    readiness = Readiness({})

    assert readiness.alive()
    assert readiness.report() == {"process": "starting"}


def test_a_process_with_all_its_parts_is_ready() -> None:
    readiness = Readiness({"model": lambda: None})
    readiness.beat()

    assert readiness.report() == {"process": "ok", "model": "ok"}


def test_what_all_processes_share_is_no_reason_to_send_people_away() -> None:
    readiness = Readiness({"model": lambda: None, "conversations": fail}, own={"model"})
    readiness.beat()

    assert readiness.report(shared=False) == {"process": "ok", "model": "ok"}


def test_a_store_that_answers_and_takes_nothing_is_not_ready(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/conversations.db"
    SQLTrackerStore(Domain.empty(), host=url).engine.dispose()
    database(url)

    (tmp_path / "conversations.db").chmod(0o400)
    with sqlite3.connect(tmp_path / "conversations.db") as holder:
        holder.execute("BEGIN IMMEDIATE")  # root may write what is read-only, so it is held too
        with pytest.raises(SQLAlchemyError):
            database(url)


def test_what_is_stored_to_see_whether_it_works_is_taken_back(any_url: str) -> None:
    store = SQLTrackerStore(Domain.empty(), host=any_url)
    database(any_url)

    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 0


def test_a_look_that_costs_a_write_is_rare_while_all_is_well() -> None:
    looks: list[int] = []
    look = now_and_then(lambda: looks.append(1), seconds=60)

    look()
    look()

    assert len(looks) == 1


def test_a_part_that_fails_is_named_without_its_secrets() -> None:
    readiness = Readiness({"model": lambda: None, "conversations": fail})
    readiness.beat()

    assert readiness.report() == {
        "process": "ok", "model": "ok", "conversations": "does not work (ConnectionError)",
    }  # fmt: skip


def test_a_part_that_hangs_is_asked_once_and_holds_nobody_up(blocked: threading.Event) -> None:
    asked = []

    def hang() -> None:
        asked.append(1)
        blocked.wait()

    readiness = Readiness({"conversations": hang})
    readiness.beat()
    started = time.monotonic()
    reports = [readiness.report()["conversations"] for _ in range(3)]

    assert reports == [f"no answer within {PART_SECONDS:.0f} s"] * 3
    assert time.monotonic() - started < PART_SECONDS + 1
    assert len(asked) == 1


def test_many_probes_ask_a_part_once_a_second() -> None:
    clock, asked = Clock(), []
    readiness = Readiness({"redis": lambda: asked.append(1)}, clock)
    readiness.beat()
    for _ in range(10):
        readiness.report()
    clock.now += FRESH_SECONDS * 1.1
    readiness.report()

    assert len(asked) == 2


def test_a_blocked_event_loop_is_not_ready_and_in_the_end_not_alive() -> None:
    clock = Clock()
    readiness = Readiness({}, clock)
    readiness.beat()
    clock.now += BUSY_SECONDS + 1
    assert readiness.report() == {"process": "blocked"}
    assert readiness.alive()

    clock.now += HUNG_SECONDS
    assert not readiness.alive()


def test_a_process_that_was_told_to_end_is_not_ready_but_alive() -> None:
    readiness = Readiness({"model": lambda: None})
    readiness.beat()
    readiness.stop()

    assert readiness.report() == {"process": "ending"}
    assert readiness.alive()


async def test_the_end_waits_for_what_is_under_way() -> None:
    under_way = UnderWay()
    done = []

    async def work() -> None:
        with under_way.one():
            await asyncio.sleep(0.1)
            done.append(1)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)

    assert await under_way.finish(5.0)
    assert done
    await task


async def test_the_end_does_not_wait_for_ever() -> None:
    under_way = UnderWay()
    with under_way.one():
        assert not await under_way.finish(0.05)
