"""Certificates and what they are worth."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.evidence.certificate import of_certificates
from actions.question import Question
from actions.wording import opening, say, with_article
from knowledge.queries import roles


class Certifications(Evidence):
    """Lists the certificates worth knowing of for a role."""

    topic = "certifications"
    shapes = frozenset({"facts", "which", "worth"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what is known of just the certificates that a question is about."""
        return of_certificates(session, asked)

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the certificates, those of a vendor that the question names first."""
        role = role_of(session, asked)
        known = roles.certifications(session, role=role.id)
        text = " ".join(asked.content)
        known.sort(key=lambda one: one.issuer.split()[0].lower() not in text)
        return Answer(
            topic=self.topic,
            title=say("certifications_title", role=role.name),
            lead=say("certifications", turn=asked.turn, a_role=with_article(role.name)),
            body=bullets([f"**{one.name}** ({one.issuer}): {opening(one.worth)}" for one in known[:3]]),
            sources=sourced(session, *(one.source for one in known[:3])),
            suggestions=next_steps(asked, role, "education", "skills", "how_to_become"),
            roles=(role.id,),
        )
