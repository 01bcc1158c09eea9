"""The catalog that is made to be large."""

from __future__ import annotations

from pathlib import Path

from bench.catalog import write_large
from knowledge.database import open_session
from knowledge.loader.load import ensure_loaded
from knowledge.queries import pay, roles


def test_a_large_catalog_loads_and_is_answered_from(tmp_path: Path) -> None:
    write_large(tmp_path / "catalog", roles=34, salaries=5000)
    url = f"sqlite:///{tmp_path}/knowledge.db"

    ensure_loaded(url, root=tmp_path / "catalog")

    with open_session(url) as session:
        assert len(roles.roles(session)) == 34
        assert pay.advertised(session, role="agronomy_planning_engineer") is not None
