"""Takes the tools in demand from the technology skills of O*NET.

``python -m knowledge.figures.onet FOLDER`` writes ``tools_in_demand.csv``: for the occupations of
``occupations.csv``, and the specialities that O*NET tells apart within them, the tools that it flags
as hot (often named in postings of all employers) or in demand (often named in postings of that
occupation). A tool of the catalog is recognised by its name, or by O*NET's name for it in
``onet_tool_names.csv``; its aliases do not count, since O*NET tells apart what they join.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Iterator

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table, write_table
from knowledge.figures.occupations import occupation_ids
from knowledge.loader.files import read_form
from knowledge.loader.forms import ToolsFile
from knowledge.settings import CATALOG

SOURCE = "onet"
FILE_NAME = "tools_in_demand.csv"
TOOLS = ("occupation", "onet_code", "name", "tool", "hot", "in_demand", "source")
NAMES_FILE = "onet_tool_names.csv"
SKILLS_FILE = "technology_skills.csv"
_SKILLS = ("O*NET-SOC Code", "Example", "Hot Technology", "In Demand")
_REMEDY = "Put O*NET's technology skills into the folder as a CSV file in UTF-8"


def import_onet(folder: Path, *, catalog: Path, out: Path) -> int:
    """Write ``tools_in_demand.csv`` and return the number of its rows.

    :param folder: where O*NET's ``technology_skills.csv`` lies
    :param catalog: the catalog folder, for its tools, its occupations and O*NET's names of tools
    :param out: the folder to write to
    :raises CatalogError: when a file is missing or has another form, or the catalog's tools are faulty
    """
    occupations = occupation_ids(catalog / "figures")
    tools = _tools_by_name(catalog)
    rows = sorted(set(_demands(folder / SKILLS_FILE, occupations)))
    if not rows:
        raise CatalogError(SKILLS_FILE, None, "", "flags no tool of the catalog's occupations", _REMEDY)
    return write_table(
        out / FILE_NAME,
        TOOLS,
        (
            (code.partition(".")[0], code, name, tools.get(name.casefold()), hot, in_demand, SOURCE)
            for code, name, hot, in_demand in rows
        ),
    )


def _demands(file: Path, occupations: frozenset[str]) -> Iterator[tuple[str, str, bool, bool]]:
    for line, cells in read_table(file, _SKILLS, name=file.name, remedy=_REMEDY):
        if cells is None:
            raise CatalogError(file.name, line, "", "does not have as many cells as the header", _REMEDY)
        code, name, *flags = cells
        if not set(flags) <= {"Y", "N"}:
            raise CatalogError(file.name, line, "Hot Technology, In Demand", "is neither Y nor N", _REMEDY)
        if "Y" in flags and code.partition(".")[0] in occupations:
            yield code, name, flags[0] == "Y", flags[1] == "Y"


def _tools_by_name(catalog: Path) -> dict[str, str]:
    """Return our tool for each case-folded name that O*NET may use."""
    tools = read_form(catalog / "tools.yml", ToolsFile, root=catalog).tools
    found = {tool.name.casefold(): str(tool.id) for tool in tools}
    known = set(found.values())
    file = f"figures/{NAMES_FILE}"
    remedy = "Write O*NET's name of a tool and the tool's id from tools.yml, under the header name,tool"
    for line, cells in read_table(
        catalog / "figures" / NAMES_FILE, ("name", "tool"), name=file, remedy=remedy
    ):
        if cells is None or cells[1] not in known:
            raise CatalogError(file, line, "tool", "is not in tools.yml", remedy)
        found[cells[0].casefold()] = cells[1]
    return found


def main() -> int:
    """Run the importer from the command line; return 1 when the files cannot be used."""
    parser = argparse.ArgumentParser(description="Take the tools in demand from O*NET.")
    parser.add_argument("folder", type=Path, help="where technology_skills.csv lies")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the folder to write to")
    arguments = parser.parse_args()
    try:
        count = import_onet(arguments.folder, catalog=CATALOG, out=arguments.out)
    except (CatalogError, OSError) as error:
        print(f"The tools in demand were not changed. {error}", file=sys.stderr)
        return 1
    print(f"{FILE_NAME}: {count:,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
