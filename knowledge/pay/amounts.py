"""Amounts of money as people write them: 150k, $95/hr, £60,000, 12 LPA, 1.2 crore, 18 lakhs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP",
    "₹": "INR", "inr": "INR", "rs": "INR", "rupee": "INR", "rupees": "INR",
    "c$": "CAD", "ca$": "CAD", "cad": "CAD", "a$": "AUD", "aud": "AUD", "s$": "SGD", "sgd": "SGD",
    "chf": "CHF",
}  # fmt: skip
_SCALES = {
    "k": 1e3, "thousand": 1e3, "grand": 1e3, "million": 1e6,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "l": 1e5, "lpa": 1e5,
    "crore": 1e7, "crores": 1e7, "cr": 1e7,
}  # fmt: skip
_INDIAN = frozenset({"lakh", "lakhs", "lac", "lacs", "l", "lpa", "crore", "crores", "cr"})
_UNITS = {
    "year": "year", "yr": "year", "annum": "year", "annual": "year", "annually": "year", "yearly": "year",
    "pa": "year", "p.a": "year", "y": "year",
    "month": "month", "mo": "month", "monthly": "month", "pm": "month",
    "week": "week", "wk": "week", "weekly": "week",
    "day": "day", "daily": "day",
    "hour": "hour", "hr": "hour", "hourly": "hour", "h": "hour", "ph": "hour",
}  # fmt: skip
_EACH = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_NAMES = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<before>{_NAMES})?\.?\s*(?P<number>\d{{1,3}}(?:[,' ]\d{{2,3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"\s*(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})?\b"
    rf"\s*(?P<after>{_NAMES})?(?!\w)"
    rf"\s*(?P<each>(?:/|per|an?|each)\s*)?(?P<unit>{_EACH})?\b",
    re.IGNORECASE,
)
#: Bare numbers below this are years, counts or levels rather than pay.
_LEAST_BARE = 1000
#: With "an hour" or "per month" behind it a smaller one counts too.
_LEAST_PRICED = 8


@dataclass(frozen=True)
class Amount:
    """A sum that a person named; without a currency or a unit where they named none."""

    number: float
    currency: Optional[str]
    unit: Optional[str]
    words: str


def read_amounts(text: str) -> list[Amount]:
    """Return the sums of money that a text names, in its order.

    LPA and lakhs are rupees, LPA by the year. A bare number counts from 1,000 up, unless it is a calendar
    year; "3 years" is a span and no pay.
    """
    found = []
    for match in _AMOUNT.finditer(text):
        scale = (match["scale"] or "").lower()
        named = _CURRENCIES.get((match["before"] or match["after"] or "").lower())
        number = float(re.sub(r"[,' ]", "", match["number"])) * _SCALES.get(scale, 1)
        unit = _UNITS.get((match["unit"] or "").lower()) or ("year" if scale == "lpa" else None)
        calendar = not scale and not named and re.fullmatch(r"(19|20)\d\d", match["number"])
        priced = unit and match["each"] and number >= _LEAST_PRICED
        if calendar or (not named and not scale and not priced and number < _LEAST_BARE):
            continue
        currency = named or ("INR" if scale in _INDIAN else None)
        found.append(Amount(number, currency, unit, match[0].strip()))
    return found


def unit_of(amount: Amount) -> str:
    """Return the unit of an amount; where none was named, what its size tells: an hour, a month or a year.

    Below 500 it is an hour's pay, below 15,000 a month's, in a currency worth about a dollar; rupees are a
    year's from 200,000 up.
    """
    if amount.unit is not None:
        return amount.unit
    hour, month = (1_500, 200_000) if amount.currency == "INR" else (500, 15_000)
    return "hour" if amount.number < hour else "month" if amount.number < month else "year"
