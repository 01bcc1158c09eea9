"""Where AI is used, and who does the work."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, suggest
from actions.evidence.base import Evidence, bullets, sourced
from actions.question import Question
from actions.wording import listed, say, sentence, with_article
from knowledge.queries import field, roles

_SHOWN = 3


class IndustryUses(Evidence):
    """Says what an industry does with AI; without an industry, what the industries do."""

    topic = "industry_uses"

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the uses in one industry, in several, or one use in each."""
        industries = field.industries(session, ids=asked.industries or None)
        if len(industries) == 1:
            return _of_one(session, asked, industries[0])
        return _of_many(session, asked, industries)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what to watch out for in an industry, and how to get in."""
        industries = field.industries(session, ids=asked.industries[:1])
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
            suggestions=_others(session, asked, industry.id),
            roles=asked.roles,
        )


def _of_one(session: Session, asked: Question, industry: field.Industry) -> Answer:
    uses = field.applications(session, industry=industry.id)
    if asked.roles:
        of_roles = [one for one in uses if set(asked.roles) & set(one.roles)]
        uses = of_roles or uses
    workers = list(dict.fromkeys(role for one in uses for role in one.roles))[:3]
    people = roles.roles(session, ids=workers)
    return Answer(
        topic="industry_uses",
        title=say("industry_title", industry=industry.name),
        lead=industry.summary,
        body=bullets([one.text for one in uses[:_SHOWN]])
        + "\n\n"
        + say("industry_workers", turn=asked.turn, roles=listed([role.plural for role in people])),
        sources=sourced(session, industry.source, *(one.source for one in uses[:_SHOWN])),
        suggestions=_others(session, asked, industry.id),
        roles=asked.roles,
    )


def _of_many(session: Session, asked: Question, industries: list[field.Industry]) -> Answer:
    lines, source_ids = [], []
    role = asked.roles[0] if asked.roles else None
    for industry in industries:
        uses = field.applications(session, industry=industry.id, role=role) or field.applications(
            session, industry=industry.id
        )
        lines.append(f"**{sentence(industry.name)}**: {uses[0].text}")
        source_ids.append(uses[0].source)
    most = 4
    named = listed([industry.name for industry in industries[most:]])
    rest = "\n\n" + say("industry_rest", industries=named) if named else ""
    return Answer(
        topic="industry_uses",
        title=say("industry_title_many"),
        lead=_lead(session, asked, len(industries)),
        body=bullets(lines[:most]) + rest,
        sources=sourced(session, *source_ids[:most]),
        suggestions=tuple(
            suggest(
                say("suggest_industry", industry=industry.name),
                "ask_industry_uses",
                industry=industry.id,
                role=asked.roles,
            )
            for industry in industries[:4]
        ),
        roles=asked.roles,
    )


def _lead(session: Session, asked: Question, count: int) -> str:
    if not asked.roles:
        return say("industry_many", turn=asked.turn, count=count)
    people = roles.roles(session, ids=asked.roles)
    return say(
        "industry_many_role", turn=asked.turn, count=count, roles=listed([role.plural for role in people])
    )


def _others(session: Session, asked: Question, industry: str) -> tuple[Suggestion, ...]:
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
    others = [one for one in field.industries(session) if one.id != industry][:2]
    return pay + tuple(
        suggest(say("suggest_industry", industry=one.name), "ask_industry_uses", industry=one.id)
        for one in others
    )
