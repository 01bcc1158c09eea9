"""The way from one role, or from another profession, to a role."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, suggest
from actions.memory import Asked
from actions.topic import TopicAction, next_steps, sourced
from actions.wording import listed, opening, say, sentence, with_article
from knowledge.queries import field, roles


class Transition(TopicAction):
    """Says what carries over, what to learn and in which order, and how long it takes."""

    topic = "transition"
    needs_role = False

    def answer(self, session: Session, asked: Asked) -> Answer:
        """Return the way if it is described; else what is known of its ends, and the ways that are."""
        origin, target = asked.origin, asked.target
        if target is None:
            return _to_what(session, asked)
        role = roles.roles(session, ids=[target])[0]
        if origin is None:
            return _from_what(session, asked, role)
        way = field.transition(session, origin=origin, target=target)
        start = _name(session, origin)
        if way is None:
            return _undescribed(session, asked, start, role)
        steps = "\n".join(
            f"- **{step.title}**{f' ({step.months})' if step.months else ''}: {opening(step.detail)}"
            for step in way.learn[:3]
        )
        return Answer(
            topic=self.topic,
            title=say("transition_title", origin=sentence(start), target=role.name),
            lead=f"{way.verdict} {say('transition_time', months=way.months)}",
            body="\n\n".join(
                [
                    say("transition_carries_over", what=" ".join(way.carries_over[:1])),
                    f"{say('transition_learn')}\n{steps}",
                ]
            ),
            sources=sourced(session, way.source, *(step.source for step in way.learn[:3])),
            suggestions=(
                *next_steps(asked, role, "skills", "salary"),
                suggest(say("suggest_more"), "follow_up"),
                *next_steps(asked, role, "job_outlook"),
            ),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Asked) -> Optional[Answer]:
        """Return all that carries over, and the later steps."""
        if asked.origin is None or asked.target is None:
            return None
        way = field.transition(session, origin=asked.origin, target=asked.target)
        if way is None:
            return None
        role = roles.roles(session, ids=[asked.target])[0]
        lines = [f"- **{step.title}**: {step.detail}" for step in way.learn[3:]]
        carried = "\n".join(f"- {one}" for one in way.carries_over[1:])
        return Answer(
            topic=self.topic,
            title=say("transition_title", origin=sentence(_name(session, asked.origin)), target=role.name),
            lead=say("transition_more", turn=asked.turn),
            body="\n\n".join(part for part in (carried, "\n".join(lines)) if part),
            sources=sourced(session, way.source),
            suggestions=next_steps(asked, role, "skills", "education", "salary"),
            roles=asked.roles,
        )


def _name(session: Session, origin: str) -> str:
    found = roles.roles(session, ids=[origin])
    return found[0].name if found else field.background_name(session, background=origin) or origin


def _to_what(session: Session, asked: Asked) -> Answer:
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


def _from_what(session: Session, asked: Asked, role: roles.Role) -> Answer:
    """Answer who names only the goal: the steps in general, and the ways that are described."""
    steps = roles.steps(session, role=role.id)
    origins = roles.roles(session, ids=field.origins_to(session, target=role.id)[:3])
    return Answer(
        topic="transition",
        title=say("transition_into_title", target=role.name),
        lead=say("transition_into", turn=asked.turn, target=with_article(role.name)),
        body="\n".join(f"- **{step.title}**: {opening(step.detail)}" for step in steps[:3]),
        sources=sourced(session, *(step.source for step in steps[:3])),
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


def _undescribed(session: Session, asked: Asked, start: str, role: roles.Role) -> Answer:
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
        body="\n".join(f"- **{step.title}**: {opening(step.detail)}" for step in steps[:3]),
        sources=sourced(session, *(step.source for step in steps[:3])),
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
