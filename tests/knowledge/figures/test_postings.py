from __future__ import annotations

import csv
import os
import random
import tracemalloc
from pathlib import Path
from string import ascii_uppercase
from typing import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import CatalogError
from knowledge.figures import postings
from knowledge.figures.posting_rows import COLUMNS

Row = dict[str, object]


def posting(usd: int, **changed: object) -> Row:
    """Return a full-time row of a senior machine learning engineer in the US, on site, in 2025."""
    row: Row = dict(
        zip(
            COLUMNS,
            (2025, "SE", "FT", "Machine Learning Engineer", usd, "USD", usd, "US", 0, "US", "M"),
            strict=True,
        )
    )
    return {**row, **changed}


@pytest.fixture
def roles(tmp_path: Path) -> Path:
    folder = tmp_path / "roles"
    folder.mkdir()
    (folder / "ml_engineer.yml").write_text("id: ml_engineer\nposting_titles: [Machine Learning Engineer]\n")
    (folder / "ai_engineer.yml").write_text("id: ai_engineer\nposting_titles: [AI Engineer, LLM Engineer]\n")
    return folder


def write(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def work_out(tmp_path: Path, roles: Path, rows: Iterable[Row]) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the written figures by role, level, country, year and remote."""
    postings.import_postings(write(tmp_path / "index.csv", rows), roles=roles, out=tmp_path)
    return read_out(tmp_path)


def read_out(folder: Path) -> dict[tuple[str, ...], dict[str, str]]:
    with (folder / postings.FILE_NAME).open(newline="") as file:
        return {
            (row["role"], row["level"], row["country"], row["year"], row["remote"]): row
            for row in csv.DictReader(file)
        }


ML_US = ("ml_engineer", "all", "US", "2025", "all")


def test_percentiles_are_those_of_distinct_rows_and_the_median_of_all_rows_stands_beside(
    tmp_path: Path, roles: Path
) -> None:
    rows = [posting(usd) for usd in (100, 200, 300, 400, 500)] + [posting(500)] * 4
    figures = work_out(tmp_path, roles, rows)[ML_US]
    assert [figures[name] for name in ("p10", "p25", "median", "p75", "p90")] == [
        "140", "200", "300", "400", "460",
    ]  # fmt: skip
    assert (figures["n_distinct"], figures["n_rows"], figures["median_all_rows"]) == ("5", "9", "500")
    assert figures["source"] == "aijobs"


def test_rows_that_differ_in_any_column_are_distinct(tmp_path: Path, roles: Path) -> None:
    same_pay = [posting(100), posting(100, company_size="L"), posting(100, employee_residence="CA")]
    assert work_out(tmp_path, roles, same_pay)[ML_US]["n_distinct"] == "3"


def test_titles_match_whole_and_in_any_letter_case(tmp_path: Path, roles: Path) -> None:
    titles = ("machine learning ENGINEER", "Senior Machine Learning Engineer", "ML Engineer", "llm engineer")
    rows = [posting(100, job_title=title) for title in titles]
    figures = work_out(tmp_path, roles, rows)
    assert figures[ML_US]["n_rows"] == "1"
    assert figures[("ai_engineer", "all", "US", "2025", "all")]["n_rows"] == "1"


def test_only_full_time_rows_since_2023_count(tmp_path: Path, roles: Path) -> None:
    rows = [posting(100), posting(200, employment_type="CT"), posting(300, work_year=2022)]
    figures = work_out(tmp_path, roles, rows)
    assert figures[ML_US]["n_rows"] == "1"
    assert {key[3] for key in figures} == {"2025"}


@pytest.mark.parametrize(
    ("country", "currency", "counts"),
    [
        ("CA", "USD", False),
        ("AU", "USD", False),
        ("GB", "USD", False),
        ("CA", "CAD", True),
        ("GB", "GBP", True),
        ("GB", "EUR", True),
        ("US", "USD", True),
        ("US", "GBP", True),
        ("PR", "USD", True),
    ],
)
def test_us_dollars_count_only_where_people_are_paid_in_them(
    tmp_path: Path, roles: Path, country: str, currency: str, counts: bool
) -> None:
    rows = [posting(100), posting(200, company_location=country, salary_currency=currency)]
    report = postings.import_postings(write(tmp_path / "index.csv", rows), roles=roles, out=tmp_path)
    assert report.used == 1 + counts
    assert sum(report.doubtful_currency.values()) == 1 - counts


def test_levels_and_workplaces_have_figures_of_their_own(tmp_path: Path, roles: Path) -> None:
    entry = [posting(100 + step, experience_level="EN", remote_ratio=100) for step in range(5)]
    senior = [posting(300 + step) for step in range(15)]
    figures = work_out(tmp_path, roles, entry + senior)
    assert figures[ML_US]["remote_share"] == "0.25"
    assert figures[("ml_engineer", "entry", "US", "2025", "all")]["median"] == "102"
    assert figures[("ml_engineer", "senior", "US", "2025", "onsite")]["median"] == "307"
    assert ("ml_engineer", "senior", "US", "2025", "remote") not in figures


def test_fewer_than_five_distinct_rows_leave_only_their_number(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, [posting(usd) for usd in (100, 200, 300, 400)] * 3)[ML_US]
    assert (figures["n_distinct"], figures["n_rows"]) == ("4", "12")
    empty = ("p10", "p25", "median", "p75", "p90", "median_all_rows", "remote_share")
    assert not any(figures[name] for name in empty)


def test_a_wrong_header_is_an_error_that_names_line_columns_and_remedy(tmp_path: Path, roles: Path) -> None:
    file = tmp_path / "index.csv"
    file.write_text("year,title,pay\n2025,AI Engineer,100\n")
    with pytest.raises(CatalogError) as error:
        postings.import_postings(file, roles=roles, out=tmp_path)
    assert error.value.line == 1
    assert "lacks the columns work_year" in str(error.value)
    assert ",".join(COLUMNS) in error.value.remedy
    assert not (tmp_path / postings.FILE_NAME).exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"work_year": "twenty"},
        {"work_year": "٢٠٢٥"},
        {"experience_level": "XX"},
        {"employment_type": ""},
        {"job_title": " "},
        {"salary": "a lot"},
        {"salary_in_usd": "-5"},
        {"salary_in_usd": "nan"},
        {"salary_in_usd": "99999999"},
        {"salary_in_usd": "0"},
        {"salary_currency": "dollars"},
        {"employee_residence": "usa"},
        {"remote_ratio": "30"},
        {"company_location": "United States"},
        {"company_size": "XL"},
    ],
)
def test_a_bad_row_is_counted_with_its_column_and_line(
    tmp_path: Path, roles: Path, changed: dict[str, object]
) -> None:
    file = write(tmp_path / "index.csv", [posting(100), posting(200, **changed), posting(300)])
    report = postings.import_postings(file, roles=roles, out=tmp_path)
    (column,) = changed
    assert (report.used, dict(report.bad), report.first_bad) == (2, {column: 1}, {column: 3})
    assert any(f"wrong {column}, the first in line 3" in line for line in report.lines())


@pytest.mark.parametrize("line", ["2025,SE,FT", "\0,a,b", '2025,SE,FT,"never closed', ",".join("x" * 12)])
def test_a_line_that_is_no_row_is_counted(tmp_path: Path, roles: Path, line: str) -> None:
    file = write(tmp_path / "index.csv", [posting(100)])
    with file.open("a") as more:
        more.write(line + "\n")
    report = postings.import_postings(file, roles=roles, out=tmp_path)
    assert report.bad == {"number of cells": 1}
    assert report.used == 1


def test_a_file_without_a_row_that_counts_leaves_the_old_figures(tmp_path: Path, roles: Path) -> None:
    work_out(tmp_path, roles, [posting(100)])
    with pytest.raises(CatalogError, match="holds no row that counts"):
        work_out(tmp_path, roles, [posting(100, job_title="Florist")])
    assert ML_US in read_out(tmp_path)


def test_a_title_of_two_roles_is_an_error(tmp_path: Path, roles: Path) -> None:
    (roles / "mlops_engineer.yml").write_text("id: mlops_engineer\nposting_titles: [llm ENGINEER]\n")
    with pytest.raises(CatalogError, match=r"roles/mlops_engineer.yml, posting_titles.0: .*ai_engineer"):
        work_out(tmp_path, roles, [posting(100)])


def test_the_command_says_what_is_wrong_with_a_missing_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["postings", str(tmp_path / "none.csv"), "--out", str(tmp_path)])
    assert postings.main() == 1
    assert "none.csv: cannot be read (No such file or directory)" in capsys.readouterr().err


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=400))
def test_no_content_crashes_the_importer(tmp_path: Path, roles: Path, junk: bytes) -> None:
    file = write(tmp_path / "index.csv", [posting(100)])
    with file.open("ab") as more:
        more.write(junk)
    assert postings.import_postings(file, roles=roles, out=tmp_path).used >= 1


def test_memory_does_not_grow_with_the_file(tmp_path: Path, roles: Path) -> None:
    def peak_bytes(count: int) -> int:
        pay = random.Random(1)
        rows = (
            posting(
                pay.randint(1, 300_000), salary=number, company_location=f"B{ascii_uppercase[number % 26]}"
            )
            for number in range(1, count)
        )
        file = write(tmp_path / "index.csv", ({**row, "salary_currency": "EUR"} for row in rows))
        tracemalloc.start()
        try:
            postings.import_postings(file, roles=roles, out=tmp_path)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = peak_bytes(2_000), peak_bytes(20_000)
    assert large - small < 18_000 * 10  # bytes; the rows themselves take some 60 each


if "SALARIES_FILE" in os.environ:  # a copy of the salary index, which is no part of the project

    def test_the_published_index_gives_its_known_medians(tmp_path: Path) -> None:
        """US, 2025, full time, each title alone: median of all rows, of distinct rows, number of rows."""
        file = os.environ["SALARIES_FILE"]
        known = {
            "AI Engineer": ("180000", "170000", "1215"),
            "Machine Learning Engineer": ("195000", "193600", "2801"),
            "Data Scientist": ("153962", "148970", "6570"),
            "Data Engineer": ("150000", "147472", "5875"),
            "Software Engineer": ("184000", "174250", "8522"),
            "Research Scientist": ("180000", "183825", "1106"),
        }
        roles = tmp_path / "roles"
        roles.mkdir()
        for title in known:
            role = title.lower().replace(" ", "_")
            (roles / f"{role}.yml").write_text(f"id: {role}\nposting_titles: [{title}]\n")
        postings.import_postings(Path(file), roles=roles, out=tmp_path)
        figures = read_out(tmp_path)
        found = {
            title: figures[(title.lower().replace(" ", "_"), "all", "US", "2025", "all")] for title in known
        }
        assert {
            title: (row["median_all_rows"], row["median"], row["n_rows"]) for title, row in found.items()
        } == known
