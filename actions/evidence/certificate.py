"""Certificates by name, by vendor, for a beginner or a graduate, against a degree, and unknown ones."""

from __future__ import annotations

import datetime
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.notes import lead_and_rest, sources_of
from actions.question import Question
from actions.wording import inline, listed, opening, say, with_article, words
from knowledge.queries import certificates, notes, roles
from knowledge.queries.certificates import Certificate

#: The notes that answer a question of certificates in general, by what it wants.
NOTES = {
    "or_projects": "cert_vs_project",
    "or_degree": "edu_mooc_vs_msc",
    "free": "cert_free",
    "or_bootcamp": "cert_vs_bootcamp",
    "helps": "cert_enough_for_job",
    "unknown": "cert_judge_unknown",
    "programme": "edu_program_review",
    "bootcamp": "bootcamp_brands",
}
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
_LEVELS = ("foundational", "course", "associate", "professional", "expert")
_FOR_BEGINNERS = ("foundational", "course")
_ADVANCED = ("master", "doctorate", "mba")
_SHOWN = 4


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
            return _general(session, asked, want)
    vendors = _vendors(asked) if "certificates" in asked.wants else []
    if vendors:
        return _of_vendors(session, asked, vendors)
    unlisted = _unlisted(asked)
    if unlisted:
        return _judging(session, asked, unlisted)
    if asked.degree == "bootcamp" and "certificates" in asked.wants and asked.shape in ("which", "criterion"):
        return _general(session, asked, "or_bootcamp")
    if "free" in asked.wants:
        return _general(session, asked, "free")
    if "helps" in asked.wants and asked.shape in ("yes_no", "worth", "enough", "how_much"):
        return _helping(session, asked)
    if asked.roles and asked.shape != "how_long":
        return _for_whom(session, asked)
    return None


# --- One that is named -------------------------------------------------------------------------


def _one(session: Session, asked: Question, one: Certificate) -> Answer:
    """Return what a certificate proves, costs and needs; retired, what stands in its place."""
    after = certificates.successor(session, certificate_id=one.id)
    note = next((each for each in notes.all_notes(session) if one.id in each.bound_to("certificate")), None)
    parts: list[str] = []
    sources = list(one.sources)
    if one.status == "retired":
        lead = say("cert_retired", name=one.name, since=_since(one))
        if after is not None:
            parts.append(say("cert_successor", name=after.name, proves=inline(after.proves).rstrip(".")))
            parts.append(bullets(_facts(after)))
            sources += after.sources
        return _answer(session, asked, one.name, lead, parts, sources, one.checked)
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
            f"cert_worth_{'start' if one.level in _FOR_BEGINNERS else 'work'}",
            name=one.name,
            issuer=one.issuer,
        )
    else:
        lead = say("cert_proves", name=one.name, proves=inline(one.proves).rstrip("."))
    if worth:
        parts.append(worth)
    parts.append(bullets(_facts(one)))
    if one.status == "unconfirmed":
        parts.append(say("cert_unconfirmed"))
    return _answer(session, asked, one.name, lead, parts, sources, one.checked)


def _since(one: Certificate) -> str:
    """Return since when a certificate is retired, the day in words where it is known."""
    try:
        day = datetime.date.fromisoformat(one.since or "")
    except ValueError:
        return say("cert_before") if one.since is None else one.since
    return say("cert_day", day=f"{day.day} {day:%B %Y}")


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


def _facts(one: Certificate) -> list[str]:
    labels = words("cert_labels")
    price = "" if one.price_usd is None else say("cert_dollars", price=f"{one.price_usd:g}")
    shown = [
        ("proves", one.proves),
        ("level", words("cert_levels")[one.level]),
        ("price", price),
        ("prerequisite", one.prerequisite),
        ("valid", one.valid or ""),
    ]
    return [f"**{labels[key]}**: {text.rstrip('.')}" for key, text in shown if text]


