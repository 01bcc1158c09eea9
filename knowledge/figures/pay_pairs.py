"""Pairs the rows of the salary index, in the order of its file, into advertised ranges.

Since 2023 nearly every posting stands in the index as two neighbouring rows: first the high end of
the range that it advertised, then the low end. Two rows are such a pair when they follow each other
in the file, agree in every column but pay, and the first pays as much as the second or more. Rows are
paired in the order of the file, so that two flat offers in a row, whose ends are equal, stay two offers
and are not read as a range from the one to the other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Optional

from knowledge.figures.csv_files import read_table
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

REMEDY = f"Give a CSV file in UTF-8 whose first line names the columns {','.join(COLUMNS)}"

Cell = tuple[str, str, int, str, str]  # role, country, year, level, remote


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


def ranges_of(
    file: Path, titles: dict[str, str], report: Report, beside: Counter[Cell]
) -> Iterator[tuple[object, ...]]:
    """Yield ranges and flat offers of roles, full time; count rows that stand alone in ``beside``.

    Each is its cell, currency, low end, high end, low end in US dollars, title, residence and size.

    :param titles: the role of each title, in lower case
    """
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
    for line, cells in read_table(file, COLUMNS, name=file.name, remedy=REMEDY):
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


def _cell(row: Posting, titles: dict[str, str], report: Report, *, rows: int) -> Optional[Cell]:
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


def _alone(row: Posting, titles: dict[str, str], report: Report, beside: Counter[Cell]) -> None:
    if cell := _cell(row, titles, report, rows=1):
        beside[cell] += 1
        report.unpaired += 1
