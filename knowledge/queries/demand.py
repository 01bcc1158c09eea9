"""What employers ask for, as shares of job postings, with n, period and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Iterator, Optional, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables.figures import ALL, PostingDemand, PostingSkill

#: The older sample speaks only where the newer ones are silent; it holds postings with pay alone.
_LAST_RESORT = "postings-2023"


@dataclass(frozen=True)
class Share:
    """The share of a role's postings that name something: ``count`` of ``n``, which is ``percent``.

    ``label`` is the name for sentences; ``tool`` is the tool's id where the knowledge base describes it.
    ``country`` (an ISO code) and ``level`` are ``None`` for all postings of the sample.
    """

    role: str
    name: str
    label: str
    tool: Optional[str]
    percent: float
    count: int
    n: int
    period: str
    source: str
    country: Optional[str]
    level: Optional[str]


@dataclass(frozen=True)
class DegreesAsked:
    """In how many percent of a role's postings a degree is named.

    ``named`` a degree at all, ``none`` none; ``bachelor``, ``master`` and ``doctorate`` that degree;
    ``advanced`` a master's or a doctorate, ``only_advanced`` one of these and no bachelor's;
    ``or_equivalent`` the share, among the postings that name a degree, that take experience instead.
    """

    role: str
    named: float
    none: float
    bachelor: float
    master: float
    doctorate: float
    advanced: float
    only_advanced: float
    or_equivalent: Optional[float]
    n: int
    period: str
    source: str


@dataclass(frozen=True)
class YearsAsked:
    """The years of experience that a role's postings ask for at least, among the ``n`` that tell any."""

    role: str
    p25: float
    median: float
    p75: float
    n: int
    period: str
    source: str
    level: Optional[str]


@remembered
def demand(
    session: Session, *, role: str, tool: str, country: Optional[str] = None, level: Optional[str] = None
) -> Optional[Share]:
    """Return the share of a role's postings that name a tool or skill; ``None`` where nobody looked for it.

    Of several samples the largest of the newer two speaks. A tool of the knowledge base may be counted
    under several names; then the one that is named most counts.

    :param tool: an id of ``tools.yml``, or of ``posting_skills.csv`` for an idea such as ``rag``
    :param country: an ISO code; ``None`` where that country's sample is too small
    """
    found = shares(session, role=role, tool=tool, country=country, level=level)
    return found[0] if found else None


@remembered
def shares(
    session: Session, *, role: str, tool: str, country: Optional[str] = None, level: Optional[str] = None
) -> list[Share]:
    """Return what each sample says on a tool or skill of a role, the weightiest sample first."""
    names = [
        row.skill
        for row in session.execute(select(PostingSkill)).scalars()
        if tool in (row.skill, row.tool_id)
    ]
    best: dict[str, Share] = {}
    for share in _shares(session, role, "skill", names, country, level):
        if share.source not in best or share.percent > best[share.source].percent:
            best[share.source] = share
    return _weightiest_first(best.values())


@remembered
def top_skills(
    session: Session,
    *,
    role: str,
    limit: int = 10,
    kind: Optional[str] = None,
    country: Optional[str] = None,
    level: Optional[str] = None,
) -> list[Share]:
    """Return what most postings of a role name, the most frequent first, from its weightiest sample.

    :param kind: ``tool`` or ``idea`` for these alone
    """
    wanted = [
        row.skill
        for row in session.execute(select(PostingSkill)).scalars()
        if kind is None or row.kind == kind
    ]
    found = _weightiest_first(_shares(session, role, "skill", wanted, country, level))
    of_best = [share for share in found if share.source == found[0].source]
    return sorted(of_best, key=lambda share: -share.percent)[:limit]


@remembered
def shares_by_role(session: Session, *, tool: str) -> list[Share]:
    """Return how often each role's postings name a tool or skill, the most often first."""
    roles = session.execute(
        select(PostingDemand.role_id).distinct().order_by(PostingDemand.role_id)
    ).scalars()
    found = [demand(session, role=role, tool=tool) for role in roles]
    return sorted((one for one in found if one is not None), key=lambda share: -share.percent)


