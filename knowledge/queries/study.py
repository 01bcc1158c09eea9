"""Any field or level of study with any role, and how deep a role's mathematics goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables import pairs as table

#: The missing share of what a role needs, up to which a field leads to it straight, well, or with work.
_STRAIGHT, _GOOD, _WITH_WORK = 0.15, 0.28, 0.60


@dataclass(frozen=True)
class TopicDepth:
    """How deep a role needs a topic, 0 to 3, and a field of study teaches it.

    ``field_depth`` is ``None`` where no field is meant.
    """

    topic: str
    name: str
    kind: str
    needed: int
    field_depth: Optional[int]
    covers: str
    close: str
    used_for: Optional[str]


@dataclass(frozen=True)
class StudyField:
    """A field of study in general."""

    id: str
    name: str
    teaches: str
    signals: str
    gaps: str
    pick_when: str
    not_when: str
    sources: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class StudyFit:
    """How a field of study fits a role.

    :param verdict: ``straight``, ``good``, ``with_work`` or ``detour``
    :param why: a sentence on this very pair, where there is one
    :param covered: what the role needs and the field teaches deep enough, the deepest first
    :param missing: what the role needs deeper than the field teaches it, the widest gap first
    :param sources: none means that it is advice
    """

    field: StudyField
    role: str
    verdict: str
    why: Optional[str]
    covered: tuple[TopicDepth, ...]
    missing: tuple[TopicDepth, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class StudyLevel:
    """A level of study in general: ``none``, ``bootcamp``, ``bachelor``, ``master``, ``mba`` and so on."""

    id: str
    name: str
    worth: str
    pick_when: str
    not_when: str
    sources: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class LevelFit:
    """Whether a role needs a level of study: ``needed``, ``helps``, ``enough``, ``hard`` or ``not_needed``.

    ``enough`` says that one gets in with it, ``hard`` that one seldom does. ``why`` is the role's sentence on
    all levels.
    """

    level: StudyLevel
    role: str
    need: str
    why: str
    sources: tuple[str, ...]


@remembered
def study_field(session: Session, *, field: str) -> Optional[StudyField]:
    """Return a field of study, or ``None`` when it is not in the knowledge base."""
    row = session.get(table.StudyField, field)
    return _field(row) if row else None


@remembered
def study_fit(session: Session, *, field: str, role: str) -> Optional[StudyFit]:
    """Return how a field of study fits a role, or ``None`` where either is unknown."""
    row = session.get(table.StudyField, field)
    topics = _topics(session, role, field)
    if row is None or not topics:
        return None
    missing = [one for one in topics if one.needed > (one.field_depth or 0)]
    covered = [one for one in topics if one.needed and one not in missing]
    pair = session.get(table.StudyPair, {"field_id": field, "role_id": role})
    return StudyFit(
        field=_field(row),
        role=role,
        verdict=pair.verdict if pair else _verdict(_missing_share([*covered, *missing])),
        why=pair.why if pair else None,
        covered=tuple(sorted(covered, key=lambda one: -one.needed)),
        missing=tuple(
            sorted(missing, key=lambda one: (one.needed - (one.field_depth or 0)) * -10 - one.needed)
        ),
        sources=_sources(pair.sources) if pair else _sources(row.sources),
    )


@remembered
def fields_for(session: Session, *, role: str) -> list[StudyFit]:
    """Return every field of study for a role, the best fit first."""
    ids = session.execute(select(table.StudyField.id).order_by(table.StudyField.position)).scalars()
    found = [study_fit(session, field=one, role=role) for one in ids]
    return sorted((one for one in found if one), key=_rank)


@remembered
def roles_for(session: Session, *, field: str) -> list[StudyFit]:
    """Return every role for a field of study, the best fit first."""
    ids = session.execute(
        select(table.RoleTopic.role_id).distinct().order_by(table.RoleTopic.role_id)
    ).scalars()
    found = [study_fit(session, field=field, role=one) for one in ids]
    return sorted((one for one in found if one), key=_rank)


@remembered
def maths_of(session: Session, *, role: str) -> list[TopicDepth]:
    """Return how deep a role's mathematics goes, the deepest first, with what each is used for."""
    found = [one for one in _topics(session, role, None) if one.kind == "maths"]
    return sorted(found, key=lambda one: -one.needed)


@remembered
def topics_of(session: Session, *, role: str) -> list[TopicDepth]:
    """Return how deep a role needs each topic that is weighed, mathematics or not, the deepest first."""
    return sorted(_topics(session, role, None), key=lambda one: -one.needed)


@remembered
def study_level(session: Session, *, level: str) -> Optional[StudyLevel]:
    """Return a level of study, or ``None`` when it is not in the knowledge base."""
    row = session.get(table.StudyLevel, level)
    return _level(row) if row else None


@remembered
def level_fit(session: Session, *, level: str, role: str) -> Optional[LevelFit]:
    """Return whether a role needs a level of study, or ``None`` where either is unknown."""
    row = session.get(table.RoleLevel, {"role_id": role, "level_id": level})
    head = session.get(table.StudyLevel, level)
    if row is None or head is None:
        return None
    return LevelFit(_level(head), role, row.need, row.why, _sources(row.sources))


def _verdict(missing: float) -> str:
    if missing <= _STRAIGHT:
        return "straight"
    if missing <= _GOOD:
        return "good"
    return "with_work" if missing <= _WITH_WORK else "detour"


def _missing_share(topics: Sequence[TopicDepth]) -> float:
    """Return the share of the depths that a role needs and a field does not teach, 0 to 1."""
    missing = sum(max(0, one.needed - (one.field_depth or 0)) for one in topics)
    return missing / max(1, sum(one.needed for one in topics))


def _rank(fit: StudyFit) -> tuple[int, float]:
    return table.VERDICTS.index(fit.verdict), _missing_share([*fit.covered, *fit.missing])


def _topics(session: Session, role: str, field: Optional[str]) -> list[TopicDepth]:
    query = (
        select(table.RoleTopic, table.StudyTopic)
        .join(table.StudyTopic, table.StudyTopic.id == table.RoleTopic.topic_id)
        .where(table.RoleTopic.role_id == role)
        .order_by(table.StudyTopic.position)
    )
    taught = {}
    if field is not None:
        rows = session.execute(select(table.FieldTopic).where(table.FieldTopic.field_id == field)).scalars()
        taught = {row.topic_id: row.depth for row in rows}
    return [
        TopicDepth(
            topic=topic.id,
            name=topic.name,
            kind=topic.kind,
            needed=need.depth,
            field_depth=taught.get(topic.id, 0) if field is not None else None,
            covers=topic.covers,
            close=topic.close,
            used_for=need.used_for,
        )
        for need, topic in session.execute(query)
    ]


def _field(row: table.StudyField) -> StudyField:
    return StudyField(
        row.id,
        row.name,
        row.teaches,
        row.signals,
        row.gaps,
        row.pick_when,
        row.not_when,
        _sources(row.sources),
        row.checked.isoformat(),
    )


def _level(row: table.StudyLevel) -> StudyLevel:
    return StudyLevel(
        row.id,
        row.name,
        row.worth,
        row.pick_when,
        row.not_when,
        _sources(row.sources),
        row.checked.isoformat(),
    )


def _sources(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))
