"""The way into a role, fitted to what somebody tells of themselves."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence import circumstances
from actions.evidence.base import Evidence, role_of
from actions.evidence.career_ladder import CareerLadder
from actions.evidence.experience import promotion, years
from actions.evidence.into_role import NO_TECH, into_role, way_of
from actions.evidence.transition import Transition
from actions.question import Question
from knowledge.queries import field

_PLAIN = 8  # words of a question that asks for the way alone
_HIGH_LEVELS = ("senior", "executive")


class HowToBecome(Evidence):
    """Lists the steps into a role, opened by what the person's circumstances change about them."""

    topic = "how_to_become"
    shapes = frozenset({"facts", "how", "first", "how_long", "which", "yes_no", "worth", "enough"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks for the steps and says no more: "how do I become one?"."""
        plain = asked.shape == "how" and not (asked.aspects or asked.told or asked.feeling)
        return plain and asked.of_one_thing and bool(asked.roles) and asked.length <= _PLAIN

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the answer where a question tells what shapes the steps, or asks for one of them."""
        if not asked.roles:
            return None
        shaped = (
            self._origin(session, asked)
            or {"years_asked", "ladder"} & set(asked.told)
            or set(asked.ids(names.LEVEL, of_person=False)) & set(_HIGH_LEVELS)
            or asked.shape in ("first", "how_long")
            or circumstances.sentences(session, asked, way_of(session, role_of(session, asked)))
        )
        return self.answer(session, asked) if shaped else None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the steps; who says where they come from gets the way from there, if it is described."""
        role = role_of(session, asked)
        if "ladder" in asked.told:
            return CareerLadder().answer(session, asked)
        told = years(session, asked, role) if "years_asked" in asked.told else None
        if told is None and set(asked.ids(names.LEVEL, of_person=False)) & set(_HIGH_LEVELS):
            told = promotion(session, asked, role)
        if told is not None:
            return told
        origin = self._origin(session, asked)
        if origin:
            return Transition().answer(session, asked.ending(origin, role.id))
        return into_role(session, asked, role)

    def _origin(self, session: Session, asked: Question) -> Optional[str]:
        """Return where somebody comes from, where the way from there is described."""
        origin = asked.origin or asked.background or asked.person.job
        if origin is None and {"no_code", "no_experience"} & set(asked.told):
            origin = NO_TECH
        known = origin and origin not in asked.roles
        if known and field.transition(session, origin=str(origin), target=role_of(session, asked).id):
            return origin
        return None
