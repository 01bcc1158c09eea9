"""Works out the figures of advertised ranges from the salary index, as ``make pay FOLDER=…`` does.

Its rows are paired into ranges by :mod:`knowledge.figures.pay_pairs`. A flat offer is no range; it is
counted apart and gives no figure. Neither do rows without a second one, nor what is marked in US
dollars abroad (see :func:`~knowledge.figures.posting_rows.currency_doubtful`) or in a third currency. A
range, or a flat offer, counts once a year, however often it was posted.

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
from knowledge.figures.csv_files import write_table
from knowledge.figures.pay_pairs import REMEDY, Cell, Report, ranges_of
from knowledge.figures.posting_rows import DOLLAR_COUNTRIES, FIRST_YEAR
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
    beside: Counter[Cell] = Counter()
    store = sqlite3.connect("")  # a temporary database on disk, which ends with its connection
    try:
        store.execute(_SCHEMA)
        store.executemany(_ADD, ranges_of(file, titles, report, beside))
        if not report.pairs:
            raise CatalogError(
                file.name, None, "", "holds no range that counts", f"{REMEDY}, in the publisher's order"
            )
        report.cells = write_table(out / FILE_NAME, FIGURES, _cells(store, beside))
    finally:
        store.close()
    return report


def _cells(store: sqlite3.Connection, beside: Counter[Cell]) -> Iterator[tuple[object, ...]]:
    currencies = _currencies(store)
    last_year = store.execute("SELECT max(year) FROM range").fetchone()[0]
    rest: dict[tuple[str, str], list[tuple[Cell, int]]] = {}
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
