"""The figures of pay for a role somewhere: which measures there are, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as fields
from typing import Optional

from sqlalchemy.orm import Session

from actions.evidence import pay_told
from actions.evidence.pay_told import Told
from actions.evidence.pay_wanted import US, Wanted
from actions.evidence.pay_words import period, the
from actions.wording import listed, say, words
from knowledge.pay.results import MOST_ERROR, AdvertisedPay, OfficialPay
from knowledge.queries import field, pay, pay_official, pay_sources, roles
from knowledge.queries.pay_official import PlacePay


@dataclass
class Found:
    """What is known of a role's pay somewhere: gaps to say first, figures in order, remarks, sources.

    ``wider`` tells of which wider place the figures are; without figures it would promise them.
    """

    place: str
    wider: list[str] = fields(default_factory=list)
    first: list[str] = fields(default_factory=list)
    told: list[Told] = fields(default_factory=list)
    missing: list[str] = fields(default_factory=list)
    notes: list[str] = fields(default_factory=list)
    sources: list[str] = fields(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether there is a figure of any measure."""
        return bool(self.told)


def find(session: Session, role: roles.Role, place: field.Place, wants: Wanted) -> Found:
    """Return what a role is paid in a place, or in an industry of the United States."""
    found = Found(place.name)
    if wants.industry is not None:
        _in_industry(session, role, wants, found)
        if wants.place_said and place.id != US:
            found.first.append(say("pay_industry_no_place", place=the(place.name)))
        return found
    if place.id == US:
        _in_the_us(session, role, wants, found)
    elif place.bls_area is not None:
        _in_us_place(session, role, place, wants, found)
    elif _is_american(session, place):
        found.wider.append(say("pay_no_place_wider", place=place.name, wider=the("United States")))
        _in_the_us(session, role, wants, found)
    else:
        _abroad(session, role, place, wants, found)
    return found


def ranges_of(session: Session, role: str, country: str, wants: Wanted) -> Optional[AdvertisedPay]:
    """Return the advertised ranges of a role in a country, as the question narrows them."""
    return pay.advertised(
        session,
        role=role,
        country=country,
        level=wants.level.level if wants.level else None,
        remote=wants.remote,
        year=wants.year,
    )


def too_few(
    session: Session, role: roles.Role, place: str, found: Optional[AdvertisedPay], wants: Wanted
) -> str:
    """Return that there are too few ranges, how many, and what was left out."""
    level = wants.level.level if wants.level else None
    whom = pay_told.who(session, role, wants, level=level)
    if found is None or (found.n == 0 and not found.left_out.us_dollars):
        return say("pay_none", who=whom, place=the(place))
    counted = {0: "pay_no_range", 1: "pay_one_range"}.get(found.n, "pay_some_ranges")
    ranges = say(counted, n=f"{found.n:,}")
    said = say("pay_too_few", ranges=ranges, who=whom, place=the(place), period=period(session, found))
    if dollars := found.left_out.us_dollars:
        said = f"{said} {say('pay_left_out_one' if dollars == 1 else 'pay_left_out', n=f'{dollars:,}')}"
    return said


def _in_the_us(session: Session, role: roles.Role, wants: Wanted, found: Found) -> None:
    united_states = "United States"
    posted_level = wants.level.posted if wants.level else None
    ranges(session, role, united_states, "US", wants, found)
    special = posted_level not in (None, wants.level.level if wants.level else None)
    if wants.remote is None and wants.year is None:
        posted = pay.posted_in(session, role=role.id, place=US, level=posted_level, per=_per(wants))
        chosen = [one for one in posted if one.reliable]
        if (
            special
            or not found.told
            or wants.other_year
            or wants.wishes.per == "hour"
            or (chosen and chosen[0].year_to > 2025)
        ):
            of_year = [one for one in chosen if one.year_to == wants.other_year]
            later = [
                pay_told.advertised(session, role, united_states, one, wants)
                for one in (of_year or chosen)[:1]
            ]
            at = 0 if of_year else len(found.told)
            found.told[at:at] = later
    if wants.level is None and wants.remote is None and wants.year is None:
        _reported(session, role, "US", united_states, wants, found)
    if not found.told:
        _official(session, role, united_states, pay_official.official(session, role=role.id), wants, found)


