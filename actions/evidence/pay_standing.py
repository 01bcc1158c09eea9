"""Whether an amount is good pay: where it stands among what was advertised."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.pay_found import find, ranges_of, too_few
from actions.evidence.pay_wanted import US, Wanted
from actions.evidence.pay_words import bounds, currency_name, day, period, the, unit
from actions.question import Question, Value
from actions.render import money
from actions.wording import say, sentence, words
from knowledge.pay.results import AdvertisedPay
from knowledge.pay.standing import standing
from knowledge.pay.units import exchanged, in_buying_power, likely_unit, per_unit
from knowledge.queries import field, pay_sources, roles

_CURRENCY_OF = {"US": "USD", "GB": "GBP", "IN": "INR", "CA": "CAD", "AU": "AUD", "SG": "SGD", "CH": "CHF"}
_EURO = frozenset({"DE", "FR", "NL", "ES", "IT", "IE", "AT", "BE", "FI", "PT", "GR", "EE", "LT", "LV", "SK"})


def answer(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return how good an amount is for a role in a place, and by which figures; else why nobody can say."""
    from actions.evidence.salary import answer_of  # it needs this module too

    place = _country_of(session, wants.places[0])
    named = wants.amounts[0]
    iso = place.iso or "US"
    currency = str(named.of("currency") or wants.wishes.currency or _currency_of(iso))
    if currency == "INR" and not wants.place_said:
        place = field.place(session, place_id="india") or place
        iso = place.iso or iso
    number = float(named.of("number") or 0)
    given = str(named.of("unit") or likely_unit(number, currency))
    yearly = per_unit(number, given=given, wanted="year")
    ranges = ranges_of(session, role.id, iso, wants)
    found = find(session, role, place, replace(wants, industry=None))
    if wants.industry is not None:
        found.notes.append(say("pay_standing_industries", industry=wants.industry.name))
    said = _said(session, role, place, ranges, yearly, currency, named, given, wants)
    if said is None:
        said = _among_reported(session, role, place, iso, yearly, currency, named)
    if said is None:
        lead = say("pay_cannot_judge", amount=_named(named, number, currency, given), place=the(place.name))
        worth = _worth(session, yearly, currency, iso)
        found.notes = [*worth, *found.notes]
        if worth:
            found.sources += ["ecb-rates", "worldbank-ppp"]
    else:
        lead, notes, sources = said
        found.notes = [*notes, *found.notes]
        found.sources += sources
    if wants.places[0].id not in (place.id, US) and wants.places[0].name not in " ".join(found.first):
        found.first.append(say("pay_no_place_wider", place=wants.places[0].name, wider=the(place.name)))
    also = []
    others = [one for one in roles.roles(session, ids=asked.roles) if one.id != role.id]
    for other in others:
        of_other = ranges_of(session, other.id, iso, wants)
        told = _said(session, other, place, of_other, yearly, currency, named, given, wants)
        also.append(told[0] if told else too_few(session, other, place.name, of_other, wants))
    if len(wants.amounts) > 1:
        found.notes.insert(0, say("pay_first_amount", amount=named.words))
    return answer_of(session, asked, role, wants, [found], lead=lead, alone=True, also=also)


