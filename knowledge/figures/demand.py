"""Works out what employers ask for from samples of postings: ``make demand FOLDER=path``.

``demand.csv`` holds, for each sample and role, and for each country and level with enough postings, the share
of postings that name a skill, a degree or remote work, the share for beginners, and the years asked for. The
files are read row by row and only counted, so memory does not grow with them. What is counted as a skill, and
under which name it is published, stands in ``posting_skills.csv``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table, write_table
from knowledge.figures.demand_rows import SAMPLES, Posting, Sample, read_sample
from knowledge.settings import CATALOG

FILE_NAME = "demand.csv"
SKILLS_FILE = "posting_skills.csv"
COLUMNS = ("source", "period", "role", "country", "level", "measure", "name", "count", "n", "value")
ALL = "all"
#: Fewer postings than this tell nothing about a role, a country or a level.
SMALLEST = 30
#: In a country or a level, skills that fewer percent of the postings name are left out.
LEAST_PERCENT = 8.0
_DEGREES = {"bachelor": "bachelor", "master": "master", "phd": "doctorate"}
_ADVANCED = frozenset({"master", "phd"})
_REMEDY = "Restore the file with the columns skill,name,kind,tool,source"


@dataclass
class _Cell:
    """The counts of one role in one sample, country and level."""

    n: int = 0
    skilled: int = 0
    skills: Counter[str] = field(default_factory=Counter)
    remote: Counter[str] = field(default_factory=Counter)
    degrees: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    years: list[float] = field(default_factory=list)

    def add(self, posting: Posting) -> None:
        self.n += 1
        self.skilled += posting.names_a_skill
        self.skills.update(posting.skills)
        self.levels[posting.level] += 1
        if posting.remote is not None:
            self.remote[posting.remote] += 1
        if posting.years is not None:
            self.years.append(posting.years)
        if posting.degrees is not None:
            self.degrees.update(_DEGREES[one] for one in posting.degrees if one in _DEGREES)
            self.degrees["any"] += bool(posting.degrees)
            self.degrees["none"] += not posting.degrees
            self.degrees["advanced"] += bool(posting.degrees & _ADVANCED)
            self.degrees["only_advanced"] += (
                bool(posting.degrees & _ADVANCED) and "bachelor" not in posting.degrees
            )
            self.degrees["or_equivalent"] += posting.or_equivalent and bool(posting.degrees)


def import_demand(folder: Path, *, catalog: Path, out: Path) -> int:
    """Write ``demand.csv`` and return the number of its rows.

    :param folder: where the samples of postings lie
    :param catalog: the catalog folder, for its roles and the names of skills
    :param out: the folder to write to
    :raises CatalogError: when a file is missing or has another form; nothing is written
    """
    skills = frozenset(_skills(catalog / "figures" / SKILLS_FILE))
    roles = frozenset(path.stem for path in (catalog / "roles").glob("*.yml"))
    rows = [row for sample in SAMPLES for row in _rows(sample, _cells(folder, sample, roles), skills)]
    return write_table(out / FILE_NAME, COLUMNS, rows)


def _skills(path: Path) -> Iterator[str]:
    for line, cells in read_table(path, ("skill", "name"), name=SKILLS_FILE, remedy=_REMEDY):
        if cells is None:
            raise CatalogError(SKILLS_FILE, line, "", "does not have as many cells as the header", _REMEDY)
        yield cells[0]


def _cells(folder: Path, sample: Sample, roles: frozenset[str]) -> dict[tuple[str, str, str], _Cell]:
    cells: dict[tuple[str, str, str], _Cell] = {}
    for posting in read_sample(folder, sample):
        for role in posting.roles:
            if role not in roles:
                continue
            keys = [(role, ALL, ALL)]
            if posting.country:
                keys.append((role, posting.country, ALL))
            if posting.level:
                keys.append((role, ALL, posting.level))
            for key in keys:
                cells.setdefault(key, _Cell()).add(posting)
    return {key: cell for key, cell in sorted(cells.items()) if cell.n >= SMALLEST}


def _rows(
    sample: Sample, cells: dict[tuple[str, str, str], _Cell], published: frozenset[str]
) -> Iterator[tuple[object, ...]]:
    listed = sorted(published.intersection({name for cell in cells.values() for name in cell.skills}))
    for (role, country, level), cell in cells.items():
        n = cell.skilled if sample.skilled else cell.n
        whole = (country, level) == (ALL, ALL)
        for measure, name, count, of in _counts(sample, cell, n, listed):
            percent = round(100 * count / of, 1) if of else 0.0
            if of >= SMALLEST and (whole or measure != "skill" or percent >= LEAST_PERCENT):
                yield (sample.source, sample.period, role, country, level, measure, name, count, of, percent)
        if len(cell.years) >= SMALLEST:
            quarters = statistics.quantiles(cell.years, n=4, method="inclusive")
            for name, value in zip(("p25", "median", "p75"), quarters, strict=True):
                told = len(cell.years)
                yield (sample.source, sample.period, role, country, level, "years", name, told, told, value)


def _counts(sample: Sample, cell: _Cell, n: int, listed: list[str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield measure, name, count and what it is a share of."""
    for skill in listed:
        yield "skill", skill, cell.skills[skill], n
    told = sum(cell.remote.values())
    if sample.full:
        named = cell.degrees["any"]
        for name in ("any", "none", "bachelor", "master", "doctorate", "advanced", "only_advanced"):
            yield "degree", name, cell.degrees[name], cell.n
        yield "degree", "or_equivalent", cell.degrees["or_equivalent"], named
        yield "remote", "remote", cell.remote["Remote"], told
        possible = sum(count for kind, count in cell.remote.items() if "Remote" in kind)
        yield "remote", "possible", possible, told
        yield "entry", "entry", cell.levels["entry"] + cell.levels["intern"], cell.n
    else:
        yield "remote", "remote", cell.remote["1"], told


def main() -> int:
    """Run the importer from the command line; return 1 when the files cannot be used."""
    parser = argparse.ArgumentParser(prog="make demand", description="Work out what employers ask for.")
    parser.add_argument("folder", type=Path, help="where the samples of postings lie")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the folder to write to")
    arguments = parser.parse_args()
    try:
        count = import_demand(arguments.folder, catalog=CATALOG, out=arguments.out)
    except (CatalogError, OSError) as error:
        print(f"What employers ask for was not changed. {error}", file=sys.stderr)
        return 1
    print(f"{FILE_NAME}: {count:,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
