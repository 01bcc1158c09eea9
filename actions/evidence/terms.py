"""Words of the field and titles: what each means, and how those that a question names hang together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import EDITORS, Answer, Suggestion
from actions.asking_back import starters
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.notes import lead_and_rest, sources_of
from actions.question import Question
from actions.wording import listed, opening, say, sentence, with_article
from knowledge.queries import field, roles, terms, tools
from knowledge.queries import notes as note_query
from knowledge.queries.terms import Term

_MOST = 7
_MOST_NEAR = 2
_SHORTEST_FIELD = 4  # letters: a shorter name of a role is its abbreviation, as in "AI and ML engineers"
#: Fields whose name stands for a job: who compares them compares the work.
_CAREERS = frozenset(
    """
    data_science data_analytics data_analysis business_intelligence business_analytics data_engineering
    software_engineering
    """.split()
)
_NAMED = (names.ROLE, names.TERM, names.TOOL, names.UNKNOWN_ROLE, names.BACKGROUND)
_ARTICLES = frozenset({"a", "an", "the", "another", "one", "somebody", "how", "many"})
#: Words with which a title is spoken of without being a part of it.
_AROUND = re.compile(r"^(?:an?|the)\s+|\s+(?:role|job|title|position)s?$", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """What one of the names in a question stands for, and what it means.

    :param id: of a term, a role or a tool; ``None`` for a title that only its last word explains
    :param name: in the person's own words where these are a name, else the catalog's
    :param role: the role that it is, or whose field it is
    :param own: whether it is a role, by one of its names, that the catalog describes in full
    """

    id: Optional[str]
    name: str
    what: str
    role: Optional[str] = None
    term: Optional[Term] = None
    own: bool = False


def subjects_of(session: Session, asked: Question) -> list[Subject]:
    """Return what a question names and the catalog can explain, in order, each once."""
    found: dict[str, Subject] = {}
    for one in asked.values:
        if (
            one.kind not in _NAMED
            or one.how == "assumed"
            or one.negated
            or (one.of_person and one.kind != names.TERM)
        ):
            continue
        subject = _subject(session, one.kind, one.id, _AROUND.sub("", one.words).strip())
        if subject is not None:
            found.setdefault(subject.id or subject.name.lower(), subject)
    return list(found.values())[:_MOST]


def _subject(session: Session, kind: str, known: Optional[str], words: str) -> Optional[Subject]:
    term = terms.called(session, name=words) if kind != names.TOOL else None
    if term is None and kind == names.TERM and known:
        term = next(iter(terms.terms(session, ids=[known])), None)
    if kind == names.ROLE:
        role = next(iter(roles.roles(session, ids=[str(known)])), None)
        if role is None:
            return None
        if term is not None and len(words) >= _SHORTEST_FIELD:
            return Subject(term.id, words, term.what, role=role.id, term=term)
        return Subject(role.id, role.name, role.definition, role=role.id, own=True)
    if term is not None:
        return Subject(term.id, term.name if kind == names.TERM else words, term.what, term=term)
    if kind == names.TOOL:
        tool = tools.tool(session, tool_id=str(known))
        return Subject(tool.id, tool.name, tool.what) if tool else None
    if kind in (names.UNKNOWN_ROLE, names.BACKGROUND):
        head = terms.head_of(session, title=words)
        if head is not None:
            near = field.nearest_roles(session, background=known) if known else []
            return Subject(None, words, head.what, term=_nearer(head, near))
    return None


def _nearer(head: Term, near: Sequence[str]) -> Term:
    roles_near = tuple(near) or head.roles
    return Term(head.id, "title", head.name, head.what, head.within, roles_near, None, head.checked)


def are_roles(subjects: Sequence[Subject]) -> bool:
    """Return whether all are roles by their own names, which are compared in a table."""
    return all(one.own for one in subjects)


def roles_meant(subjects: Sequence[Subject]) -> tuple[str, ...]:
    """Return the roles that subjects stand for, at least two, or none where a word is no job.

    A word that is the matter of a role named beside another ("which does more machine learning") is left out.
    """
    own = [one.role for one in subjects if one.own and one.role]
    found = []
    for one in subjects:
        term = one.term
        if one.own or term is None or term.id not in _CAREERS or not term.roles:
            if not one.own and not (len(own) > 1 and matter_of([one], own)):
                return ()
            found += [one.role] if one.own and one.role else []
        else:
            found.append(term.roles[0])
    meant = tuple(dict.fromkeys(found))
    return meant if len(meant) > 1 else ()


def matter_of(subjects: Sequence[Subject], among: Sequence[str]) -> Optional[str]:
    """Return which of several roles works most with a word of the field that is named, or ``None``."""
    for one in subjects:
        if one.term is not None and not one.own:
            return next((role for role in one.term.roles if role in among), None)
    return None


def explained(session: Session, asked: Question, subject: Subject) -> Answer:
    """Return what one word means; of a title also the roles nearest to it."""
    term = subject.term
    note = next(iter(note_query.notes(session, ids=[term.note])), None) if term and term.note else None
    lead, body = _named(subject), ""
    sources: tuple[str, ...] = (EDITORS,)
    if note is not None:
        lead, body = lead_and_rest(note)
        sources = sources_of([note])
        if not _speaks_of(subject.name, note.answer):
            lead, body = _named(subject), f"{lead} {body}".strip()
    near = roles.roles(session, ids=term.roles[:_MOST_NEAR]) if term else []
    if near and term and term.kind == "title":
        told = [f"**{sentence(one.name)}**: {opening(one.definition)}" for one in near]
        body = "\n\n".join(part for part in (body, say("title_nearest") + "\n" + bullets(told)) if part)
    return Answer(
        topic=asked.topic,
        title=sentence(subject.name),
        lead=lead,
        body=body,
        sources=sourced(session, *sources),
        suggestions=_next(asked, near),
        roles=asked.roles,
        checked=note.checked if note else term.checked if term else None,
    )


def compared(session: Session, asked: Question, subjects: Sequence[Subject]) -> Answer:
    """Return one line on each word and then how they hang together; to "the same?" a verdict first."""
    relation = _relation(session, subjects)
    verdict = _verdict(session, asked, subjects)
    after = relation if verdict and _part_of(session, subjects) is None else ""
    lines = [f"**{sentence(one.name)}**: {opening(one.what)}" for one in subjects]
    near = list(dict.fromkeys(role for one in subjects for role in (one.term.roles if one.term else ())))
    lead = verdict or relation or say("terms_apart", names=listed([one.name for one in subjects]))
    return Answer(
        topic=asked.topic,
        title=sentence(" vs ".join(one.name for one in subjects)),
        lead=lead,
        body="\n\n".join(part for part in (bullets(lines), after) if part),
        sources=sourced(session, EDITORS),
        suggestions=_next(asked, roles.roles(session, ids=[*asked.roles, *near][:1])),
        roles=asked.roles,
        checked=next((one.term.checked for one in subjects if one.term), None),
    )


def _relation(session: Session, subjects: Sequence[Subject]) -> str:
    ids = [one.id for one in subjects if one.id] + [one.role for one in subjects if one.role]
    family = terms.relation(session, members=list(dict.fromkeys(ids)))
    part = _part_of(session, subjects)
    if part is not None:
        inner, outer = part
        return say("term_within", inner=sentence(inner.name), outer=outer.name)
    return family or ""


def _part_of(session: Session, subjects: Sequence[Subject]) -> Optional[tuple[Subject, Subject]]:
    """Return which of two words is a part of the other, the part first."""
    if len(subjects) != 2:
        return None
    for inner, outer in (subjects, tuple(reversed(subjects))):
        term = inner.term
        while term is not None and term.within:
            if term.within == outer.id:
                return inner, outer
            term = next(iter(terms.terms(session, ids=[term.within])), None)
    return None


def _verdict(session: Session, asked: Question, subjects: Sequence[Subject]) -> str:
    """Return a yes or no to whether two words mean the same, or one is a part of the other."""
    if len(subjects) != 2 or not asks_whether_same(asked):
        return ""
    first, second = subjects
    part = _part_of(session, subjects)
    values: dict[str, Any] = {"first": first.name, "second": second.name}
    if "part of" in asked.aspect_words:
        inside = part is not None and part[0] == first
        return say("terms_part_yes" if inside else "terms_part_no", **values)
    if first.role is not None and first.role == second.role:
        return say("terms_same", **values)
    return say("terms_not_part" if part else "terms_not", **values)


def asks_whether_same(asked: Question) -> bool:
    """Return whether it asks for a yes or no to whether two things are one."""
    return asked.shape == "yes_no" or "same" in asked.aspect_words.split()


def _named(subject: Subject) -> str:
    """Return what a word means as a sentence that names it."""
    what = subject.what
    if _speaks_of(subject.name, opening(what)):
        return what
    title = subject.term is not None and subject.term.kind == "title"
    one = title and not subject.name.lower().endswith("s")
    name = sentence(with_article(subject.name) if one else subject.name)
    if subject.term is not None and subject.term.kind in ("use", "head"):
        return what
    first = what.split()[0].rstrip(",")
    said = what[:1].lower() + what[1:] if what[1:2].islower() or first in ("A", "I") else what
    if title and first.endswith("s"):
        return f"{name} {said}"
    return f"{name} {'is' if first.lower() in _ARTICLES else 'means'} {said}"


def _speaks_of(name: str, text: str) -> bool:
    return name.lower().removesuffix("s") in text.lower()


def _next(asked: Question, near: Sequence[roles.Role]) -> tuple[Suggestion, ...]:
    if not near:
        return starters()
    return next_steps(asked, near[0], "role_definition", "responsibilities", "skills", "salary")
