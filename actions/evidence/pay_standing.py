"""Whether an amount is good pay: where it stands among what was advertised."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.notes import sources_of
from actions.evidence.pay_answer import answer_of
from actions.evidence.pay_found import find, ranges_of, too_few
from actions.evidence.pay_notes import note_for
from actions.evidence.pay_offers import offers
from actions.evidence.pay_sums import as_named, band, country_of, currency_of, verdict_of
from actions.evidence.pay_told import who
from actions.evidence.pay_wanted import Wanted
from actions.evidence.pay_words import bounds, currency_name, day, jobs_of, period, the, unit
from actions.question import Question, Value
from actions.render import money
from actions.wording import listed, say, words
from knowledge.pay.results import AdvertisedPay
from knowledge.pay.standing import standing
from knowledge.pay.units import exchanged, in_buying_power, likely_unit, per_unit
from knowledge.queries import field, pay, pay_official, pay_sources, roles


def answer(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return how good an amount is for a role in a place, and by which figures; else why nobody can say."""
    if (two := offers(session, asked, role, wants)) is not None:
        return two
    place = country_of(session, wants.places[0])
    named = wants.amounts[0]
    currency = str(named.of("currency") or wants.wishes.currency or currency_of(place.iso or "US"))
    if currency == "INR" and not wants.place_said:
        place = field.place(session, place_id="india") or place
        wants = replace(wants, places=(place,), place_said=True)
    iso = place.iso or "US"
    number = float(named.of("number") or 0)
    given = str(named.of("unit") or likely_unit(number, currency))
    yearly = per_unit(number, given=given, wanted="year")
    ranges = ranges_of(session, role.id, iso, wants)
    found = find(session, role, wants.places[0], replace(wants, industry=None))
    if wants.industry is not None:
        found.notes.append(say("pay_standing_industries", industry=wants.industry.name))
    if wants.wishes.polarity == "when" and (when := _when(session, role, place, yearly, named)) is not None:
        return answer_of(session, asked, role, wants, [found], lead=when, alone=True)
    said = _said(session, role, place, ranges, yearly, currency, named, given, wants)
    by_level, judged = wants.level is not None and said is not None, wants
    if said is None and wants.level is not None:
        # A sum that is low among all levels may be fair at this one, so it gets no yes and no no.
        judged = replace(wants, level=None, wishes=replace(wants.wishes, polarity="told"))
        ranges = ranges_of(session, role.id, iso, judged)
        said = _said(session, role, place, ranges, yearly, currency, named, given, judged, level_told=True)
    if wants.wishes.polarity == "own":
        beside = [said[0]] if said else []
        return answer_of(session, asked, role, wants, [found], also=beside)
    local = None if by_level else _in_us_place(session, role, judged, yearly, currency, named)
    also = []
    if local is not None:
        also = [_beside(session, ranges, yearly, role)] if said and ranges else []
        said = (local, said[1] if said else [], ["bls-oews"])
    if said is None:
        said = _among_reported(session, role, place, iso, yearly, currency, named, judged)
        if said is not None and judged is not wants:
            found.notes.append(say("pay_survey_no_level"))
    if said is None:
        lead = say("pay_cannot_judge", amount=as_named(named, number, currency, given), place=the(place.name))
        worth = _worth(session, yearly, currency, iso)
        found.notes = [*worth, *found.notes]
        if worth:
            found.sources += ["ecb-rates", "worldbank-ppp"]
    else:
        lead, notes, sources = said
        found.notes = [*notes, *found.notes]
        found.sources += sources
    others = [one for one in roles.roles(session, ids=asked.roles) if one.id != role.id]
    for other in others:
        of_other = ranges_of(session, other.id, iso, wants)
        told = _said(session, other, place, of_other, yearly, currency, named, given, wants)
        also.append(told[0] if told else too_few(session, other, place.name, of_other, wants))
    if len(wants.amounts) > 1:
        found.notes.insert(0, say("pay_first_amount", amount=named.words))
    aspect = wants.wishes.aspect
    told_by_figures = aspect is None or aspect in ("underpaid", "well_paid", "why")
    note = None if aspect is None or told_by_figures else note_for(session, asked, aspect)
    if note is not None:
        also.insert(0, note.answer)
        found.sources += sources_of([note])
    return answer_of(session, asked, role, wants, [found], lead=lead, alone=True, also=also)


