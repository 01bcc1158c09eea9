"""What people of a role have studied, how employers interview, and what O*NET says of occupations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables import figures as table
from knowledge.tables.roles import RoleOccupation


@dataclass(frozen=True)
class EducationHeld:
    """What people say that they have studied, in percent of ``n``.

    ``answer`` is the survey's answer, which may hold several roles: AI and ML engineers are one.
    """

    role: str
    answer: str
    n: int
    master_or_above: float
    without_bachelor: float
    source: str


@dataclass(frozen=True)
class InterviewStep:
    """How many of ``n`` employers that print their interviews name a step, such as ``take_home``."""

    step: str
    count: int
    n: int
    source: str


@dataclass(frozen=True)
class Interviews:
    """The steps that employers print, the most frequent first, and how many steps there are at the median."""

    median_steps: int
    steps: tuple[InterviewStep, ...]
    n: int
    source: str


@dataclass(frozen=True)
class OccupationSkills:
    """O*NET's most important skills of the official occupation nearest to a role, the most important first.

    ``zone`` is how much preparation the occupation needs, 1 (little) to 5 (the longest).
    """

    role: str
    occupation: str
    skills: tuple[tuple[str, float], ...]
    zone: Optional[int]
    source: str
    zone_source: Optional[str]


@remembered
def education_held(session: Session, *, role: str) -> Optional[EducationHeld]:
    """Return what people of a role have studied, or ``None`` where the survey has no answer for it."""
    row = session.get(table.EducationHeld, role)
    if row is None:
        return None
    return EducationHeld(
        row.role_id, row.answer, row.n, row.master_or_above, row.without_bachelor, row.source_id
    )


@remembered
def interviews(session: Session) -> Interviews:
    """Return how employers of AI engineers interview, by what some of them print in their postings."""
    rows = list(session.execute(select(table.InterviewStep)).scalars())
    steps = [
        InterviewStep(row.step, row.count, row.n, row.source_id) for row in rows if row.step != "median_steps"
    ]
    middle = next(row for row in rows if row.step == "median_steps")
    ordered = tuple(sorted(steps, key=lambda one: -one.count))
    return Interviews(middle.count, ordered, middle.n, middle.source_id)


@remembered
def occupation_skills(session: Session, *, role: str) -> Optional[OccupationSkills]:
    """Return O*NET's skills of the occupation nearest to a role that has any, or ``None``."""
    occupations = session.execute(
        select(RoleOccupation.occupation_id)
        .where(RoleOccupation.role_id == role)
        .order_by(RoleOccupation.position)
    ).scalars()
    for occupation in occupations:
        rows = list(
            session.execute(
                select(table.OccupationSkill)
                .where(table.OccupationSkill.occupation_id == occupation)
                .order_by(table.OccupationSkill.importance.desc(), table.OccupationSkill.skill)
            ).scalars()
        )
        if rows:
            zone = session.get(table.OccupationZone, occupation)
            return OccupationSkills(
                role=role,
                occupation=occupation,
                skills=tuple((row.skill, row.importance) for row in rows),
                zone=zone.zone if zone else None,
                source=rows[0].source_id,
                zone_source=zone.source_id if zone else None,
            )
    return None
