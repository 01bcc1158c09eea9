"""Sums of money in words: what was named, where it stands, in which currency."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.evidence.pay_wanted import US, Wanted
from actions.evidence.pay_words import unit
from actions.question import Value
from actions.render import money
from actions.wording import say, sentence, words
from knowledge.queries import field

_CURRENCY_OF = {"US": "USD", "GB": "GBP", "IN": "INR", "CA": "CAD", "AU": "AUD", "SG": "SGD", "CH": "CHF"}
_EURO = frozenset({"DE", "FR", "NL", "ES", "IT", "IE", "AT", "BE", "FI", "PT", "GR", "EE", "LT", "LV", "SK"})


def verdict_of(wants: Wanted, verdict: str) -> str:
    """Return a verdict as the question has it: whether it is good, too little, or to be reached at all."""
    keys = {one: f"pay_verdicts_{one}" for one in ("low", "reached", "more", "told")}
    return words(keys.get(wants.wishes.polarity, "pay_verdicts"))[verdict]


def band(above: int, below: int) -> str:
    """Return between which shares of the ranges, in percent, an amount stands."""
    if above == 0:
        return say("pay_band_below", below=below)
    if below == 100:
        return say("pay_band_above", above=above)
    return say("pay_band", above=above, below=below)


def _amount(number: float, currency: str, per: str) -> str:
    return f"{money(number, currency, per)} {unit(per)}"


def as_named(named: Value, number: float, currency: str, per: str) -> str:
    """Return an amount in the person's own words, with what was understood."""
    return sentence(f"{named.words} ({_amount(number, currency, per)})")


def currency_of(iso: str) -> str:
    """Return the code of the money of a country, US dollars where it is not known."""
    return "EUR" if iso in _EURO else _CURRENCY_OF.get(iso, "USD")


def country_of(session: Session, place: field.Place) -> field.Place:
    """Return the country of a place; of one that lies in none that is known, the United States."""
    while place.kind != "country":
        inner = place.within or (place.parts[0] if place.parts else None)
        wider = field.place(session, place_id=inner or US)
        assert wider is not None  # noqa: S101 - the catalog checks what a place lies within
        place = wider
    return place