def _between(session: Session, asked: Question, named: Sequence[Certificate]) -> Answer:
    """Return which of several certificates to take: one that can be earned, the easier before the harder."""
    open_ = [one for one in named if one.status != "retired"]
    gone = [one for one in named if one.status == "retired"]
    if len(open_) == 1 and gone:
        lead = say("cert_only_open", name=open_[0].name, gone=listed([one.name for one in gone]))
    elif len({one.issuer for one in open_}) > 1:
        whens = [say("cert_when", name=one.name, issuer=one.issuer) for one in open_]
        lead = say("cert_by_platform", whens=listed(whens))
    else:
        ordered = sorted(open_, key=lambda one: _LEVELS.index(one.level))
        lead = say("cert_in_order", first=ordered[0].name, rest=listed([one.name for one in ordered[1:]]))
    parts = []
    for one in named:
        facts = (
            _facts(one)
            if one.status != "retired"
            else [say("cert_retired", name=one.name, since=_since(one))]
        )
        parts.append(f"**{one.name}**\n{bullets(facts)}")
    sources = [source for one in named for source in one.sources]
    return _answer(
        session, asked, listed([one.name for one in named], last="or"), lead, parts, sources, named[0].checked
    )


# --- Those of a vendor, or for somebody -----------------------------------------------------------


def _vendors(asked: Question) -> list[str]:
    """Return the vendors of which a certificate is wanted, as beginnings of issuers' names, each once."""
    said = {word for one in asked.said() if one.kind == "certificate" for word in one.words.lower().split()}
    keys = [
        *asked.tools,
        *(word.removesuffix("'s") for word in said),
        *(one.words.lower() for one in asked.said() if one.kind == "employer"),
    ]
    return list(dict.fromkeys(_VENDORS[key] for key in keys if key in _VENDORS))


