"""Which skills: that most postings name, people skills, of a level, in common, the next, years asked for."""

from __future__ import annotations

from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Table
from actions.evidence.base import bullets, next_steps, sourced
from actions.evidence.demanded import percent, share_for, top_for, who_of
from actions.question import Question
from actions.wording import inline, listed, opening, say, sentence, with_article, words
from knowledge.queries import choices, demand, field, people, roles, tools

_TOP = 10
_MOST_TOP = 20
_COMMON_LEAST = 8.0  # percent from which a skill counts as one that the roles have in common
_COMMON_MOST = 8
_NEXT = 4


def a_list_of_skills(session: Session, asked: Question) -> Optional[Answer]:
    """Return the list of skills of just the kind that a question asks for, or ``None``."""
    found = roles.roles(session, ids=asked.roles)
    if not found:
        return None
    role = found[0]
    if "years" in asked.wants:
        return _years(session, asked, role)
    if "soft" in asked.wants:
        return _soft(session, asked, role)
    if len(found) > 1:
        return _common(session, asked, found) if "common" in asked.wants else None
    if "most" in asked.wants and asked.topic == "skills" and "demand" not in asked.wants:
        return _most(session, asked, role)
    if _number(asked) or {"demand", "employers"} & asked.wants:
        return _top(session, asked, role)
    if "next" in asked.wants or (asked.tools and "missing" in asked.wants):
        return _next(session, asked, role)
    if asked.ids("level", of_person=False) and asked.shape in ("facts", "which", "how"):
        return _of_level(session, asked, role)
    return None


def _number(asked: Question) -> Optional[int]:
    numbers = [int(one.partition(":")[2]) for one in asked.wants if one.startswith("number:")]
    return numbers[0] if numbers else None


