"""Where the field goes, and why it matters."""

from __future__ import annotations

import re
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, suggest
from actions.evidence.base import Evidence, bullets, next_steps, sourced
from actions.question import Question
from actions.wording import opening, say, sentence, words
from knowledge.queries import field, roles

_SHOWN = 3


class Trends(Evidence):
    """Names the trends of the field, or those that touch a role."""

    topic = "trends"

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the first trends, those that the question speaks of first."""
        return _page(session, asked, first=0)

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the trends after those of the first answer."""
        return _page(session, asked, first=_SHOWN)


def _page(session: Session, asked: Question, *, first: int) -> Answer:
    found = roles.roles(session, ids=asked.roles[:1])
    role = found[0] if found else None
    trends = field.trends(session, role=role.id if role else None) or field.trends(session)
    said = " ".join(asked.content)
    wanted = "impact" if re.search(rf"\b({say('why_words')})", said) else "movement"

    def rank(trend: field.Trend) -> tuple[int, bool]:
        named = sum(word in said for word in trend.title.lower().split() if len(word) > 4)
        return -named, trend.kind != wanted

    trends.sort(key=rank)
    shown = trends[first : first + _SHOWN] or trends[:_SHOWN]
    suggestions = next_steps(asked, role, "job_outlook", "skills") if role else ()
    starters = words("starters")
    return Answer(
        topic="trends",
        title=say("trends_title"),
        lead=opening(role.future) if role and not first else say("trends", turn=asked.turn),
        body=bullets([f"**{sentence(trend.title)}**: {opening(trend.text)}" for trend in shown]),
        sources=sourced(
            session, *(trend.source for trend in shown), role.source if role and not first else None
        ),
        suggestions=(
            *suggestions,
            suggest(say("suggest_more"), "follow_up"),
            suggest(starters["industry"], "ask_industry_uses", industry="healthcare"),
            suggest(starters["fit"], "ask_role_fit"),
        ),
        roles=asked.roles,
    )
