"""What people of a role do all day."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.question import Question
from actions.wording import say, sentence, with_article
from knowledge.queries import roles

_FIRST = 4


class Responsibilities(Evidence):
    """Lists the duties of a role."""

    topic = "responsibilities"
    shapes = frozenset({"facts", "how", "which"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the weightiest duties of each role that is asked about."""
        found = roles.roles(session, ids=asked.roles)
        if len(found) > 1:
            return self._of_several(session, asked, found)
        role = role_of(session, asked)
        duties = roles.responsibilities(session, role=role.id)[:_FIRST]
        return Answer(
            topic=self.topic,
            title=say("responsibilities_title", role=role.name),
            lead=say("responsibilities", turn=asked.turn, a_role=sentence(with_article(role.name))),
            body=bullets([duty.text for duty in duties]),
            sources=sourced(session, *(duty.source for duty in duties)),
            suggestions=next_steps(asked, role, "skills", "tools", "salary", "how_to_become"),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the duties that the first answer left out, if there are any."""
        role = role_of(session, asked)
        duties = roles.responsibilities(session, role=role.id)[_FIRST:]
        if not duties or len(asked.roles) > 1:
            return None
        return Answer(
            topic=self.topic,
            title=say("responsibilities_title", role=role.name),
            lead=say("responsibilities_more", turn=asked.turn, a_role=with_article(role.name)),
            body=bullets([duty.text for duty in duties]),
            sources=sourced(session, *(duty.source for duty in duties)),
            suggestions=next_steps(asked, role, "skills", "tools", "salary", "how_to_become"),
            roles=asked.roles,
        )

    def _of_several(self, session: Session, asked: Question, found: list[roles.Role]) -> Answer:
        duties = {role.id: roles.responsibilities(session, role=role.id)[:2] for role in found}
        return Answer(
            topic=self.topic,
            title=say("responsibilities_title_many"),
            lead=say("responsibilities_many", turn=asked.turn),
            body="\n\n".join(
                f"**{sentence(role.name)}**\n{bullets([duty.text for duty in duties[role.id]])}"
                for role in found
            ),
            sources=sourced(session, *(duty.source for each in duties.values() for duty in each)),
            suggestions=next_steps(asked, found[0], "skills", "salary"),
            roles=asked.roles,
        )
