"""What a role is paid in a region: each of its places that is known, one measure a column."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Table
from actions.evidence.base import sourced
from actions.evidence.pay_answer import next_of_pay
from actions.evidence.pay_found import Found, ranges, ranges_of
from actions.evidence.pay_wanted import Wanted, not_known, remarks, unused
from actions.evidence.pay_words import ends, percent_of, the, unit
from actions.question import Question
from actions.render import money
from actions.wording import listed, say, sentence, words
from knowledge.queries import field, pay_official, pay_sources, roles

_MOST_IN_REGION, _MOST_TOLD = 12, 4
_NONE = ""


def in_region(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return each place of a region that is known, one measure a column."""
    region = next(place for place in wants.places if place.kind == "region")
    parts = [one for one in (field.place(session, place_id=part) for part in region.parts) if one is not None]
    american = all(part.bls_area is not None for part in parts)
    rows, sources, unknown = [], [], []
    for part in parts:
        row, of_row = _us_row(session, role, part) if american else _country_row(session, role, part, wants)
        sources += of_row
        if row is None:
            unknown.append(part.name)
        else:
            rows.append(row)
    heads = words("pay_region_us_columns" if american else "pay_region_columns")
    lead = [*not_known(wants)]
    lead.append(_of_region(region, role, rows, american, len(parts)))
    wide = Found(region.name)
    if american:  # beside the wages of its places what was offered in the whole country
        ranges(session, role, "United States", "US", wants, wide)
    notes = list(remarks(wants))
    notes += unused(wants, [*lead, *notes, *(cell for row in rows for cell in row)])
    if rows:
        notes.append(say("pay_official_excludes") if american else say("pay_measures_apart"))
    if unknown:
        notes.insert(0, say("pay_region_unknown", places=listed([the(one) for one in unknown])))
    if american and wants.level is not None:
        notes.append(say("pay_no_level"))
    if wants.wishes.currency or (wants.wishes.per and wants.wishes.per != "year"):
        notes.append(say("pay_region_as_is"))
    return Answer(
        topic="salary",
        title=say("salary_title", role=role.name),
        lead=" ".join(lead),
        body=" ".join([*wide.first, *(one.text for one in wide.told), *wide.missing]),
        table=Table(tuple(heads.values()), tuple(rows[:_MOST_IN_REGION])) if rows else None,
        notes=tuple(notes),
        sources=sourced(
            session, *dict.fromkeys([*sources, *(source for one in wide.told for source in one.sources)])
        )
        or sourced(session, "aijobs"),
        suggestions=next_of_pay(session, asked, role, wants, known=bool(rows)),
        roles=asked.roles,
    )


def _of_region(
    region: field.Place, role: roles.Role, rows: Sequence[tuple[str, ...]], american: bool, parts: int
) -> str:
    """Return what is known in a region in a sentence, the first figure of each of its places."""
    if not rows:
        return say("pay_region_none", place=the(region.name), roles=role.plural, all=parts)
    if american:
        first = [say("pay_region_us_one", place=the(row[0]), median=row[2]) for row in rows[:_MOST_TOLD]]
        first[-1] += (
            f" {say('pay_region_us_all', occupations=listed(list(dict.fromkeys(row[1] for row in rows))))}"
        )
    else:
        kinds = ("offered", "counted", "reported")
        first = [
            say(f"pay_region_{kind}", place=the(row[0]), pay=cell)
            for row in rows
            for kind, cell in list(zip(kinds, row[1:], strict=True))
            if cell != _NONE
        ]
    told = listed(first[:_MOST_TOLD])
    return say(
        "pay_region",
        place=sentence(the(region.name)),
        roles=role.plural,
        told=told,
        count=len(rows),
        all=parts,
    )


def _us_row(
    session: Session, role: roles.Role, part: field.Place
) -> tuple[Optional[tuple[str, ...]], list[str]]:
    for one in pay_official.official(session, role=role.id, area=part.bls_area):
        if one.here.reliable and one.here.spread.median is not None:
            beside = "" if one.beside is None else f"{one.beside.percent:+d}%"
            median = f"${one.here.spread.median:,.0f}"
            jobs, error = f"{one.here.jobs or 0:,}", f"{percent_of(one.here)}%"
            return (part.name, one.here.occupation, median, beside, jobs, error), [one.here.source]
    return None, []


def _country_row(
    session: Session, role: roles.Role, part: field.Place, wants: Wanted
) -> tuple[Optional[tuple[str, ...]], list[str]]:
    held = ranges_of(session, role.id, part.iso or "", wants)
    sources, offered, counted, said = [], _NONE, _NONE, _NONE
    if held is not None and held.reliable and held.low and held.high:
        both = ends(held.low.median, held.high.median, held.currency, "year")
        years = f"{held.year_from}–{held.year_to}" if held.pooled else str(held.year_to)
        offered = f"{both} ({years}, n {held.n:,})"
        sources.append(held.source)
    wages = pay_official.official_abroad(session, role=role.id, places=(part.id,))
    if wages:
        first = wages[0]
        median = f"{money(first.spread.median, first.currency, first.per)} {unit(first.per)}"
        counted = f"{first.occupation}: {median} ({first.period})"
        sources.append(first.source)
    answers = [
        one for one in pay_sources.reported(session, role=role.id, country=part.iso or "") if one.reliable
    ]
    if answers and answers[0].spread is not None:
        said = f"{money(answers[0].spread.median, 'USD')} a year ({answers[0].year}, n {answers[0].n:,})"
        sources.append(answers[0].source)
    return ((part.name, offered, counted, said), sources) if sources else (None, [])
