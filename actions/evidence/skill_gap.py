"""What somebody lacks for a role: the skills that their own role or profession does not bring."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.demanded import percent, share_for, who_of
from actions.evidence.steps import numbered
from actions.question import Question
from actions.wording import listed, say, sentence, with_article
from knowledge.queries import demand, field, roles, study, tools

_MOST_TOPICS = 4
_MOST_TOOLS = 5
_OFTEN = 15.0  # percent of the target's postings from which a tool is worth naming


def the_gap(session: Session, asked: Question) -> Optional[Answer]:
    """Return what to learn on the way from what a person is to the role that they ask about, or ``None``."""
    target = asked.target or next((one for one in asked.roles if one != asked.origin), None)
    own = asked.background if "missing" in asked.wants else None
    origin = asked.origin or own or (asked.person.job if asked.person.job != target else None)
    if target is None or origin is None or asked.shape in ("how_long", "why"):
        return None
    role = next(iter(roles.roles(session, ids=[target])), None)
    if role is None:
        return None
    way = field.transition(session, origin=origin, target=target)
    as_role = next(iter(roles.roles(session, ids=[origin])), None)
    start = as_role.name if as_role else field.background_name(session, background=origin)
    if start is None:
        return None
    parts, sources = [], []
    missing = _topics(session, origin, target) if as_role else []
    if way is not None:
        learned = [step.title for step in way.learn]
        lead = say(
            "gap_learn", origin=with_article(start), target=with_article(role.name), skills="; ".join(learned)
        )
        parts.append(numbered(way.learn))
        parts.append(say("transition_carries_over", what=" ".join(way.carries_over)))
        sources += [way.source, *(step.source for step in way.learn)]
    elif missing:
        named = [one.name for one in missing[:_MOST_TOPICS]]
        lead = say(
            "gap_learn", origin=with_article(start), target=with_article(role.name), skills="; ".join(named)
        )
        parts.append(bullets([f"**{one.name}**: {one.close}" for one in missing[:_MOST_TOPICS]]))
        sources.append("editorial")
    else:
        return None
    if as_role is not None:
        new = _tools(session, asked, as_role, role)
        if new:
            shown = listed([f"{one.label} ({percent(one)})" for one in new])
            parts.append(say("gap_tools", who=who_of(session, new[0]), tools=shown, origins=as_role.plural))
            sources.append(new[0].source)
    return Answer(
        topic=asked.topic,
        title=say("transition_title", origin=sentence(start), target=role.name),
        lead=lead,
        body="\n\n".join(parts),
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=next_steps(asked, role, "skills", "tools", "salary"),
        roles=(role.id,),
    )


def _topics(session: Session, origin: str, target: str) -> list[study.TopicDepth]:
    """Return what the target needs deeper than the origin, the widest gap first."""
    held = {one.topic: one.needed for one in study.topics_of(session, role=origin)}
    lacked = [one for one in study.topics_of(session, role=target) if one.needed > held.get(one.topic, 0)]
    return sorted(lacked, key=lambda one: held.get(one.topic, 0) - one.needed)


def _tools(session: Session, asked: Question, origin: roles.Role, target: roles.Role) -> list[demand.Share]:
    """Return what the target's postings often name and the origin's seldom, the most frequent first."""
    used = {one.tool for one in tools.tools_of(session, role=origin.id)}
    found = []
    for one in demand.top_skills(session, role=target.id, limit=20, kind="tool"):
        own = share_for(session, asked, origin.id, one.name)
        if one.percent >= _OFTEN and one.tool not in used and (own is None or own.percent < one.percent / 2):
            found.append(one)
    return found[:_MOST_TOOLS]
