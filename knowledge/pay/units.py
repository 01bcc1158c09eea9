"""Units and currencies of pay, by stated rules.

A full-time year is 2,080 hours (52 weeks of 40) and 12 months. The rule turns yearly *base pay that was
advertised* into an hour's or a month's, and an amount that a person names. Official wages keep the unit
in which they were measured: nobody knows the hours behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from knowledge.pay.results import AdvertisedPay

HOURS_A_YEAR = 2080
_PER_YEAR = {"year": 1.0, "month": 12.0, "week": 52.0, "day": 260.0, "hour": float(HOURS_A_YEAR)}


class NotConvertible(ValueError):
    """Pay that the rules do not convert; the message says why."""


@dataclass(frozen=True)
class Rate:
    """US dollars for one unit of a currency in a period: a year, a month or a day."""

    currency: str
    usd_per_unit: float
    period: str
    source: str


@dataclass(frozen=True)
class PurchasingPower:
    """Units of a country's money that buy there what one dollar buys in the United States."""

    country: str
    year: int
    units_per_dollar: float
    source: str


def per_unit(amount: float, *, given: str, wanted: str) -> float:
    """Return full-time base pay in another unit: ``year``, ``month``, ``week``, ``day`` or ``hour``.

    :raises NotConvertible: for a unit that is not known
    """
    try:
        return amount * _PER_YEAR[given] / _PER_YEAR[wanted]
    except KeyError as error:
        raise NotConvertible(f"the unit {error.args[0]!r} is not known") from error


def base_pay_per(pay: AdvertisedPay, amount: float, wanted: str) -> float:
    """Return a figure of advertised yearly base pay by the month, the week, the day or the hour.

    :raises NotConvertible: when the pay is no advertised pay by the year
    """
    if not isinstance(pay, AdvertisedPay):
        raise NotConvertible("official and reported pay keep the unit in which they were measured")
    if pay.per != "year" and wanted != pay.per:
        raise NotConvertible("postings that pay by the hour are mostly contracts; no hour becomes a year")
    return amount if pay.per == wanted else per_unit(amount, given=pay.per, wanted=wanted)


def exchanged(amount: float, *, given: Rate, wanted: Rate) -> float:
    """Return an amount in another currency, by two rates of one period.

    :raises NotConvertible: when the rates are of different periods
    """
    if given.period != wanted.period:
        raise NotConvertible(f"the rates are of {given.period} and {wanted.period}")
    return amount * given.usd_per_unit / wanted.usd_per_unit


def in_buying_power(amount: float, *, given: PurchasingPower, wanted: PurchasingPower) -> float:
    """Return what buys in one country as much as ``amount`` does in another, each in its own money.

    :raises NotConvertible: when the parities are of different years
    """
    if given.year != wanted.year:
        raise NotConvertible(f"the parities are of {given.year} and {wanted.year}")
    return amount / given.units_per_dollar * wanted.units_per_dollar


def likely_unit(number: float, currency: Optional[str]) -> str:
    """Return what an amount without a unit is: pay of an hour, a month or a year, as its size tells.

    Below 500 it is an hour's pay, below 15,000 a month's, in a currency worth about a dollar; rupees are a
    month's from 1,500 and a year's from 200,000 up.
    """
    hour, month = (1_500, 200_000) if currency == "INR" else (500, 15_000)
    return "hour" if number < hour else "month" if number < month else "year"
