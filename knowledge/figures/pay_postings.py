"""Works out advertised pay by place in the United States from sets of postings of three years.

``make pay FOLDER=…`` reads ``ai_engineer_postings_2026.csv``, ``data_jobs_2024.csv.gz`` and
``data_jobs_2023.csv.gz``. Only postings in the US that state their pay count. Outside the US the sets
of 2023 and 2024 hold a job board's estimates, and that of 2026 too few. Also left out: estimates in
the US, repeated postings, hourly pay of 2026 (one agency's). Yearly and hourly pay are figures of
their own: over two in five postings that pay by the hour are contracts, so no hour becomes a year.

The set of 2026 was collected in February from postings of January and February; four that are older
stand among them and are left out, so that the period is what it is said to be.

A posting's pay is the middle of its range; the set of 2026 alone gives the two ends.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Collection, Iterator, Optional

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import number, one_of, rows_of, write_table
from knowledge.figures.pay_ranges import percentiles
from knowledge.figures.place_names import Places, read_places
from knowledge.figures.titles import role_ids

FILE_NAME = "pay_postings.csv"
FIGURES = (
    "dataset",
    "role",
    "level",
    "place",
    "per",
    "low_median",
    "p10",
    "p25",
    "median",
    "p75",
    "p90",
    "high_median",
    "n",
    "source",
)
ALL, US = "all", "us"
#: Fewer postings than this give no figures, only their number.
SMALLEST_SAMPLE = 30
LEVELS = ("intern", "entry", "mid", "senior", "lead", "staff", "expert", "executive")
_REMEDY = "Give the file as it was given out, a CSV file in UTF-8"
_MONTHS_2026 = frozenset({"2026-01", "2026-02"})
_COLUMNS_2026 = ("month", "role", "level", "city", "country", "pay_low", "pay_high", "currency", "period")
_COLUMNS = ("role", "level", "country", "city", "state", "pay_year_usd", "pay_hour_usd", "estimated")


@dataclass
class _Sample:
    middle: array[float] = field(default_factory=lambda: array("d"))
    low: array[float] = field(default_factory=lambda: array("d"))
    high: array[float] = field(default_factory=lambda: array("d"))


@dataclass(frozen=True)
class _Pay:
    """What one posting pays, in US dollars a year or an hour, and where it counts."""

    role: str
    level: str
    places: tuple[str, ...]
    per: str
    middle: float
    low: Optional[float] = None
    high: Optional[float] = None


def import_postings_pay(folder: Path, *, catalog: Path, out: Path) -> int:
    """Write ``pay_postings.csv`` and return the number of its rows.

    :param folder: where the three files lie
    :param catalog: the catalog, whose roles and places count
    :raises CatalogError: when a file is missing or broken; nothing is written
    """
    places, roles = read_places(catalog), role_ids(catalog / "roles")
    read = {
        "2026": _of_2026(folder / "ai_engineer_postings_2026.csv", places),
        "2024": _of_collector(folder / "data_jobs_2024.csv.gz", places, ()),
        "2023": _of_collector(folder / "data_jobs_2023.csv.gz", places, ("duplicate",)),
    }
    rows = [row for dataset, pay in read.items() for row in _figures(dataset, pay, roles)]
    return write_table(out / FILE_NAME, FIGURES, rows)


def _of_2026(path: Path, places: Places) -> Iterator[_Pay]:
    for line, (month, role, level, city, country, low, high, currency, per) in rows_of(
        path, _COLUMNS_2026, remedy=_REMEDY
    ):
        ends = [
            number(path, line, name, text, remedy=_REMEDY)
            for name, text in (("pay_low", low), ("pay_high", high))
        ]
        one_of(path, line, "period", per, ("", "year", "hour", "month"), remedy=_REMEDY)
        one_of(path, line, "level", level, ("", *LEVELS), remedy=_REMEDY)
        if (
            month in _MONTHS_2026
            and ends[0]
            and ends[1]
            and (country, currency, per) == ("US", "USD", "year")
        ):
            if ends[0] > ends[1]:
                raise CatalogError(path.name, line, "pay_low", f"{low} is more than pay_high", _REMEDY)
            # The postings name a city without its state; New York and Los Angeles are what was searched.
            metro = {"New York": "new_york", "Los Angeles": "los_angeles"}.get(city)
            where = (US, metro) if metro in places.ids and metro else (US,)
            yield _Pay(role, level, where, per, (ends[0] + ends[1]) / 2, ends[0], ends[1])


def _of_collector(path: Path, places: Places, more: tuple[str, ...]) -> Iterator[_Pay]:
    for line, (role, level, country, city, state, year, hour, estimated, *duplicate) in rows_of(
        path, (*_COLUMNS, *more), remedy=_REMEDY
    ):
        yearly = number(path, line, "pay_year_usd", year, remedy=_REMEDY)
        hourly = number(path, line, "pay_hour_usd", hour, remedy=_REMEDY)
        one_of(path, line, "estimated", estimated, ("0", "1"), remedy=_REMEDY)
        one_of(path, line, "level", level, ("", *LEVELS), remedy=_REMEDY)
        if country == "US" and estimated == "0" and "1" not in duplicate:
            where = [US, places.state(state), places.city(city, state)]
            known = tuple(place for place in where if place)
            if yearly:
                yield _Pay(role, level, known, "year", yearly)
            if hourly:
                yield _Pay(role, level, known, "hour", hourly)


def _figures(dataset: str, pay: Iterator[_Pay], roles: Collection[str]) -> Iterator[tuple[object, ...]]:
    samples: dict[tuple[str, str, str, str], _Sample] = {}
    for one in pay:
        if one.role not in roles:
            continue
        for level in {ALL, one.level or ALL}:
            for place in one.places:
                sample = samples.setdefault((one.role, level, place, one.per), _Sample())
                sample.middle.append(one.middle)
                if one.low is not None and one.high is not None:
                    sample.low.append(one.low)
                    sample.high.append(one.high)
    for (role, level, place, per), sample in sorted(samples.items()):
        n = len(sample.middle)
        cuts: tuple[Optional[float], ...] = (None,) * 5
        low = high = None
        if n >= SMALLEST_SAMPLE:
            cuts = tuple(_rounded(one, per) for one in percentiles(list(sample.middle), places=2))
            low = _rounded(percentiles(list(sample.low))[2], per) if sample.low else None
            high = _rounded(percentiles(list(sample.high))[2], per) if sample.high else None
        elif level != ALL or place != US:
            continue
        yield (dataset, role, level, place, per, low, *cuts, high, n, f"postings-{dataset}")


def _rounded(value: float, per: str) -> float:
    return math.floor(value + 0.5) if per == "year" else round(value, 2)
