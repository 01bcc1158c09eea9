"""A change of which one end is missing, both are one, or the way is not described."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer, suggest
from actions.evidence import circumstances
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.into_role import into_role, way_of
from actions.evidence.moves import move, name_of
from actions.evidence.steps import numbered
from actions.evidence.study_open import SELDOM_FIRST
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.months import months_of
from knowledge.queries import field, roles

_MOST_OFFERED = 4


def already(session: Session, asked: Question, role: roles.Role) -> Answer:
    """Say that somebody who is what they want to be is there, and what comes next."""
    rungs = roles.ladder(session, role=role.id)
    return Answer(
        topic="transition",
        title=sentence(role.name),
        lead=say("transition_already", turn=asked.turn, a_role=with_article(role.name)),
        body="\n".join(f"- **{rung.title}** ({rung.years}): {rung.note}" for rung in rungs),
        sources=sourced(session, *(rung.source for rung in rungs)),
        suggestions=next_steps(asked, role, "career_ladder", "skills", "salary"),
        roles=(role.id,),
    )


def to_what(session: Session, asked: Question) -> Answer:
    """Answer who names no goal: the nearest of the ways from where they stand, with the months of each."""
    origin = asked.origin
    if origin is None:
        offered = roles.roles(session, ids=["ml_engineer", "ai_engineer", "data_scientist"])
        return Answer(
            topic="transition",
            title=say("transition_to_what_title"),
            lead=say("transition_to_what", turn=asked.turn),
            suggestions=tuple(
                suggest(
                    say("suggest_switch_to", target=with_article(one.name)), "ask_transition", role=one.id
                )
                for one in offered
            ),
            roles=asked.roles,
        )
    ways_from = _nearest_ways(session, origin)
    known = {one.id: one for one in roles.roles(session, ids=[way.target for way in ways_from])}
    start = with_article(name_of(session, origin))
    named = [f"{with_article(known[way.target].name)} ({way.months})" for way in ways_from]
    points = [
        say(
            "to_what_point",
            role=sentence(known[way.target].name),
            verdict=way.verdict,
            first=inline(way.learn[0].title) if way.learn else "",
        )
        for way in ways_from
    ]
    return Answer(
        topic="transition",
        title=say("transition_to_what_title"),
        lead=say("to_what", origin=start, best=named[0], rest=listed(named[1:], last="or"))
        if len(named) > 1
        else say("transition_to_what_from", turn=asked.turn, origin=start, targets=listed(named)),
        body=bullets(points),
        sources=sourced(session, *(way.source for way in ways_from)),
        suggestions=tuple(
            suggest(
                say("suggest_switch", origin=start, target=with_article(known[way.target].name)),
                "ask_transition",
                background=origin if origin not in asked.roles else None,
                role=(origin, way.target) if origin in asked.roles else way.target,
            )
            for way in ways_from
        ),
        roles=asked.roles,
    )


def _nearest_ways(session: Session, origin: str) -> list[field.Transition]:
    """Return the ways from an origin: to the roles that the catalog calls nearest, then by months."""
    preferred = field.nearest_roles(session, background=origin)
    found = [
        way
        for target in field.transitions_from(session, origin=origin)
        if (way := move(session, origin=origin, target=target)) is not None
    ]
    found.sort(
        key=lambda way: (
            way.target not in preferred,
            way.target in SELDOM_FIRST,
            months_of(way.months) or (99, 99),
        )
    )
    return sorted(found[:_MOST_OFFERED], key=lambda way: months_of(way.months) or (99, 99))


def from_what(session: Session, asked: Question, role: roles.Role) -> Answer:
    """Answer who names only the goal: by what they tell, else the steps in general and the described ways."""
    if circumstances.sentences(session, asked, way_of(session, role)):
        return into_role(session, asked, role)
    steps = roles.steps(session, role=role.id)
    origins = roles.roles(session, ids=field.origins_to(session, target=role.id)[:3])
    return Answer(
        topic="transition",
        title=say("transition_into_title", target=role.name),
        lead=say(
            "transition_into_yes" if asked.shape == "yes_no" else "transition_into",
            turn=asked.turn,
            target=with_article(role.name),
            roles=role.plural,
        ),
        body=numbered(steps),
        sources=sourced(session, *(step.source for step in steps)),
        suggestions=tuple(
            suggest(
                say("suggest_switch", origin=with_article(one.name), target=with_article(role.name)),
                "ask_transition",
                role=(one.id, role.id),
            )
            for one in origins
        )
        + next_steps(asked, role, "how_to_become", "skills"),
        roles=(role.id,),
    )


def undescribed(session: Session, asked: Question, start: str, role: roles.Role) -> Answer:
    """Say that a way is not described, with the steps into its goal and the ways that are."""
    steps = roles.steps(session, role=role.id)
    origins = roles.roles(session, ids=field.origins_to(session, target=role.id)[:2])
    return Answer(
        topic="transition",
        title=say("transition_title", origin=sentence(start), target=role.name),
        lead=say(
            "transition_undescribed",
            turn=asked.turn,
            origin=with_article(start),
            target=with_article(role.name),
        ),
        body=numbered(steps),
        sources=sourced(session, *(step.source for step in steps)),
        suggestions=next_steps(asked, role, "skills", "how_to_become", "salary")
        + tuple(
            suggest(
                say("suggest_switch", origin=with_article(one.name), target=with_article(role.name)),
                "ask_transition",
                role=(one.id, role.id),
            )
            for one in origins
        ),
        roles=asked.roles,
    )
