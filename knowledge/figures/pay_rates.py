"""Takes rates to convert money: the ECB's reference rates, and the World Bank's purchasing power parities.

``make pay FOLDER=…`` reads ``ecb_rates.csv`` and ``worldbank_ppp.csv``. A rate is the mean over its
period (a year or a month), or that of its day.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import number, rows_of, write_table

RATES_FILE, PARITIES_FILE = "currency_rates.csv", "purchasing_power.csv"
RATES = ("period", "currency", "usd_per_unit", "source")
PARITIES = ("country", "year", "units_per_dollar", "source")
PUBLISHED_RATES, PUBLISHED_PARITIES = "ecb_rates.csv", "worldbank_ppp.csv"
_REMEDY = "Give the file as it was given out, a CSV file in UTF-8"


def import_rates(folder: Path, *, out: Path) -> int:
    """Write ``currency_rates.csv`` and ``purchasing_power.csv`` and return the number of their rows.

    :raises CatalogError: when a file is missing or broken
    """
    rates, parities = folder / PUBLISHED_RATES, folder / PUBLISHED_PARITIES
    return write_table(
        out / RATES_FILE,
        RATES,
        (
            (period, currency, _positive(rates, line, "usd_per_unit", rate), "ecb-rates")
            for line, (period, currency, rate) in rows_of(
                rates, ("period", "currency", "usd_per_unit"), remedy=_REMEDY
            )
        ),
    ) + write_table(
        out / PARITIES_FILE,
        PARITIES,
        sorted(
            (iso, int(year), _positive(parities, line, "lcu_per_intl_dollar", rate), "worldbank-ppp")
            for line, (iso, year, rate) in rows_of(
                parities, ("iso2", "year", "lcu_per_intl_dollar"), remedy=_REMEDY
            )
            if iso
        ),
    )


def _positive(file: Path, line: int, column: str, text: str) -> float:
    value = number(file, line, column, text, remedy=_REMEDY)
    if not value:
        raise CatalogError(file.name, line, column, "is empty or nought", _REMEDY)
    return value
