"""Whether a field or a level of study leads to a role, from the tables that weigh any pair."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, role_of, sourced
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.queries import roles, study

_MOST_GAPS = 3
_MOST_FIELDS = 4


def of_study(session: Session, asked: Question) -> Optional[Answer]:
    """Return how the fields or the level of study that a question names fit its role, or ``None``.

    Fields that are compared are ranked by what of the role's needs each leaves out.
    """
    role = role_of(session, asked)
    fields = dict.fromkeys((*asked.ids(names.FIELD, of_person=False), *asked.ids(names.FIELD)))
    fits = [fit for one in fields if (fit := study.study_fit(session, field=one, role=role.id))]
    if len(fits) > 1:
        return _between(session, asked, role, fits[:_MOST_FIELDS])
    if fits:
        return _one(session, asked, role, fits[0])
    level = study.level_fit(session, level=asked.degree, role=role.id) if asked.degree else None
    return _level(session, asked, role, level) if level else None


def _one(session: Session, asked: Question, role: roles.Role, fit: study.StudyFit) -> Answer:
    lead = say(f"study_{fit.verdict}", field=sentence(fit.field.name), a_role=with_article(role.name))
    parts = [fit.why or fit.field.teaches]
    if fit.missing:
        parts.append(say("study_gaps") + "\n" + _gaps(fit))
    return _answer(session, asked, role, lead, "\n\n".join(parts), fit.sources, fit.field.checked)


def _between(session: Session, asked: Question, role: roles.Role, fits: list[study.StudyFit]) -> Answer:
    ranked = [one for one in study.fields_for(session, role=role.id) if one.field.id in _ids(fits)]
    best = ranked[0]
    lead = say(
        "study_between",
        best=sentence(best.field.name),
        a_role=with_article(role.name),
        rest=listed([inline(one.field.name) for one in ranked[1:]]),
    )
    points = [
        say(
            "study_field",
            field=sentence(one.field.name),
            teaches=one.field.teaches,
            gaps=listed([inline(gap.name) for gap in one.missing[:_MOST_GAPS]]) or say("study_no_gap"),
            pick_when=one.field.pick_when,
        )
        for one in ranked
    ]
    sources = tuple(source for one in ranked for source in one.sources)
    return _answer(session, asked, role, lead, bullets(points), sources, best.field.checked)


def _level(session: Session, asked: Question, role: roles.Role, fit: study.LevelFit) -> Answer:
    lead = say(f"level_{fit.need}", level=inline(fit.level.name), a_role=with_article(role.name))
    body = "\n\n".join(
        [fit.why, say("level_when", pick_when=fit.level.pick_when, not_when=fit.level.not_when)]
    )
    return _answer(session, asked, role, lead, body, fit.sources, fit.level.checked)


def _answer(
    session: Session,
    asked: Question,
    role: roles.Role,
    lead: str,
    body: str,
    sources: tuple[str, ...],
    checked: str,
) -> Answer:
    return Answer(
        topic="education",
        title=say("education_title", role=role.name),
        lead=lead,
        body=body,
        sources=sourced(session, *(sources or ("editorial",))),
        suggestions=next_steps(asked, role, "certifications", "how_to_become", "skills", "salary"),
        roles=asked.roles,
        checked=checked,
    )


def _gaps(fit: study.StudyFit) -> str:
    return bullets([f"**{one.name}**: {one.close}" for one in fit.missing[:_MOST_GAPS]])


def _ids(fits: list[study.StudyFit]) -> set[str]:
    return {one.field.id for one in fits}
