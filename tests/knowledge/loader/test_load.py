from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.database import engine_for, open_session
from knowledge.errors import CatalogError, KnowledgeUnavailable
from knowledge.loader import load
from knowledge.loader.load import ensure_loaded
from knowledge.settings import CATALOG
from knowledge.tables import pairs, terms
from knowledge.tables.base import Base
from knowledge.tables.roles import Role, RoleSkill

THIRTEEN = [
    "ai_engineer",
    "ml_engineer",
    "data_scientist",
    "data_engineer",
    "data_analyst",
    "mlops_engineer",
    "research_scientist",
    "research_engineer",
    "applied_scientist",
    "nlp_engineer",
    "computer_vision_engineer",
    "ai_architect",
    "software_engineer",
]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """Copy the shipped catalog, to be broken by a test."""
    return Path(shutil.copytree(CATALOG, tmp_path / "catalog"))


def replace(file: Path, old: str, new: str) -> int:
    """Replace the first occurrence and return its line."""
    content = file.read_text()
    assert old in content
    file.write_text(content.replace(old, new, 1))
    return content[: content.index(old)].count("\n") + 1


def role_names(url: str) -> list[str]:
    with open_session(url) as session:
        return list(session.execute(select(Role.name).order_by(Role.name)).scalars())


def test_the_shipped_catalog_fills_an_empty_database_and_is_not_loaded_twice(any_url: str) -> None:
    assert ensure_loaded(any_url) is True
    assert ensure_loaded(any_url) is False
    with open_session(any_url) as session:
        assert set(THIRTEEN) <= set(session.execute(select(Role.id)).scalars())


def test_every_fact_row_has_a_source(any_url: str) -> None:
    ensure_loaded(any_url)
    without = {
        "source",
        "note",
        "note_part",
        "catalog_version",
        "name",
        "place",
        "place_part",
    }  # names of things, not facts
    models = [*vars(pairs).values(), *vars(terms).values()]
    advice = {model.__tablename__ for model in models if getattr(model, "__tablename__", None)}
    with open_session(any_url) as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in without:
                assert table.name in advice or not table.c.source_id.nullable, table.name
                assert session.execute(select(func.count()).select_from(table)).scalar_one() > 0, table.name


def test_a_changed_catalog_replaces_the_old_one_whole(any_url: str, catalog: Path) -> None:
    ensure_loaded(any_url)
    replace(catalog / "roles/ml_engineer.yml", "name: ML engineer", "name: ML craftsperson")
    assert ensure_loaded(any_url, root=catalog) is True
    assert "ML craftsperson" in role_names(any_url)
    assert "ML engineer" not in role_names(any_url)


BREAKS = [
    ("roles/ml_engineer.yml", "importance: essential", "importance: vital", "importance"),
    ("roles/ml_engineer.yml", "definition:", "definitoin:", "definitoin"),
    ("roles/ml_engineer.yml", "tool: python", "tool: pythn", "tools"),
    ("roles/ml_engineer.yml", "source: article", "source: artcle", "source"),
    ("sources.yml", "date: 2024-09-04", "date: soon", "date"),
    ("places.yml", "within: uk,", "within: atlantis,", "within"),
    ("tools.yml", "tools:", "tools: [", ""),
    ("figures/pay_ranges.csv", "ml_engineer,all,US,2025,", "ml_engineer,all,US,2025x,", "year_from"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "field"), BREAKS, ids=[f"{one[0]} {one[3]}" for one in BREAKS]
)
def test_a_broken_file_is_refused_with_file_line_field_and_remedy(
    knowledge_url: str, catalog: Path, file: str, old: str, new: str, field: str
) -> None:
    before = role_names(knowledge_url)
    line = replace(catalog / file, old, new)
    with pytest.raises(CatalogError) as caught:
        ensure_loaded(knowledge_url, root=catalog)
    error = caught.value
    assert error.file == file
    assert field in error.field
    assert error.remedy
    if "[" not in new:  # an open bracket is noticed where the file ends
        assert error.line == line
    assert role_names(knowledge_url) == before


def test_a_file_that_is_missing_is_named(knowledge_url: str, catalog: Path) -> None:
    (catalog / "sources.yml").unlink()
    with pytest.raises(CatalogError, match=r"sources\.yml"):
        ensure_loaded(knowledge_url, root=catalog)


def test_a_load_that_dies_half_way_leaves_the_old_catalog(
    any_url: str, catalog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_loaded(any_url)
    before = role_names(any_url)
    replace(catalog / "roles/ml_engineer.yml", "name: ML engineer", "name: Half loaded")

    def die(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(load, "insert_figures", die)
    with pytest.raises(KnowledgeUnavailable, match="no space left"):
        ensure_loaded(any_url, root=catalog)
    assert role_names(any_url) == before


def test_a_table_of_an_earlier_release_makes_way(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/knowledge.db"
    ensure_loaded(url)
    with engine_for(url).begin() as connection:
        connection.execute(text("CREATE TABLE bygone (role_id TEXT REFERENCES role (id))"))
        connection.execute(text("INSERT INTO bygone SELECT id FROM role"))
        connection.execute(text("UPDATE catalog_version SET fingerprint = 'earlier'"))

    assert ensure_loaded(url) is True

    assert "bygone" not in inspect(engine_for(url)).get_table_names()


def test_tables_of_another_program_are_never_dropped(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/other.db"
    with create_engine(url, future=True).begin() as connection:
        connection.execute(text("CREATE TABLE role (mine TEXT)"))
        connection.execute(text("INSERT INTO role VALUES ('precious')"))
    with pytest.raises(KnowledgeUnavailable, match="database of its own"):
        ensure_loaded(url)
    with create_engine(url, future=True).connect() as connection:
        assert connection.execute(text("SELECT mine FROM role")).scalar_one() == "precious"


def test_a_database_that_is_not_there_is_one_named_error() -> None:
    with pytest.raises(KnowledgeUnavailable):
        ensure_loaded("postgresql://nobody@127.0.0.1:1/nothing")


def test_the_schema_refuses_what_the_code_might_let_through(any_url: str) -> None:
    ensure_loaded(any_url)
    wrong = {
        "role_id": "ml_engineer",
        "position": 99,
        "name": "Juggling",
        "kind": "technical",
        "importance": "vital",
        "why": "x",
        "source_id": "editorial",
    }
    for change in ({}, {"importance": "useful", "source_id": "hearsay"}):
        with Session(engine_for(any_url), future=True) as session:
            session.add(RoleSkill(**{**wrong, **change}))
            with pytest.raises(IntegrityError):
                session.flush()
