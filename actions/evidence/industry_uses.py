"""Where AI is used, who does the work, and what an industry is like as a career."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import EDITORS, Answer
from actions.evidence import of_aspect
from actions.evidence.ai_uses import (
    EMPTY,
    SHOWN,
    of_industries,
    of_named_use,
    of_use,
    others,
    shared_with,
    use_named,
    uses_of,
    words_of_use,
)
from actions.evidence.base import Evidence, bullets, sourced
from actions.evidence.industry_career import CAREER, career_answer
from actions.evidence.notes import sources_of
from actions.evidence.terms import explained, subjects_of
from actions.question import Question
from actions.wording import listed, say, sentence
from knowledge.queries import field, roles

_MOST_INDUSTRIES = 5


class IndustryUses(Evidence):
    """Says what an industry does with AI or is like as a career; without one, where a use is found."""

    topic = "industry_uses"
    shapes = frozenset({"facts", "which", "how"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks for the uses in one industry and nothing else."""
        return asked.of_one_thing and len(industries_in(session, asked)) == 1

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the industry as a career, or the use, is known."""
        if use_named(session, asked) is not None:
            return True
        industries = industries_in(session, asked)
        return len(industries) == 1 and bool(asked.roles or CAREER & set(asked.aspects))

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the uses in one industry, in several, or of one thing wherever it is found."""
        industries = industries_in(session, asked)
        use = use_named(session, asked)
        if use is not None and not (industries and CAREER & set(asked.aspects)):
            return of_named_use(session, asked, use)
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
        found = uses_of(session, asked)
        if found:
            return of_use(session, asked, found)
        return _where(session, asked) if asked.roles else _overview(session, asked)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what to watch out for in an industry, and how to get in."""
        industries = industries_in(session, asked)[:1]
        if not industries:
            return None
        industry = industries[0]
        rest = field.applications(session, industry=industry.id)[SHOWN:]
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
    wanted = words_of_use(asked)
    named = [one for one in uses if shared_with(wanted, one.text)]
    named.sort(key=lambda one: -shared_with(wanted, one.text))
    shown = [*named, *(one for one in uses if one not in named)][:SHOWN]
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
        suggestions=of_industries(asked, industries),
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
        suggestions=of_industries(asked, industries),
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
        suggestions=of_industries(
            asked, field.industries(session, ids=["healthcare", "finance", "retail", "manufacturing"])
        ),
        roles=asked.roles,
    )


def _unlisted(asked: Question) -> str:
    """Return what is asked about in the person's words, where no industry or use of the catalog is it."""
    left = [one.words for one in asked.said() if one.kind == "word" and not one.of_person]
    return listed([words for words in left if not set(words.split()) <= EMPTY][:2])
