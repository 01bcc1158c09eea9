"""What a role is paid."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Bar, Chart, Suggestion, suggest
from actions.evidence.base import Evidence, next_steps, role_of, sourced
from actions.evidence.pay import US, Pay, pay_of
from actions.question import Question
from actions.render import money
from actions.wording import say, sentence
from knowledge.queries import field, figures, roles

_FEWEST_LEVELS = 2


class Salary(Evidence):
    """Gives the pay of a role as a range, with its sample and source."""

    topic = "salary"
    shapes = frozenset({"facts", "how_much", "how", "which"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the pay for the place, level or industry that is asked about, several side by side."""
        if len(asked.roles) > 1:
            return several(session, asked)
        role = role_of(session, asked)
        places = [one for one in (field.place(session, place_id=p) for p in asked.locations[:3]) if one]
        wanted: list[Optional[field.Place]] = [*places] or [None]
        industry = asked.industries[0] if asked.industries else None
        paid = [
            pay_of(
                session,
                role,
                place=place,
                level=asked.level,
                industry=None if place else industry,
                remote=asked.remote,
                year=asked.year,
            )
            for place in wanted
        ]
        bars = tuple(bar for one in paid for bar in one.bars)
        return Answer(
            topic=self.topic,
            title=say("salary_title", role=role.name),
            lead=paid[0].said,
            body=" ".join(one.said for one in paid[1:]),
            chart=Chart(bars) if bars else None,
            notes=tuple(dict.fromkeys(note for one in paid for note in one.notes)),
            sources=sourced(session, *(source for one in paid for source in one.sources)),
            suggestions=_next(session, asked, role, paid),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the pay at each level, and how it changed over the years."""
        role = role_of(session, asked)
        country = _country(session, asked)
        return None if country is None else by_level(session, asked, role, country)


def by_level(session: Session, asked: Question, role: roles.Role, country: field.Place) -> Optional[Answer]:
    """Return the pay of a role at each level in a country, or ``None`` where too few levels are known."""
    found = [
        one
        for one in figures.posted_pay_by_level(session, role=role.id, country=country.iso or "US")
        if one.reliable and one.median is not None
    ]
    if len(found) < _FEWEST_LEVELS:
        return None
    bars = tuple(
        Bar(
            label=f"{sentence(field.level_name(session, level=str(one.level)))}, {country.name}, {one.year}",
            median=int(one.median or 0),
            source=one.source,
            p10=one.p10,
            p25=one.p25,
            p75=one.p75,
            p90=one.p90,
            n=one.n,
        )
        for one in found
    )
    history = [
        one
        for one in figures.posted_pay_history(session, role=role.id, country=country.iso or "US")
        if one.reliable
    ]
    body = ""
    if len(history) > 1:
        first, last = history[0], history[-1]
        body = say(
            "salary_history",
            roles=role.plural,
            first_year=first.year,
            first=money(first.median),
            last_year=last.year,
            last=money(last.median),
        )
    return Answer(
        topic="salary",
        title=say("salary_levels_title", role=role.name),
        lead=say(
            "salary_levels",
            turn=asked.turn,
            roles=role.plural,
            low_level=field.level_name(session, level=str(found[0].level)).lower(),
            low=money(found[0].median),
            high_level=field.level_name(session, level=str(found[-1].level)).lower(),
            high=money(found[-1].median),
        ),
        body=body,
        chart=Chart(bars),
        sources=sourced(session, *(one.source for one in found)),
        suggestions=(
            *next_steps(asked, role, "career_ladder", "job_outlook"),
            suggest(
                say("suggest_in_place", place="New York"), "ask_salary", role=role.id, location="new_york"
            ),
        ),
        roles=asked.roles,
    )


def several(session: Session, asked: Question) -> Answer:
    """Return the pay of several roles side by side; the comparison of pay says who is ahead."""
    from actions.evidence.compare_salaries import compare_roles  # it needs this module for levels

    return compare_roles(session, asked, topic="salary")


def _country(session: Session, asked: Question) -> Optional[field.Place]:
    place = field.place(session, place_id=asked.locations[0] if asked.locations else US)
    while place is not None and place.kind != "country":
        inner = place.within or (place.parts[0] if place.parts else None)
        place = field.place(session, place_id=inner) if inner else None
    return place


def _next(session: Session, asked: Question, role: roles.Role, paid: list[Pay]) -> tuple[Suggestion, ...]:
    known = any(one.bars for one in paid)
    options = []
    if not known:
        options.append(suggest(say("suggest_us"), "ask_salary", role=role.id, location=US))
    if asked.level is None and known:
        options.append(
            suggest(
                say("suggest_for_seniors"),
                "ask_salary",
                role=role.id,
                level="senior",
                location=asked.locations,
            )
        )
    if "new_york" not in asked.locations:
        options.append(
            suggest(
                say("suggest_in_place", place="New York"), "ask_salary", role=role.id, location="new_york"
            )
        )
    other = "ai_engineer" if role.id != "ai_engineer" else "ml_engineer"
    against = roles.roles(session, ids=[other])[0]
    options.append(
        suggest(
            say("suggest_compare_pay", roles=against.plural),
            "compare_salaries",
            role=(role.id, other),
            location=asked.locations,
        )
    )
    options.append(suggest(say("suggest_more"), "follow_up"))
    return (*options, *next_steps(asked, role, "job_outlook"))
