from __future__ import annotations

import csv
from pathlib import Path

import pytest

from knowledge.errors import CatalogError
from knowledge.figures import onet
from knowledge.figures.occupations import COLUMNS

HEADER = "O*NET-SOC Code,Title,Example,Commodity Title,Hot Technology,In Demand"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    tools = (
        ("python", "Python", "[snake]"),
        ("git", "Git", "[GitHub]"),
        ("aws", "AWS", "[amazon cloud]"),
    )
    (tmp_path / "tools.yml").write_text(
        "source: editorial\ntools:\n"
        + "".join(
            f"- {{id: {tool}, name: {name}, kind: platform, aliases: {aliases}, what: A tool.}}\n"
            for tool, name, aliases in tools
        )
    )
    figures = tmp_path / "figures"
    figures.mkdir()
    row = "15-2051,Data Scientists,data scientists,people,onet"
    (figures / "occupations.csv").write_text(f"{','.join(COLUMNS)}\n{row}\n")
    (figures / "onet_tool_names.csv").write_text("name,tool\nAmazon Web Services AWS software,aws\n")
    return tmp_path


def demands(catalog: Path, *lines: str) -> list[dict[str, str]]:
    (catalog / onet.SKILLS_FILE).write_text("\n".join((HEADER, *lines)) + "\n")
    onet.import_onet(catalog, catalog=catalog, out=catalog)
    with (catalog / onet.FILE_NAME).open(newline="") as file:
        return list(csv.DictReader(file))


def test_flagged_tools_of_the_catalogs_occupations_are_kept(catalog: Path) -> None:
    found = demands(
        catalog,
        "15-2051.00,Data Scientists,Python,Languages,Y,Y",
        "15-2051.01,Business Intelligence Analysts,Perl,Languages,Y,N",
        "15-2051.00,Data Scientists,Pencil,Office,N,N",
        "17-2199.08,Robotics Engineers,Python,Languages,Y,Y",
    )
    assert [(row["occupation"], row["onet_code"], row["name"]) for row in found] == [
        ("15-2051", "15-2051.00", "Python"),
        ("15-2051", "15-2051.01", "Perl"),
    ]
    assert [(row["hot"], row["in_demand"], row["source"]) for row in found] == [
        ("yes", "yes", "onet"),
        ("yes", "no", "onet"),
    ]


def test_a_tool_is_recognised_by_its_name_or_the_name_that_onet_gives_it_but_not_by_an_alias(
    catalog: Path,
) -> None:
    names = ("PYTHON", "Amazon Web Services AWS software", "GitHub", "Git")
    found = demands(catalog, *(f"15-2051.00,Data Scientists,{name},Software,Y,N" for name in names))
    assert {row["name"]: row["tool"] for row in found} == {
        "PYTHON": "python",
        "Amazon Web Services AWS software": "aws",
        "GitHub": "",
        "Git": "git",
    }


def test_a_name_for_an_unknown_tool_is_an_error(catalog: Path) -> None:
    with (catalog / "figures" / onet.NAMES_FILE).open("a") as more:
        more.write("Oracle Java,java\n")
    with pytest.raises(CatalogError, match=r"onet_tool_names.csv, line 3, tool: is not in tools.yml"):
        demands(catalog, "15-2051.00,Data Scientists,Python,Languages,Y,Y")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("15-2051.00,Data Scientists,Python,Languages,yes,Y", "neither Y nor N"),
        ("15-2051.00,Python", "as many cells as the header"),
        ("17-2199.08,Robotics Engineers,Python,Languages,Y,Y", "flags no tool"),
    ],
)
def test_a_file_of_another_form_is_an_error_and_nothing_is_written(
    catalog: Path, line: str, problem: str
) -> None:
    with pytest.raises(CatalogError, match=problem):
        demands(catalog, line)
    assert not (catalog / onet.FILE_NAME).exists()


def test_the_command_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["onet", str(tmp_path), "--out", str(tmp_path)])
    assert onet.main() == 1
    assert "technology_skills.csv: cannot be read" in capsys.readouterr().err
