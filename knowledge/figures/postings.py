"""Works out advertised pay from the salary index: ``make salaries FILE=path.csv``.

The file is read row by row into a temporary SQLite database on disk, which drops exact duplicates,
and the figures are worked out one role, year and country at a time. So memory does not grow with
the file. Figures are for full-time postings and distinct rows; half of the index repeats other rows.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from pathlib import Path
from typing import Iterator, Optional

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table, write_table
from knowledge.figures.posting_rows import (
    COLUMNS,
    FIRST_YEAR,
    FULL_TIME,
    LEVELS,
    REMOTE,
    Posting,
    currency_doubtful,
    fault,
)
from knowledge.figures.titles import roles_by_title
from knowledge.settings import CATALOG

SOURCE = "aijobs"
FILE_NAME = "salaries_postings.csv"
FIGURES = (
    "role",
    "level",
    "country",
    "year",
    "remote",
    "p10",
    "p25",
    "median",
    "p75",
    "p90",
    "n_distinct",
    "n_rows",
    "median_all_rows",
    "remote_share",
    "source",
)
#: Fewer distinct rows than this give no figures, only their number.
SMALLEST_SAMPLE = 5
ALL = "all"
_REMEDY = f"Give a CSV file in UTF-8 whose first line names the columns {','.join(COLUMNS)}"
_KEY = "role, year, country, usd, level, remote, title, salary, currency, residence, size"
_SCHEMA = f"CREATE TABLE posting ({_KEY}, copies, PRIMARY KEY ({_KEY})) WITHOUT ROWID"
_ADD = (
    f"INSERT INTO posting VALUES ({'?, ' * (_KEY.count(',') + 1)}1) "  # noqa: S608 - our own column names
    f"ON CONFLICT ({_KEY}) DO UPDATE SET copies = copies + 1"
)
_READ = (
    "SELECT role, year, country, usd, level, remote, copies FROM posting ORDER BY role, year, country, usd"
)


@dataclass
class Report:
    """What became of the rows of a file."""

    rows: int = 0
    used: int = 0
    not_full_time: int = 0
    before_first_year: int = 0
    other_titles: int = 0
    cells: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    first_bad: dict[str, int] = field(default_factory=dict)
    doubtful_currency: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """Yield the report for people, a sentence a line."""
        yield f"Read {self.rows:,} rows; {self.used:,} count, in {self.cells:,} figures."
        yield (
            f"Left out: {self.other_titles:,} with titles of no role, {self.not_full_time:,} not full time, "
            f"{self.before_first_year:,} from before {FIRST_YEAR}."
        )
        if self.doubtful_currency:
            most = ", ".join(
                f"{country} {count:,}" for country, count in self.doubtful_currency.most_common(5)
            )
            total = sum(self.doubtful_currency.values())
            yield f"Left out {total:,} rows abroad that are marked in US dollars (most: {most})."
        for column, count in self.bad.most_common():
            yield f"Bad rows: {count:,} with a wrong {column}, the first in line {self.first_bad[column]}."


@dataclass
class _Sample:
    """The distinct rows of one figure by rising pay, and how often each stands in the file."""

    pay: list[int] = field(default_factory=list)
    copies: list[int] = field(default_factory=list)
    remote: int = 0

    def add(self, usd: int, copies: int, remote: str) -> None:
        self.pay.append(usd)
        self.copies.append(copies)
        self.remote += remote == "remote"

    def figures(self) -> tuple[Optional[float], ...]:
        """Return the figures in the order of the file's columns, from ``p10`` to ``remote_share``."""
        n = len(self.pay)
        counts = (n, sum(self.copies))
        if n < SMALLEST_SAMPLE:
            return (None,) * 5 + counts + (None, None)
        # Linear interpolation between the nearest rows: the cut points 10, 25, 50, 75, 90 of 5-percent steps.
        cuts = statistics.quantiles(self.pay, n=20, method="inclusive")
        percentiles = tuple(round(cuts[step]) for step in (1, 4, 9, 14, 17))
        return (*percentiles, *counts, self._median_of_all_rows(), round(self.remote / n, 3))

    def _median_of_all_rows(self) -> int:
        ranks = list(accumulate(self.copies))
        middle = ((ranks[-1] - 1) // 2, ranks[-1] // 2)
        low, high = (self.pay[bisect_right(ranks, rank)] for rank in middle)
        return round((low + high) / 2)


def import_postings(file: Path, *, roles: Path, out: Path) -> Report:
    """Work out the figures of a file of the salary index and write ``salaries_postings.csv``.

    :param file: the index as its publisher gives it out
    :param roles: the catalog's folder of roles, whose ``posting_titles`` say what belongs to a role
    :param out: the folder to write to
    :return: what became of the rows
    :raises CatalogError: when the file has another form or holds no row that counts; nothing is written
    """
    titles = roles_by_title(roles)
    report = Report()
    store = sqlite3.connect("")  # a temporary database on disk, which ends with its connection
    try:
        store.execute(_SCHEMA)
        store.executemany(_ADD, _counted_rows(file, titles, report))
        if not report.used:
            raise CatalogError(
                file.name, None, "", "holds no row that counts", f"{_REMEDY}, with rows below it"
            )
        report.cells = write_table(out / FILE_NAME, FIGURES, _cells(store))
    finally:
        store.close()
    return report


def _counted_rows(file: Path, titles: dict[str, str], report: Report) -> Iterator[tuple[object, ...]]:
    for line, cells in read_table(file, COLUMNS, name=file.name, remedy=_REMEDY):
        report.rows += 1
        row = Posting(*cells) if cells else None
        wrong = fault(row) if row else "number of cells"
        if row is None or wrong:
            report.bad[str(wrong)] += 1
            report.first_bad.setdefault(str(wrong), line)
            continue
        role = titles.get(row.job_title.casefold())
        if role is None:
            report.other_titles += 1
        elif row.employment_type != FULL_TIME:
            report.not_full_time += 1
        elif int(row.work_year) < FIRST_YEAR:
            report.before_first_year += 1
        elif currency_doubtful(row):
            report.doubtful_currency[row.company_location] += 1
        else:
            report.used += 1
            yield (
                role,
                int(row.work_year),
                row.company_location,
                int(row.salary_in_usd),
                LEVELS[row.experience_level],
                REMOTE[row.remote_ratio],
                row.job_title,
                row.salary,
                row.salary_currency,
                row.employee_residence,
                row.company_size,
            )


def _cells(store: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    rows = store.execute(_READ)
    for (role, year, country), group in groupby(rows, key=lambda row: row[:3]):
        samples: dict[tuple[str, str], _Sample] = {}
        for *_, usd, level, remote, copies in group:
            for cell in ((ALL, ALL), (ALL, remote), (level, ALL), (level, remote)):
                samples.setdefault(cell, _Sample()).add(usd, copies, remote)
        for (level, remote), sample in sorted(samples.items()):
            yield (role, level, country, year, remote, *sample.figures(), SOURCE)


def main() -> int:
    """Run the importer from the command line; return 1 when the file cannot be used."""
    parser = argparse.ArgumentParser(prog="make salaries", description="Work out advertised pay by role.")
    parser.add_argument("file", type=Path, help="the salary index, a CSV file")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the folder to write to")
    arguments = parser.parse_args()
    try:
        report = import_postings(arguments.file, roles=CATALOG / "roles", out=arguments.out)
    except (CatalogError, OSError, sqlite3.Error) as error:
        print(f"The salaries were not changed. {error}", file=sys.stderr)
        return 1
    print(*report.lines(), f"Written: {os.path.relpath(arguments.out / FILE_NAME)}", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
