"""The form of ``catalog/terms.yml``, the words of the field, with its checks and table rows."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Callable, Iterator, Literal, Mapping, Optional, Sequence

from pydantic import Field

from knowledge.loader.advice import Known
from knowledge.loader.form_fields import Form, Id, Phrase, Words
from knowledge.tables import terms as table
from knowledge.tables.base import Base

TERMS = "terms.yml"


class TermForm(Form):
    """A word of the field; the first of its names is the one for sentences.

    A ``head`` is the last word of titles, such as "strategist", and no name by itself.
    """

    id: Id
    kind: Literal["field", "word", "title", "use", "head"]
    names: Annotated[list[Phrase], Field(min_length=1)]
    what: Words
    within: Optional[Id] = None
    roles: list[Id] = []
    note: Optional[Id] = None


class FamilyForm(Form):
    """Terms and roles that people set against each other, and one passage on how they hang together."""

    id: Id
    members: Annotated[list[Id], Field(min_length=2)]
    relation: Words


class TermsFile(Form):
    """``catalog/terms.yml``; all of it is advice, checked on one day."""

    checked: datetime.date
    terms: list[TermForm]
    families: list[FamilyForm]


def check_terms(
    file: TermsFile,
    known: Known,
    unique: Callable[[list[str], str], set[str]],
    *,
    roles: set[str],
    notes: set[str],
) -> None:
    """Report through ``known`` and ``unique`` the first reference of the terms that leads nowhere."""
    terms = unique([one.id for one in file.terms], TERMS)
    unique([name.lower() for one in file.terms for name in one.names], TERMS)
    unique([one.id for one in file.families], TERMS)
    for one in file.terms:
        if one.within:
            known(one.within, terms - {one.id}, TERMS, f"{one.id}.within", "its terms")
        if one.note:
            known(one.note, notes, TERMS, f"{one.id}.note", "notes/")
        for role in one.roles:
            known(role, roles, TERMS, f"{one.id}.roles", "roles/")
    for family in file.families:
        for member in family.members:
            known(member, terms | roles, TERMS, f"{family.id}.members", "its terms or roles/")


def term_rows(file: TermsFile) -> Iterator[tuple[type[Base], Sequence[Mapping[str, Any]]]]:
    """Yield each table with its rows, in an order in which every reference already stands."""
    yield (
        table.Term,
        [
            {
                "id": one.id,
                "position": at,
                "kind": one.kind,
                "name": one.names[0],
                "what": one.what,
                "within_id": one.within,
                "note_id": one.note,
                "checked": file.checked,
            }
            for at, one in enumerate(file.terms)
        ],
    )
    yield (
        table.TermFamily,
        [{"id": one.id, "position": at, "relation": one.relation} for at, one in enumerate(file.families)],
    )
    yield (
        table.TermRole,
        [
            {"term_id": one.id, "role_id": role, "position": at}
            for one in file.terms
            for at, role in enumerate(one.roles)
        ],
    )
    yield (
        table.TermFamilyMember,
        [{"family_id": one.id, "member": member} for one in file.families for member in one.members],
    )
