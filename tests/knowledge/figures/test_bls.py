from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knowledge.errors import CatalogError
from knowledge.figures import bls
from knowledge.figures.occupations import COLUMNS

AREA = "soc,occupation,area_type,area_code,area,employment,wage_prse,a_p10,a_p25,a_median,a_p75,a_p90"
INDUSTRY = "soc,industry_code,industry,employment,wage_prse,a_p10,a_p25,a_median,a_p75,a_p90"
HISTORY = "year,soc,title,tot_emp,a_mean,a_pct10,a_pct25,a_median,a_pct75,a_pct90"
PROJECTIONS = (
    "2024 National Employment Matrix code,"
    '"Employment, 2024","Employment, 2034","Employment change, percent, 2024–34",'
    '"Occupational openings, 2024–34 annual average",Typical education needed for entry'
)
EDUCATION = (
    "2024 National Employment Matrix title,2024 National Employment Matrix code,"
    'Less than high school diploma,High school diploma or equivalent,"Some college, no degree",'
    "Associate's degree,Bachelor's degree,Master's degree,Doctoral or professional degree"
)
FILES = {
    "oews_may2025_by_area.csv": (
        AREA,
        "15-2051,Data Scientists,national,0000000,National,900,0.7,10,20,30,40,50",
        "15-2051,Data Scientists,state,0600000,California,-,-,11,21,31,41,51",
        '15-2051,Data Scientists,metro,0041940,"San Jose, CA",300,12.5,12,22,32,42,#',
        "15-2051,Data Scientists,metro,0600001,North Coast nonmetropolitan area,5,9,1,2,3,4,5",
        '15-9999,Others,metro,0041940,"San Jose, CA",7,1,1,2,3,4,5',
    ),
    "oews_may2025_national_by_industry.csv": (
        INDUSTRY,
        '15-2051,52--53,"Sector 52 - Finance and Insurance",100,-,*,*,*,*,*',
        '15-2051,31--34,"Sectors 31, 32, and 33 - Manufacturing",50,4,13,23,33,43,53',
    ),
    "oews_national_history_2020_2025.csv": (
        HISTORY,
        "2024,15-2051,Data Scientists,800,0,9,19,29,#,#",
        "2025,15-2051,Data Scientists,900,0,10,20,30,40,50",
    ),
    "ep_2024_2034_projections.csv": (PROJECTIONS, "15-2051,200.5,250,24.7,20.1,Bachelor's degree"),
    "ep_education_attainment_2022_23.csv": (EDUCATION, "Data scientists[1],15-2051,1,2,3,4,40,35,15"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, lines in FILES.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n")
    header, row = ",".join(COLUMNS), "15-2051,Data Scientists,data scientists,people,onet"
    (tmp_path / "occupations.csv").write_text(f"{header}\n{row}\n")
    return tmp_path


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    bls.import_bls(folder, out=folder)
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def wage(folder: Path, scope: str, year: str = "2025", code: str = "") -> dict[str, str]:
    (found,) = (
        row
        for row in rows(folder, bls.WAGES_FILE)
        if (row["scope"], row["year"]) == (scope, year) and code in row["code"]
    )
    return found


def test_wages_are_read_for_nation_state_metro_and_industry(folder: Path) -> None:
    assert wage(folder, "nation")["median"] == "30"
    assert wage(folder, "state")["median"] == "31"
    assert wage(folder, "metro")["name"] == "San Jose, CA"
    manufacturing = wage(folder, "industry", code="31--34")
    assert (manufacturing["name"], manufacturing["p90"]) == ("Manufacturing", "53")
    assert {row["source"] for row in rows(folder, bls.WAGES_FILE)} == {"bls-oews"}


def test_the_nation_has_past_years_and_each_year_once(folder: Path) -> None:
    years = [row["year"] for row in rows(folder, bls.WAGES_FILE) if row["scope"] == "nation"]
    assert years == ["2024", "2025"]


def test_other_occupations_and_areas_outside_cities_are_left_out(folder: Path) -> None:
    found = rows(folder, bls.WAGES_FILE)
    assert {row["occupation"] for row in found} == {"15-2051"}
    assert not any("nonmetropolitan" in row["name"] for row in found)


def test_figures_that_are_not_released_stay_empty(folder: Path) -> None:
    assert wage(folder, "state")["employment"] == ""
    finance = wage(folder, "industry", code="52--53")
    assert [finance[name] for name in bls.PERCENTILES] == [""] * 5
    assert finance["topcoded_from"] == ""


def test_a_wage_above_the_highest_published_one_is_told_from_one_that_is_not_released(folder: Path) -> None:
    metro, past = wage(folder, "metro"), wage(folder, "nation", "2024")
    assert (metro["p75"], metro["p90"], metro["topcoded_from"]) == ("42", "", "p90")
    assert (past["p75"], past["p90"], past["topcoded_from"]) == ("", "", "p75")


def test_the_relative_standard_error_of_the_mean_is_kept_where_it_is_given_out(folder: Path) -> None:
    assert [wage(folder, scope)["mean_rse"] for scope in ("nation", "metro", "state")] == ["0.7", "12.5", ""]
    assert wage(folder, "industry", code="31--34")["mean_rse"] == "4.0"
    assert wage(folder, "nation", "2024")["mean_rse"] == ""


def test_the_outlook_holds_projection_and_education(folder: Path) -> None:
    (row,) = rows(folder, bls.OUTLOOK_FILE)
    assert (row["year_from"], row["year_to"]) == ("2024", "2034")
    assert (row["employment_from"], row["employment_to"]) == ("200.5", "250.0")
    assert (row["growth_percent"], row["openings"]) == ("24.7", "20.1")
    assert (row["education_typical"], row["share_master"]) == ("Bachelor's degree", "35.0")
    assert (row["shares_of_group"], row["source"]) == ("yes", "bls-ep")


@pytest.mark.parametrize("missing", sorted(FILES))
def test_a_missing_file_is_an_error_and_nothing_is_written(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(CatalogError, match="holds no file named like"):
        bls.import_bls(folder, out=folder)
    assert not (folder / bls.WAGES_FILE).exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field"),
    [
        ("oews_may2025_by_area.csv", "31,41", "many,41", 3, "median"),
        ("oews_may2025_by_area.csv", "state", "county", 3, "area_type"),
        ("oews_may2025_by_area.csv", "900,0.7,10", "900", 2, ""),
        ("oews_may2025_by_area.csv", "300,12.5", "300,few", 4, "wage_prse"),
        ("oews_may2025_by_area.csv", "a_median", "average", 1, "header"),
        ("ep_2024_2034_projections.csv", "24.7", "fast", 2, "Employment change, percent, 2024–34"),
        ("ep_education_attainment_2022_23.csv", "35", "most", 2, "Master's degree"),
    ],
)
def test_a_fault_is_named_with_file_line_and_field(
    folder: Path, file: str, old: str, new: str, line: int, field: str
) -> None:
    path = folder / file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CatalogError) as error:
        bls.import_bls(folder, out=folder)
    assert (error.value.file, error.value.line, error.value.field) == (file, line, field)


def test_an_occupation_that_the_files_lack_is_an_error(folder: Path) -> None:
    with (folder / "occupations.csv").open("a") as more:
        more.write("15-1111,Wizards,wizards,people,onet\n")
    with pytest.raises(CatalogError, match="the files of BLS have no 15-1111"):
        bls.import_bls(folder, out=folder)


def test_the_command_writes_both_files_and_says_how_many_rows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bls", str(folder), "--out", str(folder)])
    assert bls.main() == 0
    assert capsys.readouterr().out == "wages_official.csv: 6 rows\noutlook.csv: 1 rows\n"