def _said(
    session: Session,
    role: roles.Role,
    place: field.Place,
    ranges: Optional[AdvertisedPay],
    yearly: float,
    currency: str,
    named: Value,
    given: str,
    wants: Wanted,
) -> Optional[tuple[str, list[str], list[str]]]:
    if ranges is None or not ranges.reliable or ranges.middle is None or ranges.currency is None:
        return None
    notes, sources = [], [ranges.source]
    amount = yearly
    if currency != ranges.currency:
        mine, theirs = (pay_sources.rate(session, currency=one) for one in (currency, ranges.currency))
        if mine is None or theirs is None:
            return None
        amount = exchanged(yearly, given=mine, wanted=theirs)
        other = mine if currency != "USD" else theirs
        notes.append(
            say(
                "pay_ecb_rate",
                rate=f"{other.usd_per_unit:.4f}",
                currency=currency_name(other.currency),
                date=day(other.period),
            )
        )
        sources.append("ecb-rates")
    if given != "year":
        notes.append(say("pay_amount_by_hours", per=unit(given)))
    stands = standing(amount, ranges.middle)
    if stands is None:
        return None
    from actions.evidence.pay_told import who

    level = wants.level.level if wants.level else None
    lead = say(
        "pay_standing",
        verdict=words("pay_verdicts")[stands.verdict],
        amount=_named(named, amount, ranges.currency, "year"),
        band=_band(stands.above_percent, stands.below_percent),
        n=f"{ranges.n:,}",
        who=who(session, role, wants, level=level),
        place=the(place.name),
        period=period(session, ranges),
        half=bounds(ranges.middle.p25, ranges.middle.p75, ranges.currency, "year"),
    )
    notes.append(say("pay_standing_rule"))
    if wants.level is None:
        notes.append(say("pay_standing_levels"))
    return lead, notes, sources


def _among_reported(
    session: Session,
    role: roles.Role,
    place: field.Place,
    iso: str,
    yearly: float,
    currency: str,
    named: Value,
) -> Optional[tuple[str, list[str], list[str]]]:
    """Place an amount among what people reported, where too little was advertised."""
    held = [one for one in pay_sources.reported(session, role=role.id, country=iso) if one.reliable]
    rate = pay_sources.rate(session, currency=currency)
    if not held or rate is None or held[0].spread is None:
        return None
    first, dollars = held[0], yearly * rate.usd_per_unit
    stands = standing(dollars, held[0].spread)
    if stands is None:
        return None
    lead = say(
        "pay_standing_reported",
        verdict=words("pay_verdicts")[stands.verdict],
        amount=_named(named, dollars, "USD", "year"),
        band=_band(stands.above_percent, stands.below_percent),
        n=f"{first.n:,}",
        answer=words("survey_answers")[first.answer],
        place=the(place.name),
        half=bounds(held[0].spread.p25, held[0].spread.p75, "USD", "year"),
    )
    if currency == "USD":
        return lead, [], [first.source]
    name, date = currency_name(currency), day(rate.period)
    note = say("pay_ecb_rate", rate=f"{rate.usd_per_unit:.4f}", currency=name, date=date)
    return lead, [note], [first.source, "ecb-rates"]


def _worth(session: Session, yearly: float, currency: str, iso: str) -> list[str]:
    """Return what an amount is worth in dollars, by the rate and by what it buys."""
    rate = pay_sources.rate(session, currency=currency)
    if rate is None or currency == "USD":
        return []
    dollars = yearly * rate.usd_per_unit
    said = [say("pay_worth", dollars=money(dollars, "USD"), rate_date=day(rate.period))]
    here, there = (pay_sources.purchasing_power(session, country=one) for one in (iso, "US"))
    if here is not None and there is not None and _currency_of(iso) == currency:
        buys = in_buying_power(yearly, given=here, wanted=there)
        said.append(say("pay_buys", dollars=money(buys, "USD"), year=here.year))
    return said


def _band(above: int, below: int) -> str:
    if above == 0:
        return say("pay_band_below", below=below)
    if below == 100:
        return say("pay_band_above", above=above)
    return say("pay_band", above=above, below=below)


def _amount(number: float, currency: str, per: str) -> str:
    return f"{money(number, currency, per)} {unit(per)}"


def _named(named: Value, number: float, currency: str, per: str) -> str:
    """Return an amount in the person's own words, with what was understood."""
    return sentence(f"{named.words} ({_amount(number, currency, per)})")


def _currency_of(iso: str) -> str:
    return "EUR" if iso in _EURO else _CURRENCY_OF.get(iso, "USD")


def _country_of(session: Session, place: field.Place) -> field.Place:
    while place.kind != "country":
        inner = place.within or (place.parts[0] if place.parts else None)
        wider = field.place(session, place_id=inner) if inner else None
        if wider is None:
            break
        place = wider
    return place
