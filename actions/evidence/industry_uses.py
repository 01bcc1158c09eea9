"""Where AI is used, who does the work, and what an industry is like as a career."""

from __future__ import annotations

import re
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import EDITORS, Answer, Suggestion, suggest
from actions.evidence import of_aspect
from actions.evidence.base import Evidence, bullets, sourced
from actions.evidence.industry_career import CAREER, career_answer
from actions.evidence.notes import sources_of
from actions.evidence.terms import explained, subjects_of
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.queries import field, roles, terms
from knowledge.queries.terms import Term

_SHOWN = 3
_MOST_INDUSTRIES = 5
_STEM = 5  # letters by which two forms of a word are told alike
_WORD = re.compile(r"[^\W\d_]+")
#: Words of every question about uses, which tell none from another.
_EMPTY = frozenset(
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


class IndustryUses(Evidence):
    """Says what an industry does with AI or is like as a career; without one, where a use is found."""

    topic = "industry_uses"
    shapes = frozenset({"facts", "which", "how"})

    def yields_at(self, session: Session, asked: Question) -> Optional[float]:
        """Return the fit from which a nearer note is better, where the industry or the use is known."""
        industries = industries_in(session, asked)
        if len(industries) == 1 and (asked.roles or CAREER & set(asked.aspects)):
            return 0.8
        if _use_named(session, asked) is not None:
            return 0.92
        if not industries and _uses_of(session, asked):
            return 0.5
        return None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the uses in one industry, in several, or of one thing wherever it is found."""
        industries = industries_in(session, asked)
        use = _use_named(session, asked)
        if use is not None and not (industries and CAREER & set(asked.aspects)):
            return _of_named_use(session, asked, use)
        if len(industries) == 1:
            of_people = bool(asked.roles) and "uses" not in asked.aspects
            if CAREER & set(asked.aspects) or asked.shape == "worth" or of_people:
                return career_answer(session, asked, industries[0], others(session, asked, industries[0].id))
            return _of_one(session, asked, industries[0])
        if industries:
            return _of_many(session, asked, industries)
        titles = [one for one in subjects_of(session, asked) if one.term and one.term.kind == "title"]
        if titles and not asked.roles:
            return explained(session, asked, titles[0])
        found = _uses_of(session, asked)
        if found:
            return _of_use(session, asked, found)
        return _where(session, asked) if asked.roles else _overview(session, asked)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what to watch out for in an industry, and how to get in."""
        industries = industries_in(session, asked)[:1]
        if not industries:
            return None
        industry = industries[0]
        rest = field.applications(session, industry=industry.id)[_SHOWN:]
        return Answer(
            topic=self.topic,
            title=say("industry_title", industry=industry.name),
            lead=industry.caution,
            body="\n\n".join([industry.advice, bullets([one.text for one in rest[:2]])]).strip(),
            sources=sourced(session, industry.source, *(one.source for one in rest[:2])),
            suggestions=others(session, asked, industry.id),
            roles=asked.roles,
        )


def industries_in(session: Session, asked: Question) -> list[field.Industry]:
    """Return the industries of a question; the words of a profession may name one: GIS, telecom."""
    ids = list(asked.industries)
    for one in asked.outsiders:
        ids += field.industries_called(session, name=one.words)
    return field.industries(session, ids=list(dict.fromkeys(ids))) if ids else []


def _of_one(session: Session, asked: Question, industry: field.Industry) -> Answer:
    uses = field.applications(session, industry=industry.id)
    if asked.roles:
        of_roles = [one for one in uses if set(asked.roles) & set(one.roles)]
        uses = [*of_roles, *(one for one in uses if one not in of_roles)]
    wanted = _wanted(asked)
    named = [one for one in uses if _shared(wanted, one.text)]
    named.sort(key=lambda one: -_shared(wanted, one.text))
    shown = [*named, *(one for one in uses if one not in named)][:_SHOWN]
    workers = list(dict.fromkeys(role for one in shown for role in one.roles))[:3]
    people = roles.roles(session, ids=workers)
    lead, rest = (named[0].text, shown[1:]) if named else (industry.summary, shown)
    return Answer(
        topic="industry_uses",
        title=say("industry_title", industry=industry.name),
        lead=lead,
        body=(say("industry_beside", industry=industry.name) + "\n" if named else "")
        + bullets([one.text for one in rest])
        + "\n\n"
        + say("industry_workers", turn=asked.turn, roles=listed([role.plural for role in people])),
        sources=sourced(session, industry.source, *(one.source for one in shown)),
        suggestions=others(session, asked, industry.id),
        roles=asked.roles,
    )


def _of_many(session: Session, asked: Question, industries: Sequence[field.Industry]) -> Answer:
    """Put industries side by side: for the roles that are asked about, or for all."""
    lines, source_ids = [], []
    role = asked.roles[0] if asked.roles else None
    for industry in industries[:_MOST_INDUSTRIES]:
        uses = field.applications(session, industry=industry.id, role=role) or field.applications(
            session, industry=industry.id
        )
        lines.append(f"**{sentence(industry.name)}**: {uses[0].text}")
        source_ids.append(uses[0].source)
    return Answer(
        topic="industry_uses",
        title=say("industry_title_many"),
        lead=say("industry_several", industries=listed([one.name for one in industries[:_MOST_INDUSTRIES]])),
        body=bullets(lines),
        sources=sourced(session, *source_ids),
        suggestions=_of_industries(asked, industries),
        roles=asked.roles,
    )


def _use_named(session: Session, asked: Question) -> Optional[Term]:
    """Return the use of AI that a question names, such as fraud detection."""
    return next((one for one in terms.terms(session, ids=asked.ids(names.TERM)) if one.kind == "use"), None)


def _of_named_use(session: Session, asked: Question, use: Term) -> Answer:
    """Say how a use of AI works, who does it, and where my notes describe it."""
    words = [word for word in _WORD.findall(use.name.lower()) if word not in _EMPTY]
    ranked = sorted(field.applications(session), key=lambda one: -_shared(words, one.text))
    found = [one for one in ranked if _shared(words, one.text) >= max(1, len(words))][:_SHOWN]
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
        suggestions=_of_industries(asked, list(named.values())) or others(session, asked, ""),
        roles=asked.roles,
        checked=use.checked,
    )


