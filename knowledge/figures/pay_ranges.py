"""Pairs the rows of the salary index into advertised ranges, as ``make pay FOLDER=…`` does.

Since 2023 nearly every posting stands in the index as two neighbouring rows: first the high end of
the range that it advertised, then the low end. Two rows are such a pair when they follow each other
in the file, agree in every column but pay, and the first pays as much as the second or more. Rows are
paired in the order of the file, so that two flat offers in a row, whose ends are equal, stay two offers
and are not read as a range from the one to the other.

A flat offer is no range; it is counted apart and gives no figure. Neither do rows without a second one,
nor what is marked in US dollars abroad (see :func:`~knowledge.figures.posting_rows.currency_doubtful`)
or in a third currency. A range, or a flat offer, counts once a year, however often it was posted.

Figures are in the currency of the country's employers. The file is read row by row into a temporary
SQLite database, so memory does not grow with the file.
"""

from __future__ import annotations

import argparse
import math
import os
import sqlite3
import statistics
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Optional, Sequence

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table, write_table
from knowledge.figures.posting_rows import (
    COLUMNS,
    DOLLAR_COUNTRIES,
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
from knowledge.tables.figures import ALL, PERCENTILES
from knowledge.tables.pay import SMALLEST_SAMPLE

SOURCE = "aijobs"
FILE_NAME = "pay_ranges.csv"
ENDS = ("low", "middle", "high")
FIGURES = (
    "role",
    "level",
    "country",
    "year_from",
    "year_to",
    "remote",
    "currency",
    *(f"{end}_{percentile}" for end in ENDS for percentile in PERCENTILES),
    "middle_from",
    "middle_to",
    "n_ranges",
    "n_pairs",
    "n_flat",
    "n_unpaired",
    "n_us_dollars",
    "n_other_currency",
    "usd_per_unit",
    "source",
)
_REMEDY = f"Give a CSV file in UTF-8 whose first line names the columns {','.join(COLUMNS)}"
_KEY = "role, country, year, level, remote, currency, low, high, usd_low, title, residence, size"
_SCHEMA = f"CREATE TABLE range ({_KEY}, copies, PRIMARY KEY ({_KEY})) WITHOUT ROWID"
_ADD = (
    f"INSERT INTO range VALUES ({'?, ' * (_KEY.count(',') + 1)}1) "  # noqa: S608 - our own column names
    f"ON CONFLICT ({_KEY}) DO UPDATE SET copies = copies + 1"
)
_READ = (
    "SELECT year, level, remote, currency, low, high, usd_low, copies FROM range "
    "WHERE role = ? AND country = ?"
)

#: As many standard deviations hold 95% of a normal distribution on both sides of its mean.
_DEVIATIONS = 1.96

_Cell = tuple[str, str, int, str, str]  # role, country, year, level, remote


@dataclass
class Report:
    """What became of the rows of a file."""

    rows: int = 0
    pairs: int = 0
    flat: int = 0
    unpaired: int = 0
    not_full_time: int = 0
    before_first_year: int = 0
    other_titles: int = 0
    cells: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    first_bad: dict[str, int] = field(default_factory=dict)
    us_dollars: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """Yield the report for people, a sentence a line."""
        yield (
            f"Read {self.rows:,} rows; {2 * self.pairs:,} of those that count are the two ends of "
            f"{self.pairs:,} ranges and {2 * self.flat:,} those of {self.flat:,} flat offers; "
            f"{self.unpaired:,} stand alone."
        )
        yield (
            f"Left out: {self.other_titles:,} with titles of no role, {self.not_full_time:,} not full time, "
            f"{self.before_first_year:,} from before {FIRST_YEAR}."
        )
        if self.us_dollars:
            most = ", ".join(f"{country} {count:,}" for country, count in self.us_dollars.most_common(5))
            total = sum(self.us_dollars.values())
            yield f"Left out {total:,} ranges abroad that are marked in US dollars (most: {most})."
        for column, count in self.bad.most_common():
            yield f"Bad rows: {count:,} with a wrong {column}, the first in line {self.first_bad[column]}."
        yield f"Figures: {self.cells:,}."


@dataclass
class _Sample:
    """The distinct ranges of one figure; flat offers, other money (ranges too) and lone rows beside them."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rates: set[float] = field(default_factory=set)
    pairs: int = 0
    flat: int = 0
    unpaired: int = 0
    us_dollars: int = 0
    other_currency: int = 0

    def figures(self) -> tuple[object, ...]:
        """Return the figures in the order of the file's columns, from ``low_p10`` to ``usd_per_unit``."""
        n = len(self.low)
        counts = (n, self.pairs, self.flat, self.unpaired, self.us_dollars, self.other_currency)
        if n < SMALLEST_SAMPLE:
            return (*(None,) * (len(ENDS) * len(PERCENTILES) + 2), *counts, None)
        middle = [(low + high) / 2 for low, high in zip(self.low, self.high, strict=True)]
        ends = (percentiles(self.low), percentiles(middle), percentiles(self.high))
        rate = round(statistics.median(self.rates), 6) if len(self.rates) > 0 else None
        return (*(figure for end in ends for figure in end), *median_interval(middle), *counts, rate)


def percentiles(values: Sequence[float], *, places: Optional[int] = None) -> tuple[float, ...]:
    """Return the percentiles 10, 25, 50, 75 and 90, linear between the nearest values.

    :param places: decimal places; by default whole units, a half rounded up
    """
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    chosen = [cuts[step] for step in (1, 4, 9, 14, 17)]
    return tuple(math.floor(cut + 0.5) if places is None else round(cut, places) for cut in chosen)


def median_interval(values: Sequence[float]) -> tuple[int, int]:
    """Return the 95% confidence interval of a median, in whole units, by the order of the values alone.

    Its ends are the values whose ranks lie 1.96 standard deviations of a fair coin from the middle, so it
    presumes nothing of how pay is spread. It tells the chance of drawing these values, nothing more.
    """
    ordered = sorted(values)
    rank = max(1, math.floor(len(ordered) / 2 - _DEVIATIONS * math.sqrt(len(ordered)) / 2))
    return math.floor(ordered[rank - 1] + 0.5), math.floor(ordered[-rank] + 0.5)


def import_ranges(file: Path, *, roles: Path, out: Path) -> Report:
    """Work out the figures of a file of the salary index and write ``pay_ranges.csv``.

    :param file: the index as its publisher gives it out, in its order
    :param roles: the catalog's folder of roles, whose ``posting_titles`` say what belongs to a role
    :param out: the folder to write to
    :return: what became of the rows
    :raises CatalogError: when the file has another form or holds no range that counts; nothing is written
    """
    titles = roles_by_title(roles)
    report = Report()
    beside: Counter[_Cell] = Counter()
    store = sqlite3.connect("")  # a temporary database on disk, which ends with its connection
    try:
        store.execute(_SCHEMA)
        store.executemany(_ADD, _ranges(file, titles, report, beside))
        if not report.pairs:
            raise CatalogError(
                file.name, None, "", "holds no range that counts", f"{_REMEDY}, in the publisher's order"
            )
        report.cells = write_table(out / FILE_NAME, FIGURES, _cells(store, beside))
    finally:
        store.close()
    return report


def _ranges(
    file: Path, titles: dict[str, str], report: Report, beside: Counter[_Cell]
) -> Iterator[tuple[object, ...]]:
    """Yield ranges and flat offers of roles, full time; count rows that stand alone in ``beside``."""
    before: Optional[Posting] = None
    for row in _good_rows(file, report):
        if before is not None and row is not None and _same_posting(before, row):
            if cell := _cell(row, titles, report, rows=2):
                if currency_doubtful(row):
                    report.us_dollars[row.company_location] += 1
                elif before == row:
                    report.flat += 1
                else:
                    report.pairs += 1
                yield (
                    *cell,
                    *_pay(before, row),
                    int(row.salary_in_usd),
                    row.job_title,
                    row.employee_residence,
                    row.company_size,
                )
            before = None
            continue
        if before is not None:
            _alone(before, titles, report, beside)
        before = row
    if before is not None:
        _alone(before, titles, report, beside)


def _pay(high: Posting, low: Posting) -> tuple[str, float, float]:
    """Return currency, low and high end: in US dollars where employers pay in them, else as posted."""
    if low.company_location in DOLLAR_COUNTRIES:
        return "USD", float(low.salary_in_usd), float(high.salary_in_usd)
    return low.salary_currency, float(low.salary), float(high.salary)


def _good_rows(file: Path, report: Report) -> Iterator[Optional[Posting]]:
    """Yield the rows; ``None`` stands for a bad one, across which no pair may reach."""
    for line, cells in read_table(file, COLUMNS, name=file.name, remedy=_REMEDY):
        report.rows += 1
        row = Posting(*cells) if cells else None
        wrong = fault(row) if row else "number of cells"
        if wrong:
            report.bad[wrong] += 1
            report.first_bad.setdefault(wrong, line)
            yield None
        else:
            yield row


def _same_posting(first: Posting, second: Posting) -> bool:
    """Tell whether two neighbouring rows are the high and the low end of one range, or of a flat offer."""
    return (
        int(first.salary_in_usd) >= int(second.salary_in_usd)
        and float(first.salary) >= float(second.salary)
        and first._replace(salary=second.salary, salary_in_usd=second.salary_in_usd) == second
    )


def _cell(row: Posting, titles: dict[str, str], report: Report, *, rows: int) -> Optional[_Cell]:
    """Return the cell that a row counts in; count a row that counts nowhere."""
    role = titles.get(row.job_title.casefold())
    if role is None:
        report.other_titles += rows
    elif row.employment_type != FULL_TIME:
        report.not_full_time += rows
    elif int(row.work_year) < FIRST_YEAR:
        report.before_first_year += rows
    else:
        level, remote = LEVELS[row.experience_level], REMOTE[row.remote_ratio]
        return (role, row.company_location, int(row.work_year), level, remote)
    return None


def _alone(row: Posting, titles: dict[str, str], report: Report, beside: Counter[_Cell]) -> None:
    if cell := _cell(row, titles, report, rows=1):
        beside[cell] += 1
        report.unpaired += 1


def _cells(store: sqlite3.Connection, beside: Counter[_Cell]) -> Iterator[tuple[object, ...]]:
    currencies = _currencies(store)
    last_year = store.execute("SELECT max(year) FROM range").fetchone()[0]
    rest: dict[tuple[str, str], list[tuple[_Cell, int]]] = {}
    for cell, count in sorted(beside.items()):
        rest.setdefault(cell[:2], []).append((cell, count))
    known = set(store.execute("SELECT DISTINCT role, country FROM range"))
    for role, country in sorted({*known, *rest}):
        samples: dict[tuple[int, int, str, str], _Sample] = {}
        currency = currencies.get(country)
        for year, level, remote, paid_in, low, high, usd_low, copies in store.execute(_READ, (role, country)):
            for sample in _samples(samples, year, level, remote, last_year):
                if paid_in != currency:
                    why = "us_dollars" if paid_in == "USD" else "other_currency"
                    setattr(sample, why, getattr(sample, why) + 1)
                    continue
                if low == high:
                    sample.flat += 1
                    continue
                sample.low.append(low)
                sample.high.append(high)
                sample.pairs += copies
                if currency != "USD":
                    sample.rates.add(round(usd_low / low, 4))
        for (_, _, year, level, remote), count in rest.get((role, country), ()):
            for sample in _samples(samples, year, level, remote, last_year):
                sample.unpaired += count
        for (first, last, level, remote), sample in sorted(samples.items()):
            if first != last:
                sample.rates.clear()  # each year has its own
            if remote != ALL and (remote == "hybrid" or len(sample.low) < SMALLEST_SAMPLE):
                continue  # the index has not told hybrid work apart since 2024
            yield (role, level, country, first, last, remote, currency, *sample.figures(), SOURCE)


def _samples(
    samples: dict[tuple[int, int, str, str], _Sample], year: int, level: str, remote: str, last_year: int
) -> Iterator[_Sample]:
    """Yield every sample that a row belongs to: of its year and of all years, with and without level."""
    for first, last in ((year, year), (FIRST_YEAR, last_year)):
        for of_level in (ALL, level):
            for of_remote in (ALL, remote):
                yield samples.setdefault((first, last, of_level, of_remote), _Sample())


def _currencies(store: sqlite3.Connection) -> dict[str, str]:
    """Return the currency of each country's employers: US dollars, or the most frequent other one."""
    found = dict.fromkeys(sorted(DOLLAR_COUNTRIES), "USD")
    counted = store.execute(
        "SELECT country, currency FROM range WHERE currency != 'USD' "
        "GROUP BY country, currency ORDER BY count(*) DESC, currency"
    )
    for country, currency in counted:
        found.setdefault(country, currency)
    return found


def main() -> int:
    """Run the importer from the command line; return 1 when the file cannot be used."""
    parser = argparse.ArgumentParser(description="Work out advertised ranges.")
    parser.add_argument("file", type=Path, help="the salary index, a CSV file")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the folder to write to")
    arguments = parser.parse_args()
    try:
        report = import_ranges(arguments.file, roles=CATALOG / "roles", out=arguments.out)
    except (CatalogError, OSError, sqlite3.Error) as error:
        print(f"The ranges were not changed. {error}", file=sys.stderr)
        return 1
    print(*report.lines(), f"Written: {os.path.relpath(arguments.out / FILE_NAME)}", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
