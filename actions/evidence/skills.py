"""The skills that a role needs."""

from __future__ import annotations

import re
from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Table
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.evidence.demanded import needed
from actions.evidence.skill_depth import depth_of_a_skill
from actions.evidence.skill_gap import the_gap
from actions.evidence.skill_lists import a_list_of_skills
from actions.evidence.tool_choice import chosen
from actions.evidence.tool_kinds import of_a_kind
from actions.question import Question
from actions.wording import inline, listed, opening, say, with_article, words
from knowledge.queries import roles, tools

_EXPLAINED = 3
_NAMED = 5
_SAME_WORDS = {"maths": "mathematics", "math": "mathematics", "stats": "statistics", "coding": "programming"}
_COMMON = frozenset(["and", "or", "with", "of", "the", "for", "in", "to", "a", "an", "data", "skills"])


class Skills(Evidence):
    """Lists the skills of a role by importance; asked about one skill, says how much it matters."""

    topic = "skills"
    shapes = frozenset({"facts", "which", "first"})

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return what a table says to exactly this question."""
        return (
            the_gap(session, asked)
            or chosen(session, asked)
            or of_a_kind(session, asked)
            or a_list_of_skills(session, asked)
            or needed(session, asked)
            or depth_of_a_skill(session, asked)
        )

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the skills of the role, of several roles side by side, or the weight of one skill."""
        found = roles.roles(session, ids=asked.roles)
        if len(found) > 1:
            return _side_by_side(session, asked, found)
        role = role_of(session, asked)
        skills = roles.skills(session, role=role.id)
        one = _named_in(" ".join(asked.content), skills)
        if one is not None:
            return _weight_of(session, asked, role, one, skills)
        explained = skills[:_EXPLAINED]
        rest = skills[_EXPLAINED:]
        parts = [bullets([f"**{skill.name}**: {opening(skill.why)}" for skill in explained])]
        for importance in ("essential", "important"):
            more = [inline(skill.name) for skill in rest if skill.importance == importance][:_NAMED]
            if more:
                parts.append(say(f"skills_{importance}", skills=listed(more)))
        return Answer(
            topic=self.topic,
            title=say("skills_title", role=role.name),
            lead=say("skills", turn=asked.turn, a_role=with_article(role.name), first=_names(explained)),
            body="\n\n".join(parts),
            sources=sourced(session, *(skill.source for skill in skills)),
            suggestions=next_steps(asked, role, "tools", "education", "how_to_become", "salary"),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return why the skills matter that the first answer only named."""
        if len(asked.roles) != 1:
            return None
        role = role_of(session, asked)
        rest = roles.skills(session, role=role.id)[_EXPLAINED : _EXPLAINED + 4]
        return Answer(
            topic=self.topic,
            title=say("skills_title", role=role.name),
            lead=say("skills_more", turn=asked.turn, a_role=with_article(role.name)),
            body=bullets([f"**{skill.name}** ({skill.importance}): {opening(skill.why)}" for skill in rest]),
            sources=sourced(session, *(skill.source for skill in rest)),
            suggestions=next_steps(asked, role, "tools", "education", "how_to_become", "salary"),
            roles=asked.roles,
        )


def _names(skills: list[roles.Skill]) -> str:
    return listed([inline(skill.name) for skill in skills])


def _stems(text: str) -> set[str]:
    found = (_SAME_WORDS.get(word, word) for word in re.findall(r"[a-z+#]+", text.lower()))
    return {word[:7] for word in found if word not in _COMMON and len(word) > 2}


def _named_in(text: str, skills: list[roles.Skill]) -> Optional[roles.Skill]:
    """Return the skill that a question names, such as "how much statistics …", or ``None``."""
    asked = _stems(text)
    best = max(skills, key=lambda skill: len(_stems(skill.name) & asked), default=None)
    if best is None or not _stems(best.name) & asked:
        return None
    generic = {"machine", "learnin", "enginee", "science", "softwar", "analysi", "languag", "models", "model"}
    return best if (_stems(best.name) & asked) - generic else None


def _weight_of(
    session: Session, asked: Question, role: roles.Role, skill: roles.Skill, skills: list[roles.Skill]
) -> Answer:
    others = [one for one in skills if one.importance == "essential" and one.name != skill.name][:4]
    return Answer(
        topic="skills",
        title=say("skills_title", role=role.name),
        lead=say(
            f"skill_{skill.importance}",
            turn=asked.turn,
            skill=skill.name,
            a_role=with_article(role.name),
        ),
        body=f"{skill.why}\n\n{say('skill_others', roles=role.plural, skills=_names(others))}",
        sources=sourced(session, skill.source, *(one.source for one in others)),
        suggestions=next_steps(asked, role, "skills", "education", "tools", "how_to_become"),
        roles=asked.roles,
    )


def _side_by_side(session: Session, asked: Question, found: list[roles.Role]) -> Answer:
    skills = {role.id: roles.skills(session, role=role.id) for role in found}
    rows = tuple(
        (
            label,
            *(
                "; ".join(inline(one.name) for one in skills[role.id] if one.importance == importance)
                for role in found
            ),
        )
        for importance, label in words("importance_labels").items()
    )
    shared_tools = set.intersection(
        *({use.tool_name for use in tools.tools_of(session, role=role.id)} for role in found)
    )
    return Answer(
        topic="skills",
        title=say("skills_title_many"),
        lead=say(
            "skills_many",
            turn=asked.turn,
            roles=listed([role.plural for role in found]),
            shared=listed(sorted(shared_tools)[:4]) or "SQL",
        ),
        table=Table(("", *(role.short for role in found)), rows),
        sources=sourced(session, *(skill.source for each in skills.values() for skill in each)),
        suggestions=next_steps(asked, found[0], "tools", "education")
        + next_steps(asked, found[1], "tools", "how_to_become"),
        roles=asked.roles,
    )
