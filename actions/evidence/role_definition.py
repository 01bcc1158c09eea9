"""What a role is, a title that is no role of the catalog, or a word of the field."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.evidence.terms import are_roles, compared, explained, subjects_of
from actions.evidence.titles import of_title
from actions.question import Question
from actions.wording import say, sentence
from knowledge.queries import roles


class RoleDefinition(Evidence):
    """Says what a role, a title or a word is, and what sets it apart."""

    topic = "role_definition"
    shapes = frozenset({"facts", "which", "how", "yes_no"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks what a role is and nothing else."""
        return "title" not in asked.aspects and asked.plain

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the title or the word that is asked about is explained."""
        if "title" in asked.aspects:
            return of_title(session, asked) is not None
        found = subjects_of(session, asked)
        return bool(found) and not are_roles(found)

    def stands_alone(self, session: Session, asked: Question) -> bool:
        """Return whether it can answer without a role of the catalog."""
        return bool(subjects_of(session, asked)) or of_title(session, asked) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the definition of each role, title or word that is asked about."""
        titled = of_title(session, asked)
        if titled is not None:
            return titled
        subjects = subjects_of(session, asked)
        if subjects and not are_roles(subjects):
            return (
                explained(session, asked, subjects[0])
                if len(subjects) == 1
                else compared(session, asked, subjects)
            )
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
