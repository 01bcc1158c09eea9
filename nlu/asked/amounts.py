"""Amounts of money and spans of time in a text: "150k", "12 LPA", "€60,000", "$70/hr", "in six months"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

_CODES = "usd|eur|gbp|inr|cad|aud|nzd|sgd|chf|jpy|cny|rmb|aed|sar|qar|zar|brl|mxn|pln|sek|nok|dkk|huf|czk|try|php|pkr|bdt|ngn|kes|egp|ils|hkd|krw|thb|myr|idr|vnd"
_SYMBOLS = {
    "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "s$": "SGD", "nz$": "NZD", "hk$": "HKD", "r$": "BRL",
    "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "rs": "INR", "rs.": "INR", "¥": "JPY", "₦": "NGN", "₪": "ILS", "zł": "PLN",
}  # fmt: skip
_WORDS = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "quid": "GBP", "rupee": "INR", "franc": "CHF", "yen": "JPY",
    "dirham": "AED", "riyal": "SAR", "real": "BRL", "reais": "BRL", "naira": "NGN", "rand": "ZAR", "krona": "SEK", "kroner": "NOK",
    "zloty": "PLN", "peso": "MXN", "ringgit": "MYR", "baht": "THB", "won": "KRW", "yuan": "CNY",
}  # fmt: skip
_TIMES = {
    "": 1.0, "k": 1e3, "thousand": 1e3, "grand": 1e3, "m": 1e6, "mil": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "billion": 1e9,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "l": 1e5, "lpa": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7,
}  # fmt: skip
_UNITS = {
    "year": "year", "yr": "year", "annum": "year", "annually": "year", "yearly": "year", "a.": "year", "pa": "year", "p.a.": "year", "p.a": "year",
    "month": "month", "mo": "month", "mth": "month", "monthly": "month", "pm": "month", "hour": "hour", "hr": "hour", "h": "hour", "hourly": "hour",
    "day": "day", "daily": "day",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[,.'\u2019\s]\d{3})+(?!\d)|\d{1,3}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d{1,2})?"
_SYMBOL = r"(?:us|ca|au|nz|hk|[casr])?\$|[€£₹¥₦₪]|\brs\.?"
_AMOUNT = re.compile(
    rf"(?<![\w.])(?:(?P<symbol>{_SYMBOL})\s?|(?P<code>\b(?:{_CODES}))\s?)?(?<![\d.,])(?P<number>{_NUMBER})"
    r"(?:\s?(?P<times>k|thousand|grand|million|millions|mil|m|bn|billion|lakhs?|lacs?|lpa|l|crores?|cr)\b)?\+?"
    rf"(?:\s?(?P<after>[€£₹]|\$|zł|(?:{_CODES})\b|(?:dollar|buck|euro|pound|quid|rupee|franc|yen|dirham|riyal|naira|rand|zloty|peso|ringgit|baht|won|yuan)s?\b))?"
    r"(?:\s?(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b|\bp\.?)?\s?(?P<unit>years?\b|yr\b|annum\b|annually\b|yearly\b|(?<=p\.)a\b\.?|pa\b|months?\b|mo\b|mth\b|monthly\b|hours?\b|hr\b|hourly\b|days?\b|daily\b))?",
    re.IGNORECASE,
)
_OF_PAY = re.compile(
    r"\b(?:salar\w+|pay\w*|paid|earn\w*|mak(?:e|ing)|offer\w*|tc|ctc|comp\w*|base|wage\w*|income|package|budget|cost\w*|rate|worth|ask(?:ing)?|currently\s+(?:at|on))\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|\u2013|\u2014|to)\s*$", re.IGNORECASE)

_COUNTS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {
    "a": 1,
    "an": 1,
    "half a": 0.5,
    "half": 0.5,
    "a couple of": 2,
    "couple of": 2,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "few": None,
    "several": None,
    "coming": None,
    "next": None,
}
_SPAN = re.compile(
    r"(?<![\w.$€£])(?:(?P<count>\d{1,3}(?:\.\d)?|half\s+an?|an?\s+couple\s+of|couple\s+of|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|thirty|few|several|(?<=in\s)a|(?<=within\s)a|(?<=under\s)a)"
    r"(?:\s*(?:-|\u2013|to|or)\s*(?P<upto>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve))?\+?[\s-]*)(?:more\s+|full\s+)?"
    r"(?P<unit>years?|yrs?|months?|weeks?|days?|decades?)\b(?![\s-]*(?:old\b|of\s+(?:\w+\s+)?exp|exp\w*\b|degree|program|college|course|bachelor|university|diploma|bootcamp|masters?\b))",
    re.IGNORECASE,
)  # fmt: skip
_UNIT_OF_SPAN = {"y": ("year", 1.0), "m": ("month", 1.0), "w": ("week", 1.0), "d": ("week", 1 / 7)}


@dataclass(frozen=True)
class Amount:
    """An amount of money.

    :param number: in units of its currency
    :param currency: ISO 4217, or nothing where the text names none
    :param unit: ``year``, ``month``, ``hour``, ``day``, or nothing
    """

    start: int
    end: int
    number: float
    currency: Optional[str]
    unit: Optional[str]


@dataclass(frozen=True)
class TimeSpan:
    """A span of time; of a range the upper end.

    :param number: nothing for "a few"
    :param unit: ``year``, ``month`` or ``week``
    """

    start: int
    end: int
    number: Optional[float]
    unit: str


def amounts_in(text: str) -> list[Amount]:
    """Return the amounts of money; a bare number is one only with a currency, a "k", or beside a word of pay."""
    found: list[Amount] = []
    for match in _AMOUNT.finditer(text):
        amount = _amount(match, text)
        if amount is None:
            continue
        before = found[-1] if found else None
        if before and _RANGE.fullmatch(text[before.end : amount.start]):  # "100-150k a year"
            number = before.number * 1e3 if before.number < 1e3 <= amount.number else before.number
            found[-1] = Amount(
                before.start,
                before.end,
                number,
                before.currency or amount.currency,
                before.unit or amount.unit,
            )
            amount = Amount(
                amount.start, amount.end, amount.number, amount.currency or before.currency, amount.unit
            )
        found.append(amount)
    return found


def _amount(match: re.Match[str], text: str) -> Optional[Amount]:
    times = (match.group("times") or "").lower()
    mark = (match.group("symbol") or match.group("code") or match.group("after") or "").lower().strip()
    unit = match.group("unit")
    written = match.group("number")
    if not mark and times in {"", "m", "l"}:
        long = bool(re.fullmatch(r"\d{1,3}(?:,\d{2,3})+|\d{4,7}", written)) and not re.fullmatch(
            r"(?:19|20)\d\d", written
        )
        opens_range = re.match(
            r"\s?(?:-|\u2013|to)\s?\d+(?:,\d{3})?\s?k\b", text[match.end() :], re.IGNORECASE
        )
        if not opens_range and not (long and (unit or _OF_PAY.search(text))):
            return None
    if not mark and times == "k" and re.match(r"401\b", written):
        return None
    currency = None
    if times in {"lpa", "lakh", "lakhs", "lac", "lacs", "l", "crore", "crores", "cr"}:
        currency = "INR"
    if mark:
        currency = _SYMBOLS.get(mark) or _WORDS.get(mark.rstrip("s")) or mark.upper()
    named = _UNITS.get(unit.lower().rstrip("s"), _UNITS.get(unit.lower())) if unit else None
    if unit and not mark and not times and named in {"month", "day"}:
        return None
    if times == "lpa":
        named = "year"
    end = match.end()
    return Amount(match.start(), end, _number(written, times), currency, named)


def _number(written: str, times: str) -> float:
    plain = written.replace(" ", "").replace("'", "").replace("\u2019", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) or re.fullmatch(r"\d{1,3}(?:,\d{2})+,\d{3}", plain):
        plain = plain.replace(",", "").replace(".", "")
    return round(float(plain.replace(",", ".")) * _TIMES[times], 2)


def spans_in(text: str) -> list[TimeSpan]:
    """Return the spans of time; years of experience, ages and the lengths of degrees are none."""
    found = []
    for match in _SPAN.finditer(text):
        count = " ".join((match.group("upto") or match.group("count")).lower().split())
        if count.startswith("half"):
            number: Optional[float] = 0.5
        elif "couple" in count:
            number = 2.0
        else:
            number = _COUNTS[count] if count in _COUNTS else float(count)
        written = match.group("unit").lower()
        unit, times = ("year", 10.0) if written.startswith("dec") else _UNIT_OF_SPAN[written[0]]
        found.append(
            TimeSpan(match.start(), match.end(), None if number is None else round(number * times, 1), unit)
        )
    return found
