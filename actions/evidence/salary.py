"""What a role is paid."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Table
from actions.evidence import pay_best, pay_over_time
from actions.evidence.base import Evidence, role_of, sourced
from actions.evidence.pay_answer import answer_of, next_of_pay
from actions.evidence.pay_asked import beyond_figures
from actions.evidence.pay_compared import compare_roles
from actions.evidence.pay_found import find, ranges_of
from actions.evidence.pay_wanted import Wanted, amounts_of, not_known, remarks, unused, wanted
from actions.evidence.pay_words import ends, percent_of, the, unit
from actions.question import Question
from actions.render import money
from actions.wording import listed, say, words
from knowledge.queries import field, pay_official, pay_sources, roles

_MOST_IN_REGION, _MOST_TOLD = 12, 4
_NONE = "–"


class Salary(Evidence):
    """Gives the pay of a role: a figure of one measure first, the other measures beside it, never mixed."""

    topic = "salary"
    shapes = frozenset(
        {"facts", "how_much", "how", "which", "yes_no", "worth", "enough", "criterion", "first"}
    )

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the pay for what is asked: a place, a level, an amount, the best paid, the change."""
        wants = wanted(session, asked)
        if not asked.roles:
            return pay_best.best_roles(session, asked, wants)
        role = role_of(session, asked)
        if "after_tax" in wants.wishes.parts:
            return _before_tax(session, asked, role, wants)
        if wants.wishes.rank is not None and len(asked.roles) < 2:
            return pay_best.answer(session, asked, role, wants)
        if len(asked.roles) > 1:
            return several(session, asked)
        if wants.wishes.change:
            return pay_over_time.answer(session, asked, role, wants)
        return of_role(session, asked, role, wants)

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks for a figure and nothing else, or whether a sum is good."""
        wishes = asked.wishes
        if asked.roles and amounts_of(asked) and wishes.aspect in (None, "underpaid", "well_paid"):
            return True  # a sum is placed among the figures, whatever a note says of sums
        if wishes.aspect == "why" and len(asked.roles) == 1:
            return True  # of each role its own reason is known
        plain = wishes.aspect is None and not wishes.parts and not wishes.contract
        asks = wishes.change or asked.shape in ("facts", "how_much")
        return bool(plain and asked.roles and asks)

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer to a rank, an amount or what lies beyond a figure."""
        return beyond_figures(session, asked)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the pay at each level, and how it moved within each."""
        return pay_over_time.by_level(session, asked, role_of(session, asked), wanted(session, asked))


def of_role(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return what a role is paid in the places that are asked about."""
    if any(place.kind == "region" for place in wants.places) and wants.industry is None:
        return _in_region(session, asked, role, wants)
    found = [find(session, role, place, wants) for place in wants.places]
    return answer_of(session, asked, role, wants, found)


def several(session: Session, asked: Question) -> Answer:
    """Return the pay of several roles side by side; the comparison of pay says who is ahead."""
    return compare_roles(session, asked, topic="salary")


def _before_tax(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    found = find(session, role, wants.places[0], wants)
    return answer_of(session, asked, role, wants, [found], lead=say("pay_after_tax"))


def _in_region(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
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
        table=Table(tuple(heads.values()), tuple(rows[:_MOST_IN_REGION])) if rows else None,
        notes=tuple(notes),
        sources=sourced(session, *dict.fromkeys(sources)) or sourced(session, "aijobs"),
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
        first = [
            say("pay_region_us_one", place=the(row[0]), occupation=row[1], median=row[2]) for row in rows
        ]
    else:
        kinds = ("offered", "counted", "reported")
        first = [
            say(f"pay_region_{kind}", place=the(row[0]), pay=cell)
            for row in rows
            for kind, cell in list(zip(kinds, row[1:], strict=True))
            if cell != _NONE
        ]
    told = listed(first[:_MOST_TOLD])
    return say("pay_region", place=the(region.name), roles=role.plural, told=told, count=len(rows), all=parts)


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
    ranges = ranges_of(session, role.id, part.iso or "", wants)
    sources, offered, counted, said = [], _NONE, _NONE, _NONE
    if ranges is not None and ranges.reliable and ranges.low and ranges.high:
        both = ends(ranges.low.median, ranges.high.median, ranges.currency, "year")
        years = f"{ranges.year_from}–{ranges.year_to}" if ranges.pooled else str(ranges.year_to)
        offered = f"{both} ({years}, n {ranges.n:,})"
        sources.append(ranges.source)
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
