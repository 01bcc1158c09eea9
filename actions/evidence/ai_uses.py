"""What AI is used for: a use that is named, in whichever industries it is at work."""

from __future__ import annotations

import re
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import EDITORS, Answer, Suggestion, suggest
from actions.evidence.base import bullets, sourced
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.queries import field, roles, terms
from knowledge.queries.terms import Term

SHOWN = 3
_STEM = 5  # letters by which two forms of a word are told alike
_WORD = re.compile(r"[^\W\d_]+")
#: Words of every question about uses, which tell none from another.
EMPTY = frozenset(
    """
    ai ml machine learning artificial intelligence deep use used uses using usage application
    applications apply applied industry industries sector sectors business businesses company
    companies field fields real world example examples current currently latest role roles job jobs
    work project projects data science analytics models technology technologies technique
    techniques algorithm algorithms system systems benefit benefits impact active actively labs
    professors intersection employ employs need needs hire hires people place places spot detect help
    helps looking
    """.split()
)
#: Terms that every question about uses holds.
_WIDE = frozenset({"artificial_intelligence", "machine_learning", "deep_learning", "data_science"})


def use_named(session: Session, asked: Question) -> Optional[Term]:
    """Return the use of AI that a question names, such as fraud detection."""
    return next((one for one in terms.terms(session, ids=asked.ids(names.TERM)) if one.kind == "use"), None)


def of_named_use(session: Session, asked: Question, use: Term) -> Answer:
    """Say how a use of AI works, who does it, and where my notes describe it."""
    words = [word for word in _WORD.findall(use.name.lower()) if word not in EMPTY]
    ranked = sorted(field.applications(session), key=lambda one: -shared_with(words, one.text))
    found = [one for one in ranked if shared_with(words, one.text) >= max(1, len(words))][:SHOWN]
    named = {one.id: one for one in field.industries(session, ids=[one.industry for one in found])}
    people = roles.roles(session, ids=use.roles)
    return Answer(
        topic="industry_uses",
        title=sentence(use.name),
        lead=use.what,
        body="\n\n".join(
            part
            for part in (
                bullets([f"**{sentence(named[one.industry].name)}**: {one.text}" for one in found]),
                say("industry_workers", turn=asked.turn, roles=listed([role.plural for role in people])),
            )
            if part
        ),
        sources=sourced(session, *(one.source for one in found), EDITORS),
        suggestions=of_industries(asked, list(named.values())) or others(session, asked, ""),
        roles=asked.roles,
        checked=use.checked,
    )


def of_use(session: Session, asked: Question, uses: Sequence[field.Application]) -> Answer:
    """Say how one thing is done with AI, in the industries that my notes describe it for."""
    named = {one.id: one for one in field.industries(session, ids=[one.industry for one in uses])}
    first, *rest = uses
    workers = list(dict.fromkeys(role for one in uses for role in one.roles))[:3]
    people = roles.roles(session, ids=workers)
    return Answer(
        topic="industry_uses",
        title=say("industry_title_many"),
        lead=say("industry_use", industry=named[first.industry].name, use=inline(first.text)),
        body="\n\n".join(
            part
            for part in (
                bullets([f"**{sentence(named[one.industry].name)}**: {one.text}" for one in rest]),
                say("industry_workers", turn=asked.turn, roles=listed([role.plural for role in people])),
            )
            if part
        ),
        sources=sourced(session, *(one.source for one in uses)),
        suggestions=of_industries(asked, list(named.values())),
        roles=asked.roles,
    )


def uses_of(session: Session, asked: Question) -> list[field.Application]:
    """Return the uses that speak of what is asked about, the nearest first, one of an industry."""
    wanted = words_of_use(asked)
    if not wanted:
        return []
    need = max(1, (len(wanted) + 1) // 2)
    ranked = sorted(
        (
            (shared, one)
            for one in field.applications(session)
            if (shared := shared_with(wanted, one.text)) >= need
        ),
        key=lambda pair: -pair[0],
    )
    best = ranked[0][0] if ranked else 0
    of_industry: dict[str, field.Application] = {}
    for shared, one in ranked:
        if shared == best and (not asked.roles or set(asked.roles) & set(one.roles)):
            of_industry.setdefault(one.industry, one)
    return list(of_industry.values())[:SHOWN]


def words_of_use(asked: Question) -> list[str]:
    """Return the words of a question that say which use is meant."""
    left = [
        word.lower()
        for one in asked.said()
        if one.kind == "word" or (one.kind == names.TERM and one.id not in _WIDE)
        for word in one.words.split()
    ]
    return [word for word in dict.fromkeys((*asked.says, *left)) if word not in EMPTY and len(word) > 2]


def shared_with(wanted: Sequence[str], text: str) -> int:
    """Return how many wanted words a text holds, in any form."""
    stems = {word[:_STEM] for word in _WORD.findall(text.lower())}
    return sum(word[:_STEM] in stems for word in wanted)


def others(session: Session, asked: Question, industry: str) -> tuple[Suggestion, ...]:
    """Return what to ask next of an industry: pay, and industries near it."""
    workers = roles.roles(session, ids=asked.roles[:1] or ("data_scientist", "ml_engineer"))
    pay = tuple(
        suggest(
            say("suggest_pay_in_industry", a_role=with_article(role.name)),
            "ask_salary",
            role=role.id,
            industry=industry,
        )
        for role in workers[:1]
    )
    near = [
        one
        for one in field.industries(session, ids=["healthcare", "finance", "retail"])
        if one.id != industry
    ]
    return pay + of_industries(asked, near[:2])


def of_industries(asked: Question, industries: Sequence[field.Industry]) -> tuple[Suggestion, ...]:
    """Return suggestions to ask of some industries."""
    return tuple(
        suggest(
            say("suggest_industry", industry=one.name), "ask_industry_uses", industry=one.id, role=asked.roles
        )
        for one in industries[:4]
    )
