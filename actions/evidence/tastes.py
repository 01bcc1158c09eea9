"""Which role suits what somebody likes and dislikes of work, by how deep each role needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping, Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, Suggestion, suggest
from actions.evidence.base import bullets, sourced
from actions.question import Question
from actions.wording import listed, say, sentence, with_article, words
from knowledge.queries import roles, study

#: What people like of work, as topics of study; how deep a role needs them tells how much of it there is.
TOPICS_OF: Mapping[str, tuple[str, ...]] = {
    "maths": ("calculus", "linear_algebra", "probability", "optimisation"),
    "statistics": ("statistics", "probability"),
    "code": ("programming", "algorithms"),
    "building": ("programming", "systems"),
    "systems": ("systems", "databases"),
    "people": ("business", "writing"),
    "writing": ("writing",),
    "business": ("business",),
    "research": ("research",),
    "analysis": ("data_analysis", "statistics"),
    "visual": ("data_analysis", "writing"),
    "hardware": ("hardware",),
}
#: Roles of one subject, for who names it.
_SUBJECTS = {"language": "nlp_engineer", "images": "computer_vision_engineer"}
#: Roles that are proposed of themselves: those with many posts, and those of one taste.
_PROPOSED = (
    "data_analyst",
    "data_scientist",
    "data_engineer",
    "ml_engineer",
    "ai_engineer",
    "software_engineer",
    "business_analyst",
    "bi_analyst",
    "mlops_engineer",
    "ai_product_manager",
    "ai_consultant",
    "statistician",
    "research_scientist",
    "quantitative_analyst",
    "robotics_engineer",
)
_DISLIKE_WEIGHS = 1.3
_MUCH, _SOME = 1.5, 0.75


def by_tastes(session: Session, asked: Question) -> Optional[Answer]:
    """Return the roles that suit what somebody likes, with what speaks against them, or ``None``."""
    likes = [one for one in asked.likes if one in TOPICS_OF or one in _SUBJECTS]
    dislikes = [one for one in asked.dislikes if one in TOPICS_OF]
    if not likes and not dislikes:
        return None
    named = [one for one in asked.roles if not stands_for_field(asked, one)]
    if len(named) == 1:
        return _of_one(session, asked, named[0], likes, dislikes)
    ranked = sorted(
        named or [*_PROPOSED, *(_SUBJECTS[one] for one in likes if one in _SUBJECTS)],
        key=lambda role: -score(session, role, likes, dislikes),
    )
    best, second = roles.roles(session, ids=ranked[:2])
    labels = words("tastes")
    told = listed(
        [
            *(say("taste_likes", what=labels[one]) for one in likes),
            *(say("taste_dislikes", what=labels[one]) for one in dislikes),
        ]
    )
    lead = say("tastes_best", told=told, best=with_article(best.name), second=with_article(second.name))
    become = suggest(say("suggest_become", a_role=with_article(best.name)), "ask_how_to_become", role=best.id)
    answer = _advice(session, lead, best, second, likes, dislikes, become)
    return replace(answer, roles=(best.id, second.id), listed=(best.id, second.id))


def _advice(
    session: Session,
    lead: str,
    role: roles.Role,
    other: roles.Role,
    likes: Sequence[str],
    dislikes: Sequence[str],
    first: Suggestion,
) -> Answer:
    """Return the advice on a role, with another held beside it."""
    return Answer(
        topic="role_fit",
        title=say("role_fit_title"),
        lead=lead,
        body=bullets([_point(session, one, likes, dislikes) for one in (role, other)]),
        sources=sourced(session, *(_source(session, one) for one in (role, other))),
        suggestions=(
            first,
            suggest(
                say("suggest_versus", role=sentence(role.name), other=other.name),
                "ask_role_difference",
                role=(role.id, other.id),
            ),
            suggest(say("suggest_form"), "ask_role_fit"),
        ),
        roles=(role.id,),
    )


def _of_one(
    session: Session, asked: Question, role_id: str, likes: Sequence[str], dislikes: Sequence[str]
) -> Answer:
    role = roles.roles(session, ids=[role_id])[0]
    against = max((_depth(session, role_id, one) for one in dislikes), default=0.0)
    much = min((_depth(session, role_id, one) for one in likes), default=_MUCH)
    verdict = "no" if against >= _MUCH or much < _SOME else "partly" if against >= _SOME else "yes"
    others = sorted(
        (one for one in _PROPOSED if one != role_id), key=lambda one: -score(session, one, likes, dislikes)
    )
    other = roles.roles(session, ids=others[:1])[0]
    lead = say(f"tastes_{verdict}", a_role=with_article(role.name), other=with_article(other.name))
    day = suggest(say("suggest_day", a_role=with_article(role.name)), "ask_responsibilities", role=role.id)
    return _advice(session, lead, role, other, likes, dislikes, day)


def _point(session: Session, role: roles.Role, likes: Sequence[str], dislikes: Sequence[str]) -> str:
    """Return why a role suits, and what speaks against it."""
    labels = words("tastes")
    reason = roles.fit_reason(session, role=role.id)
    parts = [f"**{sentence(role.name)}**: {reason.text if reason else ''}".rstrip()]
    still = [labels[one] for one in dislikes if _depth(session, role.id, one) >= _SOME]
    lacks = [labels[one] for one in likes if one in TOPICS_OF and _depth(session, role.id, one) < _SOME]
    if still:
        parts.append(say("taste_still", what=listed(still)))
    if lacks:
        parts.append(say("taste_lacks", what=listed(lacks)))
    return " ".join(parts)


def score(session: Session, role: str, likes: Sequence[str], dislikes: Sequence[str]) -> float:
    """Return how much a role holds of what is liked, less what is disliked; the higher the better."""
    liked = sum(_depth(session, role, one) for one in likes)
    return liked - _DISLIKE_WEIGHS * sum(_depth(session, role, one) for one in dislikes)


def _depth(session: Session, role: str, taste: str) -> float:
    """Return how much of something there is in a role, 0 to 3."""
    if taste not in TOPICS_OF and taste not in _SUBJECTS:
        return 0.0
    if taste in _SUBJECTS:
        return 3.0 if _SUBJECTS[taste] == role else 0.0
    depths = {one.topic: one.needed for one in study.topics_of(session, role=role)}
    topics = TOPICS_OF[taste]
    return sum(depths.get(one, 0) for one in topics) / len(topics)


def _source(session: Session, role: roles.Role) -> str:
    reason = roles.fit_reason(session, role=role.id)
    return reason.source if reason else role.source


def stands_for_field(asked: Question, role: str) -> bool:
    """Return whether a role stands for the whole field: "an AI role", "data roles"."""
    said = [one.words.lower() for one in asked.values if one.kind == names.ROLE and one.id == role]
    return all(one in ("ai", "ml", "data", "a.i.") for one in said)