def _of_vendors(session: Session, asked: Question, vendors: Sequence[str]) -> Optional[Answer]:
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
        found = sorted(found, key=lambda one: _LEVELS.index(one.level))
    else:
        found = sorted(found, key=lambda one: one.level in _FOR_BEGINNERS)
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
    return _answer(
        session,
        asked,
        say("certificates_title"),
        lead,
        [bullets([_line(one) for one in shown])],
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
    parts = [bullets([_line(one) for one in shown])] if shown else []
    return _answer(session, asked, say("certificates_title"), lead, parts, sources, None)


def _is_entry(asked: Question) -> bool:
    return "entry" in asked.ids(names.LEVEL)


def _for_whom(session: Session, asked: Question) -> Optional[Answer]:
    """Return the certificates of a role that fit a beginner or a graduate, where one asks."""
    degree = asked.degree if asked.degree in _ADVANCED else asked.person.degree
    graduate = degree in _ADVANCED
    beginner = "beginner" in asked.wants or _is_entry(asked)
    if not (beginner or graduate):
        return None
    role = roles.roles(session, ids=asked.roles[:1])[0]
    of_role = certificates.certificates_for(session, role=role.id)
    open_ = [each for each in of_role if each.certificate.status != "retired"]
    easy = [each for each in open_ if each.certificate.level in _FOR_BEGINNERS]
    hard = [each for each in open_ if each.certificate.level not in _FOR_BEGINNERS]
    shown = (hard or easy) if graduate else (easy or hard)
    if not shown:
        return None
    first = shown[0].certificate
    key = "cert_graduate" if graduate else "cert_beginner"
    degree_name = words("cert_degrees").get(degree or "", "")
    lead = say(key, name=first.name, a_role=with_article(role.name), degree=degree_name)
    lines = [
        _line(each.certificate) + (f" {opening(each.worth)}" if each.worth else "") for each in shown[:3]
    ]
    sources = [source for each in shown[:3] for source in each.certificate.sources]
    parts = [bullets(lines), say("cert_graduate_rest" if graduate else "cert_beginner_rest")]
    return _answer(
        session, asked, say("certifications_title", role=role.name), lead, parts, sources, first.checked
    )


def _line(one: Certificate) -> str:
    price = "" if one.price_usd is None else f", {say('cert_dollars', price=f'{one.price_usd:g}')}"
    return f"**{one.name}** ({words('cert_levels')[one.level]}{price}): {inline(one.proves)}"


# --- In general, and what is not listed -----------------------------------------------------------


def _unlisted(asked: Question) -> Optional[str]:
    """Return the words of a certificate, school or programme that the catalog lacks."""
    said = [one for one in asked.said() if one.kind in ("certificate", "school") and one.id is None]
    said += [
        one
        for one in asked.said()
        if one.kind in ("product", "employer") or (one.kind == "word" and one.words[:1].isupper())
    ]
    return said[0].words if said and asked.wants & {"certificates", "programme", "reviews"} else None


def of_a_programme(session: Session, asked: Question) -> Optional[Answer]:
    """Return how to judge the programme or bootcamp of a school that is asked about by name, or ``None``."""
    named = any(one.kind in ("school", "product") for one in asked.said())
    unlisted = _unlisted(asked)
    judged = "reviews" in asked.wants or asked.shape in ("worth", "yes_no")
    if unlisted is None or not judged or not {"programme", "courses"} & asked.wants:
        return None
    return _judging(session, asked, unlisted) if named or "reviews" in asked.wants else None


def _judging(session: Session, asked: Question, unlisted: str) -> Optional[Answer]:
    bootcamp = asked.degree == "bootcamp"
    school = any(one.kind == "school" for one in asked.said()) or "programme" in asked.wants
    note = _note(session, "bootcamp" if bootcamp else "programme" if school else "unknown")
    if note is None:
        return None
    lead = say("cert_unlisted", name=unlisted)
    first, rest = lead_and_rest(note)
    return _answer(
        session,
        asked.without(names.ROLE),
        unlisted,
        lead,
        [f"{first} {rest}"],
        sources_of([note]),
        note.checked,
    )


def _general(session: Session, asked: Question, want: str) -> Optional[Answer]:
    note = _note(session, want)
    if note is None:
        return None
    lead, rest = lead_and_rest(note)
    general = asked.without(names.ROLE)  # it speaks of no role
    return _answer(session, general, note.title, lead, [rest], sources_of([note]), note.checked)


def _helping(session: Session, asked: Question) -> Optional[Answer]:
    """Return whether certificates help at all, with those that are worth most to the role."""
    note = _note(session, "helps")
    if note is None:
        return None
    lead = lead_and_rest(note)[0] if asked.shape == "enough" else say("cert_help")
    parts = [lead_and_rest(note)[1]]
    sources = list(sources_of([note]))
    for role in roles.roles(session, ids=asked.roles[:1]):
        of_role = [each.certificate for each in certificates.certificates_for(session, role=role.id)]
        best = [one for one in of_role if one.status != "retired"][:2]
        if best:
            parts.append(
                say("cert_help_which", roles=role.plural, names=listed([one.name for one in best], last="or"))
            )
            sources += [source for one in best for source in one.sources]
    return _answer(session, asked, say("certificates_title"), lead, parts, sources, note.checked)


def _note(session: Session, want: str) -> Optional[notes.Note]:
    return next(iter(notes.notes(session, ids=[NOTES[want]])), None)


def _answer(
    session: Session,
    asked: Question,
    title: str,
    lead: str,
    parts: Sequence[str],
    sources: Sequence[str],
    checked: Optional[str],
) -> Answer:
    role = next(iter(roles.roles(session, ids=asked.roles[:1] or ["data_scientist"])))
    return Answer(
        topic=asked.topic,
        title=title,
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        sources=sourced(session, *(dict.fromkeys(sources) or ("editorial",))),
        suggestions=next_steps(asked, role, "certifications", "skills", "how_to_become"),
        roles=asked.roles,
        checked=checked,
    )
