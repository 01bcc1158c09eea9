"""Takes official wages and projections from the files of the U.S. Bureau of Labor Statistics (BLS).

``python -m knowledge.figures.bls FOLDER`` writes ``wages_official.csv`` and ``outlook.csv`` for the
occupations of ``occupations.csv``. A wage that BLS does not release ("-", "*", "**") stays empty. A
wage that it gives as "#" lies at or above the highest wage that it publishes; it stays empty too,
and the column ``topcoded_from`` names the lowest percentile of the row that is so. ``mean_rse`` is the
relative standard error of the mean wage in percent; of percentiles and past years BLS gives out none.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, Optional, Sequence

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table, write_table
from knowledge.figures.occupations import FILE_NAME as OCCUPATIONS_FILE
from knowledge.figures.occupations import occupation_ids
from knowledge.settings import CATALOG

WAGES_FILE = "wages_official.csv"
OUTLOOK_FILE = "outlook.csv"
PERCENTILES = ("p10", "p25", "median", "p75", "p90")
WAGES = (
    "occupation",
    "scope",
    "code",
    "name",
    "year",
    "employment",
    *PERCENTILES,
    "topcoded_from",
    "mean_rse",
    "source",
)
EDUCATION = (
    "less_than_high_school",
    "high_school",
    "some_college",
    "associate",
    "bachelor",
    "master",
    "doctoral",
)
OUTLOOK = (
    "occupation",
    "year_from",
    "year_to",
    "employment_from",
    "employment_to",
    "growth_percent",
    "openings",
    "education_typical",
    *(f"share_{level}" for level in EDUCATION),
    "shares_of_group",
    "source",
)
NATION_CODE, NATION_NAME = "0000000", "United States"

_ANNUAL = ("employment", "a_p10", "a_p25", "a_median", "a_p75", "a_p90")
_ERROR = "wage_prse"
_AREA = ("soc", "area_type", "area_code", "area", _ERROR, *_ANNUAL)
_INDUSTRY = ("soc", "industry_code", "industry", _ERROR, *_ANNUAL)
_HISTORY = ("year", "soc", "tot_emp", "a_pct10", "a_pct25", "a_median", "a_pct75", "a_pct90")
_SCOPES = {"national": "nation", "state": "state", "metro": "metro"}
_EP_CODE = "National Employment Matrix code"
_EP_EDUCATION = (
    "Less than high school diploma",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
_NOT_RELEASED = frozenset({"", "-", "*", "**", "—", "–"})
_REMEDY = "Put the files of BLS into the folder as they were given out"


@dataclass(frozen=True)
class _File:
    """A file of BLS, found by its name's pattern."""

    path: Path
    match: re.Match[str]

    def rows(self, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        name = self.path.name
        for line, cells in read_table(self.path, columns, name=name, remedy=_REMEDY):
            if cells is None:
                raise CatalogError(name, line, "", "does not have as many cells as the header", _REMEDY)
            yield line, cells

    def number(self, line: int, field: str, text: str) -> Optional[float]:
        """Return a figure, or ``None`` for one that is not released."""
        if text in _NOT_RELEASED or text == "#":
            return None
        try:
            return float(text.replace(",", ""))
        except ValueError:
            raise CatalogError(self.path.name, line, field, f"{text!r} is no number", _REMEDY) from None

    def whole(self, line: int, field: str, text: str) -> Optional[int]:
        value = self.number(line, field, text)
        return None if value is None else round(value)


def _find(folder: Path, pattern: str) -> _File:
    """Return the file of the folder whose name matches the pattern; of several, the last by name."""
    names = ((path, re.fullmatch(pattern, path.name)) for path in sorted(folder.glob("*.csv")))
    found = [_File(path, match) for path, match in names if match]
    if not found:
        raise CatalogError(str(folder), None, "", f"holds no file named like {pattern}", _REMEDY)
    return found[-1]


def wages(folder: Path, occupations: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of ``wages_official.csv``: nation, states, metropolitan areas, industries, past years.

    Areas outside the metropolitan ones are left out: nobody names them when they ask about a place.

    :raises CatalogError: when a file is missing or has another form
    """
    areas = _find(folder, r"oews_may(?P<year>\d{4})_by_area\.csv")
    year = int(areas.match["year"])
    for line, (occupation, kind, code, name, error, *figures) in areas.rows(_AREA):
        scope = _SCOPES.get(kind)
        if scope is None:
            raise CatalogError(areas.path.name, line, "area_type", f"{kind!r} is not known", _REMEDY)
        if occupation in occupations and not name.endswith("nonmetropolitan area"):
            place = (NATION_CODE, NATION_NAME) if scope == "nation" else (code, name)
            yield (occupation, scope, *place, year, *_wage(areas, line, figures, error), "bls-oews")

    industries = _find(folder, r"oews_may(?P<year>\d{4})_national_by_industry\.csv")
    for line, (occupation, code, name, error, *figures) in industries.rows(_INDUSTRY):
        if occupation in occupations:
            of_year = int(industries.match["year"])
            plain = re.sub(r"^Sectors? [\d, and]+ - ", "", name)
            yield (
                occupation,
                "industry",
                code,
                plain,
                of_year,
                *_wage(industries, line, figures, error),
                "bls-oews",
            )

    history = _find(folder, r"oews_national_history_\d{4}_\d{4}\.csv")
    for line, (past, occupation, *figures) in history.rows(_HISTORY):
        if occupation in occupations and past != str(year):
            of_past = history.whole(line, "year", past)
            place = (NATION_CODE, NATION_NAME)
            yield (occupation, "nation", *place, of_past, *_wage(history, line, figures), "bls-oews")


def _wage(file: _File, line: int, figures: Sequence[str], error: str = "") -> tuple[object, ...]:
    employment, *percentiles = figures
    topcoded = next((name for name, text in zip(PERCENTILES, percentiles, strict=True) if text == "#"), None)
    paid = (file.whole(line, name, text) for name, text in zip(PERCENTILES, percentiles, strict=True))
    rse = file.number(line, _ERROR, error)
    return (file.whole(line, "employment", employment), *paid, topcoded, rse)


def outlook(folder: Path, occupations: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of ``outlook.csv``: jobs and openings in thousands, growth and shares in percent.

    BLS marks some occupations with a footnote, such as "Data scientists[1]": their shares of
    education are those of a group of occupations together (``shares_of_group``).

    :raises CatalogError: when a file is missing or has another form
    """
    projections = _find(folder, r"ep_(?P<start>\d{4})_(?P<end>\d{4})_projections\.csv")
    start, end = projections.match["start"], projections.match["end"]
    period = f"{start}–{end[2:]}"
    columns = (
        f"{start} {_EP_CODE}",
        f"Employment, {start}",
        f"Employment, {end}",
        f"Employment change, percent, {period}",
        f"Occupational openings, {period} annual average",
        "Typical education needed for entry",
    )
    shares = _education(folder, start)
    for line, (occupation, *figures, education) in projections.rows(columns):
        if occupation in occupations:
            numbers = [
                projections.number(line, name, text)
                for name, text in zip(columns[1:-1], figures, strict=True)
            ]
            typical = None if education in _NOT_RELEASED else education
            unknown = (None,) * len(EDUCATION) + (False,)
            yield (occupation, start, end, *numbers, typical, *shares.get(occupation, unknown), "bls-ep")


def _education(folder: Path, start: str) -> dict[str, tuple[object, ...]]:
    file = _find(folder, r"ep_education_attainment_\w+\.csv")
    title = f"{start} National Employment Matrix title"
    rows = file.rows((title, f"{start} {_EP_CODE}", *_EP_EDUCATION))
    return {
        occupation: (
            *(file.number(line, name, text) for name, text in zip(_EP_EDUCATION, shares, strict=True)),
            name_of_it.endswith("]"),
        )
        for line, (name_of_it, occupation, *shares) in rows
    }


def import_bls(folder: Path, *, out: Path) -> dict[str, int]:
    """Write ``wages_official.csv`` and ``outlook.csv`` and return their numbers of rows.

    :param folder: where the files of BLS lie
    :param out: the catalog's folder of figures; its ``occupations.csv`` says which occupations count
    :raises CatalogError: when a file is missing or has another form
    """
    occupations = occupation_ids(out)
    tables: dict[str, tuple[Sequence[str], Iterable[tuple[object, ...]]]] = {
        WAGES_FILE: (WAGES, sorted(wages(folder, occupations), key=lambda row: list(map(str, row[:5])))),
        OUTLOOK_FILE: (OUTLOOK, sorted(outlook(folder, occupations), key=lambda row: str(row[0]))),
    }
    for _, rows in tables.values():
        missing = occupations - {str(row[0]) for row in rows}
        if missing:
            codes = ", ".join(sorted(missing))
            remedy = "Correct the code, or leave the occupation out"
            raise CatalogError(OCCUPATIONS_FILE, None, "id", f"the files of BLS have no {codes}", remedy)
    return {name: write_table(out / name, columns, rows) for name, (columns, rows) in tables.items()}


def main() -> int:
    """Run the importer from the command line; return 1 when the files cannot be used."""
    parser = argparse.ArgumentParser(description="Take official wages and projections from files of BLS.")
    parser.add_argument("folder", type=Path, help="where the files of BLS lie")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the catalog's figures")
    arguments = parser.parse_args()
    try:
        written = import_bls(arguments.folder, out=arguments.out)
    except (CatalogError, OSError) as error:
        print(f"The official figures were not changed. {error}", file=sys.stderr)
        return 1
    print(*(f"{name}: {count:,} rows" for name, count in written.items()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
