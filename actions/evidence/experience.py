"""How many years of experience a role asks for, and how one rises in it."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, Table
from actions.evidence.base import next_steps, sourced
from actions.question import Question
from actions.wording import inline, say, with_article, words
from knowledge.queries import demand, roles

#: The first rung, counted from the bottom, that a level means; ladders have five or six rungs.
_RUNG_OF = {"entry": 0, "mid": 1, "senior": 2, "executive": -1}
_HIGHER = ("staff", "principal")


def years(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    """Return the years of experience that employers ask for, else those of the ladder."""
    known = demand.years_asked(session, role=role.id)
    rungs = roles.ladder(session, role=role.id)
    entry = demand.entry_share(session, role=role.id)
    if known:
        lead = say(
            "years_asked",
            roles=role.plural,
            median=f"{known.median:g}",
            low=f"{known.p25:g}",
            high=f"{known.p75:g}",
            n=known.n,
            period=known.period,
        )
    else:
        lead = say(
            "years_not_counted", a_role=with_article(role.name), first=rungs[0].title, years=rungs[0].years
        )
    body = []
    if known and entry:
        key = "years_entry" if entry.count else "years_entry_none"
        body.append(say(key, percent=f"{entry.percent:g}", n=entry.n))
    body.append(say("years_first_job"))
    return Answer(
        topic="how_to_become",
        title=say("years_title", a_role=with_article(role.name)),
        lead=lead,
        body="\n\n".join(body),
        table=ladder_table(rungs),
        sources=sourced(session, known.source if known else None, *(rung.source for rung in rungs)),
        suggestions=next_steps(asked, role, "how_to_become", "job_outlook", "salary"),
        roles=(role.id,),
    )


def promotion(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    """Return what the rung asks for that a question aims at, and how long it takes, or ``None``."""
    rungs = roles.ladder(session, role=role.id)
    at = aimed_at(asked, rungs)
    if at is None:
        return None
    rung, before = rungs[at], rungs[at - 1] if at else None
    lead = say(
        "promotion",
        title=with_article(inline(rung.title)),
        years=rung.years,
        note=rung.note,
    )
    body = say("promotion_from", before=before.title, note=before.note) if before else ""
    return Answer(
        topic="career_ladder",
        title=say("career_ladder_title", role=role.name),
        lead=lead,
        body="\n\n".join(part for part in (body, say("promotion_how")) if part),
        table=ladder_table(rungs),
        sources=sourced(session, *(one.source for one in rungs)),
        suggestions=next_steps(asked, role, "career_ladder", "salary", "skills"),
        roles=(role.id,),
    )


def aimed_at(asked: Question, rungs: list[roles.Rung]) -> Optional[int]:
    """Return the place of the rung that a question aims at: the highest level that it names."""
    levels = [one for one in asked.said() if one.kind == names.LEVEL and not one.of_person]
    levels = levels or [one for one in asked.said() if one.kind == names.LEVEL]
    if not levels:
        return None
    spoken = " ".join(one.words.lower() for one in levels)
    for word in _HIGHER:
        if word in spoken:
            return next((at for at, one in enumerate(rungs) if word in one.title.lower()), len(rungs) - 2)
    places = [_RUNG_OF[one.id] for one in levels if one.id in _RUNG_OF]
    return max((place % len(rungs) for place in places), default=None)


def ladder_table(rungs: list[roles.Rung]) -> Table:
    """Return a ladder as a table."""
    heads = words("ladder_columns")
    return Table(
        (heads["title"], heads["years"], heads["note"]),
        tuple((rung.title, rung.years, rung.note) for rung in rungs),
    )
