"""The levels of a role, from the first job up."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer, Table
from actions.evidence.base import Evidence, next_steps, role_of, sourced
from actions.question import Question
from actions.wording import say, words
from knowledge.queries import roles


class CareerLadder(Evidence):
    """Shows the career ladder of a role as a table."""

    topic = "career_ladder"
    shapes = frozenset({"facts", "which", "how", "how_long"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the rungs with their titles and years, and what the next rung asks for."""
        role = role_of(session, asked)
        rungs = roles.ladder(session, role=role.id)
        heads = words("ladder_columns")
        return Answer(
            topic=self.topic,
            title=say("career_ladder_title", role=role.name),
            lead=say(
                "career_ladder",
                turn=asked.turn,
                roles=role.plural,
                first=rungs[0].title,
                last=rungs[-1].title,
                count=len(rungs),
            ),
            table=Table(
                (heads["title"], heads["years"], heads["note"]),
                tuple((rung.title, rung.years, rung.note) for rung in rungs),
            ),
            sources=sourced(session, *(rung.source for rung in rungs)),
            suggestions=next_steps(asked, role, "salary", "job_outlook", "skills"),
            roles=asked.roles,
        )
