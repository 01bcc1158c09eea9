"""Questions beside the roles: interviews, working hours, and what the words mean."""

from __future__ import annotations

import re
from typing import ClassVar, Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.asking_back import starters
from actions.evidence import of_aspect
from actions.evidence.base import Evidence, bullets, next_steps, sourced
from actions.evidence.responsibilities import of_work, told_of_work
from actions.evidence.terms import compared, explained, subjects_of
from actions.question import Question
from actions.wording import say
from knowledge.queries import field, roles


class _FromGuide:
    """Answers with the guide that fits the words of the question and the role best."""

    topic: ClassVar[str]

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the best guide of the topic."""
        known = field.guides(session, topic=self.topic)
        text = " ".join(asked.content)  # nothing where a button was pressed

        def fit(guide: field.Guide) -> tuple[int, bool]:
            terms = sum(
                len(term) for term in guide.terms if re.search(rf"\b{re.escape(term.lower())}\b", text)
            )
            return terms, bool(set(guide.roles) & set(asked.roles)) or (not asked.roles and not guide.roles)

        best = max(known, key=fit)
        if self.topic == "concepts" and text and not fit(best)[0]:
            return Answer(
                topic=self.topic,
                title=say("concept_unknown_title"),
                lead=say("concept_unknown", turn=asked.turn),
                body=bullets([guide.title for guide in known[:4]]),
                suggestions=starters(),
            )
        role = next(iter(roles.roles(session, ids=asked.roles[:1])), None)
        return Answer(
            topic=self.topic,
            title=best.title,
            lead=best.lead,
            body=bullets(best.points),
            sources=sourced(session, best.source),
            suggestions=next_steps(asked, role, "skills", "responsibilities", "how_to_become")
            if role
            else starters(),
            roles=asked.roles,
        )


class Interviews(_FromGuide, Evidence):
    """How to prepare for an interview."""

    topic = "interviews"


class WorkLife(_FromGuide, Evidence):
    """Hours, stress, remote work: for a role what is told of it, else the guide."""

    topic = "work_life"

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the side of a role's work that is asked about is known."""
        return self._told(session, asked) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return what is told of the side of a role's work that is asked about, or the best guide."""
        told = self._told(session, asked)
        return of_work(session, asked, told) if told else super().answer(session, asked)

    def _told(self, session: Session, asked: Question) -> Optional[of_aspect.Told]:
        return told_of_work(session, asked) if asked.roles else None


class Concepts(_FromGuide, Evidence):
    """What the words of the field mean: from their table, else from the guide."""

    topic = "concepts"
    shapes = frozenset({"facts", "which", "how", "yes_no"})

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the words are explained."""
        return bool(subjects_of(session, asked))

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return what each word means and how they hang together."""
        found = subjects_of(session, asked)
        if len(found) > 1:
            return compared(session, asked, found)
        return explained(session, asked, found[0]) if found else super().answer(session, asked)
