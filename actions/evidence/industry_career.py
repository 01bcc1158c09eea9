"""An industry as a career: whether it is a good one, who hires, what to know of it, and the ways in."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import EDITORS, Answer, Suggestion
from actions.evidence import of_aspect
from actions.evidence.base import bullets, sourced
from actions.evidence.notes import sources_of
from actions.question import Question
from actions.wording import listed, opening, say, sentence
from knowledge.queries import choices, field, roles

#: The sides by which a question asks about an industry as a career, the most specific first.
_SIDES = ("domain", "who_hires", "entry", "projects", "career", "demand")
CAREER = frozenset(_SIDES) - {"projects"}
_MOST_USES = 2


def career_answer(
    session: Session, asked: Question, industry: field.Industry, suggestions: tuple[Suggestion, ...]
) -> Answer:
    """Return what an industry is like as a career for the roles named, the side asked about first."""
    career = choices.industry_career(session, industry=industry.id)
    side = next((one for one in _SIDES if one in asked.aspects), "career")
    people = roles.roles(session, ids=asked.roles)
    uses = [
        one
        for one in field.applications(session, industry=industry.id)
        if not asked.roles or set(asked.roles) & set(one.roles)
    ]
    parts = {
        "uses": " ".join(one.text for one in uses[: 4 if side == "projects" else _MOST_USES]),
        "who_hires": career.hires if career else "",
        "domain": career.domain if career else "",
        "entry": career.entry if career else "",
        "advice": industry.advice,
        "caution": industry.caution,
    }
    asked_in = asked if industry.id in asked.industries else asked.having("industry", [industry.id])
    told = of_aspect.on(session, asked_in, "career")
    own = told is not None and industry.id in told.note.bound_to("industry")
    lead = _verdict(asked, industry, people, uses)
    sources = [industry.source, *(one.source for one in uses[:_MOST_USES])]
    shown = ["uses", "who_hires", "domain", "entry", "caution"]
    if lead is None and side == "projects" and uses:
        lead = say("industry_projects", industry=industry.name, roles=listed([one.plural for one in people]))
    elif lead is None and side in ("domain", "entry", "who_hires", "demand"):
        told_part = "who_hires" if side == "demand" else side
        lead = say(f"industry_{side}", industry=industry.name, text=parts[told_part])
        shown.remove(told_part)
        shown.insert(0, "advice")
    elif lead is None and told is not None and own:
        lead = f"{told.lead} {opening(told.rest)}" if len(told.lead) < 60 else told.lead
        sources += sources_of([told.note])
    elif lead is None:
        lead = industry.summary
    if not people and "uses" in shown and side != "career":
        shown.remove("uses")
    return Answer(
        topic="industry_uses",
        title=say("industry_career_title", industry=industry.name),
        lead=lead,
        body=bullets([f"**{say(f'industry_part_{one}')}**: {parts[one]}" for one in shown if parts[one]][:5]),
        sources=sourced(session, *dict.fromkeys(one for one in sources if one != EDITORS), EDITORS),
        suggestions=suggestions,
        roles=asked.roles,
        checked=career.checked if career else None,
    )


def _verdict(
    asked: Question, industry: field.Industry, people: list[roles.Role], uses: list[field.Application]
) -> Optional[str]:
    """Return a yes or no to whether an industry is a good one for a role, or needs it."""
    if asked.shape not in ("yes_no", "worth") or "negative" in asked.aspects:
        return None
    names = listed([role.plural for role in people]) if people else say("industry_data_people")
    key = (
        "industry_good_yes"
        if len(uses) >= _MOST_USES
        else "industry_good_some"
        if uses
        else "industry_good_no"
    )
    return sentence(say(key, industry=industry.name, roles=names, count=len(uses)))
