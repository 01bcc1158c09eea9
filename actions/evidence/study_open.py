"""Study without a role: which roles a field leads to, which of two fields or levels to take, which school."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, suggest
from actions.asking_back import starters
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.study import answer_of, fields_of, name_of_field, own_field
from actions.evidence.study_levels import level_name, levels_of, named_topics
from actions.evidence.tastes import score
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.queries import field as places
from knowledge.queries import notes, roles, study
from knowledge.queries.notes import Note

#: Roles that nobody begins in, or of which there are few posts.
SELDOM_FIRST = frozenset(
    [
        "prompt_engineer",
        "gpu_engineer",
        "llm_engineer",
        "forward_deployed_engineer",
        "ai_architect",
        "data_architect",
        "ml_manager",
        "ai_safety_researcher",
        "applied_scientist",
    ]
)
_MOST_ROLES = 3
#: Roles near a field among which what somebody likes decides.
_MOST_WEIGHED = 8


def without_role(session: Session, asked: Question) -> Optional[Answer]:
    """Return what holds for a field or a level in general, or ``None`` where the question names neither."""
    if "schools" in asked.told:
        return of_schools(session, asked)
    if "back_to_school" in asked.told or ("weak_maths" in asked.told and asked.ids(names.DEGREE)):
        return _back_to_school(session, asked)
    fields = [one for one in fields_of(asked) if study.study_field(session, field=one)]
    if "double" in asked.told and len(fields) > 1:
        return _together(session, asked, fields)
    if len(fields) > 1:
        return _fields(session, asked, fields)
    levels = [found for one in levels_of(asked) if (found := study.study_level(session, level=one))]
    if len(levels) > 1:
        return _levels(session, levels)
    own = fields[0] if fields else own_field(asked)
    return roles_of_field(session, asked, own) if own and study.study_field(session, field=own) else None


def roles_of_field(session: Session, asked: Question, own: str) -> Answer:
    """Return the roles to which a field of study leads soonest, and what it leaves out."""
    fits = best_roles(session, own)
    if asked.likes or asked.dislikes:
        fits = sorted(
            best_roles(session, own, most=_MOST_WEIGHED),
            key=lambda fit: -score(session, fit.role, asked.likes, asked.dislikes),
        )[:_MOST_ROLES]
    known = {one.id: one for one in roles.roles(session, ids=[fit.role for fit in fits])}
    named = [with_article(known[fit.role].name) for fit in fits]
    first = fits[0]
    lead = say(
        f"field_roles_{first.verdict}",
        field=name_of_field(asked, first),
        best=named[0],
        rest=listed(named[1:], last="or"),
    )
    points = []
    for fit in fits:
        reason = roles.fit_reason(session, role=fit.role)
        points.append(
            say(
                "field_role",
                role=sentence(known[fit.role].name),
                gaps=named_topics(fit.missing[:2]),
                reason=reason.text if reason else "",
            )
        )
    body = "\n\n".join([f"{first.field.teaches} {first.field.signals}", bullets(points)])
    given = answer_of(session, asked, known[first.role], lead, body, [first])
    return Answer(
        **{
            **vars(given),
            "listed": tuple(fit.role for fit in fits),
            "title": say("field_roles_title", field=sentence(first.field.name)),
            "suggestions": tuple(
                suggest(say("suggest_become", a_role=name), "ask_how_to_become", role=fit.role)
                for name, fit in zip(named, fits, strict=True)
            ),
        }
    )


def best_roles(session: Session, own: str, *, most: int = _MOST_ROLES) -> list[study.StudyFit]:
    """Return the roles with many posts to which a field leads soonest, the nearest first."""
    found = [one for one in study.roles_for(session, field=own) if one.role not in SELDOM_FIRST]
    return found[:most]


def _fields(session: Session, asked: Question, fields: Sequence[str]) -> Answer:
    points, heads = [], []
    for one in fields[:_MOST_ROLES]:
        fits = best_roles(session, one)
        known = {role.id: role for role in roles.roles(session, ids=[fit.role for fit in fits])}
        named = [with_article(known[fit.role].name) for fit in fits]
        head = fits[0]
        heads.append(head)
        points.append(
            say(
                "field_open_point",
                field=sentence(name_of_field(asked, head)),
                teaches=head.field.teaches,
                roles=listed(named, last="or"),
                pick_when=head.field.pick_when,
            )
        )
    widest = max(
        fields[:_MOST_ROLES],
        key=lambda one: sum(
            fit.verdict in ("straight", "good") for fit in study.roles_for(session, field=one)
        ),
    )
    best = next(head for head in heads if head.field.id == widest)
    others = [name_of_field(asked, head) for head in heads if head.field.id != widest]
    role = roles.roles(session, ids=[best.role])[0]
    lead = say(
        "fields_open",
        best=sentence(name_of_field(asked, best)),
        rest=listed(others, last="or"),
    )
    return answer_of(session, asked, role, lead, bullets(points), heads)


def _together(session: Session, asked: Question, fields: Sequence[str]) -> Answer:
    """Return where two fields lead together: what each role still lacks when both are studied."""
    both: list[tuple[float, str, list[study.StudyFit]]] = []
    for role in roles.roles(session):
        fits = [fit for one in fields[:2] if (fit := study.study_fit(session, field=one, role=role.id))]
        if len(fits) < 2 or role.id in SELDOM_FIRST:
            continue
        depths: dict[str, int] = {}
        needed: dict[str, int] = {}
        for fit in fits:
            for topic in (*fit.covered, *fit.missing):
                needed[topic.topic] = topic.needed
                depths[topic.topic] = max(depths.get(topic.topic, 0), topic.field_depth or 0)
        lacking = sum(max(0, need - depths[topic]) for topic, need in needed.items())
        both.append((lacking / max(1, sum(needed.values())), role.id, fits))
    both.sort(key=lambda one: one[0])
    found = {role.id: role for role in roles.roles(session, ids=[one[1] for one in both[:_MOST_ROLES]])}
    first, second = both[0][2]
    lead = say(
        "fields_together",
        first=sentence(name_of_field(asked, first)),
        second=name_of_field(asked, second),
        roles=listed([with_article(found[one[1]].name) for one in both[:_MOST_ROLES]], last="or"),
    )
    points = [
        say(
            "field_adds",
            field=sentence(name_of_field(asked, fit)),
            teaches=fit.field.teaches,
            gaps=fit.field.gaps,
        )
        for fit in (first, second)
    ]
    body = "\n\n".join([bullets(points), say("double_price")])
    return answer_of(session, asked, found[both[0][1]], lead, body, [first, second])


def _levels(session: Session, levels: Sequence[study.StudyLevel]) -> Answer:
    first, second = levels[0], levels[1]
    lead = say(
        "levels_open",
        first=sentence(level_name(first)),
        second=sentence(level_name(second)),
        pick_first=inline(first.pick_when).rstrip("."),
        pick_second=inline(second.pick_when).rstrip("."),
    )
    points = [
        say("level_open_point", level=sentence(one.name), worth=one.worth, not_when=one.not_when)
        for one in levels
    ]
    return _general(session, lead, bullets(points), [source for one in levels for source in one.sources])


def _back_to_school(session: Session, asked: Question) -> Answer:
    level = study.study_level(session, level=next(iter(levels_of(asked)), "master"))
    held = level_name(level) if level else say("a_degree")
    lead = say("back_to_school" if asked.ids(names.DEGREE) else "back_to_school_open", level=held)
    return _general(session, lead, bullets([say(f"back_to_school_{at}") for at in (1, 2, 3)]), [])


def of_schools(session: Session, asked: Question) -> Answer:
    """Return that no universities are ranked here, and by what to choose one."""
    where = [
        found.name for one in asked.locations if (found := places.place(session, place_id=one)) is not None
    ]
    role = next(iter(roles.roles(session, ids=asked.roles[:1])), None)
    lead = say("no_ranking_in" if where else "no_ranking", place=listed(where))
    points = [say(f"school_by_{at}") for at in (1, 2, 3, 4)]
    if role:
        best = study.fields_for(session, role=role.id)[:2]
        points.append(
            say(
                "school_field",
                a_role=with_article(role.name),
                fields=listed([inline(one.field.name) for one in best], last="or"),
            )
        )
    there = _of_place(session, asked)
    body = "\n\n".join([*([there.answer] if there else []), bullets(points)])
    given = _general(session, lead, body, there.sources if there else [])
    steps = next_steps(asked, role, "education", "how_to_become", "skills") if role else starters()
    return Answer(**{**vars(given), "suggestions": steps, "roles": asked.roles})


def _of_place(session: Session, asked: Question) -> Optional[Note]:
    """Return the nearest note on study in the place that a question names, or ``None``."""
    near = notes.notes(session, ids=[one.note for one in asked.notes])
    return next((one for one in near if set(one.bound_to("place")) & set(asked.locations)), None)


def _general(session: Session, lead: str, body: str, sources: Sequence[str]) -> Answer:
    return Answer(
        topic="education",
        title=say("study_title"),
        lead=lead,
        body=body,
        sources=sourced(session, *(sources or ["editorial"])),
        suggestions=starters(),
    )
