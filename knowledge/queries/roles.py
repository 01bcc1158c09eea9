"""What is known of a role. Every result carries the id of its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables import roles as table


@dataclass(frozen=True)
class Role:
    """A role and the sentences that introduce it; ``like`` is the role of which it is a specialism."""

    id: str
    name: str
    plural: str
    short: str
    like: Optional[str]
    definition: str
    distinct: str
    stack_advice: str
    future: str
    source: str


@dataclass(frozen=True)
class Fact:
    """A sentence with its source."""

    text: str
    source: str


@dataclass(frozen=True)
class Skill:
    """A skill of a role; ``importance`` is ``essential``, ``important`` or ``useful``."""

    name: str
    kind: str
    importance: str
    why: str
    source: str


@dataclass(frozen=True)
class Education:
    """What people of a role have studied, and what replaces it."""

    typical: str
    helpful: str
    without_degree: str
    fields: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Certification:
    """A certificate and what it is worth."""

    name: str
    issuer: str
    worth: str
    source: str


@dataclass(frozen=True)
class Rung:
    """A rung of a career ladder; ``years`` of experience as words."""

    level: str
    title: str
    years: str
    note: str
    source: str


@dataclass(frozen=True)
class Step:
    """A step on a way; ``months`` as words, or ``None``."""

    title: str
    detail: str
    months: Optional[str]
    source: str


@dataclass(frozen=True)
class RoleOccupations:
    """The official occupations nearest to a role, the nearest first, and why."""

    codes: tuple[str, ...]
    note: str
    source: str


@remembered
def roles(session: Session, *, ids: Optional[Sequence[str]] = None) -> list[Role]:
    """Return the roles with these ids in the order given, or all roles by name; unknown ids are left out."""
    query = select(table.Role).order_by(table.Role.name)
    if ids is not None:
        query = query.where(table.Role.id.in_(ids))
    found = [
        Role(
            id=row.id,
            name=row.name,
            plural=row.plural,
            short=row.short,
            like=row.like,
            definition=row.definition,
            distinct=row.distinct,
            stack_advice=row.stack_advice,
            future=row.future,
            source=row.source_id,
        )
        for row in session.execute(query).scalars()
    ]
    if ids is not None:
        found.sort(key=lambda role: ids.index(role.id))
    return found


@remembered
def comparison(session: Session, *, role: str) -> dict[str, str]:
    """Return a role's cell for each aspect of a comparison of roles, such as ``{"builds": "…"}``."""
    query = select(table.Comparison).where(table.Comparison.role_id == role)
    return {row.aspect: row.text for row in session.execute(query).scalars()}


@remembered
def responsibilities(session: Session, *, role: str) -> list[Fact]:
    """Return the duties of a role, the weightiest first."""
    query = (
        select(table.Responsibility)
        .where(table.Responsibility.role_id == role)
        .order_by(table.Responsibility.position)
    )
    return [Fact(row.text, row.source_id) for row in session.execute(query).scalars()]


@remembered
def skills(session: Session, *, role: str) -> list[Skill]:
    """Return the skills of a role, the most important first."""
    query = select(table.RoleSkill).where(table.RoleSkill.role_id == role).order_by(table.RoleSkill.position)
    found = [
        Skill(row.name, row.kind, row.importance, row.why, row.source_id)
        for row in session.execute(query).scalars()
    ]
    return sorted(found, key=lambda skill: table.IMPORTANCE.index(skill.importance))


@remembered
def education(session: Session, *, role: str) -> Optional[Education]:
    """Return the education of a role, or ``None`` when it is not known."""
    row = session.get(table.Education, role)
    if row is None:
        return None
    subjects = select(table.FieldOfStudy).where(table.FieldOfStudy.role_id == role)
    names = session.execute(subjects.order_by(table.FieldOfStudy.position)).scalars()
    return Education(
        row.typical, row.helpful, row.without_degree, tuple(one.name for one in names), row.source_id
    )


@remembered
def certifications(session: Session, *, role: str) -> list[Certification]:
    """Return the certificates worth knowing of for a role, the most useful first."""
    query = (
        select(table.Certification)
        .where(table.Certification.role_id == role)
        .order_by(table.Certification.position)
    )
    return [
        Certification(row.name, row.issuer, row.worth, row.source_id)
        for row in session.execute(query).scalars()
    ]


@remembered
def ladder(session: Session, *, role: str) -> list[Rung]:
    """Return the career ladder of a role from the lowest rung up."""
    query = select(table.Rung).where(table.Rung.role_id == role).order_by(table.Rung.position)
    return [
        Rung(row.level_id, row.title, row.years, row.note, row.source_id)
        for row in session.execute(query).scalars()
    ]


@remembered
def steps(session: Session, *, role: str) -> list[Step]:
    """Return the steps into a role, in order."""
    query = select(table.Step).where(table.Step.role_id == role).order_by(table.Step.position)
    return [
        Step(row.title, row.detail, row.months, row.source_id) for row in session.execute(query).scalars()
    ]


@remembered
def occupations(session: Session, *, role: str) -> Optional[RoleOccupations]:
    """Return the official occupations nearest to a role, or ``None``."""
    query = (
        select(table.RoleOccupation)
        .where(table.RoleOccupation.role_id == role)
        .order_by(table.RoleOccupation.position)
    )
    rows = list(session.execute(query).scalars())
    if not rows:
        return None
    return RoleOccupations(tuple(row.occupation_id for row in rows), rows[0].note, rows[0].source_id)


@remembered
def fit_scores(session: Session) -> dict[str, dict[tuple[str, str], int]]:
    """Return, for each role, how well it suits each ``(question, answer)`` of the role-fit form (0 to 3)."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for row in session.execute(select(table.Fit)).scalars():
        found.setdefault(row.role_id, {})[(row.question, row.answer)] = row.score
    return found


@remembered
def fit_reason(session: Session, *, role: str) -> Optional[Fact]:
    """Return whom a role suits, in a sentence."""
    row = session.get(table.FitReason, role)
    return Fact(row.text, row.source_id) if row else None
