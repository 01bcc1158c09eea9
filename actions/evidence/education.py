"""Degrees, courses and what replaces them."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import Evidence, attributed, next_steps, role_of, sourced
from actions.evidence.study import of_study
from actions.question import Question
from actions.wording import inline, listed, opening, say, sentence, with_article
from knowledge.queries import field, figures, roles


class Education(Evidence):
    """Says what people of a role have studied, what helps, and how to do without."""

    topic = "education"
    shapes = frozenset({"facts"})

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the degrees that lead to the role, with the official shares where they are known."""
        weighed = of_study(session, asked)
        if weighed is not None:
            return weighed
        found = roles.roles(session, ids=asked.roles)
        role = role_of(session, asked)
        known = roles.education(session, role=role.id)
        assert known is not None  # noqa: S101 - the catalog requires it
        views = field.viewpoints(session, topic="education", roles=asked.roles)
        views = [view for view in views if view.source != known.source][:1]
        first, *others = _in_order(known, asked.degree)
        lead = first
        body = [opening(one) for one in others]
        source_ids = [known.source, *(view.source for view in views)]
        for other in found[1:]:
            beside = roles.education(session, role=other.id)
            if beside is not None:
                body = [opening(known.helpful), f"**{sentence(other.name)}**: {beside.typical}"]
                source_ids.append(beside.source)
        return Answer(
            topic=self.topic,
            title=say("education_title", role=role.name),
            lead=lead if len(found) == 1 else f"{sentence(role.name)}: {lead}",
            body="\n\n".join(body),
            notes=(attributed(session, views),) if views else (),
            sources=sourced(session, *source_ids),
            suggestions=next_steps(asked, role, "certifications", "how_to_become", "skills", "salary"),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the subjects that people of the role study."""
        role = role_of(session, asked)
        known = roles.education(session, role=role.id)
        if known is None:
            return None
        shares = _shares(session, role)
        return Answer(
            topic=self.topic,
            title=say("education_title", role=role.name),
            lead=say(
                "education_fields",
                turn=asked.turn,
                roles=role.plural,
                fields=listed([inline(one) for one in known.fields]),
            ),
            body=shares[0] if shares else known.without_degree,
            sources=sourced(session, known.source, shares[1] if shares else None),
            suggestions=next_steps(asked, role, "certifications", "how_to_become", "skills"),
            roles=asked.roles,
        )


def _in_order(known: roles.Education, degree: Optional[str]) -> tuple[str, str, str]:
    """Return what is known of degrees, first what answers a question about this one."""
    if degree in ("none", "bootcamp"):
        return known.without_degree, known.typical, known.helpful
    return known.typical, known.helpful, known.without_degree


def _shares(session: Session, role: roles.Role) -> Optional[tuple[str, str]]:
    """Return a sentence on the degrees held in the nearest official occupation, and its source."""
    near = roles.occupations(session, role=role.id)
    found = figures.outlook(session, occupations=near.codes[:1]) if near else []
    if not found or found[0].bachelor_share is None:
        return None
    said = say(
        "education_shares_group" if found[0].shares_of_group else "education_shares",
        a_role=with_article(role.name),
        occupation=found[0].plain_name,
        bachelor=round(found[0].bachelor_share),
        master=round(found[0].master_share or 0),
        doctoral=round(found[0].doctoral_share or 0),
    )
    return said, found[0].source
