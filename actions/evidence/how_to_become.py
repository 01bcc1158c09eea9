"""The way into a role, for who starts from nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, next_steps, role_of, sourced
from actions.evidence.steps import numbered, total
from actions.evidence.transition import Transition
from actions.question import Question
from actions.wording import say, with_article
from knowledge.queries import field, roles


class HowToBecome(Evidence):
    """Lists the steps into a role, in order, with the time each takes and the total."""

    topic = "how_to_become"
    shapes = frozenset({"facts", "how", "first", "how_long", "which"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the steps; who says where they come from gets the way from there, if it is described."""
        role = role_of(session, asked)
        origin = asked.background or asked.person.job
        if origin and field.transition(session, origin=origin, target=role.id):
            return Transition().answer(session, asked.ending(origin, role.id))
        steps = roles.steps(session, role=role.id)
        long = total(steps)
        timed = "how_to_become_timed" if long else "how_to_become"
        return Answer(
            topic=self.topic,
            title=say("how_to_become_title", a_role=with_article(role.name)),
            lead=say(timed, turn=asked.turn, a_role=with_article(role.name), count=len(steps), total=long),
            body=numbered(steps),
            sources=sourced(session, *(step.source for step in steps)),
            suggestions=next_steps(asked, role, "skills", "education", "career_ladder", "salary"),
            roles=asked.roles,
        )
