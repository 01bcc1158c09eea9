"""Certificates: what each proves, costs and needs, whether it can still be earned, and for whom it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.queries.memory import remembered
from knowledge.tables.pairs import Certificate as CertificateRow
from knowledge.tables.pairs import CertificateRole
from knowledge.tables.roles import Certification


@dataclass(frozen=True)
class Certificate:
    """A certificate.

    :param status: ``active``, ``retired``, or ``unconfirmed`` where no page of this year was seen
    :param since: of the status: the day of retirement, or when the current exam began
    :param price_usd: of the exam, in US dollars; ``None`` where none was seen
    :param replaced_by: the id of the one to take instead
    :param roles: the roles for which it is worth knowing of
    :param sources: ids; none means that what is said of it is advice
    :param checked: the day on which it was last checked, as ISO 8601
    """

    id: str
    name: str
    issuer: str
    code: Optional[str]
    level: str
    status: str
    since: Optional[str]
    price_usd: Optional[float]
    valid: Optional[str]
    prerequisite: str
    proves: str
    replaced_by: Optional[str]
    url: Optional[str]
    roles: tuple[str, ...]
    sources: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class CertificateForRole:
    """A certificate and what it is worth to a role; ``worth`` is ``None`` where no more is said."""

    certificate: Certificate
    worth: Optional[str]
    source: Optional[str]


@remembered
def certificate(session: Session, *, certificate_id: str) -> Optional[Certificate]:
    """Return a certificate, or ``None`` when it is not in the knowledge base."""
    row = session.get(CertificateRow, certificate_id)
    return _certificate(session, row) if row else None


@remembered
def successor(session: Session, *, certificate_id: str) -> Optional[Certificate]:
    """Return the certificate that can be earned instead of a retired one, however often it was replaced."""
    row = session.get(CertificateRow, certificate_id)
    seen = {certificate_id}
    while row is not None and row.replaced_by and row.replaced_by not in seen:
        seen.add(row.replaced_by)
        row = session.get(CertificateRow, row.replaced_by)
    return _certificate(session, row) if row is not None and row.id != certificate_id else None


@remembered
def certificates(session: Session, *, status: Optional[str] = None) -> list[Certificate]:
    """Return all certificates in the catalog's order, or those of one status."""
    query = select(CertificateRow).order_by(CertificateRow.position)
    if status is not None:
        query = query.where(CertificateRow.status == status)
    return [_certificate(session, row) for row in session.execute(query).scalars()]


@remembered
def certificates_for(session: Session, *, role: str) -> list[CertificateForRole]:
    """Return the certificates of a role: those of its file first, then others that are for it."""
    worths = list(
        session.execute(
            select(Certification).where(Certification.role_id == role).order_by(Certification.position)
        ).scalars()
    )
    named = {row.certificate: row for row in worths}
    others = session.execute(
        select(CertificateRow)
        .join(CertificateRole, CertificateRole.certificate_id == CertificateRow.id)
        .where(CertificateRole.role_id == role, CertificateRow.id.not_in(list(named)))
        .order_by(CertificateRow.position)
    ).scalars()
    rows = [*(session.get(CertificateRow, one) for one in named), *others]
    return [
        CertificateForRole(
            certificate=_certificate(session, row),
            worth=named[row.id].worth if row.id in named else None,
            source=named[row.id].source_id if row.id in named else None,
        )
        for row in rows
        if row is not None
    ]


def _certificate(session: Session, row: CertificateRow) -> Certificate:
    roles = session.execute(
        select(CertificateRole.role_id)
        .where(CertificateRole.certificate_id == row.id)
        .order_by(CertificateRole.role_id)
    ).scalars()
    return Certificate(
        id=row.id,
        name=row.name,
        issuer=row.issuer,
        code=row.code,
        level=row.level,
        status=row.status,
        since=row.since,
        price_usd=row.price_usd,
        valid=row.valid,
        prerequisite=row.prerequisite,
        proves=row.proves,
        replaced_by=row.replaced_by,
        url=row.url,
        roles=tuple(roles),
        sources=tuple(filter(None, row.sources.split(","))),
        checked=row.checked.isoformat(),
    )
