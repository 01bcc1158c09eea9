"""Two releases on one PostgreSQL: each reads its own catalog, whatever the other does."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import Any, Iterator

import pytest
from pydantic import ValidationError
from sqlalchemy import create_engine, inspect, select, text

from knowledge.database import engine_for, open_session
from knowledge.loader import load
from knowledge.loader.load import ensure_loaded
from knowledge.loader.releases import drop_old, mark_deployed
from knowledge.settings import CATALOG, KnowledgeSettings
from knowledge.tables.roles import Role
from knowledge.versions import knowledge_address

_WAITING = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@pytest.fixture
def database(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of an empty PostgreSQL database, which the settings name."""
    with create_engine(postgresql_url, future=True).begin() as connection:
        for schema in inspect(connection).get_schema_names():
            if schema.startswith("catalog_"):
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    monkeypatch.setenv("KNOWLEDGE_DB_URL", postgresql_url)
    monkeypatch.setenv("KNOWLEDGE_DB_VERSIONED", "true")
    engine_for.cache_clear()  # engines remember the time limit that the settings had
    yield postgresql_url
    engine_for.cache_clear()


def catalog_of_release(folder: Path, number: int) -> Path:
    """Copy the shipped catalog with the release's number in a role's name."""
    copy = Path(shutil.copytree(CATALOG, folder / str(number)))
    role = copy / "roles/ml_engineer.yml"
    role.write_text(role.read_text().replace("name: ML engineer", f"name: ML engineer {number}", 1))
    return copy


def name_in(address: str) -> str:
    with open_session(address) as session:
        return session.execute(select(Role.name).where(Role.id == "ml_engineer")).scalar_one()


def schemas(database: str) -> set[str]:
    with create_engine(database, future=True).connect() as connection:
        return {name for name in inspect(connection).get_schema_names() if name.startswith("catalog_")}


def test_a_new_release_and_an_old_one_read_their_own_catalogs(database: str, tmp_path: Path) -> None:
    old, new = (catalog_of_release(tmp_path, number) for number in (1, 2))

    assert ensure_loaded(root=old) is True
    assert ensure_loaded(root=new) is True
    assert ensure_loaded(root=old) is False  # a restart of the old release loads nothing

    assert name_in(knowledge_address(old)) == "ML engineer 1"
    assert name_in(knowledge_address(new)) == "ML engineer 2"


def test_a_release_whose_loading_fails_leaves_no_trace(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(load, "insert_figures", die)
    with pytest.raises(load.KnowledgeUnavailable, match="no space left"):
        ensure_loaded(root=catalog_of_release(tmp_path, 1))

    assert schemas(database) == set()


def test_of_old_catalogs_the_last_deployed_are_kept(database: str, tmp_path: Path) -> None:
    addresses = []
    for number in (1, 2, 3, 4):
        address = knowledge_address(catalog_of_release(tmp_path, number))
        with engine_for(address).begin() as connection:
            load._make_schema(connection)
        addresses.append(address)
    with engine_for(addresses[0]).begin() as connection:
        mark_deployed(connection)  # release 1 was gone back to
    with create_engine(database, future=True).begin() as connection:
        connection.execute(text("CREATE SCHEMA catalog_of_somebody_else"))

    dropped = drop_old(addresses[3], keep=1)

    assert len(dropped) == 2
    assert schemas(database) == {"catalog_of_somebody_else"} | {
        address.rpartition("%3D")[2] for address in (addresses[0], addresses[3])
    }


def test_a_process_that_finds_another_loading_waits_longer_than_a_query_may_take(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_TIMEOUT", "1")
    other = create_engine(database, future=True).connect()
    other.execute(text(f"SELECT pg_advisory_xact_lock({load._LOAD_LOCK})"))

    def hold_until_somebody_has_waited() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and not other.execute(text(_WAITING)).scalar_one():
            time.sleep(0.05)
        time.sleep(1.5)
        other.close()

    holding = threading.Thread(target=hold_until_somebody_has_waited)
    holding.start()

    try:
        assert ensure_loaded(root=catalog_of_release(tmp_path, 1)) is True
    finally:
        holding.join()


def test_an_sqlite_file_cannot_hold_several_catalogs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_URL", "sqlite:///knowledge.db")
    monkeypatch.setenv("KNOWLEDGE_DB_VERSIONED", "true")

    with pytest.raises(ValidationError, match="needs PostgreSQL"):
        KnowledgeSettings()


def test_a_wrong_setting_is_one_line(database: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_URL", "mysql://db/careerbot")

    assert load.main() == 1
    assert capsys.readouterr().err == (
        "The knowledge base was not changed. KNOWLEDGE_DB_URL must begin with sqlite:// or postgresql://\n"
    )


def test_without_the_setting_the_address_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DB_URL", "postgresql://careerbot@db/careerbot")
    monkeypatch.delenv("KNOWLEDGE_DB_VERSIONED", raising=False)

    assert knowledge_address() == "postgresql://careerbot@db/careerbot"
