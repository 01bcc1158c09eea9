"""How the job market of a role looks: the projections of the occupations in which it is counted."""

from __future__ import annotations

from typing import Any, Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.evidence.base import Evidence, attributed, next_steps, sourced
from actions.question import Question
from actions.wording import listed, opening, say, sentence, words
from knowledge.pay.results import Group
from knowledge.queries import field, figures, pay_official, roles
from knowledge.queries.figures import Projection

_EVERYBODY = "00-0000"
_FIELD = ("15-2051", "15-1221", "15-1252")
#: Groups so mixed that their growth says nothing of one role.
_MIXED = frozenset({"15-1299"})
#: Points of growth beyond that of all occupations from which it is called much faster.
_MUCH = 10.0
_BEGINNERS = "early-career-2025"


class JobOutlook(Evidence):
    """Gives the official projections of the occupations in which a role is counted, and calls them that."""

    topic = "job_outlook"
    shapes = frozenset({"facts", "how", "how_much", "criterion", "yes_no"})

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
    everybody = figures.outlook(session, occupations=(_EVERYBODY,))[0]
    groups = _groups(session, role)
    projections = figures.outlook(session, occupations=[one.code for one in groups])
    views = field.viewpoints(session, topic="job_outlook", roles=asked.roles)[:1]
    notes = _remarks(session, asked, groups)
    if views:
        notes.append(attributed(session, views))
    sources = [*(one.source for one in projections), *(view.source for view in views)]
    if asked.level == "entry" and field.sources(session, ids=[_BEGINNERS]):
        sources.append(_BEGINNERS)
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title", role=role.name),
        lead=" ".join([*_us_only(session, asked), _said(role, groups, projections, everybody)]),
        notes=tuple(notes),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=(
            *next_steps(asked, role, "salary", "skills"),
            suggest(say("suggest_more"), "follow_up"),
            *next_steps(asked, role, "how_to_become"),
        ),
        roles=asked.roles,
    )


def _us_only(session: Session, asked: Question) -> list[str]:
    """Return that projections are of the United States alone, where another place was named."""
    named = [field.place(session, place_id=one) for one in asked.locations]
    other = [one.name for one in named if one is not None and one.id != "us"]
    return [say("outlook_us_only", place=listed(other))] if other else []


def _groups(session: Session, role: roles.Role) -> list[Group]:
    """Return the occupations in which a role is counted and that are projected by themselves."""
    groups = pay_official.groups(session, role=role.id)
    near = roles.occupations(session, role=role.id)
    if not groups and near is not None:
        system, code = pay_official.US_SYSTEM, near.codes[0]
        groups = [Group(role.id, system, code, "work", "", near.source)]
    known = {one.occupation for one in figures.outlook(session, occupations=[one.code for one in groups])}
    held = [one for one in groups if one.code in known]
    return [one for one in held if one.code not in _MIXED] or held


def _said(
    role: roles.Role, groups: Sequence[Group], projections: Sequence[Projection], everybody: Projection
) -> str:
    if not projections:
        return say("job_outlook_unknown", roles=role.plural)
    first = projections[0]
    common: dict[str, Any] = {
        "roles": role.plural,
        "year_from": str(first.year_from),
        "year_to": str(first.year_to),
        "everybody": _percent(everybody.growth_percent),
    }
    growth = [one.growth_percent for one in projections]
    pace = words("job_outlook_pace")[_pace(min(growth), max(growth), everybody.growth_percent)]
    if groups[0].fit == "same" and len(projections) == 1:
        return say(
            "job_outlook_same_name",
            occupation=first.plain_name,
            among="" if first.plain_name == role.plural else say("job_outlook_among", roles=role.plural),
            growth=_percent(first.growth_percent),
            openings=_thousands(first.openings),
            pace=pace,
            **common,
        )
    return say(
        "job_outlook_proxies",
        occupations=listed([f"{one.plain_name} {_percent(one.growth_percent)}" for one in projections]),
        pace=pace,
        **common,
    )


def _remarks(session: Session, asked: Question, groups: Sequence[Group]) -> list[str]:
    notes = [say("job_outlook_replacement")] if groups and groups[0].fit == "same" else []
    if groups and groups[0].fit == "overstates":
        notes.append(say("job_outlook_overstates"))
    elif groups and groups[0].fit != "same":
        notes.append(say("job_outlook_no_openings"))
    if asked.level == "entry":
        notes.append(say("job_outlook_beginners"))
        if field.sources(session, ids=[_BEGINNERS]):
            notes.append(say("job_outlook_young"))
    elif asked.level is not None:
        notes.append(say("job_outlook_no_level"))
    return notes


def _of_many(session: Session, asked: Question, found: list[roles.Role]) -> Answer:
    """Put the outlooks of roles side by side; without roles, those of the field's occupations."""
    rows: list[tuple[str, ...]] = []
    heads = words("outlook_columns")
    named: list[tuple[str, str]] = []
    for role in found:
        named += [(sentence(role.name), one.code) for one in _groups(session, role)]
    if not found:
        named = [("", code) for code in _FIELD]
    source_ids = []
    for name, code in named:
        one = figures.outlook(session, occupations=(code,))[0]
        label = sentence(one.plain_name)
        if name:
            label = say("outlook_counted", role=name, occupation=one.plain_name)
        rows.append((label, _percent(one.growth_percent)))
        source_ids.append(one.source)
    everybody = figures.outlook(session, occupations=(_EVERYBODY,))[0]
    rows.append((heads["everybody"], _percent(everybody.growth_percent)))
    views = field.viewpoints(session, topic="job_outlook", roles=asked.roles or [])[:1]
    lead_key = "job_outlook_many" if found else "job_outlook_field"
    if len(found) > 1 and len({code for _, code in named}) == 1:
        lead_key = "job_outlook_same"
    notes = _remarks(session, asked, []) if asked.level else []
    return Answer(
        topic="job_outlook",
        title=say("job_outlook_title_many"),
        lead=" ".join(
            [
                *_us_only(session, asked),
                say(
                    lead_key,
                    turn=asked.turn,
                    roles=listed([role.plural for role in found]),
                    year_from=everybody.year_from,
                    year_to=everybody.year_to,
                ),
            ]
        ),
        table=Table((heads["who"], heads["growth"]), tuple(rows)),
        notes=(*notes, *((attributed(session, views),) if views else ())),
        sources=sourced(session, everybody.source, *source_ids, *(view.source for view in views)),
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


def _pace(least: float, most: float, everybody: float) -> str:
    """Return how growth (in percent) compares with that of all occupations, as all of the figures allow."""
    if least >= everybody + _MUCH:
        return "much"
    if least > everybody + 1:
        return "faster"
    if most < everybody - 1:
        return "slower"
    return "average" if abs(least - everybody) <= 1 and abs(most - everybody) <= 1 else "mixed"


def _percent(value: float) -> str:
    return f"{value:g}%"


def _thousands(value: float) -> str:
    return f"{round(value * 1000, -2):,.0f}"
