from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import CatalogError
from knowledge.loader.figures import check_references, read_figures
from knowledge.settings import CATALOG
from tests.knowledge.loader.pay_files import FAULTS as FAULTS_OF_PAY
from tests.knowledge.loader.pay_files import PAY_FILES, RANGES

WAGES = "wages_official.csv"
OUTLOOK = "outlook.csv"
TOOLS = "tools_in_demand.csv"
SKILLS = "posting_skills.csv"
DEMAND = "demand.csv"
FILES = {
    "occupations.csv": (
        "id,title,plain_name,covers,source\n15-2051,Data Scientists,data scientists,people,onet\n"
    ),
    WAGES: (
        "occupation,scope,code,name,year,employment,p10,p25,median,p75,p90,topcoded_from,mean_rse,source\n"
        '15-2051,metro,0041940,"San Jose, CA",2025,300,12,22,32,42,,p90,1.5,bls-oews\n'
        "15-2051,industry,52--53,Finance,2025,,,,,,,,,bls-oews\n"
    ),
    OUTLOOK: (
        "occupation,year_from,year_to,employment_from,employment_to,growth_percent,openings,"
        "education_typical,share_less_than_high_school,share_high_school,share_some_college,"
        "share_associate,share_bachelor,share_master,share_doctoral,shares_of_group,source\n"
        "15-2051,2024,2034,200.5,250,24.7,20.1,,1,2,3,4,40,35,15,yes,bls-ep\n"
    ),
    TOOLS: (
        "occupation,onet_code,name,tool,hot,in_demand,source\n15-2051,15-2051.00,Python,python,yes,no,onet\n"
    ),
    **PAY_FILES,
    "education_held.csv": (
        "role,answer,n,master_or_above,without_bachelor,source\nml_engineer,AI,30,60,5,onet\n"
    ),
    "interview_steps.csv": "step,count,n,source\ncoding,2,4,onet\n",
    "occupation_skills.csv": "occupation,skill,importance,source\n15-2051,Speaking,4.0,onet\n",
    "occupation_zones.csv": "occupation,zone,source\n15-2051,4,onet\n",
    SKILLS: "skill,name,kind,tool,source\npython,Python,tool,python,onet\n",
    DEMAND: (
        "source,period,role,country,level,measure,name,count,n,value\n"
        "onet,2026,ml_engineer,US,all,skill,python,30,40,75.0\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    figures = tmp_path / "figures"
    figures.mkdir()
    for name, text in FILES.items():
        (figures / name).write_text(text)
    return figures


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_rows_come_ready_for_their_tables(folder: Path) -> None:
    figures = read_figures(folder)
    ranges, small = (
        row for part in figures.files if part.file.endswith(RANGES) for row in part.rows.values()
    )
    assert (ranges["role_id"], ranges["middle_median"], ranges["usd_per_unit"]) == ("ml_engineer", 40, 1.25)
    assert (small["n_ranges"], small["middle_median"], small["source_id"]) == (4, None, "aijobs")
    assert figures.occupation_ids == {"15-2051"}
    assert figures.wage_codes("state", "metro") == {"0041940"}
    assert figures.wage_codes("industry") == {"52--53"}


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field"),
    [
        (DEMAND, "30,40,75.0", "50,40,75.0", 2, "n"),
        (DEMAND, "30,40,75.0", "30,40,175", 2, "value"),
        (DEMAND, "US,all", "America,all", 2, "country"),
        (SKILLS, "tool,python", "toy,python", 2, "kind"),
        (WAGES, "scope,", "scope,extra,", 1, "header"),
        (WAGES, "12,22", "12,11", 2, "p25"),
        (WAGES, "metro", "county", 2, "scope"),
        (WAGES, "15-2051,industry", "15-1111,industry", 3, "occupation"),
        (WAGES, "12,22", "12,twelve", 2, "p25"),
        (WAGES, "12,22", "12,-22", 2, "p25"),
        (WAGES, "p90,1.5,bls-oews", "p90,1.5,", 2, "source"),
        (WAGES, "p90,1.5,bls-oews", "p90,1.5", 2, ""),
        (WAGES, "p90,1.5", "p90,-1", 2, "mean_rse"),
        (OUTLOOK, "2024,2034", "2034,2024", 2, "year_to"),
        (OUTLOOK, ",40,35", ",140,35", 2, "share_bachelor"),
        (OUTLOOK, "yes", "perhaps", 2, "shares_of_group"),
        (TOOLS, "yes,no", "no,no", 2, "in_demand"),
        (TOOLS, "15-2051.00", "15-1252.00", 2, "onet_code"),
        ("occupations.csv", "15-2051", "152051", 2, "id"),
        *FAULTS_OF_PAY,
    ],
)
def test_a_fault_is_named_with_file_line_field_and_remedy(
    folder: Path, file: str, old: str, new: str, line: int, field: str
) -> None:
    change(folder, file, old, new)
    with pytest.raises(CatalogError) as error:
        read_figures(folder)
    found = error.value
    assert (found.file, found.line, found.field) == (f"figures/{file}", line, field)
    assert found.problem
    assert found.remedy


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_missing_or_empty_file_is_an_error(folder: Path, file: str) -> None:
    text = (folder / file).read_text()
    (folder / file).write_text(text.splitlines()[0] + "\n")
    with pytest.raises(CatalogError, match="holds no rows"):
        read_figures(folder)
    (folder / file).unlink()
    with pytest.raises(CatalogError, match=f"figures/{file}: cannot be read"):
        read_figures(folder)


KNOWN = {
    "roles": {"ml_engineer"},
    "sources": {"aijobs", "bls-oews", "bls-ep", "onet"},
    "tools": {"python"},
    "places": {"us", "canada"},
}


@pytest.mark.parametrize(
    ("kind", "unknown", "place"),
    [
        ("roles", "ml_engineer", "figures/pay_ranges.csv, line 2, role: "),
        ("sources", "bls-ep", "figures/outlook.csv, line 2, source: "),
        ("tools", "python", "figures/tools_in_demand.csv, line 2, tool: "),
        ("places", "canada", "figures/wages_abroad.csv, line 2, place: "),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error(
    folder: Path, kind: str, unknown: str, place: str
) -> None:
    figures = read_figures(folder)
    check_references(figures, **KNOWN)
    with pytest.raises(CatalogError) as error:
        check_references(figures, **{**KNOWN, kind: KNOWN[kind] - {unknown}})
    assert str(error.value).startswith(f"{place}{unknown!r} is not in")


def test_the_catalogs_wages_and_growth_are_those_that_bls_publishes() -> None:
    figures = read_figures(CATALOG / "figures")
    rows = [row for part in figures.files for row in part.rows.values()]
    medians = {
        (row["occupation_id"], row["code"]): row["median"]
        for row in rows
        if row.get("scope") in ("nation", "metro") and row["year"] == 2025
    }
    nation, san_jose, new_york = "0000000", "0041940", "0035620"
    assert [medians["15-2051", area] for area in (nation, san_jose, new_york)] == [120_230, 185_080, 135_980]
    assert [medians["15-1221", area] for area in (nation, san_jose, new_york)] == [140_300, 218_420, 170_890]
    assert [medians["15-1252", area] for area in (nation, san_jose, new_york)] == [135_980, 213_110, 166_830]
    growth = {row["occupation_id"]: row["growth_percent"] for row in rows if "growth_percent" in row}
    assert [growth[code] for code in ("15-2051", "15-1221", "15-1252", "00-0000")] == [33.5, 19.7, 15.8, 3.1]