@remembered
def skill_named(session: Session, *, text: str) -> Optional[tuple[str, str]]:
    """Return the id and the name of the skill that postings are counted by under this name, in any case."""
    rows = session.execute(select(PostingSkill)).scalars()
    said = text.lower()
    return next(((row.skill, row.name) for row in rows if said in (row.skill, row.name.lower())), None)


@remembered
def change(session: Session, *, role: str, tool: str) -> list[Share]:
    """Return the shares of 2023 and 2024 in the United States, oldest first; no others may be compared."""
    found = shares(session, role=role, tool=tool, country="US")
    compared = {share.source: share for share in found}
    pair = [compared.get(source) for source in (_LAST_RESORT, "postings-2024")]
    known = [share for share in pair if share is not None]
    return known if len(known) == len(pair) else []


@remembered
def remote_share(session: Session, *, role: str, country: Optional[str] = None) -> Optional[Share]:
    """Return the share of a role's postings that are fully remote."""
    return _one(session, role, "remote", "remote", country)


@remembered
def entry_share(session: Session, *, role: str, country: Optional[str] = None) -> Optional[Share]:
    """Return the share of a role's postings that are for beginners or interns, where the sample tells it."""
    return _one(session, role, "entry", "entry", country)


@remembered
def degrees_asked(
    session: Session, *, role: str, country: Optional[str] = None, level: Optional[str] = None
) -> Optional[DegreesAsked]:
    """Return which degrees a role's postings name, or ``None`` where no sample tells it."""
    found = _weightiest_first(_shares(session, role, "degree", None, country, level))
    by_name = {share.name: share for share in found if share.source == found[0].source}
    if "any" not in by_name:
        return None
    names = ("none", "bachelor", "master", "doctorate", "advanced", "only_advanced")
    head = by_name["any"]
    replaced = by_name.get("or_equivalent")
    return DegreesAsked(
        role=role,
        named=head.percent,
        or_equivalent=replaced.percent if replaced else None,
        n=head.n,
        period=head.period,
        source=head.source,
        **{name: by_name[name].percent for name in names},
    )


@remembered
def years_asked(session: Session, *, role: str, level: Optional[str] = None) -> Optional[YearsAsked]:
    """Return the years of experience that a role's postings ask for, or ``None`` where too few tell it.

    :param level: ``entry``, ``mid``, ``senior``, ``lead``, ``staff`` or ``executive``
    """
    found = {share.name: share for share in _shares(session, role, "years", None, None, level)}
    if len(found) != 3:
        return None
    middle = found["median"]
    return YearsAsked(
        role=role,
        p25=found["p25"].percent,
        median=middle.percent,
        p75=found["p75"].percent,
        n=middle.n,
        period=middle.period,
        source=middle.source,
        level=level,
    )


def _one(session: Session, role: str, measure: str, name: str, country: Optional[str]) -> Optional[Share]:
    found = _weightiest_first(_shares(session, role, measure, [name], country, None))
    return found[0] if found else None


def _weightiest_first(found: Iterable[Share]) -> list[Share]:
    """Sort by sample: the larger of the newer ones first, then the oldest."""
    return sorted(found, key=lambda share: (share.source == _LAST_RESORT, -share.n, share.source))


def _shares(
    session: Session,
    role: str,
    measure: str,
    names: Optional[Sequence[str]],
    country: Optional[str],
    level: Optional[str],
) -> Iterator[Share]:
    query = (
        select(PostingDemand, PostingSkill.name, PostingSkill.tool_id)
        .outerjoin(PostingSkill, PostingSkill.skill == PostingDemand.name)
        .where(
            PostingDemand.role_id == role,
            PostingDemand.measure == measure,
            PostingDemand.country == (country or ALL),
            PostingDemand.level == (level or ALL),
        )
        .order_by(PostingDemand.id)
    )
    if names is not None:
        query = query.where(PostingDemand.name.in_(list(names)))
    for row, label, tool in session.execute(query):
        yield Share(
            role=role,
            name=row.name,
            label=label or row.name,
            tool=tool,
            percent=row.value,
            count=row.count,
            n=row.n,
            period=row.period,
            source=row.source_id,
            country=country,
            level=level,
        )
