from __future__ import annotations

import csv
import os
import random
import time
import tracemalloc
from pathlib import Path
from string import ascii_uppercase
from typing import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import CatalogError
from knowledge.figures import pay_ranges
from knowledge.figures.posting_rows import COLUMNS

Row = dict[str, object]
ML_US = ("ml_engineer", "all", "US", "2025", "2025", "all")


def row(usd: int, **changed: object) -> Row:
    """Return a full-time row of a senior machine learning engineer in the US, on site, in 2025."""
    values = (2025, "SE", "FT", "Machine Learning Engineer", usd, "USD", usd, "US", 0, "US", "M")
    return {**dict(zip(COLUMNS, values, strict=True)), **changed}


def pair(low: int, high: int, **changed: object) -> list[Row]:
    """Return a posting as the index has it: the high end of its range, then the low end."""
    return [row(high, **changed), row(low, **changed)]


def pairs(count: int, **changed: object) -> list[Row]:
    return [one for step in range(count) for one in pair(100 + step, 200 + step, **changed)]


@pytest.fixture
def roles(tmp_path: Path) -> Path:
    folder = tmp_path / "roles"
    folder.mkdir()
    (folder / "ml_engineer.yml").write_text("id: ml_engineer\nposting_titles: [Machine Learning Engineer]\n")
    (folder / "ai_engineer.yml").write_text("id: ai_engineer\nposting_titles: [AI Engineer]\n")
    return folder


