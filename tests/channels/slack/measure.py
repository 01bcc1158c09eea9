"""Measures the channel with the assistant itself behind it.

``python -m tests.channels.slack.measure`` sends 200 questions of 40 people at once and prints, as rows of
the table in ``docs/slack.md``, the times from an event to its acknowledgement and to its posted answer: with
either inbox, with the server killed and started again in between, and with the processor taken by other
work. ``--only "PostgreSQL, killed"`` makes one of these runs alone, ``--times 10`` repeats each. It fails
where a message was not answered once and in order. The model must be trained: ``make train``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional

from sqlalchemy import create_engine, text

from channels.slack.wording import FAILED
from knowledge.loader.load import ensure_loaded
from launch.environment import child_environment
from tests.channels.slack.crowd import PEOPLE, QUESTIONS, Crowd, Server
from tests.channels.slack.record import QUESTIONS as REAL_QUESTIONS
from tests.channels.slack.running_channel import SECRET
from tests.channels.slack.slack_stand_in import BOT_TOKEN, SlackStandIn

#: As `make serve` starts them; the guard ends them with this process.
GUARDED = [sys.executable, "-m", "launch.guard", str(os.getpid())]
ACTIONS = [*GUARDED, "rasa_sdk", "--actions", "actions", "--port", "{port}"]
RASA = [
    *GUARDED, "rasa", "run", "--model", "models/careerbot.tar.gz",
    "--endpoints", "launch/endpoints.yml", "--credentials", "credentials.yml",
    "--interface", "127.0.0.1", "--port", "{port}",
]  # fmt: skip
POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
_DATABASE = "careerbot_measure_slack"
SLACK_LATENCY = 0.03
_SPIN = "while True: pass"


@dataclass(frozen=True)
class Run:
    """What is done to the channel while the questions come; ``busy`` counts processes that only compute."""

    name: str
    postgresql: bool = False
    killed: bool = False
    busy: int = 0


RUNS = (
    Run("SQLite"),
    Run("PostgreSQL", postgresql=True),
    Run("SQLite, killed", killed=True),
    Run("PostgreSQL, killed", postgresql=True, killed=True),
    Run("SQLite, four other programs", busy=4),
    Run("PostgreSQL, four other programs", postgresql=True, busy=4),
)


async def measure(run: Run) -> bool:
    """Print the figures of a run as a row, and return whether all was answered once and in order."""
    slack = SlackStandIn()
    await slack.start()
    slack.latency = SLACK_LATENCY
    with tempfile.TemporaryDirectory() as folder, _busy(run.busy), _inbox(run, folder) as inbox:
        knowledge = f"sqlite:///{folder}/knowledge.db"
        ensure_loaded(knowledge)
        environment = {
            **child_environment(),
            **inbox,
            "KNOWLEDGE_DB_URL": knowledge,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "SANIC_HOST": "127.0.0.1",
        }
        actions = Server(ACTIONS, environment, page="/health")
        environment["ACTION_SERVER_URL"] = f"http://127.0.0.1:{actions.port}/webhook"
        server = Server(RASA, environment)
        try:
            await actions.start()
            await server.start()
            crowd = Crowd(slack, server.port, questions=list(REAL_QUESTIONS.values()))
            await _ask(crowd, slack, server if run.killed else None)
            twice = _asked_twice(environment["TRACKER_DB_URL"])
        finally:
            server.kill()
            actions.kill()
            await slack.stop()
    figures = {name: f"{value:,.0f}" for name, value in crowd.figures().items()}
    failures = Counter(one["text"] for one in slack.said())[FAILED]
    print(
        f"| {run.name} | {figures['acknowledged median']} / {figures['acknowledged p99']} "
        f"/ {figures['acknowledged most']} | {figures['answered median']} / {figures['answered p99']} "
        f"| {os.getloadavg()[0]:.1f} ",
        f"| {sum(crowd.offers().values())} offered |",
        *crowd.wrong(),
        *([f"{failures} failures told"] if failures else []),
        *([f"{twice} questions twice in the assistant's memory"] if twice else []),
        flush=True,
    )
    return not crowd.wrong() and not failures and not twice


async def _ask(crowd: Crowd, slack: SlackStandIn, to_kill: Optional[Server]) -> None:
    asking = asyncio.create_task(crowd.ask())
    if to_kill is not None:
        await slack.until(lambda: len(slack.messages) >= PEOPLE * QUESTIONS / 3, 120)
        to_kill.kill()
        await to_kill.start()
        await crowd.ask_again()
    await asking
    await crowd.all_answered(240)
    await asyncio.sleep(2.0)


def _asked_twice(tracker_url: str) -> int:
    """Return how many questions the assistant's memory has more than once."""
    with create_engine(tracker_url, future=True).connect() as connection:
        rows = connection.execute(text("SELECT data FROM events WHERE type_name = 'user'"))
        times = Counter(json.loads(row.data)["message_id"] for row in rows)
    return sum(1 for number in times.values() if number > 1)


@contextmanager
def _inbox(run: Run, folder: str) -> Iterator[Dict[str, str]]:
    """Yield the settings of the store; a database of PostgreSQL is made for the run and dropped after it."""
    if not run.postgresql:
        yield {"TRACKER_DB_URL": f"sqlite:///{folder}/conversations.db"}
        return
    server = create_engine(POSTGRESQL, future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {_DATABASE} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {_DATABASE}"))
    try:
        url = server.url.set(database=_DATABASE)
        yield {"TRACKER_DB_URL": url.render_as_string(hide_password=False)}
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {_DATABASE} WITH (FORCE)"))
        server.dispose()


@contextmanager
def _busy(count: int) -> Iterator[None]:
    programs = [subprocess.Popen([sys.executable, "-c", _SPIN]) for _ in range(count)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def main() -> int:
    """Make the runs that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", choices=[run.name for run in RUNS])
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    runs: List[Run] = [run for run in RUNS if options.only in (None, run.name)]
    print(
        "| | acknowledged, median / p99 / most | answered, median / p99 | load | offered |\n"
        "| --- | --- | --- | --- | --- |"
    )
    right = [asyncio.run(measure(run)) for _ in range(options.times) for run in runs]
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
