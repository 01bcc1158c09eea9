"""What a role is paid somewhere: which figures fit a question, and what must be said with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Bar
from actions.render import money
from actions.wording import inline, say, sentence, with_article, words
from knowledge.queries import field, figures, roles

US = "us"


@dataclass(frozen=True)
class Pay:
    """Figures for one question, as bars and as a sentence; without bars, why there are none."""

    said: str
    bars: tuple[Bar, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    occupation: str = ""  # the official occupation that was counted, if one was
    place: str = ""
    middle: Optional[int] = None


def pay_of(
    session: Session,
    role: roles.Role,
    *,
    place: Optional[field.Place] = None,
    level: Optional[str] = None,
    industry: Optional[str] = None,
    remote: Optional[str] = None,
    year: Optional[int] = None,
) -> Pay:
    """Return what a role is paid: advertised pay for a country, official wages for a US place or industry.

    :param place: by default the United States
    :param level: advertised pay alone is split by level
    :param industry: official wages alone are split by industry, for the nation
    :param remote: ``onsite``, ``hybrid`` or ``remote``; advertised pay alone is split by it
    :param year: advertised pay alone is known for several years
    """
    if industry is not None:
        return _in_industry(session, role, industry)
    if place is None:
        place = field.place(session, place_id=US)
        assert place is not None  # noqa: S101 - the catalog has it
    if place.kind == "region":
        return _in_region(session, role, place, level)
    if place.bls_area is not None:
        return _official(session, role, place, level)
    if place.kind != "country" and place.within is not None:
        country = field.place(session, place_id=place.within)
        if country is not None and country.bls_area is None and country.kind == "country":
            wider = _advertised(session, role, country, level, remote, year)
            note = say("pay_no_city", place=place.name, country=_the(country.name))
            return Pay(**{**vars(wider), "notes": (note, *wider.notes)})
    return _advertised(session, role, place, level, remote, year)


def _advertised(
    session: Session,
    role: roles.Role,
    place: field.Place,
    level: Optional[str],
    remote: Optional[str] = None,
    year: Optional[int] = None,
) -> Pay:
    where = _the(place.name)
    found = None
    if place.iso:
        found = figures.posted_pay(
            session, role=role.id, country=place.iso, level=level, year=year, remote=remote
        )
    who = _who(session, role, level, remote)
    if found is None:
        return Pay(say("pay_unknown", who=who, place=where), place=place.name)
    if not found.reliable or found.median is None or found.p25 is None or found.p75 is None:
        return Pay(
            say("pay_too_few", who=who, place=where, n=found.n, year=found.year),
            sources=(found.source,),
            place=place.name,
        )
    bar = Bar(
        label=_label(session, role, place.name, level, found.year),
        median=found.median,
        source=found.source,
        p10=found.p10,
        p25=found.p25,
        p75=found.p75,
        p90=found.p90,
        n=found.n,
    )
    said = say(
        "pay_advertised",
        who=who,
        place=where,
        year=found.year,
        median=money(found.median),
        p25=money(found.p25),
        p75=money(found.p75),
        n=f"{found.n:,}",
        n_rows=f"{found.n_rows:,}",
    )
    return Pay(said, (bar,), (), (found.source,), place=place.name, middle=found.median)


def _official(session: Session, role: roles.Role, place: field.Place, level: Optional[str]) -> Pay:
    wage = _nearest_wage(session, role, area=place.bls_area)
    if wage is None or wage.median is None:
        return Pay(say("pay_unknown", who=role.plural, place=place.name), place=place.name)
    notes = nearest_note(role, wage)
    bars = [_wage_bar(wage, place.name)]
    source_ids = [wage.source]
    if level is not None:
        us = field.place(session, place_id=US)
        nationwide = _advertised(session, role, us, level) if us is not None else None
        notes.append(say("pay_no_level"))
        if nationwide is not None and nationwide.bars:
            bars += nationwide.bars
            source_ids += nationwide.sources
    return Pay(
        _wage_said(wage, place.name),
        tuple(bars),
        tuple(notes),
        tuple(source_ids),
        occupation=wage.plain_name,
        place=place.name,
        middle=wage.median,
    )


def _in_region(session: Session, role: roles.Role, place: field.Place, level: Optional[str]) -> Pay:
    parts = [one for one in (field.place(session, place_id=part) for part in place.parts) if one is not None]
    paid = [pay_of(session, role, place=part, level=level) for part in parts]
    known = [one for one in paid if one.bars]
    if not known:
        return Pay(say("pay_unknown", who=role.plural, place=place.name), place=place.name)
    return Pay(
        said=say("pay_region", place=_the(place.name), said=" ".join(one.said for one in known[:2])),
        bars=tuple(dict.fromkeys(bar for one in known for bar in one.bars)),
        notes=tuple(dict.fromkeys(note for one in known for note in one.notes)),
        sources=tuple(source for one in known for source in one.sources),
        occupation=known[0].occupation,
        place=place.name,
        middle=known[0].middle,
    )


def _in_industry(session: Session, role: roles.Role, industry_id: str) -> Pay:
    industry = next(iter(field.industries(session, ids=[industry_id])), None)
    wage = None
    if industry is not None and industry.bls_industry is not None:
        wage = _nearest_wage(session, role, industry=industry.bls_industry)
    name = industry.name if industry else industry_id
    if wage is None or wage.median is None:
        return Pay(say("pay_unknown", who=role.plural, place=name), place=name)
    return Pay(
        _wage_said(wage, say("pay_industry", industry=name, official=wage.name)),
        (_wage_bar(wage, name),),
        tuple(nearest_note(role, wage)),
        (wage.source,),
        occupation=wage.plain_name,
        place=name,
        middle=wage.median,
    )


def _nearest_wage(
    session: Session, role: roles.Role, *, area: Optional[str] = None, industry: Optional[str] = None
) -> Optional[figures.Wage]:
    """Return the wages of the nearest official occupation that has a median there."""
    near = roles.occupations(session, role=role.id)
    for code in near.codes if near else ():
        wage = figures.official_wage(session, occupation=code, area=area, industry=industry)
        if wage is not None and wage.median is not None:
            return wage
    return None


def _wage_bar(wage: figures.Wage, where: str) -> Bar:
    assert wage.median is not None  # noqa: S101 - the caller looked
    return Bar(
        label=f"{sentence(wage.plain_name)}, {where}, {wage.year}",
        median=wage.median,
        source=wage.source,
        p10=wage.p10,
        p25=wage.p25,
        p75=wage.p75,
        p90=wage.p90,
    )


def _wage_said(wage: figures.Wage, where: str) -> str:
    key = "pay_official" if wage.p25 is not None and wage.p75 is not None else "pay_official_median"
    return say(
        key,
        occupation=wage.plain_name,
        place=where,
        year=wage.year,
        median=money(wage.median),
        p25=money(wage.p25),
        p75=money(wage.p75),
    )


def nearest_note(role: roles.Role, wage: figures.Wage) -> list[str]:
    """Return the note that another occupation than the role was counted, if that is so."""
    if wage.plain_name == role.plural:
        return []
    return [say("pay_nearest", a_role=with_article(role.name), occupation=wage.plain_name)]


def _who(session: Session, role: roles.Role, level: Optional[str], remote: Optional[str] = None) -> str:
    described = [words("remote_names")[remote]] if remote else []
    if level is not None:
        described.append(field.level_name(session, level=level).lower())
    return " ".join([*described, role.plural])


def _label(session: Session, role: roles.Role, place: str, level: Optional[str], year: int) -> str:
    name = role.short if level is None else f"{field.level_name(session, level=level)} {inline(role.short)}"
    return f"{sentence(name)}, {place}, {year}"


def _the(place: str) -> str:
    return (
        f"the {place}"
        if place.startswith(("United", "Netherlands", "Philippines", "San Francisco Bay", "Bay Area"))
        else place
    )
