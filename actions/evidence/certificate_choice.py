"""Certificates of a vendor, or for a beginner or a graduate in a role."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets
from actions.evidence.certificate_told import FOR_BEGINNERS, LEVELS, answered, line
from actions.question import Question
from actions.wording import listed, opening, say, with_article, words
from knowledge.queries import certificates, roles
from knowledge.queries.certificates import Certificate

#: Vendors by the words and tools that speak of them, as beginnings of issuers' names.
_VENDORS = {
    "aws": "Amazon",
    "amazon": "Amazon",
    "azure": "Microsoft",
    "microsoft": "Microsoft",
    "power_bi": "Microsoft",
    "fabric": "Microsoft",
    "gcp": "Google",
    "google": "Google",
    "ibm": "IBM",
    "databricks": "Databricks",
    "snowflake": "Snowflake",
    "nvidia": "NVIDIA",
    "dbt": "dbt",
    "tableau": "Salesforce",
    "salesforce": "Salesforce",
    "sas": "SAS",
    "oracle": "Oracle",
    "meta": "Meta",
    "deeplearning.ai": "DeepLearning",
    "comptia": "CompTIA",
}
_ADVANCED = ("master", "doctorate", "mba")
_SHOWN = 4


def vendors_in(asked: Question) -> list[str]:
    """Return the vendors of which a certificate is wanted, as beginnings of issuers' names, each once."""
    said = {word for one in asked.said() if one.kind == "certificate" for word in one.words.lower().split()}
    keys = [
        *asked.tools,
        *(word.removesuffix("'s") for word in said),
        *(one.words.lower() for one in asked.said() if one.kind == "employer"),
    ]
    return list(dict.fromkeys(_VENDORS[key] for key in keys if key in _VENDORS))


def of_vendors(session: Session, asked: Question, vendors: Sequence[str]) -> Optional[Answer]:
    """Return which certificate of some vendors to take, for the role that was named."""
    wanted = [
        one
        for vendor in vendors
        for one in certificates.certificates(session)
        if one.issuer.startswith(vendor)
    ]
    found = [one for one in wanted if one.status != "retired"]
    if asked.roles:
        of_role = [one for one in found if set(one.roles) & set(asked.roles)]
        listed_ = {
            each.certificate.id
            for role in asked.roles
            for each in certificates.certificates_for(session, role=role)
        }
        of_role += [one for one in found if one.id in listed_ and one not in of_role]
        if not of_role:
            return _none_of_vendor(session, asked, vendors, found)
        found = of_role
    if "beginner" in asked.wants or _is_entry(asked):
        found = sorted(found, key=lambda one: LEVELS.index(one.level))
    else:
        found = sorted(found, key=lambda one: one.level in FOR_BEGINNERS)
    firsts = [next((one for one in found if one.issuer.startswith(vendor)), None) for vendor in vendors]
    best = [one for one in firsts if one is not None]
    if not best:
        return None
    role = next(iter(roles.roles(session, ids=asked.roles[:1])), None)
    who = f" {say('choice_for', a_role=with_article(role.name))}" if role else ""
    if len(best) > 1:
        lead = say(
            "cert_by_platform",
            whens=listed([say("cert_when", name=one.name, issuer=one.issuer) for one in best]),
        )
    else:
        lead = say("cert_of_vendor", name=best[0].name, who=who)
    shown = list(dict.fromkeys((*best, *found)))[: max(_SHOWN, len(best))]
    sources = [source for one in shown for source in one.sources]
    return answered(
        session,
        asked,
        say("certificates_title"),
        lead,
        [bullets([line(one) for one in shown])],
        sources,
        best[0].checked,
    )


def _none_of_vendor(
    session: Session, asked: Question, vendors: Sequence[str], others: Sequence[Certificate]
) -> Optional[Answer]:
    """Return that a vendor has no certificate for a role, with those that it has and those of the role."""
    role = roles.roles(session, ids=asked.roles[:1])[0]
    of_role = [each.certificate for each in certificates.certificates_for(session, role=role.id)]
    of_role = [one for one in of_role if one.status != "retired"][:2]
    lead = say("cert_none_of_vendor", vendor=listed(list(vendors)), a_role=with_article(role.name))
    shown = [*of_role, *others[:2]]
    sources = [source for one in shown for source in one.sources]
    parts = [bullets([line(one) for one in shown])] if shown else []
    return answered(session, asked, say("certificates_title"), lead, parts, sources, None)


def _is_entry(asked: Question) -> bool:
    return "entry" in asked.ids(names.LEVEL)


def for_whom(session: Session, asked: Question) -> Optional[Answer]:
    """Return the certificates of a role that fit a beginner or a graduate, where one asks."""
    degree = asked.degree if asked.degree in _ADVANCED else asked.person.degree
    graduate = degree in _ADVANCED
    beginner = "beginner" in asked.wants or _is_entry(asked)
    if not (beginner or graduate):
        return None
    role = roles.roles(session, ids=asked.roles[:1])[0]
    of_role = certificates.certificates_for(session, role=role.id)
    open_ = [each for each in of_role if each.certificate.status != "retired"]
    easy = [each for each in open_ if each.certificate.level in FOR_BEGINNERS]
    hard = [each for each in open_ if each.certificate.level not in FOR_BEGINNERS]
    shown = (hard or easy) if graduate else (easy or hard)
    if not shown:
        return None
    first = shown[0].certificate
    key = "cert_graduate" if graduate else "cert_beginner"
    degree_name = words("cert_degrees").get(degree or "", "")
    lead = say(key, name=first.name, a_role=with_article(role.name), degree=degree_name)
    lines = [line(each.certificate) + (f" {opening(each.worth)}" if each.worth else "") for each in shown[:3]]
    sources = [source for each in shown[:3] for source in each.certificate.sources]
    parts = [bullets(lines), say("cert_graduate_rest" if graduate else "cert_beginner_rest")]
    return answered(
        session, asked, say("certifications_title", role=role.name), lead, parts, sources, first.checked
    )
