"""What is known of the field around the roles: industries, transitions, trends, viewpoints, places.

One module, long as it is: its queries stand together as their tables do in :mod:`knowledge.tables.field`,
and each is a few lines by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.queries.roles import Fact, Step
from knowledge.tables import field as table
from knowledge.tables.roles import Level, Role
from knowledge.tables.sources import Source as SourceRow


@dataclass(frozen=True)
class Source:
    """A publication or data set; ``date`` as ISO 8601."""

    id: str
    title: str
    publisher: str
    date: str
    licence: str
    url: Optional[str]


@dataclass(frozen=True)
class Industry:
    """An industry that uses AI."""

    id: str
    name: str
    summary: str
    caution: str
    advice: str
    bls_industry: Optional[str]
    source: str


@dataclass(frozen=True)
class Application:
    """A use of AI in an industry and the roles that do the work."""

    industry: str
    text: str
    roles: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Transition:
    """The way from a role or background (``origin``) to a role; ``months`` as words.

    Where the pair itself is not described, ``described_origin`` and ``described_target`` name the wider
    profession or role whose way this is: that of a non-technical job for a lawyer, that of an AI engineer
    for an LLM engineer. Otherwise they are ``origin`` and ``target``.
    """

    origin: str
    target: str
    difficulty: str
    months: str
    verdict: str
    carries_over: tuple[str, ...]
    learn: tuple[Step, ...]
    source: str
    described_origin: str
    described_target: str


@dataclass(frozen=True)
class Place:
    """A place; ``kind`` is ``country``, ``state``, ``metro`` or ``region``; ``parts`` are a region's ids."""

    id: str
    name: str
    kind: str
    within: Optional[str]
    iso: Optional[str]
    bls_area: Optional[str]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """A short answer beside the roles; ``terms`` are words of a question that it answers best."""

    title: str
    lead: str
    points: tuple[str, ...]
    terms: tuple[str, ...]
    roles: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Trend:
    """A direction in which the field goes (``movement``), or why it matters (``impact``)."""

    kind: str
    title: str
    text: str
    source: str


@remembered
def sources(session: Session, *, ids: Sequence[str]) -> list[Source]:
    """Return the sources with these ids, each once, in the order given."""
    wanted = list(dict.fromkeys(ids))
    rows = {
        row.id: row for row in session.execute(select(SourceRow).where(SourceRow.id.in_(wanted))).scalars()
    }
    return [
        Source(row.id, row.title, row.publisher, row.date.isoformat(), row.licence, row.url)
        for row in (rows[one] for one in wanted if one in rows)
    ]


@remembered
def industries(session: Session, *, ids: Optional[Sequence[str]] = None) -> list[Industry]:
    """Return these industries in the order given, or all of them by name."""
    query = select(table.Industry).order_by(table.Industry.name)
    if ids is not None:
        query = query.where(table.Industry.id.in_(ids))
    found = [
        Industry(row.id, row.name, row.summary, row.caution, row.advice, row.bls_industry, row.source_id)
        for row in session.execute(query).scalars()
    ]
    if ids is not None:
        found.sort(key=lambda industry: ids.index(industry.id))
    return found


@remembered
def industries_called(session: Session, *, name: str) -> list[str]:
    """Return the ids of the industries that people call so."""
    query = select(table.Name.value).where(
        table.Name.kind == "industry", func.lower(table.Name.text) == name.lower()
    )
    return list(session.execute(query.order_by(table.Name.id)).scalars())


@remembered
def applications(
    session: Session, *, industry: Optional[str] = None, role: Optional[str] = None
) -> list[Application]:
    """Return the uses of AI in an industry, those of a role alone if one is given."""
    query = select(table.Application).order_by(table.Application.industry_id, table.Application.position)
    workers = select(table.ApplicationRole)
    if industry is not None:
        query = query.where(table.Application.industry_id == industry)
        workers = workers.where(table.ApplicationRole.industry_id == industry)
    roles: dict[tuple[str, int], list[str]] = {}
    for row in session.execute(workers).scalars():
        roles.setdefault((row.industry_id, row.position), []).append(row.role_id)
    found = [
        Application(
            row.industry_id, row.text, tuple(roles.get((row.industry_id, row.position), ())), row.source_id
        )
        for row in session.execute(query).scalars()
    ]
    return [one for one in found if role is None or role in one.roles]


@remembered
def transition(session: Session, *, origin: str, target: str) -> Optional[Transition]:
    """Return the way from ``origin`` (a role or a background) to the role ``target``, or ``None``.

    The way of the wider profession or role stands in where the pair itself is not described.
    """
    origins, targets = _kin(session, origin), _kin(session, target)
    for one in targets:
        for other in origins:
            if one != origin and other != target and (found := _described(session, other, one)):
                return _transition(session, found, origin, target, other, one)
    return None


@remembered
def transitions_from(session: Session, *, origin: str) -> list[str]:
    """Return the roles to which a way from ``origin``, or from what it is like, is described."""
    found: dict[str, None] = {}
    for one in _kin(session, origin):
        query = select(table.Transition.target_id).where(
            (table.Transition.origin_role_id == one) | (table.Transition.origin_background_id == one)
        )
        found.update(dict.fromkeys(session.execute(query.order_by(table.Transition.id)).scalars()))
    return [target for target in found if target != origin]


