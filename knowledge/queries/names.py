"""The names under which people speak of roles, tools, industries, places, levels and backgrounds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.tables.field import Name as NameRow


@dataclass(frozen=True)
class Name:
    """A name and what it stands for.

    :param kind: ``role``, ``tool``, ``industry``, ``location``, ``level`` or ``background``
    :param value: the canonical id, such as ``ml_engineer``
    :param text: the name as people type it
    :param how: ``name``, ``abbreviation``, ``field`` (of work, used as a profession), ``wide`` (a field of
        which the role is only the usual way in, such as "data") or ``adjective``
    """

    kind: str
    value: str
    text: str
    how: str


def all_names(session: Session) -> list[Name]:
    """Return every name in the knowledge base, in the catalog's order."""
    rows = session.execute(select(NameRow).order_by(NameRow.id)).scalars()
    return [Name(kind=row.kind, value=row.value, text=row.text, how=row.how) for row in rows]
