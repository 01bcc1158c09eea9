"""The importer of what employers ask for: what counts, for whom, and what a faulty file is told."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Sequence

import pytest

from knowledge.errors import CatalogError
from knowledge.figures import demand
from knowledge.figures.demand_rows import SAMPLES

FULL = {
    "title": "AI Engineer",
    "role": "ai_engineer",
    "level": "mid",
    "country": "US",
    "remote": "Remote",
    "years": "3",
    "degrees": "none",
    "or_equivalent": "0",
    "skills": "python",
}
SHORT = {
    "title": "Data Analyst",
    "role": "data_analyst",
    "level": "",
    "country": "US",
    "remote": "0",
    "skills": "sql",
}
Rows = Sequence[dict[str, str]]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    roles = tmp_path / "roles"
    roles.mkdir()
    for role in ("ai_engineer", "data_analyst", "bi_analyst"):
        (roles / f"{role}.yml").touch()
    figures = tmp_path / "figures"
    figures.mkdir()
    (figures / demand.SKILLS_FILE).write_text(
        "skill,name,kind,tool,source\npython,Python,tool,,x\nsql,SQL,tool,,x\n"
    )
    return tmp_path


def write(folder: Path, full: Rows, short: Rows) -> None:
    for sample, rows in zip(
        SAMPLES, (full, short, [{**row, "duplicate": "1"} for row in short]), strict=True
    ):
        opened = gzip.open if sample.file.endswith(".gz") else open
        with opened(folder / sample.file, "wt", newline="") as file:
            writer = csv.DictWriter(file, sample.columns)
            writer.writeheader()
            writer.writerows(rows)


def figures(catalog: Path, full: Rows, short: Rows) -> dict[tuple[str, ...], str]:
    write(catalog, full, short)
    demand.import_demand(catalog, catalog=catalog, out=catalog)
    names = ("role", "country", "level", "measure", "name")
    with (catalog / demand.FILE_NAME).open(newline="") as file:
        return {
            tuple(row[name] for name in names): f"{row['value']} of {row['n']}"
            for row in csv.DictReader(file)
        }


def test_a_skill_is_a_share_of_all_postings_of_the_role(catalog: Path) -> None:
    found = figures(catalog, [FULL] * 30 + [{**FULL, "skills": "sql"}] * 10, [])
    assert found["ai_engineer", "all", "all", "skill", "python"] == "75.0 of 40"


def test_where_the_collector_counts_so_only_postings_with_skills_count(catalog: Path) -> None:
    python, none = {**SHORT, "skills": "python"}, {**SHORT, "skills": ""}
    unsafe = {**SHORT, "skills": "go"}  # a skill of the collector's, though not published
    found = figures(catalog, [], [SHORT] * 30 + [python] * 5 + [unsafe] * 5 + [none] * 20)
    assert found["data_analyst", "all", "all", "skill", "sql"] == "75.0 of 40"


def test_repeated_postings_are_left_out(catalog: Path) -> None:
    write(catalog, [], [SHORT] * 40)
    demand.import_demand(catalog, catalog=catalog, out=catalog)
    assert "postings-2023" not in (catalog / demand.FILE_NAME).read_text()


def test_a_cell_of_fewer_than_thirty_tells_nothing(catalog: Path) -> None:
    found = figures(catalog, [FULL] * 29 + [{**FULL, "country": "GB"}] * 29, [])
    assert ("ai_engineer", "all", "all", "skill", "python") in found
    assert not [key for key in found if key[1] in ("US", "GB")]


def test_a_title_that_names_a_narrower_role_counts_for_both(catalog: Path) -> None:
    found = figures(catalog, [], [{**SHORT, "title": "Senior Power BI Developer"}] * 30)
    assert (
        found["bi_analyst", "all", "all", "skill", "sql"]
        == found["data_analyst", "all", "all", "skill", "sql"]
    )


def test_a_degree_is_told_apart_from_none_and_from_its_equivalent(catalog: Path) -> None:
    both = {**FULL, "degrees": "bachelor|master", "or_equivalent": "1"}
    found = figures(catalog, [FULL] * 10 + [both] * 20 + [{**FULL, "degrees": "phd"}] * 10, [])
    assert found["ai_engineer", "all", "all", "degree", "none"] == "25.0 of 40"
    assert found["ai_engineer", "all", "all", "degree", "advanced"] == "75.0 of 40"
    assert found["ai_engineer", "all", "all", "degree", "only_advanced"] == "25.0 of 40"
    assert found["ai_engineer", "all", "all", "degree", "or_equivalent"] == "66.7 of 30"


def test_a_faulty_row_is_named_by_file_and_line(catalog: Path) -> None:
    write(catalog, [FULL, {**FULL, "years": "many"}], [])
    with pytest.raises(CatalogError, match="line 3, years: 'many' is no number"):
        demand.import_demand(catalog, catalog=catalog, out=catalog)


def test_a_file_without_a_column_is_refused_and_nothing_is_written(catalog: Path) -> None:
    write(catalog, [FULL], [])
    (catalog / SAMPLES[0].file).write_text("title,role\n")
    with pytest.raises(CatalogError, match="line 1, header: lacks the columns level"):
        demand.import_demand(catalog, catalog=catalog, out=catalog)
    assert not (catalog / demand.FILE_NAME).exists()