def _top(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    limit = min(_number(asked) or _TOP, _MOST_TOP)
    found = top_for(session, asked, role.id, limit, "tool" if asked.topic == "tools" else None)
    if not found:
        return None
    heads = words("top_columns")
    first = [f"{one.label} ({percent(one)})" for one in found[:3]]
    others = [one for one in roles.skills(session, role=role.id) if one.importance == "essential"]
    unsaid = [inline(one.name) for one in others if one.kind in ("people", "foundation")][:3]
    return _answer(
        session,
        asked,
        role,
        say("top_title", role=role.name),
        say("top", who=who_of(session, found[0]), skills=listed(first)),
        [say("top_unsaid", skills=listed(unsaid))] if unsaid else [],
        [found[0].source, *(["editorial"] if unsaid else [])],
        Table((heads["skill"], heads["share"]), tuple((one.label, percent(one)) for one in found)),
    )


def _soft(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    skills = [one for one in roles.skills(session, role=role.id) if one.kind == "people"]
    if not skills:
        return None
    key = {"how_much": "soft_much", "yes_no": "soft_yes_no"}.get(asked.shape, "soft")
    names = listed([inline(one.name) for one in skills])
    official = people.occupation_skills(session, role=role.id)
    parts = [bullets([f"**{one.name}** ({one.importance}): {one.why}" for one in skills])]
    sources = [one.source for one in skills]
    if official is not None:
        ranked = [name for name, _ in official.skills if name in _PEOPLE_SKILLS][:3]
        if ranked:
            parts.append(say("soft_official", skills=listed([one.lower() for one in ranked])))
            sources.append(official.source)
    lead = say(key, a_role=with_article(role.name), roles=role.plural, skills=names)
    return _answer(session, asked, role, say("soft_title", role=role.name), lead, parts, sources)


#: O*NET's skills that are of dealing with people.
_PEOPLE_SKILLS = frozenset(
    {
        "Speaking",
        "Active Listening",
        "Writing",
        "Social Perceptiveness",
        "Coordination",
        "Persuasion",
        "Negotiation",
        "Instructing",
        "Service Orientation",
        "Reading Comprehension",
        "Judgment and Decision Making",
    }
)


def _most(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    skills = roles.skills(session, role=role.id)
    if not skills:
        return None
    count = _number(asked) or 1
    first, rest = skills[:count], skills[count : count + 3]
    parts = [first[0].why] if count == 1 else [bullets([f"**{one.name}**: {one.why}" for one in first])]
    if rest:
        parts.append(say("most_then", skills=listed([inline(one.name) for one in rest])))
    sources = [one.source for one in (*first, *rest)]
    top = top_for(session, asked, role.id, 3)
    if top:
        named = listed([f"{one.label} ({percent(one)})" for one in top])
        parts.append(say("most_postings", who=who_of(session, top[0]), skills=named))
        sources.append(top[0].source)
    lead = say("most", skills=listed([inline(one.name) for one in first]), roles=role.plural)
    return _answer(session, asked, role, say("skills_title", role=role.name), lead, parts, sources)


def _of_level(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    level = asked.ids("level", of_person=False)[0]
    rung = next((one for one in roles.ladder(session, role=role.id) if one.level == level), None)
    if rung is None:
        return None
    skills = roles.skills(session, role=role.id)
    parts, sources = [], [rung.source]
    wanted = ("essential",) if level == "entry" else ("essential", "important")
    named = [inline(one.name) for one in skills if one.importance in wanted][:6]
    parts.append(say("level_skills", skills=listed(named)))
    sources += [one.source for one in skills[:6]]
    top = top_for(session, asked, role.id, 6)
    if top and top[0].level == level:
        all_levels = {one.name: one for one in demand.top_skills(session, role=role.id, limit=40)}
        lines = [
            f"{one.label} {percent(one)}"
            + (
                f" ({say('level_beside', percent=percent(all_levels[one.name]))})"
                if one.name in all_levels
                else ""
            )
            for one in top
        ]
        parts.append(say("level_postings", who=who_of(session, top[0]), skills="; ".join(lines)))
        sources.append(top[0].source)
    name = f"{field.level_name(session, level=level).lower().replace(' ', '-')} {role.name}"
    lead = say(f"level_{'entry' if level == 'entry' else 'above'}", role=name, note=inline(rung.note))
    return _answer(session, asked, role, sentence(name), lead, parts, sources)


def _common(session: Session, asked: Question, found: Sequence[roles.Role]) -> Optional[Answer]:
    """Return what the postings of all roles name often, or else the tools that all of them use."""
    tops = [demand.top_skills(session, role=role.id, limit=60) for role in found]
    shared = []
    for one in tops[0]:
        shares = [share_for(session, asked, role.id, one.name) for role in found]
        known = [share for share in shares if share is not None]
        if len(known) == len(found) and min(share.percent for share in known) >= _COMMON_LEAST:
            shared.append(known)
    names = listed([role.plural for role in found])
    if not shared:
        used = [{use.tool_name for use in tools.tools_of(session, role=role.id)} for role in found]
        both = sorted(set.intersection(*used))
        if not both:
            return None
        lead = say("common", roles=names, skills=listed(both[:_COMMON_MOST]))
        return _answer(session, asked, found[0], say("common_title"), lead, [], ["editorial"])
    shared.sort(key=lambda shares: -min(share.percent for share in shares))
    rows = tuple((shares[0].label, *(percent(one) for one in shares)) for shares in shared[:_COMMON_MOST])
    lead = say("common", roles=names, skills=listed([shares[0].label for shares in shared[:4]]))
    whose = say("common_whose", who=listed([who_of(session, one) for one in shared[0]]))
    heads = (words("top_columns")["skill"], *(role.short for role in found))
    sources = [one.source for shares in shared for one in shares]
    return _answer(session, asked, found[0], say("common_title"), lead, [whose], sources, Table(heads, rows))


def _next(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    """Return what to learn after the tools that somebody names, in the role's order and by postings."""
    first = choices.first_tools(session, role=role.id)
    if first is None or not asked.tools:
        return None
    ahead = [name for one, name in zip(first.tools, first.names, strict=True) if one not in asked.tools]
    top = [one for one in top_for(session, asked, role.id, 12) if one.tool not in asked.tools]
    ahead += [one.label for one in top if one.label not in ahead]
    if not ahead:
        return None
    known = [one.name for one in (tools.tool(session, tool_id=each) for each in asked.tools) if one]
    parts = [first.why]
    if top:
        named = listed([f"{one.label} ({percent(one)})" for one in top[:_NEXT]])
        parts.append(say("next_postings", who=who_of(session, top[0]), skills=named))
    skill = next(
        (one for one in roles.skills(session, role=role.id) if one.kind in ("technical", "people")), None
    )
    if skill is not None:
        parts.append(say("next_beside", skill=inline(skill.name), why=opening(skill.why)))
    lead = say(
        "next", first=ahead[0], rest=listed(ahead[1:3]), known=listed(known), a_role=with_article(role.name)
    )
    sources = ["editorial", *first.sources, *(one.source for one in top[:1])]
    return _answer(session, asked, role, say("skills_title", role=role.name), lead, parts, sources)


def _years(session: Session, asked: Question, role: roles.Role) -> Optional[Answer]:
    told = demand.years_asked(session, role=role.id)
    if told is None:
        return None
    entry = demand.entry_share(session, role=role.id)
    who = say("asked_years_who", n=f"{told.n:,}", role=role.name, period=told.period)
    middle = say(
        "asked_years_middle", median=f"{told.median:g}", low=f"{told.p25:g}", high=f"{told.p75:g}", who=who
    )
    lead = f"{say('asked_years_no_must')} {middle}" if asked.shape == "yes_no" else middle
    parts = []
    sources = [told.source]
    if entry is not None:
        parts.append(say("asked_years_entry", percent=percent(entry), who=who_of(session, entry)))
        sources.append(entry.source)
    parts.append(say("asked_years_advice"))
    return _answer(
        session, asked, role, say("asked_years_title", role=role.name), lead, parts, [*sources, "editorial"]
    )


def _answer(
    session: Session,
    asked: Question,
    role: roles.Role,
    title: str,
    lead: str,
    parts: Sequence[str],
    sources: Sequence[str],
    table: Optional[Table] = None,
) -> Answer:
    return Answer(
        topic=asked.topic,
        title=title,
        lead=lead,
        body="\n\n".join(part for part in parts if part),
        table=table,
        sources=sourced(session, *dict.fromkeys(sources)),
        suggestions=next_steps(asked, role, "tools", "skills", "how_to_become"),
        roles=asked.roles,
    )