@remembered
def origins_to(session: Session, *, target: str) -> list[str]:
    """Return the roles from which a way to ``target``, or to the role that it is like, is described."""
    found: dict[str, None] = {}
    for one in _kin(session, target):
        query = select(table.Transition.origin_role_id).where(
            table.Transition.target_id == one, table.Transition.origin_role_id.is_not(None)
        )
        found.update(dict.fromkeys(session.execute(query.order_by(table.Transition.id)).scalars()))
    return [origin for origin in found if origin != target]


@remembered
def background_name(session: Session, *, background: str) -> Optional[str]:
    """Return the name of a background such as ``web_developer``, or ``None``."""
    row = session.get(table.Background, background)
    return row.name if row else None


@remembered
def nearest_roles(session: Session, *, background: str) -> list[str]:
    """Return the roles to offer to who asks about a profession that is not described, nearest first."""
    query = select(table.BackgroundNearest.role_id).where(table.BackgroundNearest.background_id == background)
    return list(session.execute(query.order_by(table.BackgroundNearest.position)).scalars())


@remembered
def guides(session: Session, *, topic: str) -> list[Guide]:
    """Return the guides of a topic (``interviews``, ``work_life`` or ``concepts``) in the catalog's order."""
    parts: dict[tuple[str, str], list[str]] = {}
    for row in session.execute(select(table.GuidePart).order_by(table.GuidePart.position)).scalars():
        parts.setdefault((row.guide_id, row.kind), []).append(row.text)
    query = select(table.Guide).where(table.Guide.topic == topic).order_by(table.Guide.position)
    return [
        Guide(
            title=row.title,
            lead=row.lead,
            points=tuple(parts.get((row.id, "point"), ())),
            terms=tuple(parts.get((row.id, "term"), ())),
            roles=tuple(parts.get((row.id, "role"), ())),
            source=row.source_id,
        )
        for row in session.execute(query).scalars()
    ]


@remembered
def trends(session: Session, *, role: Optional[str] = None) -> list[Trend]:
    """Return the trends of the field, in the catalog's order, or those that touch a role."""
    query = select(table.Trend).order_by(table.Trend.position)
    if role is not None:
        query = query.join(table.TrendRole, table.TrendRole.trend_id == table.Trend.id).where(
            table.TrendRole.role_id == role
        )
    return [Trend(row.kind, row.title, row.text, row.source_id) for row in session.execute(query).scalars()]


@remembered
def viewpoints(session: Session, *, topic: str, roles: Sequence[str]) -> list[Fact]:
    """Return what sources say on a disputed topic, where all that it is about is among ``roles``."""
    query = select(table.Viewpoint).where(table.Viewpoint.topic == topic).order_by(table.Viewpoint.id)
    found = []
    for row in session.execute(query).scalars():
        about = set(
            session.execute(
                select(table.ViewpointRole.role_id).where(table.ViewpointRole.viewpoint_id == row.id)
            ).scalars()
        )
        if about <= set(roles):
            found.append(Fact(row.text, row.source_id))
    return found


@remembered
def place(session: Session, *, place_id: str) -> Optional[Place]:
    """Return a place, or ``None`` when it is not in the knowledge base."""
    row = session.get(table.Place, place_id)
    if row is None:
        return None
    parts = session.execute(
        select(table.PlacePart.place_id)
        .where(table.PlacePart.region_id == place_id)
        .order_by(table.PlacePart.position)
    ).scalars()
    return Place(row.id, row.name, row.kind, row.within_id, row.iso, row.bls_area, tuple(parts))


@remembered
def countries(session: Session, *, isos: Sequence[str]) -> list[Place]:
    """Return the countries with these ISO codes, in the order given."""
    rows = session.execute(
        select(table.Place).where(table.Place.kind == "country", table.Place.iso.in_(isos))
    ).scalars()
    found = [Place(row.id, row.name, row.kind, row.within_id, row.iso, row.bls_area, ()) for row in rows]
    return sorted(found, key=lambda place: isos.index(str(place.iso)))


@remembered
def level_name(session: Session, *, level: str) -> str:
    """Return a level's name for sentences, such as ``senior``."""
    row = session.get(Level, level)
    return row.name if row else level


def _kin(session: Session, one: str) -> list[str]:
    """Return an id and the ids of what it is like, nearest first."""
    found = [one]
    while True:
        role = session.get(Role, found[-1])
        like = role.like if role else None
        if role is None and (background := session.get(table.Background, found[-1])):
            like = background.like
        if like is None or like in found:
            return found
        found.append(like)


def _described(session: Session, origin: str, target: str) -> Optional[table.Transition]:
    query = select(table.Transition).where(
        table.Transition.target_id == target,
        (table.Transition.origin_role_id == origin) | (table.Transition.origin_background_id == origin),
    )
    found: Optional[table.Transition] = session.execute(query).scalar_one_or_none()
    return found


def _transition(
    session: Session, row: table.Transition, origin: str, target: str, as_origin: str, as_target: str
) -> Transition:
    parts = list(
        session.execute(
            select(table.TransitionPart)
            .where(table.TransitionPart.transition_id == row.id)
            .order_by(table.TransitionPart.position)
        ).scalars()
    )
    return Transition(
        origin=origin,
        target=target,
        difficulty=row.difficulty,
        months=row.months,
        verdict=row.verdict,
        carries_over=tuple(part.text for part in parts if part.kind == "carries_over"),
        learn=tuple(
            Step(part.title, part.text, part.months, part.source_id) for part in parts if part.kind == "learn"
        ),
        source=row.source_id,
        described_origin=as_origin,
        described_target=as_target,
    )
