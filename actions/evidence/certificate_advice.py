"""Certificates in general, against degrees and projects, and how to judge one that is not listed."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer
from actions.evidence.certificate_told import answered
from actions.evidence.notes import lead_and_rest, sources_of
from actions.question import Question
from actions.wording import listed, say
from knowledge.queries import certificates, notes, roles

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


def unlisted_in(asked: Question) -> Optional[str]:
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
    unlisted = unlisted_in(asked)
    judged = "reviews" in asked.wants or asked.shape in ("worth", "yes_no")
    if unlisted is None or not judged or not {"programme", "courses"} & asked.wants:
        return None
    return judging(session, asked, unlisted) if named or "reviews" in asked.wants else None


def judging(session: Session, asked: Question, unlisted: str) -> Optional[Answer]:
    """Say that a certificate or programme is not listed, and how to judge it."""
    bootcamp = asked.degree == "bootcamp"
    school = any(one.kind == "school" for one in asked.said()) or "programme" in asked.wants
    note = _note(session, "bootcamp" if bootcamp else "programme" if school else "unknown")
    if note is None:
        return None
    lead = say("cert_unlisted", name=unlisted)
    first, rest = lead_and_rest(note)
    return answered(
        session,
        asked.without(names.ROLE),
        unlisted,
        lead,
        [f"{first} {rest}"],
        sources_of([note]),
        note.checked,
    )


def general(session: Session, asked: Question, want: str) -> Optional[Answer]:
    """Return the note on what a question of certificates in general wants, a key of :data:`NOTES`."""
    note = _note(session, want)
    if note is None:
        return None
    lead, rest = lead_and_rest(note)
    general = asked.without(names.ROLE)  # it speaks of no role
    return answered(session, general, note.title, lead, [rest], sources_of([note]), note.checked)


def helping(session: Session, asked: Question) -> Optional[Answer]:
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
    return answered(session, asked, say("certificates_title"), lead, parts, sources, note.checked)


def _note(session: Session, want: str) -> Optional[notes.Note]:
    return next(iter(notes.notes(session, ids=[NOTES[want]])), None)
