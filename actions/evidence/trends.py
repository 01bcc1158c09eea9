"""Where the field goes, and why it matters."""

from __future__ import annotations

import re
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, suggest
from actions.evidence import of_aspect
from actions.evidence.base import Evidence, bullets, next_steps, sourced
from actions.evidence.notes import sources_of
from actions.question import Question
from actions.wording import inline, opening, say, sentence, words
from knowledge.queries import field, roles

_SHOWN = 3
#: The view of 2024, which later trends come before unless a question names it.
_OLDEST = "article"
_ASPECTS = ("keep_up",)


class Trends(Evidence):
    """Names the trends of the field, or those that touch a role, the newest first."""

    topic = "trends"
    shapes = frozenset({"facts", "which", "how", "why"})

    def bears_on(self, session: Session, asked: Question) -> bool:
        """Return whether the side that is asked about is known."""
        return of_aspect.told(session, asked, _ASPECTS) is not None

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the first trends, or what is told of the side that is asked about."""
        told = of_aspect.told(session, asked, _ASPECTS)
        if told is None:
            return _page(session, asked, first=0)
        return Answer(
            topic=self.topic,
            title=sentence(told.note.title),
            lead=told.lead,
            body=told.rest,
            sources=sourced(session, *sources_of([told.note])),
            suggestions=_next(session, asked),
            roles=asked.roles,
            checked=told.note.checked,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the trends after those of the first answer."""
        return _page(session, asked, first=_SHOWN)


def _page(session: Session, asked: Question, *, first: int) -> Answer:
    found = roles.roles(session, ids=asked.roles[:1])
    role = found[0] if found else None
    trends = field.trends(session, role=role.id if role else None) or field.trends(session)
    said = " ".join((*asked.content, *asked.says, asked.aspect_words))
    wanted = "impact" if re.search(rf"\b({say('why_words')})", said) else "movement"

    def rank(trend: field.Trend) -> tuple[int, bool, bool]:
        named = sum(word in said for word in trend.title.lower().split() if len(word) > 4)
        return -named, trend.kind != wanted, trend.source == _OLDEST and wanted == "movement"

    trends.sort(key=rank)
    shown = trends[first : first + _SHOWN] or trends[:_SHOWN]
    changed = None
    if role and not first:
        changed = of_aspect.on(session, asked, "change", bound=True) or of_aspect.on(
            session, asked, "ai_effect", bound=True
        )
    sources = [trend.source for trend in shown]
    listed = shown
    if changed is not None:
        lead = changed.lead
        sources += sources_of([changed.note])
    elif role and not first:
        lead = opening(role.future)
        sources.append(role.source)
    else:
        lead = say("trends", turn=asked.turn, title=inline(shown[0].title), text=opening(shown[0].text))
        listed = shown[1:]
    return Answer(
        topic="trends",
        title=say("trends_title"),
        lead=lead,
        body="\n\n".join(
            part
            for part in (
                changed.rest if changed is not None else "",
                bullets([f"**{sentence(trend.title)}**: {opening(trend.text)}" for trend in listed]),
            )
            if part
        ),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=_next(session, asked),
        roles=asked.roles,
    )


def _next(session: Session, asked: Question) -> tuple[Suggestion, ...]:
    found = roles.roles(session, ids=asked.roles[:1])
    starters = words("starters")
    return (
        *(next_steps(asked, found[0], "job_outlook", "skills") if found else ()),
        suggest(say("suggest_more"), "follow_up"),
        suggest(starters["industry"], "ask_industry_uses", industry="healthcare"),
        suggest(starters["fit"], "ask_role_fit"),
    )
