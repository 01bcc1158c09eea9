"""One row of the salary index: what it must hold, and which rows count."""

from __future__ import annotations

from typing import NamedTuple, Optional

COLUMNS = (
    "work_year",
    "experience_level",
    "employment_type",
    "job_title",
    "salary",
    "salary_currency",
    "salary_in_usd",
    "employee_residence",
    "remote_ratio",
    "company_location",
    "company_size",
)
LEVELS = {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}
REMOTE = {"0": "onsite", "50": "hybrid", "100": "remote"}
EMPLOYMENT_TYPES = frozenset({"FT", "PT", "CT", "FL"})
FULL_TIME = "FT"
SIZES = frozenset({"S", "M", "L"})

#: Earlier rows are few and were reported by people themselves; since 2023 the index holds advertised pay.
FIRST_YEAR = 2023
LAST_YEAR = 2100
MOST_PAY = 10_000_000

#: Where employers pay in US dollars: the United States, its territories, and countries without a
#: currency of their own.
DOLLAR_COUNTRIES = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "EC", "SV", "PA"})


class Posting(NamedTuple):
    """A row as the file has it; ``salary_in_usd`` in US dollars a year."""

    work_year: str
    experience_level: str
    employment_type: str
    job_title: str
    salary: str
    salary_currency: str
    salary_in_usd: str
    employee_residence: str
    remote_ratio: str
    company_location: str
    company_size: str


def fault(row: Posting) -> Optional[str]:
    """Return the name of the first column whose value cannot be right, or ``None``."""
    if not (_whole(row.work_year, 4) and 2000 <= int(row.work_year) <= LAST_YEAR):
        return "work_year"
    if row.experience_level not in LEVELS:
        return "experience_level"
    if row.employment_type not in EMPLOYMENT_TYPES:
        return "employment_type"
    if not row.job_title.strip():
        return "job_title"
    if not _amount(row.salary):
        return "salary"
    if not _code(row.salary_currency, 3):
        return "salary_currency"
    if not (_whole(row.salary_in_usd, 8) and 0 < int(row.salary_in_usd) <= MOST_PAY):
        return "salary_in_usd"
    if not _code(row.employee_residence, 2):
        return "employee_residence"
    if row.remote_ratio not in REMOTE:
        return "remote_ratio"
    if not _code(row.company_location, 2):
        return "company_location"
    if row.company_size not in SIZES:
        return "company_size"
    return None


def currency_doubtful(row: Posting) -> bool:
    """Tell whether a row abroad is marked in US dollars, and so is left out of its country's figures.

    In Canada, Australia and New Zealand such rows are mostly local dollars, marked as US dollars by
    mistake. Elsewhere they stand far above rows of the same title and level in the country's own
    currency (by 80% at the median in the United Kingdom and in India, 50% in Germany, 2023 to 2025)
    and near the pay in the United States: ranges of a US posting that also names a place abroad.
    Neither tells what employers of the country offer.
    """
    return row.salary_currency == "USD" and row.company_location not in DOLLAR_COUNTRIES


def _whole(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits


def _amount(text: str) -> bool:
    whole, _, part = text.partition(".")
    return _whole(whole, 12) and (not part or _whole(part, 12)) and float(text) > 0


def _code(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isalpha() and text.isupper()
