"""How much mathematics, statistics or programming a role needs, and whether it goes without."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer
from actions.evidence.base import bullets, next_steps, sourced
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article, words
from knowledge.queries import roles, study
from knowledge.queries.study import TopicDepth

#: Topics of the catalog by the skill that a question names; the narrower skills stand first.
_TOPICS = {
    "calculus": ("calculus",),
    "linear_algebra": ("linear_algebra",),
    "probability": ("probability",),
    "statistics": ("statistics", "probability"),
    "maths": ("calculus", "linear_algebra", "probability", "statistics", "optimisation", "discrete_maths"),
    "algorithms": ("algorithms",),
    "machine_learning": ("machine_learning",),
    "systems": ("systems",),
    "engineering": ("programming", "algorithms", "systems"),
    "coding": ("programming", "algorithms"),
}
#: How much of the work is code, by the first word of what the comparison of roles says.
_CODE = {"little": 1, "light": 1, "medium": 2, "heavy": 3, "very": 3}
_SHAPES = frozenset({"how_much", "yes_no", "enough", "which", "facts", "criterion", "worth"})


def depth_of_a_skill(session: Session, asked: Question) -> Optional[Answer]:
    """Return how much of the skill that a question names its role needs, or how its roles differ in that."""
    skill = next((one for one in _TOPICS if one in asked.wants), None)
    if {"maths", "statistics"} <= asked.wants:
        skill = "maths"
    found = roles.roles(session, ids=asked.roles)
    if skill == "machine_learning" and asked.shape not in ("yes_no", "how_much", "enough"):
        return None
    others = asked.wants & {"certificates", "programme", "books", "languages"} or asked.tools
    if skill is None or not found or others or asked.shape not in _SHAPES or asked.origin:
        return None
    if len(found) > 1:
        return _compared(session, asked, skill, found)
    role = found[0]
    topics = [one for one in study.topics_of(session, role=role.id) if one.topic in _TOPICS[skill]]
    needed = [one for one in topics if one.needed]
    deep = _depth(session, role, skill, needed)
    name = words("skill_names")[skill]
    kind = _kind(asked)
    lead = say(f"depth_{kind}_{deep}", skill=name, a_role=with_article(role.name), roles=role.plural)
    parts = []
    if kind == "which" and needed:
        lead = _by_depth(needed, role)
    if skill in ("coding", "engineering"):
        parts.append(say("depth_code", code=inline(roles.comparison(session, role=role.id)["code"])))
    parts.append(bullets([_line(one) for one in needed]))
    if not needed:
        counts = [inline(one.name) for one in study.topics_of(session, role=role.id)[:3]]
        parts.append(say("depth_instead", topics=listed(counts)))
    if deep == 2 and kind == "how_much" and needed[0].kind == "maths":
        parts.append(say("depth_course"))
    if needed and deep > 1:
        parts.append(say("depth_close", topic=inline(needed[0].name), close=inline(needed[0].close)))
    return Answer(
        topic=asked.topic,
        title=sentence(name),
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        sources=sourced(session, "editorial"),
        suggestions=next_steps(asked, role, "skills", "education", "how_to_become"),
        roles=asked.roles,
    )


def _kind(asked: Question) -> str:
    if "without" in asked.wants and asked.shape in ("yes_no", "enough", "worth", "facts"):
        return "without"
    if asked.shape in ("which", "facts", "criterion"):
        return "which"
    return "yes_no" if asked.shape in ("yes_no", "worth") else "how_much"


def _depth(session: Session, role: roles.Role, skill: str, needed: Sequence[TopicDepth]) -> int:
    """Return how deep a role needs a skill, 0 to 3."""
    if skill in ("coding", "engineering"):
        return _CODE.get(_code(session, role).split(":")[0].split()[0].lower(), 2)
    return max((one.needed for one in needed), default=0)


def _code(session: Session, role: roles.Role) -> str:
    return roles.comparison(session, role=role.id)["code"]


def _by_depth(needed: Sequence[TopicDepth], role: roles.Role) -> str:
    """Return the topics of a role from the deepest to the slightest, in a sentence."""
    labels = words("depth_labels")
    parts = []
    for depth in (3, 2, 1):
        names = [inline(one.name) for one in needed if one.needed == depth]
        if names:
            parts.append(f"{listed(names)} {labels[str(depth)]}")
    return say("depth_topics", roles=role.plural, topics="; ".join(parts))


def _line(one: TopicDepth) -> str:
    """Return a topic with what of it is needed, up to its depth, and what for."""
    covered = one.covers.rstrip(".").split("; then ")[: one.needed]
    used = f" {say('depth_used', used_for=inline(one.used_for))}" if one.used_for else ""
    return f"**{one.name}**, {words('depth_labels')[str(one.needed)]}: {inline('; '.join(covered))}.{used}"


def _compared(session: Session, asked: Question, skill: str, found: Sequence[roles.Role]) -> Optional[Answer]:
    """Return which of the roles needs more of a skill, and what each needs of it."""
    depths, lines = {}, []
    for role in found:
        topics = study.topics_of(session, role=role.id)
        needed = [one for one in topics if one.topic in _TOPICS[skill] and one.needed]
        by_code = skill in ("coding", "engineering")
        weight = _depth(session, role, skill, needed) * 10 if by_code else 0
        depths[role.id] = weight + sum(one.needed for one in needed)
        aspect = "code" if by_code else "maths"
        cell = roles.comparison(session, role=role.id)[aspect]
        named = [f"{inline(one.name)} {words('depth_labels')[str(one.needed)]}" for one in needed]
        lines.append(f"**{role.short}**: {inline(cell)}. {sentence(listed(named))}.")
    ordered = sorted(found, key=lambda role: -depths[role.id])
    name = words("skill_names")[skill]
    most, least = ordered[0], ordered[-1]
    if depths[most.id] == depths[least.id]:
        lead = say("depth_same", roles=listed([role.plural for role in found]), skill=name)
    elif len(found) == 2:
        lead = say("depth_more", more=most.plural, less=least.plural, skill=name)
    else:
        lead = say(
            "depth_most", most=most.plural, rest=listed([role.plural for role in ordered[1:]]), skill=name
        )
    if asked.shape == "yes_no" and len(found) == 2:
        more = most.id == found[0].id and depths[most.id] > depths[least.id]
        lead = say("depth_yes" if more else "depth_no", said=lead)
    return Answer(
        topic=asked.topic,
        title=sentence(name),
        lead=lead,
        body=bullets(lines),
        sources=sourced(session, "editorial"),
        suggestions=next_steps(asked, most, "skills", "education") + next_steps(asked, least, "skills"),
        roles=asked.roles,
    )