def write(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def work_out(tmp_path: Path, roles: Path, rows: Iterable[Row]) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the written figures by role, level, country, years and remote."""
    pay_ranges.import_ranges(write(tmp_path / "index.csv", rows), roles=roles, out=tmp_path)
    return read_out(tmp_path)


def read_out(folder: Path) -> dict[tuple[str, ...], dict[str, str]]:
    key = ("role", "level", "country", "year_from", "year_to", "remote")
    with (folder / pay_ranges.FILE_NAME).open(newline="") as file:
        return {tuple(found[name] for name in key): found for found in csv.DictReader(file)}


def test_two_neighbouring_rows_that_differ_in_pay_alone_are_one_range(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, pairs(5))[ML_US]
    assert (figures["low_median"], figures["middle_median"], figures["high_median"]) == ("102", "152", "202")
    assert (figures["n_ranges"], figures["n_pairs"], figures["n_unpaired"]) == ("5", "5", "0")


def test_a_range_counts_once_a_year_however_often_it_was_posted(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, pairs(5) + pair(104, 204) * 3)[ML_US]
    assert (figures["n_ranges"], figures["n_pairs"], figures["low_median"]) == ("5", "8", "102")


def test_ranges_that_share_one_end_are_two(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, pair(100, 200) + pair(100, 300))[ML_US]
    assert figures["n_ranges"] == "2"


@pytest.mark.parametrize(
    "rows",
    [
        [row(200), row(100, company_size="L")],
        [row(200), row(100, experience_level="MI")],
        [row(200), row(100, work_year=2024)],
        [row(100), row(200)],  # the low end never comes first
    ],
)
def test_rows_that_are_no_pair_give_no_range_and_are_counted_apart(
    tmp_path: Path, roles: Path, rows: list[Row]
) -> None:
    index = write(tmp_path / "index.csv", pairs(5, job_title="AI Engineer") + rows)
    report = pay_ranges.import_ranges(index, roles=roles, out=tmp_path)
    assert (report.pairs, report.unpaired) == (5, 2)
    all_years = ("ml_engineer", "all", "US", "2023", "2025", "all")
    assert (read_out(tmp_path)[all_years]["n_ranges"], read_out(tmp_path)[all_years]["n_unpaired"]) == (
        "0",
        "2",
    )


def test_two_flat_offers_in_a_row_are_no_range_between_them(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, [*pairs(5), row(300), row(300), row(200), row(200)])[ML_US]
    assert (figures["n_ranges"], figures["n_flat"], figures["n_unpaired"]) == ("5", "2", "0")


def test_a_range_that_begins_where_another_ends_stays_a_range(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, pairs(5) + pair(200, 300) + pair(150, 200))[ML_US]
    assert (figures["n_ranges"], figures["n_flat"], figures["n_unpaired"]) == ("7", "0", "0")


def test_a_flat_offer_counts_once_a_year_however_often_it_was_posted(tmp_path: Path, roles: Path) -> None:
    figures = work_out(tmp_path, roles, pairs(5) + pair(200, 200) * 3)[ML_US]
    assert (figures["n_ranges"], figures["n_flat"]) == ("5", "1")


def test_the_interval_of_a_median_is_told_by_the_order_of_the_values() -> None:
    # Of 100 values the ranks 40 and 61 bound the median with 95%, by the binomial distribution.
    assert pay_ranges.median_interval([float(one) for one in range(1, 101)]) == (40, 61)
    assert pay_ranges.median_interval([3.0, 1.0, 2.0, 5.0, 4.0]) == (1, 5)


def test_a_bad_row_parts_its_neighbours_and_is_named_with_its_line(tmp_path: Path, roles: Path) -> None:
    rows = [*pairs(5), row(200), row(150, salary_in_usd="much"), row(100)]
    report = pay_ranges.import_ranges(write(tmp_path / "index.csv", rows), roles=roles, out=tmp_path)
    assert (report.pairs, report.unpaired) == (5, 2)
    assert any("wrong salary_in_usd, the first in line 13" in line for line in report.lines())


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
    file = write(tmp_path / "index.csv", [*pairs(5), row(200, **changed)])
    report = pay_ranges.import_ranges(file, roles=roles, out=tmp_path)
    (column,) = changed
    assert (report.pairs, dict(report.bad), report.first_bad) == (5, {column: 1}, {column: 12})


@pytest.mark.parametrize("line", ["2025,SE,FT", "\0,a,b", '2025,SE,FT,"never closed', ",".join("x" * 12)])
def test_a_line_that_is_no_row_is_counted(tmp_path: Path, roles: Path, line: str) -> None:
    file = write(tmp_path / "index.csv", pairs(5))
    with file.open("a") as more:
        more.write(line + "\n")
    report = pay_ranges.import_ranges(file, roles=roles, out=tmp_path)
    assert (report.pairs, report.bad) == (5, {"number of cells": 1})


def test_titles_match_whole_and_in_any_letter_case(tmp_path: Path, roles: Path) -> None:
    titles = ("machine learning ENGINEER", "Senior Machine Learning Engineer", "ML Engineer")
    rows = [one for title in titles for one in pairs(5, job_title=title)]
    assert work_out(tmp_path, roles, rows)[ML_US]["n_ranges"] == "5"


def test_a_title_of_two_roles_is_an_error(tmp_path: Path, roles: Path) -> None:
    (roles / "mlops_engineer.yml").write_text("id: mlops_engineer\nposting_titles: [ai ENGINEER]\n")
    with pytest.raises(CatalogError, match=r"roles/mlops_engineer.yml, posting_titles.0: .*ai_engineer"):
        work_out(tmp_path, roles, pairs(5))


def test_years_are_also_taken_together(tmp_path: Path, roles: Path) -> None:
    rows = pairs(4, work_year=2023) + pairs(4, work_year=2024) + pairs(2)
    figures = work_out(tmp_path, roles, rows)
    assert figures[("ml_engineer", "all", "US", "2023", "2025", "all")]["n_ranges"] == "10"
    small = figures[("ml_engineer", "all", "US", "2024", "2024", "all")]
    assert (small["n_ranges"], small["middle_median"]) == ("4", "")


def test_pay_abroad_stays_in_local_currency_with_the_index_own_rate(tmp_path: Path, roles: Path) -> None:
    british = {"company_location": "GB", "employee_residence": "GB", "salary_currency": "GBP"}
    rows = [
        end
        for step in range(5)
        for end in (
            row(250 + step, salary=200 + step, **british),
            row(125, salary=100, **british),
        )
    ]
    figures = work_out(tmp_path, roles, rows)[("ml_engineer", "all", "GB", "2025", "2025", "all")]
    assert (figures["currency"], figures["low_median"], figures["high_median"]) == ("GBP", "100", "202")
    assert float(figures["usd_per_unit"]) == 1.25


def test_what_was_left_out_abroad_is_counted_by_its_reason(tmp_path: Path, roles: Path) -> None:
    canadian = {"company_location": "CA", "employee_residence": "CA"}
    rows = (
        pairs(5, salary_currency="CAD", **canadian)
        + pair(300, 400, **canadian)
        + [row(500, **canadian)]
        + pair(300, 400, salary_currency="INR", **canadian)
    )
    figures = work_out(tmp_path, roles, rows)[("ml_engineer", "all", "CA", "2025", "2025", "all")]
    left_out = (figures["n_us_dollars"], figures["n_unpaired"], figures["n_other_currency"])
    assert (figures["n_ranges"], *left_out) == ("5", "1", "1", "1")


def test_only_full_time_rows_of_roles_since_2023_count(tmp_path: Path, roles: Path) -> None:
    rows = (
        pairs(5) + pairs(5, employment_type="CT") + pairs(5, work_year=2022) + pairs(5, job_title="Florist")
    )
    report = pay_ranges.import_ranges(write(tmp_path / "index.csv", rows), roles=roles, out=tmp_path)
    counted = (report.pairs, report.not_full_time, report.before_first_year, report.other_titles)
    assert counted == (5, 10, 10, 10)


def test_a_file_without_a_range_leaves_the_old_figures(tmp_path: Path, roles: Path) -> None:
    work_out(tmp_path, roles, pairs(5))
    with pytest.raises(CatalogError, match="holds no range that counts"):
        work_out(tmp_path, roles, [row(100)])
    assert ML_US in read_out(tmp_path)


def test_a_wrong_header_is_an_error_that_names_line_columns_and_remedy(tmp_path: Path, roles: Path) -> None:
    file = tmp_path / "index.csv"
    file.write_text("year,title,pay\n2025,AI Engineer,100\n")
    with pytest.raises(CatalogError, match=r"index.csv, line 1, header: lacks the columns work_year"):
        pay_ranges.import_ranges(file, roles=roles, out=tmp_path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=400))
def test_no_content_crashes_the_importer(tmp_path: Path, roles: Path, junk: bytes) -> None:
    file = write(tmp_path / "index.csv", pairs(5))
    with file.open("ab") as more:
        more.write(junk)
    assert pay_ranges.import_ranges(file, roles=roles, out=tmp_path).pairs >= 5


def test_memory_does_not_grow_with_the_file(tmp_path: Path, roles: Path) -> None:
    def rows(count: int) -> Iterator[Row]:
        pay = random.Random(1)
        for number in range(1, count):
            country = f"B{ascii_uppercase[number % 26]}"
            yield from pair(
                number, number + pay.randint(1, 300_000), company_location=country, salary_currency="EUR"
            )

    def peak_bytes(count: int) -> int:
        file = write(tmp_path / "index.csv", rows(count))
        tracemalloc.start()
        try:
            pay_ranges.import_ranges(file, roles=roles, out=tmp_path)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = peak_bytes(1_000), peak_bytes(10_000)
    assert large - small < 9_000 * 20  # bytes; the two rows of a range take some 1,200 in Python


if "SALARIES_FILE" in os.environ:  # a copy of the salary index, which is no part of the project

    def test_the_published_index_is_worked_out_in_seconds(tmp_path: Path) -> None:
        started = time.monotonic()
        report = pay_ranges.import_ranges(
            Path(os.environ["SALARIES_FILE"]), roles=Path("knowledge/catalog/roles"), out=tmp_path
        )
        assert report.rows == 151_445
        assert time.monotonic() - started < 20
