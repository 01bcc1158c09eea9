"""What the tests share: knowledge bases of both engines, and one running assistant."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Iterator

# Before the project is imported: what it writes, it writes into a folder of this run alone.
STATE = tempfile.mkdtemp(prefix="careerbot-tests-")
os.environ["CAREERBOT_STATE"] = STATE

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.database import engine_for
from knowledge.loader.load import ensure_loaded
from tests.running import RunningAssistant

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def skip_unless_ci(reason: str) -> None:
    """Skip a test for what this machine lacks; in CI nothing may be lacking."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI skips nothing")
    pytest.skip(reason)


def pytest_unconfigure() -> None:
    """Remove what the run wrote."""
    shutil.rmtree(STATE, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """Make a PostgreSQL database for this run, and drop it afterwards."""
    name = f"careerbot_test_{os.getpid()}"
    server = create_engine(POSTGRESQL, future=True, isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except SQLAlchemyError:
        skip_unless_ci("PostgreSQL does not answer on this machine")
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def copy_of(knowledge: Path, to: Path) -> Path:
    """Copy a knowledge base of SQLite with what its log still holds, and return where to."""
    with closing(sqlite3.connect(knowledge)) as read, closing(sqlite3.connect(to)) as written:
        read.backup(written)
    return to


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database, for each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/any.db"
    url = str(request.getfixturevalue("postgresql_url"))
    with engine_for(url).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return url


@pytest.fixture(scope="session")
def knowledge_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a knowledge base that holds the shipped catalog; one process loads it for all."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / "knowledge.lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        ensure_loaded(f"sqlite:///{shared}/shipped.db")
    return f"sqlite:///{copy_of(shared / 'shipped.db', own / 'knowledge.db')}"


@pytest.fixture
def shipped_knowledge(knowledge_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the settings point to a knowledge base that holds the shipped catalog."""
    monkeypatch.setenv("KNOWLEDGE_DB_URL", knowledge_url)
    return knowledge_url


@pytest.fixture(scope="session")
def assistant(knowledge_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAssistant]:
    """Run the assistant with its action server, as `make serve` does."""
    folder: Path = tmp_path_factory.mktemp("assistant")
    tracker_url = f"sqlite:///{folder}/conversations.db"
    # All tests come from one address; the limits on it have tests of their own.
    kinds = ("READS", "ERASURES", "SESSIONS", "REQUESTS", "MESSAGES")
    often = {f"{what}_PER_ADDRESS": "100000/minute" for what in kinds}
    secret = {"SESSION_SECRET": secrets.token_hex(32)}  # so that a test can read what a suggestion sends
    with RunningAssistant(knowledge_url, tracker_url, folder, {**often, **secret}, observed=True) as running:
        yield running
