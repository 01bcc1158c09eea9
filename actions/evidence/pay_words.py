"""How pay is put into words: money, units, periods and places."""

from __future__ import annotations

import datetime
from typing import Optional

from sqlalchemy.orm import Session

from actions.render import money
from actions.wording import say
from knowledge.pay.compare import Comparison, Measured
from knowledge.pay.results import AdvertisedPay, OfficialPay
from knowledge.queries import field, pay_sources

_NAMES = {"USD": "dollar", "GBP": "pound", "EUR": "euro", "INR": "rupee", "CAD": "Canadian dollar"}
_UNITS = {"year": "a year", "month": "a month", "week": "a week", "day": "a day", "hour": "an hour"}
_WITH_THE = (
    "United", "Netherlands", "Philippines", "San Francisco Bay", "Bay Area", "European Union", "Nordic",
    "Middle East", "Gulf", "Pacific Northwest", "West Coast", "East Coast", "Midwest", "Research Triangle",
    "Texas Triangle", "New York tri-state", "District", "Colorado Front",
)  # fmt: skip


def unit(per: str) -> str:
    """Return a unit of pay as it stands behind an amount, such as ``a year``."""
    return _UNITS[per]


def currency_name(currency: str) -> str:
    """Return a currency's name within a sentence, such as ``euro``."""
    return _NAMES.get(currency, currency)


def the(place: str) -> str:
    """Return a place's name with its article, where it has one."""
    return f"the {place}" if place.startswith(_WITH_THE) else place


def day(iso: str) -> str:
    """Return a date in words, such as ``30 October 2026``."""
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {date:%B %Y}"


def period(session: Session, pay: AdvertisedPay) -> str:
    """Return the period of advertised pay with its preposition, such as ``from January to 3 August 2025``.

    The last year of an index ends on the day of its data, its source's date.
    """
    made = pay_sources.how_made(session, source=pay.source)
    if pay.source.startswith("postings-") and made is not None:
        return f"from {made.period}" if " to " in made.period else f"in {made.period}"
    ended = field.sources(session, ids=[pay.source])[0].date
    last = day(ended) if ended.startswith(str(pay.year_to)) else str(pay.year_to)
    if pay.pooled:
        return f"from {pay.year_from} to {last}"
    return f"from January to {last}" if last != str(pay.year_to) else f"in {pay.year_to}"


def ends(low: Optional[float], high: Optional[float], currency: Optional[str], per: str) -> str:
    """Return the medians of low and high ends, which are two figures and no range, with their unit."""
    return say("pay_ends", low=money(low, currency, per), high=money(high, currency, per), unit=unit(per))


def interval(found: Comparison[Measured]) -> str:
    """Return the interval of a difference in brackets behind a space, or nothing where it is not known."""
    if found.percents is None:
        return ""
    low, high = found.percents
    return f" {say('pay_interval', low=low, high=high)}"


def jobs_of(here: OfficialPay) -> str:
    """Return the jobs that an official wage rests on and its standard error, behind a comma."""
    return "" if here.jobs is None else say("pay_jobs", jobs=f"{here.jobs:,}", error=error_of(here))


def error_of(here: OfficialPay) -> str:
    """Return the standard error of an official wage behind a comma, or nothing where none is published."""
    return "" if here.mean_rse is None else say("pay_error", percent=percent_of(here))


def percent_of(here: OfficialPay) -> str:
    """Return the relative standard error of an official wage as a number of percent."""
    return "–" if here.mean_rse is None else f"{here.mean_rse:.1f}"


def bounds(low: Optional[float], high: Optional[float], currency: Optional[str], per: str) -> str:
    """Return two amounts as a range with its unit."""
    return f"{money(low, currency, per)} to {money(high, currency, per)} {unit(per)}"