def ranges(session: Session, role: roles.Role, place: str, iso: str, wants: Wanted, found: Found) -> None:
    """Tell the advertised ranges; where a level or a way of working has too few, those of all, said first."""
    held = ranges_of(session, role.id, iso, wants)
    if held is not None and held.reliable:
        found.told.append(pay_told.advertised(session, role, place, held, wants))
        if wants.year is not None and held.pooled:
            found.notes.append(say("pay_pooled", year=wants.year))
        return
    missing = too_few(session, role, place, held, wants)
    found.sources.append("aijobs")
    n = 0 if held is None else held.n
    for wider in _wider(wants):
        of_all = ranges_of(session, role.id, iso, wider)
        if of_all is not None and of_all.reliable:
            if wants.level is not None and wider.level is None:
                found.first.append(say("pay_all_levels", n=n, level=wants.level.level, place=the(place)))
            if wants.remote is not None and wider.remote is None:
                way = words("remote_names")[wants.remote]
                found.first.append(say("pay_all_ways", n=n, way=way, place=the(place)))
            found.told.append(pay_told.advertised(session, role, place, of_all, wider))
            return
    found.missing.append(missing)


def _wider(wants: Wanted) -> list[Wanted]:
    """Return a question for ranges without its way of working, then without its level too."""
    found = [replace(wants, remote=None)] if wants.remote is not None else []
    return [*found, replace(wants, remote=None, level=None)] if wants.level is not None else found


def _per(wants: Wanted) -> str:
    return "hour" if wants.wishes.per == "hour" else "year"


def _in_us_place(session: Session, role: roles.Role, place: field.Place, wants: Wanted, found: Found) -> None:
    _official(
        session,
        role,
        place.name,
        pay_official.official(session, role=role.id, area=place.bls_area),
        wants,
        found,
    )
    if wants.year is not None or wants.other_year is not None:
        found.notes.append(say("pay_place_period"))
    level = wants.level.posted if wants.level else None
    posted = [
        one
        for one in pay.posted_in(session, role=role.id, place=place.id, level=level, per=_per(wants))
        if one.reliable and wants.year in (None, one.year_to)
    ]
    local = [pay_told.advertised(session, role, place.name, one, wants) for one in posted[:1]]
    # Official wages know no level, so what was offered at the level stands before them.
    found.told = [*found.told, *local] if wants.level is None else [*local, *found.told]
    wide = Found(place.name)
    ranges(session, role, "United States", "US", wants, wide)
    found.missing += wide.missing
    found.first += wide.first
    found.notes += [say("pay_index_no_city"), *wide.notes] if wide.told else []
    of_level = wants.level is not None and not wide.first
    at = len(local) if of_level else len(found.told)
    found.told[at:at] = wide.told


def _official(
    session: Session, role: roles.Role, place: str, candidates: list[PlacePay], wants: Wanted, found: Found
) -> None:
    found.sources.append("bls-oews")
    held = [one for one in candidates if one.here.reliable]
    found.told += [
        pay_told.official(one, role, place, wants, further=position > 0) for position, one in enumerate(held)
    ]
    withheld = [one.here for one in candidates if not one.here.reliable]
    short = the(place.partition(' ("')[0])  # of an industry its own name alone
    said = found.notes if held else found.first  # alone it changes the place, and comes before any figure
    for reason in dict.fromkeys(_withheld_for(one) for one in withheld):
        named = listed([one.occupation for one in withheld if _withheld_for(one) == reason])
        said.append(say(f"pay_withheld_{reason}", occupations=named, place=short, error=f"{MOST_ERROR:g}"))
    if len(held) > 1:
        found.notes.append(say("pay_candidates", roles=role.plural, count=len(held)))
    elif not candidates:
        found.first.append(say("pay_no_official", roles=role.plural, place=the(place)))


