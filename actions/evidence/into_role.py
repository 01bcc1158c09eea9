"""The steps into a role for who names no start, opened by what their circumstances change about them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence import circumstances
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.steps import brief, numbered
from actions.question import Question
from actions.wording import say, sentence, with_article
from knowledge.months import months_of
from knowledge.queries import field, roles

#: The background of who has worked with no technology; its ways hold where nothing nearer is described.
NO_TECH = "no_tech_background"


def into_role(session: Session, asked: Question, role: roles.Role) -> Answer:
    """Return the steps into a role, in order, with the time each takes."""
    steps = roles.steps(session, role=role.id)
    way = way_of(session, role)
    said = circumstances.sentences(session, asked, way)
    opening = _opening(session, asked, way, steps)
    if asked.shape in ("first", "how_long") or not said:
        said = [opening, *said]
    lead, *rest = said
    parts = [bullets(rest)] if rest else []
    parts.append(brief(steps) if len(rest) > 2 else numbered(steps))
    return Answer(
        topic=asked.topic,
        title=say("how_to_become_title", a_role=with_article(role.name)),
        lead=lead,
        body="\n\n".join(parts),
        sources=sourced(session, *(step.source for step in steps)),
        suggestions=next_steps(asked, role, "skills", "education", "career_ladder", "salary"),
        roles=(role.id,),
    )


def way_of(session: Session, role: roles.Role) -> circumstances.Way:
    """Return the way into a role by its own steps."""
    return circumstances.way_to(session, role, circumstances.span_of(roles.steps(session, role=role.id)))


def _opening(session: Session, asked: Question, way: circumstances.Way, steps: list[roles.Step]) -> str:
    """Return the sentence that answers where no circumstance does: the first step, how long, or how."""
    total = circumstances.in_words(way.months) if way.months else None
    fresh = field.transition(session, origin=NO_TECH, target=way.role.id)
    common: dict[str, Any] = {"a_role": with_article(way.role.name), "count": len(steps), "total": total}
    if asked.shape == "first":
        months = f" ({steps[0].months})" if steps[0].months else ""
        return say(
            "first_step", title=sentence(steps[0].title), months=months, second=steps[1].title, **common
        )
    if total is None:
        return say("how_to_become", turn=asked.turn, **common)
    if asked.shape == "how_long":
        near = [f"{with_article(role.name)} {months}" for role, months in way.near[:2]]
        if len(near) == 2:
            return say("how_long_near", near=near[0], other=near[1], **common)
    slower = fresh and months_of(fresh.months)
    if slower and way.months and slower[0] >= way.months[1]:
        return say("how_to_become_slower", slower=fresh.months if fresh else "", **common)
    return say("how_to_become_timed", turn=asked.turn, **common)
