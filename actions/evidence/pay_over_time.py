"""Advertised pay of a role by level, and how it moved within each level."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, Suggestion, suggest
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.pay_told import advertised, chart_of
from actions.evidence.pay_wanted import FIRST_YEAR, LAST_YEAR, US, Wanted, not_known, remarks
from actions.evidence.pay_words import interval, period, the
from actions.question import Question
from actions.render import money
from actions.wording import listed, say
from knowledge.pay.compare import NotComparable, Trend, compare, rises, trend
from knowledge.pay.results import AdvertisedPay
from knowledge.queries import field, pay, roles
from knowledge.tables.roles import LEVELS

_FEWEST_LEVELS = 2


def answer(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Answer:
    """Return how advertised pay of a role moved, within each level that has enough ranges."""
    country = _country(session, wants)
    levels: Sequence[str] = [wants.level.level] if wants.level else LEVELS
    span = sorted(int(one) for one in asked.ids(names.YEAR) if one.isdigit())
    moved = [found for level in levels if (found := _moved(session, role, country, level, span)) is not None]
    if not moved:
        return _ending(
            session,
            asked,
            role,
            wants,
            say("pay_moved_unknown", roles=role.plural, place=the(country.name)),
            [],
            [],
        )
    said = [_said(session, one) for one in moved]
    senior = next((at for at, one in enumerate(moved) if one.first.level == "senior"), 0)
    lead = say("pay_moved", roles=role.plural, place=the(country.name), said=said.pop(senior))
    body = " ".join(say("pay_moved_more", said=one) for one in said)
    bars = [
        advertised(session, role, country.name, one, wants)
        for found in moved
        for one in (found.first, found.last)
    ]
    notes = [say("pay_moved_rule"), say("pay_chance"), *remarks(wants), say("pay_offered")]
    answer = _ending(session, asked, role, wants, lead, notes, [moved[0].first.source])
    return Answer(**{**vars(answer), "body": body, "chart": chart_of(bars)})


def by_level(session: Session, asked: Question, role: roles.Role, wants: Wanted) -> Optional[Answer]:
    """Return advertised pay at each level, or ``None`` where fewer than two levels have enough ranges."""
    country = _country(session, wants)
    found = pay.advertised_by_level(session, role=role.id, country=country.iso or "US", year=wants.year)
    if len(found) < _FEWEST_LEVELS:
        return None
    climbing = rises(found)
    apart = _apart(session, asked, role, country, found)
    lead = say(
        "pay_levels_climb" if climbing else "pay_levels",
        roles=role.plural,
        place=the(country.name),
        steps=listed(
            [
                say("pay_level_step", level=_level(session, one), median=_middle(one), n=f"{one.n:,}")
                for one in found
            ]
        ),
        period=period(session, found[0]),
    )
    told = [advertised(session, role, country.name, one, wants) for one in found]
    wishes = wants.wishes
    figures = [one.text for one in told] if wishes.currency or wishes.per not in (None, "year") else []
    moved = [one for level in LEVELS if (one := _moved(session, role, country, level)) is not None]
    body = say("pay_moved_levels", said=listed([_said(session, one) for one in moved])) if moved else ""
    body = "\n\n".join(
        part for part in (lead if apart else "", bullets(figures) if figures else "", body) if part
    )
    notes = [*remarks(wants), say("pay_chance"), *(note for one in told for note in one.notes)]
    sources = [source for one in told for source in one.sources]
    answer = _ending(session, asked, role, wants, apart or lead, notes, sources)
    return Answer(**{**vars(answer), "body": body, "chart": chart_of(told)})


def _apart(
    session: Session, asked: Question, role: roles.Role, country: field.Place, found: Sequence[AdvertisedPay]
) -> str:
    """Return by how much two levels that were named lie apart, or nothing where not two were."""
    named = [one for one in found if one.level in asked.ids(names.LEVEL)]
    if len(named) != 2:
        return ""
    more, less = sorted(named, key=lambda one: -((one.middle.median if one.middle else None) or 0.0))
    beside = compare(more, less)
    key = {"higher": "more", "about the same": "same"}.get(beside.verdict, "unclear")
    return say(
        f"pay_levels_{key}",
        first=_level_word(session, more),
        last=_level_word(session, less),
        roles=role.plural,
        place=the(country.name),
        period=period(session, more),
        percent=beside.percent,
        interval=interval(beside),
        n=f"{more.n:,}",
        other_n=f"{less.n:,}",
    )


def _ending(
    session: Session,
    asked: Question,
    role: roles.Role,
    wants: Wanted,
    lead: str,
    notes: list[str],
    sources: list[str],
) -> Answer:
    suggestions: tuple[Suggestion, ...] = (
        *next_steps(asked, role, "salary", "career_ladder", "job_outlook"),
        suggest(say("suggest_in_place", place="New York"), "ask_salary", role=role.id, location="new_york"),
    )
    return Answer(
        topic=asked.topic or "salary",
        title=say("salary_levels_title", role=role.name),
        lead=" ".join([*not_known(wants), lead]),
        notes=tuple(dict.fromkeys(notes)),
        sources=sourced(session, *(sources or ["aijobs"])),
        suggestions=suggestions,
        roles=asked.roles,
    )


def _moved(
    session: Session, role: roles.Role, country: field.Place, level: str, span: Sequence[int] = ()
) -> Optional[Trend]:
    """Return how pay moved at a level, from the first year that was named and to the last where two were."""
    years = pay.advertised_years(session, role=role.id, country=country.iso or "US", level=level)
    last = span[-1] if len(span) > 1 else LAST_YEAR
    try:
        return trend([one for one in years if (span or (FIRST_YEAR,))[0] <= one.year_to <= last])
    except NotComparable:
        return None


def _said(session: Session, moved: Trend) -> str:
    key = "pay_moved_by" if moved.direction in ("rose", "fell") else "pay_moved_flat"
    return say(
        key,
        level=moved.first.level,
        direction=moved.direction,
        percent=abs(moved.change.percent),
        interval=interval(moved.change),
        first=_middle(moved.first),
        first_year=moved.first.year_to,
        first_n=f"{moved.first.n:,}",
        last=_middle(moved.last),
        last_year=moved.last.year_to,
        last_n=f"{moved.last.n:,}",
    )


def _level(session: Session, found: AdvertisedPay) -> str:
    return field.level_name(session, level=str(found.level)).lower()


def _level_word(session: Session, found: AdvertisedPay) -> str:
    return _level(session, found).removesuffix(" level")


def _middle(found: AdvertisedPay) -> str:
    return money(found.middle.median if found.middle else None, found.currency)


def _country(session: Session, wants: Wanted) -> field.Place:
    place = wants.places[0]
    while place.kind != "country":
        inner = place.within or (place.parts[0] if place.parts else None)
        wider = field.place(session, place_id=inner or US)
        assert wider is not None  # noqa: S101 - the catalog checks what a place lies within
        place = wider
    return place