def _of_use(session: Session, asked: Question, uses: Sequence[field.Application]) -> Answer:
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
        suggestions=_of_industries(asked, list(named.values())),
        roles=asked.roles,
    )


def _where(session: Session, asked: Question) -> Answer:
    """Say which industries need a role most, by how many of their described uses it works on."""
    role = roles.roles(session, ids=asked.roles[:1])[0]
    ruled_out = {one.id for one in asked.values if one.kind == names.INDUSTRY and one.negated}
    counted: dict[str, list[field.Application]] = {}
    for one in field.applications(session, role=role.id):
        if one.industry not in ruled_out:
            counted.setdefault(one.industry, []).append(one)
    ranked = sorted(counted, key=lambda one: -len(counted[one]))[:_MOST_INDUSTRIES]
    industries = field.industries(session, ids=ranked)
    unlisted = _unlisted(asked)
    lead = say("industry_where", roles=role.plural, industries=listed([one.name for one in industries]))
    return Answer(
        topic="industry_uses",
        title=say("industry_title_many"),
        lead=f"{say('industry_unlisted', what=unlisted)} {lead}" if unlisted else lead,
        body=bullets([f"**{sentence(one.name)}**: {counted[one.id][0].text}" for one in industries])
        + "\n\n"
        + say("industry_where_rest"),
        sources=sourced(session, *(counted[one.id][0].source for one in industries)),
        suggestions=_of_industries(asked, industries),
        roles=asked.roles,
    )


def _overview(session: Session, asked: Question) -> Answer:
    """Say in short what AI is used for; what is asked about and not listed is named first."""
    told = of_aspect.on(session, asked, "overview")
    unlisted = _unlisted(asked)
    lead, body = say("industry_many", turn=asked.turn), ""
    sources: tuple[str, ...] = (EDITORS,)
    if told is not None:
        lead, body, sources = told.lead, told.rest, sources_of([told.note])
    return Answer(
        topic="industry_uses",
        title=say("industry_title_many"),
        lead=f"{say('industry_unlisted', what=unlisted)} {lead}" if unlisted else lead,
        body=body,
        sources=sourced(session, *sources),
        suggestions=_of_industries(
            asked, field.industries(session, ids=["healthcare", "finance", "retail", "manufacturing"])
        ),
        roles=asked.roles,
    )


def _unlisted(asked: Question) -> str:
    """Return what is asked about in the person's words, where no industry or use of the catalog is it."""
    left = [one.words for one in asked.said() if one.kind == "word" and not one.of_person]
    return listed([words for words in left if not set(words.split()) <= _EMPTY][:2])


def _uses_of(session: Session, asked: Question) -> list[field.Application]:
    """Return the uses that speak of what is asked about, the nearest first, one of an industry."""
    wanted = _wanted(asked)
    if not wanted:
        return []
    need = max(1, (len(wanted) + 1) // 2)
    ranked = sorted(
        (
            (shared, one)
            for one in field.applications(session)
            if (shared := _shared(wanted, one.text)) >= need
        ),
        key=lambda pair: -pair[0],
    )
    best = ranked[0][0] if ranked else 0
    of_industry: dict[str, field.Application] = {}
    for shared, one in ranked:
        if shared == best and (not asked.roles or set(asked.roles) & set(one.roles)):
            of_industry.setdefault(one.industry, one)
    return list(of_industry.values())[:_SHOWN]


def _wanted(asked: Question) -> list[str]:
    left = [
        word.lower()
        for one in asked.said()
        if one.kind == "word" or (one.kind == names.TERM and one.id not in _WIDE)
        for word in one.words.split()
    ]
    return [word for word in dict.fromkeys((*asked.says, *left)) if word not in _EMPTY and len(word) > 2]


def _shared(wanted: Sequence[str], text: str) -> int:
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
    return pay + _of_industries(asked, near[:2])


def _of_industries(asked: Question, industries: Sequence[field.Industry]) -> tuple[Suggestion, ...]:
    return tuple(
        suggest(
            say("suggest_industry", industry=one.name), "ask_industry_uses", industry=one.id, role=asked.roles
        )
        for one in industries[:4]
    )
