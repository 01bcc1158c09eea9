"""What the knowledge base answered before, given again while the catalog is the same."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import yaml
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from knowledge.database import engine_for, open_session
from knowledge.loader.load import ensure_loaded
from knowledge.queries import field, roles
from knowledge.settings import CATALOG
from knowledge.tables.base import Base
from knowledge.tables.sources import Source as SourceRow


@contextmanager
def statements(url: str) -> Iterator[list[str]]:
    """Collect the statements that reach a database, but for the beginnings of transactions."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        if arguments[2] != "BEGIN":
            sent.append(str(arguments[2]))

    event.listen(engine_for(url), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine_for(url), "before_cursor_execute", note)


def ask(url: str) -> list[roles.Fact]:
    with open_session(url) as session:
        roles.education(session, role="ml_engineer")
        roles.skills(session, role="ml_engineer")
        return roles.responsibilities(session, role="ml_engineer")


def test_what_was_asked_before_costs_one_look_at_which_catalog_there_is(knowledge_url: str) -> None:
    first = ask(knowledge_url)

    with statements(knowledge_url) as sent:
        second = ask(knowledge_url)

    assert second == first
    assert len(sent) == 1
    assert "catalog_version" in sent[0]


def test_a_caller_may_change_the_list_that_it_is_given(knowledge_url: str) -> None:
    ask(knowledge_url).clear()

    assert len(ask(knowledge_url)) >= 5


def test_a_list_and_a_tuple_ask_the_same(knowledge_url: str) -> None:
    with open_session(knowledge_url) as session:
        known = field.sources(session, ids=["onet", "aijobs"])

        assert field.sources(session, ids=("onet", "aijobs")) == known


def test_a_catalog_that_is_loaded_anew_is_answered_from_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/knowledge.db"
    root = tmp_path / "catalog"
    for path in CATALOG.rglob("*.*"):
        target = root / path.relative_to(CATALOG)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    ensure_loaded(url, root=root)
    before = ask(url)

    changed = root / "roles/ml_engineer.yml"
    role = yaml.safe_load(changed.read_text())
    role["responsibilities"][0]["text"] = "Teach machines to whistle."
    changed.write_text(yaml.safe_dump(role))
    ensure_loaded(url, root=root)

    assert before[0].text != "Teach machines to whistle."
    assert ask(url)[0].text == "Teach machines to whistle."


def test_a_database_that_no_catalog_was_loaded_into_is_asked_each_time() -> None:
    engine = create_engine("sqlite://", future=True)
    Base.metadata.create_all(engine)
    with Session(engine, future=True) as session:
        assert field.sources(session, ids=["mine"]) == []
        session.execute(
            SourceRow.__table__.insert().values(
                id="mine", title="Mine", publisher="Me", date=datetime.date(2026, 11, 23), licence="CC0"
            )
        )

        assert [one.id for one in field.sources(session, ids=["mine"])] == ["mine"]
