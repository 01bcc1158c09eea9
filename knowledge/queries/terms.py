"""Words of the field: what each means, and how several hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables import terms as table
from knowledge.tables.field import Name


@dataclass(frozen=True)
class Term:
    """A word of the field.

    :param kind: ``field`` of work, ``word``, ``title`` that is no role, or ``use`` of AI
    :param within: the id of the term of which it is a part
    :param roles: who works with it, or the roles nearest to a title, nearest first
    :param note: the id of the note that says more
    :param checked: the day on which it was last checked, as ISO 8601
    """

    id: str
    kind: str
    name: str
    what: str
    within: Optional[str]
    roles: tuple[str, ...]
    note: Optional[str]
    checked: str


@remembered
def terms(session: Session, *, ids: Sequence[str]) -> list[Term]:
    """Return the terms with these ids, each once, in the order given; unknown ids are left out."""
    roles: dict[str, list[str]] = {}
    query = select(table.TermRole).where(table.TermRole.term_id.in_(list(ids)))
    for row in session.execute(query.order_by(table.TermRole.position)).scalars():
        roles.setdefault(row.term_id, []).append(row.role_id)
    rows = session.execute(select(table.Term).where(table.Term.id.in_(list(ids)))).scalars()
    found = {
        row.id: Term(
            row.id,
            row.kind,
            row.name,
            row.what,
            row.within_id,
            tuple(roles.get(row.id, ())),
            row.note_id,
            row.checked.isoformat(),
        )
        for row in rows
    }
    return [found[one] for one in dict.fromkeys(ids) if one in found]


@remembered
def called(session: Session, *, name: str) -> Optional[Term]:
    """Return the term that people call so, whatever its capitals, or ``None``."""
    query = select(Name.value).where(Name.kind == "term", func.lower(Name.text) == name.lower().strip())
    found = session.execute(query.order_by(Name.id)).scalars().first()
    return terms(session, ids=[found])[0] if found else None


@remembered
def head_of(session: Session, *, title: str) -> Optional[Term]:
    """Return what the last word of a title tells, such as "strategist", or ``None``."""
    last = title.lower().split()[-1:] or [""]
    names = {last[0], last[0].removesuffix("s")}
    query = select(table.Term.id).where(table.Term.kind == "head", table.Term.name.in_(names))
    found = session.execute(query).scalars().first()
    return terms(session, ids=[found])[0] if found else None


@remembered
def relation(session: Session, *, members: Sequence[str]) -> Optional[str]:
    """Return how terms and roles hang together, told of the family that holds most of them, at least two."""
    query = select(table.TermFamilyMember).where(table.TermFamilyMember.member.in_(list(members)))
    held: dict[str, int] = {}
    for row in session.execute(query).scalars():
        held[row.family_id] = held.get(row.family_id, 0) + 1
    families = session.execute(select(table.TermFamily).order_by(table.TermFamily.position)).scalars()
    ranked = sorted((one for one in families if held.get(one.id, 0) > 1), key=lambda one: -held[one.id])
    return ranked[0].relation if ranked else None
