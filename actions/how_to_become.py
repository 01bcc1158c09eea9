"""The way into a role, for who starts from nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.memory import Asked
from actions.topic import TopicAction, next_steps, role_of, sourced
from actions.transition import Transition
from actions.wording import inline, opening, say, with_article
from knowledge.queries import field, roles

_SHOWN = 3


class HowToBecome(TopicAction):
    """Lists the steps into a role, in order, with the time each takes."""

    topic = "how_to_become"

    def answer(self, session: Session, asked: Asked) -> Answer:
        """Return the steps; who says where they come from gets the way from there, if it is described."""
        role = role_of(session, asked)
        if asked.background and field.transition(session, origin=asked.background, target=role.id):
            return Transition().answer(session, replace(asked, origin=asked.background, target=role.id))
        steps = roles.steps(session, role=role.id)
        lines = [
            f"- **{step.title}**{f' ({step.months})' if step.months else ''}: {opening(step.detail)}"
            for step in steps[:_SHOWN]
        ]
        if len(steps) > _SHOWN:
            lines.append(
                say("how_to_become_rest", rest="; ".join(inline(step.title) for step in steps[_SHOWN:]))
            )
        return Answer(
            topic=self.topic,
            title=say("how_to_become_title", a_role=with_article(role.name)),
            lead=say("how_to_become", turn=asked.turn, a_role=with_article(role.name), count=len(steps)),
            body="\n".join(lines),
            sources=sourced(session, *(step.source for step in steps)),
            suggestions=next_steps(asked, role, "skills", "education", "career_ladder", "salary"),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Asked) -> Optional[Answer]:
        """Return the steps that the first answer only named."""
        role = role_of(session, asked)
        steps = roles.steps(session, role=role.id)
        return Answer(
            topic=self.topic,
            title=say("how_to_become_title", a_role=with_article(role.name)),
            lead=say("how_to_become_more", turn=asked.turn, a_role=with_article(role.name)),
            body="\n".join(f"- **{step.title}**: {step.detail}" for step in steps[_SHOWN:]),
            sources=sourced(session, *(step.source for step in steps)),
            suggestions=next_steps(asked, role, "career_ladder", "skills", "salary"),
            roles=asked.roles,
        )
