"""The way from one role, or from another profession, to a role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence import circumstances
from actions.evidence.base import Evidence, bullets, next_steps, sourced
from actions.evidence.into_role import NO_TECH, way_of
from actions.evidence.moves import move, name_of, opening, pay_source
from actions.evidence.steps import numbered
from actions.evidence.targets import between_targets, offer
from actions.evidence.way_ends import already, from_what, to_what, undescribed
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.months import months_of
from knowledge.queries import field, roles, ways

#: The role of who leads, for a change "into management".
LEADS = "ml_manager"
#: Titles that name the language of a role's work.
_SAME_WORK = {"python_developer": "software_engineer", "java_developer": "software_engineer"}


class Transition(Evidence):
    """Says what carries over, what to learn and in which order, and how long it takes."""

    topic = "transition"
    shapes = frozenset(
        {"facts", "how", "yes_no", "how_long", "how_much", "first", "worth", "enough", "which", "criterion"}
    )

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer where the way between the ends that a question names is described."""
        asked = _ends(asked)
        known: Any = asked.origin and asked.target and move(session, origin=asked.origin, target=asked.target)
        if asked.target and not asked.origin:
            known = [
                sentence
                for role in roles.roles(session, ids=[asked.target])
                for sentence in circumstances.sentences(session, asked, way_of(session, role))
            ]
        weighed = offer(session, asked) or between_targets(session, asked)
        return weighed or (self.answer(session, asked) if known else None)

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question names both ends of a described move and nothing else."""
        ends = (names.ROLE, names.BACKGROUND)
        only_ends = all(one.kind in ends for one in asked.said()) and asked.shape in (
            "yes_no",
            "how",
            "facts",
        )
        return only_ends and not asked.told and self.bears_on(session, asked)

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the move is described."""
        asked = _ends(asked)
        described = asked.origin and asked.target and move(session, origin=asked.origin, target=asked.target)
        return bool(described)

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the way if it is described; else what is known of its ends, and the ways that are."""
        asked = _ends(asked)
        several = offer(session, asked) or between_targets(session, asked)
        if several is not None:
            return several
        origin, target = asked.origin, asked.target
        others = [one for one in asked.ids(names.BACKGROUND, of_person=False) if one != origin]
        outside = target or next(iter(others), None)
        described = roles.roles(session, ids=[target]) if target else []
        if outside and not described:  # out of the field: where it leads is not for us to say
            leaving = say(
                "transition_leaves", turn=asked.turn, target=with_article(name_of(session, outside))
            )
            return replace(to := to_what(session, asked), lead=f"{leaving} {to.lead}")
        if target is None:
            return to_what(session, asked)
        role = described[0]
        if origin is None:
            return from_what(session, asked, role)
        if origin == target:
            return already(session, asked, role)
        way = move(session, origin=origin, target=target)
        if way is None:
            return _by_stops(session, asked, origin, role)
        start = name_of(session, origin)
        parts = [
            *_of_person(session, asked, role, way),
            say("transition_carries_over", what=" ".join(way.carries_over)),
            f"{say('transition_learn')}\n{numbered(way.learn)}",
        ]
        return Answer(
            topic=self.topic,
            title=say("transition_title", origin=sentence(start), target=role.name),
            lead=opening(session, asked, way, role),
            body="\n\n".join(parts),
            sources=sourced(
                session,
                way.source,
                *(step.source for step in way.learn),
                pay_source(session, role) if "pay_cut" in asked.told else None,
            ),
            suggestions=next_steps(asked, role, "skills", "salary", "job_outlook", "education"),
            roles=asked.roles,
        )


def _ends(asked: Question) -> Question:
    """Return the question with the lead as its target where a role alone is left for "management"."""
    if "leads" in asked.told and asked.origin and not asked.target and asked.origin in asked.ids(names.ROLE):
        return asked.ending(asked.origin, LEADS)
    if asked.origin in _SAME_WORK and asked.target and asked.target != _SAME_WORK[asked.origin]:
        return asked.ending(_SAME_WORK[asked.origin], asked.target)
    if asked.origin is None and asked.target and {"no_code", "no_experience"} & set(asked.told):
        return asked.ending(NO_TECH, asked.target)
    return asked


def _of_person(session: Session, asked: Question, role: roles.Role, way: field.Transition) -> list[str]:
    told = asked.without(names.FIELD)
    if way.origin in (
        asked.person.job,
        asked.background,
    ):  # the work since then counts for more than the study
        told = replace(told, person=replace(told.person, study=None))
    said = circumstances.sentences(session, told, circumstances.way_to(session, role, months_of(way.months)))
    return [bullets(said)] if said else []


def _by_stops(session: Session, asked: Question, origin: str, role: roles.Role) -> Answer:
    """Answer for a pair whose way is not described: with the stops between, else by the steps in general."""
    found = ways.route(session, origin=origin, target=role.id)
    if found is None:
        return undescribed(session, asked, name_of(session, origin), role)
    stops = [with_article(name_of(session, one)) for one in found.stops]
    months = (
        circumstances.in_words((found.months_from, found.months_to))
        if found.months_from is not None and found.months_to is not None
        else say("some_time")
    )
    points = []
    for part in found.parts:
        learn = listed([inline(step.title) for step in part.learn])
        points.append(
            say(
                "route_part",
                origin=sentence(name_of(session, part.origin)),
                target=name_of(session, part.target),
                months=part.months,
                verdict=part.verdict,
                learn=learn,
            )
        )
    return Answer(
        topic="transition",
        title=say("transition_title", origin=sentence(name_of(session, origin)), target=role.name),
        lead=say(
            "route",
            origin=stops[0],
            target=stops[-1],
            stops=listed(stops[1:-1]),
            months=months,
        ),
        body="\n\n".join(
            [
                *_of_person(session, asked, role, found.parts[-1]),
                say("transition_carries_over", what=" ".join(found.parts[0].carries_over)),
                bullets(points),
            ]
        ),
        sources=sourced(session, *(part.source for part in found.parts)),
        suggestions=next_steps(asked, role, "skills", "salary", "job_outlook", "education"),
        roles=asked.roles,
    )
