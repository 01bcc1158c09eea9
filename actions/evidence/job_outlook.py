"""How the job market of a role looks."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.evidence.base import Evidence, attributed, next_steps, sourced
from actions.question import Question
from actions.wording import listed, opening, say, sentence, with_article, words
from knowledge.queries import field, figures, roles

_EVERYBODY = "00-0000"
_FIELD = ("15-2051", "15-1221", "15-1252")


class JobOutlook(Evidence):
    """Gives the official projection of the nearest occupation, and what it means for the role."""

    topic = "job_outlook"
    shapes = frozenset({"facts", "how", "how_much", "criterion"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the outlook of a role, of several side by side, or of the field."""
        found = roles.roles(session, ids=asked.roles)
        if len(found) == 1:
            return _of_one(session, asked, found[0])
        return _of_many(session, asked, found)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what will change for the role."""
        found = roles.roles(session, ids=asked.roles[:1])
        if not found:
            return None
        trends = field.trends(session, role=found[0].id)[:2]
        return Answer(
            topic=self.topic,
            title=say("job_outlook_title", role=found[0].name),
            lead=found[0].future,
            body="\n".join(f"- **{sentence(one.title)}**: {opening(one.text)}" for one in trends),
            sources=sourced(session, found[0].source, *(one.source for one in trends)),
            suggestions=next_steps(asked, found[0], "skills", "career_ladder", "how_to_become"),
            roles=asked.roles,
        )


def _of_one(session: Session, asked: Question, role: roles.Role) -> Answer:
    near = roles.occupations(session, role=role.id)
    assert near is not None  # noqa: S101 - the catalog requires it
    projection = figures.outlook(session, occupations=near.codes[:1])[0]
    everybody = figures.outlook(session, occupations=(_EVERYBODY,))[0]
    views = field.viewpoints(session, topic="job_outlook", roles=asked.roles)[:1]
    notes = [attributed(session, views)] if views else []
    if asked.locations:
        notes.append(say("outlook_us_only"))
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title", role=role.name),
        lead=say(
            _verdict(projection.growth_percent, everybody.growth_percent),
            turn=asked.turn,
            occupation=projection.plain_name,
            nearest=""
            if projection.plain_name == role.plural
            else say("job_outlook_nearest", a_role=with_article(role.name)),
            growth=_percent(projection.growth_percent),
            year_from=projection.year_from,
            year_to=projection.year_to,
            everybody=_percent(everybody.growth_percent),
            openings=_thousands(projection.openings),
        ),
        body=near.note,
        notes=tuple(notes),
        sources=sourced(session, projection.source, near.source, *(view.source for view in views)),
        suggestions=(
            *next_steps(asked, role, "salary", "skills"),
            suggest(say("suggest_more"), "follow_up"),
            *next_steps(asked, role, "how_to_become"),
        ),
        roles=asked.roles,
    )


def _of_many(session: Session, asked: Question, found: list[roles.Role]) -> Answer:
    """Put the outlooks of roles side by side; without roles, those of the field's occupations."""
    rows: list[tuple[str, ...]] = []
    source_ids: list[str] = []
    heads = words("outlook_columns")
    codes = []
    for role in found:
        near = roles.occupations(session, role=role.id)
        if near is not None:
            codes.append((sentence(role.name), near.codes[0]))
    if not found:
        codes = [("", code) for code in _FIELD]
    for name, code in codes:
        one = figures.outlook(session, occupations=(code,))[0]
        label = f"{name} (as {one.plain_name})" if name else sentence(one.plain_name)
        rows.append((label, _percent(one.growth_percent), _thousands(one.openings)))
        source_ids.append(one.source)
    everybody = figures.outlook(session, occupations=(_EVERYBODY,))[0]
    rows.append((heads["everybody"], _percent(everybody.growth_percent), "-"))
    views = field.viewpoints(session, topic="job_outlook", roles=asked.roles or [])[:1]
    lead_key = "job_outlook_many" if found else "job_outlook_field"
    if len(found) > 1 and len({code for _, code in codes}) == 1:
        lead_key = "job_outlook_same"
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title_many"),
        lead=say(
            lead_key,
            turn=asked.turn,
            roles=listed([role.plural for role in found]),
            year_from=everybody.year_from,
            year_to=everybody.year_to,
        ),
        table=Table((heads["who"], heads["growth"], heads["openings"]), tuple(rows)),
        notes=(attributed(session, views),) if views else (),
        sources=sourced(session, *source_ids, *(view.source for view in views)),
        suggestions=(
            *tuple(
                step
                for role in found
                or roles.roles(session, ids=("ai_engineer", "ml_engineer", "data_scientist"))
                for step in next_steps(asked, role, "job_outlook")
            ),
            suggest(say("suggest_more"), "follow_up"),
        ),
        roles=asked.roles,
    )


def _verdict(growth: float, everybody: float) -> str:
    """Return the wording for a projected growth, beside that of all occupations (both in percent)."""
    if growth < everybody:
        return "job_outlook_weak"
    return "job_outlook_strong" if growth >= 2 * everybody else "job_outlook_average"


def _percent(value: float) -> str:
    return f"{value:g}%"


def _thousands(value: float) -> str:
    return f"{round(value * 1000, -2):,.0f}"
