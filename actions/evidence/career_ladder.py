"""The levels of a role, from the first job up."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, next_steps, role_of, sourced
from actions.evidence.experience import aimed_at, ladder_table, promotion
from actions.evidence.moves import move
from actions.evidence.transition import Transition
from actions.question import Question
from actions.wording import say
from knowledge.queries import roles

_AIMS = ("how_long", "how", "yes_no", "first")


class CareerLadder(Evidence):
    """Shows the career ladder of a role as a table, opened by the rung that a question aims at."""

    topic = "career_ladder"
    shapes = frozenset({"facts", "which", "how", "how_long"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer to who asks for a change, or whether to lead or to stay an expert."""
        exact = ("lead_or_expert" in asked.told and asked.roles) or _changes(session, asked)
        return self.answer(session, asked) if exact else None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the rungs with their titles and years, and what the next rung asks for."""
        if _changes(session, asked):
            return Transition().answer(session, asked)
        role = role_of(session, asked)
        rungs = roles.ladder(session, role=role.id)
        body = ""
        lead = say(
            "career_ladder",
            turn=asked.turn,
            roles=role.plural,
            first=rungs[0].title,
            last=rungs[-1].title,
            count=len(rungs),
        )
        if "lead_or_expert" in asked.told:
            lead, body = say("ladder_lead_or_expert"), say("ladder_lead_or_expert_body")
        elif asked.shape in _AIMS and aimed_at(asked, rungs):
            aimed = promotion(session, asked, role)
            if aimed is not None:
                return aimed
        return Answer(
            topic=self.topic,
            title=say("career_ladder_title", role=role.name),
            lead=lead,
            body=body,
            table=ladder_table(rungs),
            sources=sourced(session, *(rung.source for rung in rungs)),
            suggestions=next_steps(asked, role, "salary", "job_outlook", "skills"),
            roles=(role.id,),
        )


def _changes(session: Session, asked: Question) -> bool:
    """Return whether a question names a role that is left and another that is aimed at."""
    return bool(
        asked.origin and asked.target and move(session, origin=asked.origin, target=asked.target) is not None
    )
