"""What figures say of the market of a role: official projections, and shares of postings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Growth
from actions.wording import listed, say, sentence, words
from knowledge.pay.results import Group
from knowledge.queries import demand, figures, pay_official, roles
from knowledge.queries.demand import Share
from knowledge.queries.figures import Projection

EVERYBODY = "00-0000"
#: Groups so mixed that their growth says nothing of one role.
_MIXED = frozenset({"15-1299"})
#: Points of growth beyond that of all occupations from which it is called much faster.
_MUCH = 10.0
#: Postings from which a share is told.
_LEAST = 100
#: The sample that is a search for "AI engineer" on one board, and so says it with each share.
_SEARCHED = "postings-2026"


@dataclass(frozen=True)
class Outlook:
    """What is projected for a role: its occupations, and how their growth compares with that of all.

    :param pace: ``much``, ``faster``, ``average``, ``slower`` or ``mixed``; ``None`` without a projection
    """

    role: roles.Role
    groups: tuple[Group, ...]
    projections: tuple[Projection, ...]
    everybody: Projection
    pace: Optional[str]

    @property
    def own(self) -> bool:
        """Whether the occupation is the role itself and no proxy."""
        return bool(self.groups) and self.groups[0].fit == "same" and len(self.projections) == 1


def outlook_of(session: Session, role: roles.Role) -> Outlook:
    """Return what the US Employment Projections say of the occupations in which a role is counted."""
    everybody = figures.outlook(session, occupations=(EVERYBODY,))[0]
    groups = _groups(session, role)
    projections = figures.outlook(session, occupations=[one.code for one in groups])
    growth = [one.growth_percent for one in projections]
    pace = _pace(min(growth), max(growth), everybody.growth_percent) if growth else None
    return Outlook(role, tuple(groups), tuple(projections), everybody, pace)


def projected(found: Outlook, *, alone: bool = True) -> str:
    """Return the projection as one or two sentences that name the proxy, the years and the country.

    :param alone: whether nothing before it says already that the role itself is not counted
    """
    if not found.projections or found.pace is None:
        return say("job_outlook_unknown", roles=found.role.plural)
    first = found.projections[0]
    common: dict[str, Any] = {
        "roles": found.role.plural,
        "year_from": str(first.year_from),
        "year_to": str(first.year_to),
        "everybody": percent(found.everybody.growth_percent),
        "pace": words("job_outlook_pace")[found.pace],
    }
    if found.own:
        return say(
            "job_outlook_same_name",
            occupation=first.plain_name,
            among=""
            if first.plain_name == found.role.plural
            else say("job_outlook_among", roles=found.role.plural),
            growth=percent(first.growth_percent),
            openings=_thousands(first.openings),
            **common,
        )
    return say(
        "job_outlook_proxies" if alone else "job_outlook_proxies_after",
        occupations=listed([f"{one.plain_name} {percent(one.growth_percent)}" for one in found.projections]),
        **common,
    )


def growth_of(found: Outlook) -> Optional[Growth]:
    """Return the projections as figures that a channel may draw, those of all occupations last."""
    if not found.projections:
        return None
    first, everybody = found.projections[0], words("outlook_columns")["everybody"]
    groups = [(sentence(one.plain_name), one.growth_percent) for one in found.projections]
    groups.append((everybody, found.everybody.growth_percent))
    return Growth(first.year_from, first.year_to, tuple(groups))


def posted(session: Session, role: roles.Role, measure: str, *, country: Optional[str] = None) -> list[Share]:
    """Return the share of a role's postings that are for beginners (``entry``) or fully remote (``remote``).

    The country's own sample counts; where it is too small that of all countries; none of a hundred at least
    is none at all.
    """
    query = demand.entry_share if measure == "entry" else demand.remote_share
    found = [query(session, role=role.id, country=one) for one in dict.fromkeys((country, None))]
    return [share for share in found if share is not None and share.n >= _LEAST][:1]


def said_of(share: Share, role: roles.Role, measure: str) -> str:
    """Return a share of postings as a sentence with n and period."""
    return say(
        f"outlook_posted_{measure}",
        among=" " + say("outlook_posted_search") if share.source == _SEARCHED else "",
        roles=role.plural,
        percent=f"{share.percent:.1f}%",
        n=f"{share.n:,}",
        period=share.period,
    )


def percent(value: float) -> str:
    """Return a growth in percent."""
    return f"{value:g}%"


def _groups(session: Session, role: roles.Role) -> list[Group]:
    """Return the occupations in which a role is counted and that are projected by themselves."""
    groups = pay_official.groups(session, role=role.id)
    near = roles.occupations(session, role=role.id)
    if not groups and near is not None:
        system, code = pay_official.US_SYSTEM, near.codes[0]
        groups = [Group(role.id, system, code, "work", "", near.source)]
    known = {one.occupation for one in figures.outlook(session, occupations=[one.code for one in groups])}
    held = [one for one in groups if one.code in known]
    return [one for one in held if one.code not in _MIXED] or held


def _pace(least: float, most: float, everybody: float) -> str:
    """Return how growth (in percent) compares with that of all occupations, as all of the figures allow."""
    if least >= everybody + _MUCH:
        return "much"
    if least > everybody + 1:
        return "faster"
    if most < everybody - 1:
        return "slower"
    return "average" if abs(least - everybody) <= 1 and abs(most - everybody) <= 1 else "mixed"


def _thousands(value: float) -> str:
    return f"{round(value * 1000, -2):,.0f}"


def sources_of(found: Sequence[Outlook]) -> list[str]:
    """Return the ids of the sources of projections."""
    return [one.source for outlook in found for one in (*outlook.projections, outlook.everybody)]