def _withheld_for(here: OfficialPay) -> str:
    if here.mean_rse is not None and here.mean_rse > MOST_ERROR:
        return "uncertain"
    return "squeezed" if here.spread.squeezed else "tiny"


def _in_industry(session: Session, role: roles.Role, wants: Wanted, found: Found) -> None:
    assert wants.industry is not None  # noqa: S101 - the caller asked
    code = wants.industry.bls_industry
    name = wants.industry.name
    if code is None:
        found.first.append(say("pay_no_official", roles=role.plural, place=name))
        found.sources.append("bls-oews")
    else:
        candidates = pay_official.official(session, role=role.id, industry=code)
        label = say("pay_industry", industry=f"{name}{_official_name(candidates)}")
        _official(session, role, label, candidates, wants, found)
        if not found.told and not found.first:
            found.first.append(say("pay_none", who=role.plural, place=label))
    offered = ranges_of(session, role.id, "US", wants)
    if offered is not None and offered.reliable:
        found.notes.append(say("pay_index_no_industry"))
        found.told.append(pay_told.advertised(session, role, "United States", offered, wants))


def _official_name(candidates: list[PlacePay]) -> str:
    """Return how the statistic calls an industry, since its group is seldom just what was asked about."""
    return next((f' ("{one.here.where}")' for one in candidates), "")


def _abroad(session: Session, role: roles.Role, place: field.Place, wants: Wanted, found: Found) -> None:
    chain = _chain(session, place)
    country = chain[-1]
    iso = country.iso or ""
    wages = pay_official.official_abroad(session, role=role.id, places=tuple(one.id for one in chain))
    at = next((one for one in chain if wages and one.id == wages[0].area), country)
    held = [PlacePay(one, None, None) for one in wages if one.reliable]
    official = [
        pay_told.official(one, role, at.name, wants, further=position > 0)
        for position, one in enumerate(held)
    ]
    local = bool(official) and at.id == place.id
    if place.id != country.id and not local:
        wider = at.name if official else country.name
        found.wider.append(say("pay_no_place_wider", place=place.name, wider=the(wider)))
    if local and place.id != country.id:
        found.told += official
    ranges(session, role, country.name, iso, wants, found)
    if not (local and place.id != country.id):
        found.told += official
    if minimum := pay_official.visa_minimum(session, role=role.id, country=iso):
        found.notes.append(
            say(
                "pay_visa",
                occupation=minimum.occupation,
                amount=f"£{minimum.standard:,.0f}",
                code=minimum.code,
            )
        )
        found.sources.append(minimum.source)
    _reported(session, role, iso, country.name, wants, found)
    offered = any(one.measure == "advertised" for one in found.told)
    if wants.level is not None and found.told and not offered:
        found.first.append(say("pay_no_level_there", level=wants.level.level, place=the(country.name)))
    where = words("where_to_look")
    if not found.told or iso in where:
        found.missing.append(say("pay_look", where=where.get(iso, where["elsewhere"])))


def _reported(session: Session, role: roles.Role, iso: str, place: str, wants: Wanted, found: Found) -> None:
    answers = pay_sources.reported(session, role=role.id, country=iso)
    held = [one for one in answers if one.reliable]
    found.told += [pay_told.reported(one, role, place, wants) for one in held[:1]]
    if answers and not held and not found.told:
        found.missing.append(
            say(
                "pay_few_reported",
                n=answers[0].n,
                answer=words("survey_answers")[answers[0].answer],
                place=the(place),
            )
        )
        found.sources.append(answers[0].source)


def _chain(session: Session, place: field.Place) -> list[field.Place]:
    """Return a place and those that it lies within, the country last."""
    chain = [place]
    while chain[-1].kind != "country" and chain[-1].within is not None:
        within = field.place(session, place_id=chain[-1].within)
        if within is None:
            break
        chain.append(within)
    return chain


def _is_american(session: Session, place: field.Place) -> bool:
    return _chain(session, place)[-1].id == US
