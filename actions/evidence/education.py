"""Degrees, courses and what replaces them."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence import study_open
from actions.evidence.base import Evidence, attributed, next_steps, role_of, sourced
from actions.evidence.certificate_advice import of_a_programme
from actions.evidence.study import fields_of, of_fields, which_field
from actions.evidence.study_levels import any_degree, levels_of, of_levels
from actions.question import Question
from actions.wording import inline, listed, opening, say, sentence, with_article
from knowledge.queries import field, figures, roles


class Education(Evidence):
    """Says what people of a role have studied, what helps, and how to do without."""

    topic = "education"
    shapes = frozenset({"facts"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what the tables say to the fields and levels that a question names.

        A programme of a school by its name is none of the catalog's: it is told how to judge one.
        """
        programme = of_a_programme(session, asked)
        if programme is not None:
            return programme
        if _CONDITIONS & set(asked.told):
            return None
        if not asked.roles or "back_to_school" in asked.told:
            return study_open.without_role(session, asked)
        if "schools" in asked.told:
            return study_open.of_schools(session, asked)
        if len(asked.roles) > 1:
            return None
        return _weighed(session, asked)

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks if a role needs a degree, or one of a level, and nothing else."""
        plain = all(one.kind in (names.ROLE, names.DEGREE) for one in asked.said()) and bool(asked.roles)
        return asked.shape in _JUDGED and plain and self.exactly(session, asked) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the degrees that lead to the role, with the official shares where they are known."""
        found = roles.roles(session, ids=asked.roles)
        role = role_of(session, asked)
        known = roles.education(session, role=role.id)
        assert known is not None  # noqa: S101 - the catalog requires it
        views = field.viewpoints(session, topic="education", roles=asked.roles)
        views = [view for view in views if view.source != known.source][:1]
        first, *others = _in_order(known, asked.degree)
        lead = first
        body = [
            say("education_without", what=one) if one is known.without_degree else opening(one)
            for one in others
        ]
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


def _weighed(session: Session, asked: Question) -> Optional[Answer]:
    """Return how fields and levels fit the role of a question, or which to take, or ``None``."""
    role = role_of(session, asked)
    subjects = [one for one in asked.said() if one.kind in (names.FIELD, names.DEGREE) and not one.of_person]
    of_field = any(one.kind == names.FIELD for one in subjects) and bool(fields_of(asked))
    if not of_field and asked.shape in _CHOICES and len(levels_of(asked)) < 2:
        return which_field(session, asked, role)
    if len(levels_of(asked)) > 1 and len(fields_of(asked)) < 2:
        return of_levels(session, asked, role)
    if of_field or not any(one.kind == names.DEGREE for one in subjects):
        found = of_fields(session, asked, role)
        if found is not None:
            return found
    weighed = of_levels(session, asked, role)
    if weighed is None and asked.shape in _JUDGED and not asked.tools:
        weighed = any_degree(session, asked, role)
    return weighed


#: Conditions of study that no table weighs.
_CONDITIONS = {"online", "country"}
_CHOICES = ("which", "criterion")
_JUDGED = ("yes_no", "enough", "worth")


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
