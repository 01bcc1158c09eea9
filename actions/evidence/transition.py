"""The way from one role, or from another profession, to a role."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer, suggest
from actions.evidence.base import Evidence, next_steps, sourced
from actions.evidence.steps import numbered
from actions.question import Question
from actions.wording import listed, say, sentence, with_article
from knowledge.queries import field, roles


class Transition(Evidence):
    """Says what carries over, what to learn and in which order, and how long it takes."""

    topic = "transition"
    shapes = frozenset({"facts", "how", "yes_no", "how_long", "first", "worth", "enough"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the way if it is described; else what is known of its ends, and the ways that are."""
        origin, target = asked.origin, asked.target
        if target is None:
            return _to_what(session, asked)
        role = roles.roles(session, ids=[target])[0]
        if origin is None:
            return _from_what(session, asked, role)
        way = field.transition(session, origin=origin, target=target)
        start = _name(session, origin)
        if origin == target:
            return _already(session, asked, role)
        if way is None:
            return _undescribed(session, asked, start, role)
        return Answer(
            topic=self.topic,
            title=say("transition_title", origin=sentence(start), target=role.name),
            lead=f"{_opening(asked, way.verdict)} {say('transition_time', months=way.months)}",
            body="\n\n".join(
                [
                    say("transition_carries_over", what=" ".join(way.carries_over)),
                    f"{say('transition_learn')}\n{numbered(way.learn)}",
                ]
            ),
            sources=sourced(session, way.source, *(step.source for step in way.learn)),
            suggestions=next_steps(asked, role, "skills", "salary", "job_outlook", "education"),
            roles=asked.roles,
        )


def _name(session: Session, origin: str) -> str:
    found = roles.roles(session, ids=[origin])
    return found[0].name if found else field.background_name(session, background=origin) or origin


def _opening(asked: Question, verdict: str) -> str:
    """Return the verdict without its "Yes" where the question was none that yes answers."""
    if asked.shape in _ASKS_YES_OR_NO or not verdict.startswith(_YES):
        return verdict
    return sentence(verdict[len("Yes") :].lstrip(" ,."))


_YES = ("Yes.", "Yes,")
_ASKS_YES_OR_NO = ("yes_no", "worth", "enough")


def _already(session: Session, asked: Question, role: roles.Role) -> Answer:
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


def _to_what(session: Session, asked: Question) -> Answer:
    origin = asked.origin
    targets = field.transitions_from(session, origin=origin) if origin else []
    offered = roles.roles(session, ids=targets[:4] or ["ml_engineer", "ai_engineer", "data_scientist"])
    start = with_article(_name(session, origin)) if origin else None
    return Answer(
        topic="transition",
        title=say("transition_to_what_title"),
        lead=say("transition_to_what", turn=asked.turn)
        if start is None
        else say(
            "transition_to_what_from",
            turn=asked.turn,
            origin=start,
            targets=listed([with_article(role.name) for role in offered], last="or"),
        ),
        suggestions=tuple(
            suggest(
                say("suggest_switch", origin=start, target=with_article(role.name))
                if start
                else say("suggest_switch_to", target=with_article(role.name)),
                "ask_transition",
                background=origin if origin and origin not in asked.roles else None,
                role=(origin, role.id) if origin in asked.roles else role.id,
            )
            for role in offered
        ),
        roles=asked.roles,
    )


def _from_what(session: Session, asked: Question, role: roles.Role) -> Answer:
    """Answer who names only the goal: the steps in general, and the ways that are described."""
    steps = roles.steps(session, role=role.id)
    origins = roles.roles(session, ids=field.origins_to(session, target=role.id)[:3])
    return Answer(
        topic="transition",
        title=say("transition_into_title", target=role.name),
        lead=say("transition_into", turn=asked.turn, target=with_article(role.name)),
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


def _undescribed(session: Session, asked: Question, start: str, role: roles.Role) -> Answer:
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
