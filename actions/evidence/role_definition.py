"""What a role is."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.question import Question
from actions.wording import say, sentence
from knowledge.queries import roles


class RoleDefinition(Evidence):
    """Says what a role is and what sets it apart."""

    topic = "role_definition"

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the definition of each role that is asked about."""
        found = roles.roles(session, ids=asked.roles)
        if len(found) > 1:
            return Answer(
                topic=self.topic,
                title=say("role_definition_title_many"),
                lead=say("role_definition_many", turn=asked.turn, count=len(found)),
                body=bullets([f"**{sentence(role.name)}**: {role.definition}" for role in found]),
                sources=sourced(session, *(role.source for role in found)),
                suggestions=next_steps(asked, found[0], "responsibilities", "skills", "salary"),
                roles=asked.roles,
            )
        role = role_of(session, asked)
        return Answer(
            topic=self.topic,
            title=sentence(role.name),
            lead=role.definition,
            body=role.distinct,
            sources=sourced(session, role.source),
            suggestions=next_steps(asked, role, "responsibilities", "skills", "salary", "how_to_become"),
            roles=asked.roles,
        )
