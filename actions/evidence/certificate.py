"""Certificates that are asked about: by name, one or several; the rest by vendor, person or in general."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets
from actions.evidence.certificate_advice import general, helping, judging, unlisted_in
from actions.evidence.certificate_choice import for_whom, of_vendors, vendors_in
from actions.evidence.certificate_told import FOR_BEGINNERS, LEVELS, answered, facts, since
from actions.evidence.notes import lead_and_rest, sources_of
from actions.question import Question
from actions.wording import inline, listed, say, with_article
from knowledge.queries import certificates, notes, roles
from knowledge.queries.certificates import Certificate


def of_certificates(session: Session, asked: Question) -> Optional[Answer]:
    """Return what is known of just the certificates that a question is about, or ``None``."""
    known = [certificates.certificate(session, certificate_id=one) for one in asked.ids(names.CERTIFICATE)]
    named = [one for one in known if one is not None]
    if len(named) > 1:
        return _between(session, asked, named)
    if named:
        return _one(session, asked, named[0])
    for want in ("or_projects", "or_degree"):
        if want in asked.wants and "certificates" in asked.wants and asked.shape != "facts":
            return general(session, asked, want)
    vendors = vendors_in(asked) if "certificates" in asked.wants else []
    if vendors:
        return of_vendors(session, asked, vendors)
    unlisted = unlisted_in(asked)
    if unlisted:
        return judging(session, asked, unlisted)
    if asked.degree == "bootcamp" and "certificates" in asked.wants and asked.shape in ("which", "criterion"):
        return general(session, asked, "or_bootcamp")
    if "free" in asked.wants:
        return general(session, asked, "free")
    if "helps" in asked.wants and asked.shape in ("yes_no", "worth", "enough", "how_much"):
        return helping(session, asked)
    if asked.roles and asked.shape != "how_long":
        return for_whom(session, asked)
    return None


def _one(session: Session, asked: Question, one: Certificate) -> Answer:
    """Return what a certificate proves, costs and needs; retired, what stands in its place."""
    after = certificates.successor(session, certificate_id=one.id)
    note = next((each for each in notes.all_notes(session) if one.id in each.bound_to("certificate")), None)
    parts: list[str] = []
    sources = list(one.sources)
    if one.status == "retired":
        lead = say("cert_retired", name=one.name, since=since(one))
        if after is not None:
            parts.append(say("cert_successor", name=after.name, proves=inline(after.proves).rstrip(".")))
            parts.append(bullets(facts(after)))
            sources += after.sources
        return answered(session, asked, one.name, lead, parts, sources, one.checked)
    told = _asked_of(asked, one)
    worth = _worth(session, asked, one)
    if told is not None:
        lead = told
    elif note is not None and asked.shape in ("worth", "yes_no", "facts", "enough"):
        lead, rest = lead_and_rest(note)
        parts.append(rest)
        sources += sources_of([note])
    elif asked.shape in ("worth", "yes_no", "enough"):
        lead = say(
            f"cert_worth_{'start' if one.level in FOR_BEGINNERS else 'work'}",
            name=one.name,
            issuer=one.issuer,
        )
    else:
        lead = say("cert_proves", name=one.name, proves=inline(one.proves).rstrip("."))
    if worth:
        parts.append(worth)
    parts.append(bullets(facts(one)))
    if one.status == "unconfirmed":
        parts.append(say("cert_unconfirmed"))
    return answered(session, asked, one.name, lead, parts, sources, one.checked)


def _asked_of(asked: Question, one: Certificate) -> Optional[str]:
    """Return the sentence on the one thing that is asked of a certificate, such as its price."""
    wants = asked.wants
    if "price" in wants and asked.shape == "how_much":
        if one.price_usd is None:
            return say("cert_price_unknown", name=one.name, issuer=one.issuer)
        return (
            say("cert_price", name=one.name, price=f"{one.price_usd:g}")
            if one.price_usd
            else say("cert_price_free", name=one.name)
        )
    if asked.shape == "how_long" and "status" in wants:
        if one.valid is None:
            return say("cert_valid_unknown", name=one.name)
        return say("cert_valid", name=one.name, valid=one.valid)
    if "prerequisite" in wants:
        return say("cert_prerequisite", name=one.name, what=inline(one.prerequisite))
    if "status" in wants and asked.shape == "yes_no":
        return say(f"cert_{one.status}", name=one.name)
    return None


def _worth(session: Session, asked: Question, one: Certificate) -> Optional[str]:
    """Return what a certificate is worth to the role that was named."""
    for role in roles.roles(session, ids=asked.roles[:1]):
        for each in certificates.certificates_for(session, role=role.id):
            if each.certificate.id == one.id and each.worth:
                return say("cert_for_role", a_role=with_article(role.name), worth=inline(each.worth))
    return None


def _between(session: Session, asked: Question, named: Sequence[Certificate]) -> Answer:
    """Return which of several certificates to take: one that can be earned, the easier before the harder."""
    open_ = [one for one in named if one.status != "retired"]
    gone = [one for one in named if one.status == "retired"]
    if not open_:
        lead = say("certs_all_retired", names=listed([one.name for one in named]))
    elif len(open_) == 1 and gone:
        lead = say("cert_only_open", name=open_[0].name, gone=listed([one.name for one in gone]))
    elif len({one.issuer for one in open_}) > 1:
        whens = [say("cert_when", name=one.name, issuer=one.issuer) for one in open_]
        lead = say("cert_by_platform", whens=listed(whens))
    else:
        ordered = sorted(open_, key=lambda one: LEVELS.index(one.level))
        lead = say("cert_in_order", first=ordered[0].name, rest=listed([one.name for one in ordered[1:]]))
    parts = []
    for one in named:
        told = (
            facts(one) if one.status != "retired" else [say("cert_retired", name=one.name, since=since(one))]
        )
        parts.append(f"**{one.name}**\n{bullets(told)}")
    sources = [source for one in named for source in one.sources]
    return answered(
        session, asked, listed([one.name for one in named], last="or"), lead, parts, sources, named[0].checked
    )
