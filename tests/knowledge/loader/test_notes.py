"""Notes from their files into the database and back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.database import open_session
from knowledge.errors import CatalogError
from knowledge.loader.load import ensure_loaded
from knowledge.queries.notes import all_notes, notes
from knowledge.settings import CATALOG

NOTE = """
- id: how_long_sql
  answer: About two months beside a job. Spend the first on joins and grouping.
  points: [Weeks 1 to 4, joins]
  asked: [How long does SQL take?, sql duration, how fast can I learn sql]
  topics: [tools, skills]
  shape: how_long
  roles: [data_analyst]
  tools: [sql]
  sources: [onet]
  checked: 2026-11-01
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Copy the shipped catalog, with one note more."""
    catalog = Path(shutil.copytree(CATALOG, tmp_path / "catalog"))
    (catalog / "notes/zz_more.yml").write_text(NOTE)
    return catalog


def test_a_note_comes_back_from_the_database_as_its_file_says(any_url: str, written: Path) -> None:
    ensure_loaded(any_url, root=written)
    with open_session(any_url) as session:
        (note,) = notes(session, ids=["how_long_sql", "no_such_note"])
        assert note in all_notes(session)
    assert note.title == "How long does SQL take?"
    assert note.asked[1:] == ("sql duration", "how fast can I learn sql")
    assert (note.shape, note.topics, note.points) == (
        "how_long",
        ("tools", "skills"),
        ("Weeks 1 to 4", "joins"),
    )
    assert note.bound_to("role") == ("data_analyst",)
    assert note.bound_to("tool") == ("sql",)
    assert note.bound_to("level") == ()
    assert (note.sources, note.checked) == (("onet",), "2026-11-01")


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("shape: how_long", "shape: song", 7, "shape"),
        ("roles: [data_analyst]", "roles: [astronaut]", 8, "'astronaut' is not in the catalog's roles"),
        ("tools: [sql]", "tools: [abacus]", 9, "'abacus' is not in the catalog's tools"),
        ("sources: [onet]", "sources: [rumour]", 10, "'rumour' is not in the catalog's sources"),
        ("  checked: 2026-11-01\n", "", 2, "checked"),
        ("id: how_long_sql", "id: maths_depth_data_scientist", None, "stands twice"),
    ],
)
def test_a_faulty_note_is_refused_with_its_file_and_line(
    written: Path, tmp_path: Path, old: str, new: str, line: int | None, complaint: str
) -> None:
    file = written / "notes/zz_more.yml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(CatalogError, match=r"notes/zz_more\.yml") as refused:
        ensure_loaded(f"sqlite:///{tmp_path}/refused.db", root=written)
    assert complaint in str(refused.value)
    if line is not None:
        assert f"line {line}" in str(refused.value) or f":{line}" in str(refused.value)
