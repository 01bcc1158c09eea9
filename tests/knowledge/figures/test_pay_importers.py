"""The importers of postings, reported pay, wages abroad and rates."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Callable

import pytest

from knowledge.errors import CatalogError
from knowledge.figures import pay, pay_abroad, pay_postings, pay_rates, pay_reported
from knowledge.settings import CATALOG

YEAR_2026 = "month,role,level,city,country,pay_low,pay_high,currency,period\n"
COLLECTED = "role,level,country,city,state,pay_year_usd,pay_hour_usd,estimated,duplicate\n"
SURVEY = "dev_type,country,pay_year_usd\n"
WAGES = "country,place,occupation_code,occupation,period,measure,unit,value,source\n"
CANADIAN = "Canada,NOC2021 21211,Data scientists,2023-2024"
JOB_BANK = '"Government of Canada, Job Bank wages 2025"'
RATES = "period,currency,usd_per_unit\n"
PARITIES = "iso2,year,lcu_per_intl_dollar\n"


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(newline="") as file:
        return list(csv.DictReader(file))


def postings(folder: Path, *, of_2026: str = "", of_2024: str = "", of_2023: str = "") -> None:
    (folder / "ai_engineer_postings_2026.csv").write_text(YEAR_2026 + of_2026)
    for year, rows in (("2024", of_2024), ("2023", of_2023)):
        with gzip.open(folder / f"data_jobs_{year}.csv.gz", "wt") as file:
            file.write(COLLECTED + rows)
    pay_postings.import_postings_pay(folder, catalog=CATALOG, out=folder)


def test_pay_of_2026_is_the_middle_of_us_ranges_by_the_year(tmp_path: Path) -> None:
    good = "2026-01,ai_engineer,senior,New York,US,100,200,USD,year\n" * 30
    others = "".join(
        f"2026-02,ai_engineer,senior,London,{country},900,900,{currency},{per}\n"
        for country, currency, per in (("GB", "GBP", "year"), ("US", "USD", "hour"), ("", "USD", "year"))
    )
    postings(tmp_path, of_2026=good + others)
    found = {(row["place"], row["level"]): row for row in read(tmp_path, pay_postings.FILE_NAME)}
    assert set(found) == {("us", "all"), ("us", "senior"), ("new_york", "all"), ("new_york", "senior")}
    row = found["new_york", "all"]
    assert [row[one] for one in ("low_median", "median", "high_median", "n")] == ["100", "150", "200", "30"]


def test_postings_older_than_the_period_that_is_told_do_not_count(tmp_path: Path) -> None:
    row = "{month},ai_engineer,senior,New York,US,{pay},{pay},USD,year\n"
    good = row.format(month="2026-02", pay=100) * 30
    postings(tmp_path, of_2026=good + row.format(month="2025-08", pay=900) * 30)
    found = read(tmp_path, pay_postings.FILE_NAME)
    assert {(one["median"], one["n"]) for one in found} == {("100", "30")}


def test_estimates_repeats_and_pay_abroad_are_left_out(tmp_path: Path) -> None:
    good = "data_scientist,,US,San Francisco,CA,100,,0,0\n" * 30
    others = "data_scientist,,Germany,Berlin,,900,,0,0\ndata_scientist,,US,,CA,900,,1,0\n"
    repeat = "data_scientist,,US,,CA,900,,0,1\n"
    postings(tmp_path, of_2023=good + others + repeat)
    found = {row["place"]: row for row in read(tmp_path, pay_postings.FILE_NAME)}
    assert {place: (row["median"], row["n"]) for place, row in found.items()} == dict.fromkeys(
        ("us", "california", "san_francisco"), ("100", "30")
    )


def test_pay_by_the_hour_is_a_figure_of_its_own(tmp_path: Path) -> None:
    postings(tmp_path, of_2024="data_analyst,,US,,TX,,35.25,0,0\n" * 30)
    found = read(tmp_path, pay_postings.FILE_NAME)
    assert {(row["place"], row["per"], row["median"]) for row in found} == {
        ("us", "hour", "35.25"),
        ("texas", "hour", "35.25"),
    }


def test_fewer_than_thirty_postings_leave_their_number_for_the_country_alone(tmp_path: Path) -> None:
    postings(tmp_path, of_2024="ml_engineer,senior,US,Austin,TX,100,,0,0\n" * 29)
    (row,) = read(tmp_path, pay_postings.FILE_NAME)
    assert (row["place"], row["median"], row["n"]) == ("us", "", "29")


def test_reported_pay_is_given_for_thirty_people_and_counted_for_fewer(tmp_path: Path) -> None:
    rows = "AI/ML engineer,United States of America,100\n" * 30 + "Data scientist,Germany,90\n" * 29
    with gzip.open(tmp_path / pay_reported.PUBLISHED, "wt") as file:
        file.write(SURVEY + rows + "Student,Germany,1\n")
    pay_reported.import_reported(tmp_path / pay_reported.PUBLISHED, catalog=CATALOG, out=tmp_path)
    found = read(tmp_path, pay_reported.FILE_NAME)
    assert [(row["answer"], row["country"], row["median"], row["n"]) for row in found] == [
        ("ai_ml_engineer", "US", "100", "30"),
        ("data_scientist", "DE", "", "29"),
    ]


def abroad(folder: Path, rows: str) -> list[dict[str, str]]:
    (folder / pay_abroad.PUBLISHED).write_text(WAGES + rows)
    pay_abroad.import_abroad(folder / pay_abroad.PUBLISHED, catalog=CATALOG, out=folder)
    return read(folder, pay_abroad.FILE_NAME)


def test_wages_abroad_keep_the_unit_and_the_currency_of_their_source(tmp_path: Path) -> None:
    (row,) = abroad(
        tmp_path,
        f"CA,{CANADIAN},median,CAD/hour,46.15,{JOB_BANK}\nCA,{CANADIAN},low (P10),CAD/hour,30.0,{JOB_BANK}\n",
    )
    assert [row[one] for one in ("place", "currency", "per", "p10", "median")] == [
        "canada",
        "CAD",
        "hour",
        "30",
        "46.15",
    ]


def test_rates_are_taken_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / pay_rates.PUBLISHED_RATES).write_text(RATES + "2026-10-30,EUR,1.1172\n")
    (tmp_path / pay_rates.PUBLISHED_PARITIES).write_text(PARITIES + "IN,2024,20.42\n")
    assert pay_rates.import_rates(tmp_path, out=tmp_path) == 2
    assert read(tmp_path, pay_rates.RATES_FILE)[0]["usd_per_unit"] == "1.1172"


def _postings_2026(folder: Path, row: str) -> None:
    postings(folder, of_2026=row)


def _postings_2024(folder: Path, row: str) -> None:
    postings(folder, of_2024=row)


def _survey(folder: Path, row: str) -> None:
    with gzip.open(folder / pay_reported.PUBLISHED, "wt") as file:
        file.write(SURVEY + row)
    pay_reported.import_reported(folder / pay_reported.PUBLISHED, catalog=CATALOG, out=folder)


def _abroad(folder: Path, row: str) -> None:
    abroad(folder, row)


def _rates(folder: Path, row: str) -> None:
    (folder / pay_rates.PUBLISHED_RATES).write_text(RATES + row)
    (folder / pay_rates.PUBLISHED_PARITIES).write_text(PARITIES)
    pay_rates.import_rates(folder, out=folder)


@pytest.mark.parametrize(
    ("take", "row", "problem"),
    [
        (
            _postings_2026,
            "2026-01,ai_engineer,senior,,US,much,200,USD,year\n",
            r"line 2, pay_low: 'much' is no amount",
        ),
        (
            _postings_2026,
            "2026-01,ai_engineer,senior,,US,300,200,USD,year\n",
            "line 2, pay_low: 300 is more than",
        ),
        (
            _postings_2026,
            "2026-01,ai_engineer,boss,,US,100,200,USD,year\n",
            "line 2, level: 'boss' is not known",
        ),
        (_postings_2026, "2026-01,ai_engineer,senior\n", "line 2: does not have as many cells as the header"),
        (_postings_2024, "data_analyst,,US,,,-5,,0,0\n", "line 2, pay_year_usd: '-5' is no amount"),
        (_postings_2024, "data_analyst,,US,,,inf,,0,0\n", "line 2, pay_year_usd: 'inf' is no amount"),
        (_postings_2024, "data_analyst,,US,,,5,,maybe,0\n", "line 2, estimated: 'maybe' is not known"),
        (_survey, "Data scientist,Germany,lots\n", "line 2, pay_year_usd: 'lots' is no amount"),
        (
            _abroad,
            f"CA,Atlantis,NOC2021 2,X,2024,median,CAD/hour,5,{JOB_BANK}\n",
            "line 2, place: 'Atlantis'",
        ),
        (_abroad, f"CA,{CANADIAN},mode,CAD/hour,5,{JOB_BANK}\n", "line 2, measure: 'mode' is not known"),
        (_abroad, f"CA,{CANADIAN},median,CAD/week,5,{JOB_BANK}\n", "line 2, unit: 'week' is not known"),
        (_abroad, f"CA,{CANADIAN},median,CAD/hour,5,hearsay\n", "line 2, source: 'hearsay' is not known"),
        (_abroad, f"CA,{CANADIAN},median,CAD/hour,5,{JOB_BANK}\n" * 2, "line 3, value: median of .* twice"),
        (_rates, "2025,EUR,0\n", "line 2, usd_per_unit: is empty or nought"),
    ],
)
def test_an_odd_row_is_refused_with_file_line_and_reason(
    tmp_path: Path, take: Callable[[Path, str], None], row: str, problem: str
) -> None:
    with pytest.raises(CatalogError, match=problem):
        take(tmp_path, row)


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / pay_reported.PUBLISHED
    file.write_bytes(gzip.compress(b"dev_type,country,pay_year_usd\n" * 1000)[:40])
    with pytest.raises(CatalogError, match="is no whole gzip file"):
        pay_reported.import_reported(file, catalog=CATALOG, out=tmp_path)


def test_the_command_says_which_file_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["pay", str(tmp_path), "--out", str(tmp_path)])
    assert pay.main() == 1
    assert "holds no file salaries.csv" in capsys.readouterr().err