def _when(
    session: Session, role: roles.Role, place: field.Place, yearly: float, named: Value
) -> Optional[str]:
    """Return at which level the middle of the advertised ranges reaches an amount."""
    levels = pay.advertised_by_level(session, role=role.id, country=place.iso or "US")
    if len(levels) < 2 or levels[0].currency != (named.of("currency") or levels[0].currency):
        return None
    middles = [(one, one.middle.median if one.middle else None) for one in levels]
    reached = next((one for one, median in middles if median is not None and median >= yearly), None)
    steps = listed(
        [
            say(
                "pay_level_step",
                level=field.level_name(session, level=str(one.level)).lower(),
                median=money(median, one.currency),
                n=f"{one.n:,}",
            )
            for one, median in middles
        ]
    )
    values: dict[str, Any] = {
        "roles": role.plural,
        "place": the(place.name),
        "amount": named.words,
        "steps": steps,
    }
    values["period"] = period(session, levels[0])
    if reached is None:
        return say("pay_when_never", **values)
    level = str(reached.level)
    return say("pay_when", level=level, years=words("pay_level_years_of")[level], **values)


def _in_us_place(
    session: Session, role: roles.Role, wants: Wanted, yearly: float, currency: str, named: Value
) -> Optional[str]:
    """Place a sum in dollars among the official wages of a US place."""
    area = wants.places[0].bls_area
    if area is None or currency != "USD":
        return None
    held = [one.here for one in pay_official.official(session, role=role.id, area=area) if one.here.reliable]
    stands = standing(yearly, held[0].spread) if held else None
    if stands is None:
        return None
    here = held[0]
    if here.fit == "overstates":
        return None  # a sum that is low among others may be fair in this role
    return say(
        "pay_standing_official",
        verdict=verdict_of(wants, stands.verdict),
        amount=as_named(named, yearly, "USD", "year"),
        band=band(stands.above_percent, stands.below_percent),
        occupation=here.occupation,
        place=the(wants.places[0].name),
        period=here.period,
        jobs=jobs_of(here),
        half=bounds(here.spread.p25, here.spread.p75, "USD", "year"),
    )


def _beside(session: Session, ranges: AdvertisedPay, yearly: float, role: roles.Role) -> str:
    """Return where a sum stands in the whole country, beside its standing in one place of it."""
    stands = standing(yearly, ranges.middle) if ranges.middle else None
    if stands is None:
        return ""
    return say(
        "pay_standing_nation",
        band=band(stands.above_percent, stands.below_percent),
        n=f"{ranges.n:,}",
        roles=role.plural,
        period=period(session, ranges),
    )


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
    *,
    level_told: bool = False,
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

    level = wants.level.level if wants.level else None
    lead = say(
        "pay_standing",
        verdict=verdict_of(wants, stands.verdict),
        amount=as_named(named, amount, ranges.currency, "year"),
        band=band(stands.above_percent, stands.below_percent),
        n=f"{ranges.n:,}",
        who=who(session, role, wants, level=level),
        place=the(place.name),
        period=period(session, ranges),
        half=bounds(ranges.middle.p25, ranges.middle.p75, ranges.currency, "year"),
    )
    notes.append(say("pay_standing_rule"))
    if wants.level is None and not level_told:
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
    wants: Wanted,
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
        verdict=verdict_of(wants, stands.verdict),
        amount=as_named(named, dollars, "USD", "year"),
        band=band(stands.above_percent, stands.below_percent),
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
    if here is not None and there is not None and currency_of(iso) == currency:
        buys = in_buying_power(yearly, given=here, wanted=there)
        said.append(say("pay_buys", dollars=money(buys, "USD"), year=here.year))
    return said
