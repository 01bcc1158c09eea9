"""The tools of a role, and who uses a tool."""

from __future__ import annotations

from typing import Optional

from sqlalchemy.orm import Session

from actions.answer import Answer, Table, suggest
from actions.asking_back import which_role
from actions.evidence.base import Evidence, bullets, next_steps, role_of, sourced
from actions.evidence.demanded import needed
from actions.evidence.skill_depth import depth_of_a_skill
from actions.evidence.skill_lists import a_list_of_skills
from actions.evidence.tool_choice import chosen
from actions.evidence.tool_kinds import of_a_kind
from actions.question import Question
from actions.wording import listed, say, sentence, with_article, words
from knowledge.queries import figures, roles, tools

_SHOWN = 7


class Tools(Evidence):
    """Lists the tools of a role; asked about a tool, says what it is for and who needs it."""

    topic = "tools"
    shapes = frozenset({"facts", "which"})

    def settles(self, session: Session, asked: Question) -> bool:
        """Return whether a question asks what one tool is and nothing else."""
        return asked.of_one_thing and bool(asked.tools) and asked.shape == "facts"

    def exactly(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the choice between tools, the tools of one kind, or whether one is needed."""
        return (
            chosen(session, asked)
            or of_a_kind(session, asked)
            or a_list_of_skills(session, asked)
            or needed(session, asked)
            or depth_of_a_skill(session, asked)
        )

    def answer(self, session: Session, asked: Question) -> Answer:
        """Return the tools of the role, the standing of a tool in a role, or the users of a tool."""
        if asked.tools:
            return _about_tools(session, asked)
        if not asked.roles:
            return which_role(session, asked)
        found = roles.roles(session, ids=asked.roles)
        if len(found) > 1:
            return _side_by_side(session, asked, found)
        role = role_of(session, asked)
        uses = tools.tools_of(session, role=role.id)
        weightiest = [use for use in uses if use.importance == "essential"] or uses
        first = [use.tool_name for use in weightiest][:4]
        heads = words("tools_columns")
        return Answer(
            topic=self.topic,
            title=say("tools_title", role=role.name),
            lead=say(
                "tools" if weightiest is not uses else "tools_none_essential",
                turn=asked.turn,
                roles=role.plural,
                tools=listed(first),
            ),
            table=Table(
                (heads["tool"], heads["use"]), tuple((use.tool_name, use.use) for use in uses[:_SHOWN])
            ),
            sources=sourced(session, *(use.source for use in uses[:_SHOWN])),
            suggestions=(
                *next_steps(asked, role, "skills"),
                suggest(say("suggest_more"), "follow_up"),
                *next_steps(asked, role, "how_to_become", "salary"),
            ),
            roles=asked.roles,
        )

    def more(self, session: Session, asked: Question) -> Optional[Answer]:
        """Return the remaining tools, what employers ask for, and advice on choosing."""
        if len(asked.roles) != 1 or asked.tools:
            return None
        role = role_of(session, asked)
        rest = tools.tools_of(session, role=role.id)[_SHOWN:]
        near = roles.occupations(session, role=role.id)
        demanded = figures.tools_in_demand(session, occupations=near.codes[:1], limit=8) if near else []
        parts = [bullets([f"**{use.tool_name}**: {use.use}" for use in rest])]
        if demanded:
            parts.append(say("tools_demand", tools=listed([one.name for one in demanded])))
        return Answer(
            topic=self.topic,
            title=say("tools_title", role=role.name),
            lead=role.stack_advice,
            body="\n\n".join(part for part in parts if part),
            sources=sourced(
                session, role.source, *(use.source for use in rest), *(one.source for one in demanded)
            ),
            suggestions=next_steps(asked, role, "skills", "education", "salary"),
            roles=asked.roles,
        )


def _about_tools(session: Session, asked: Question) -> Answer:
    known = [one for one in (tools.tool(session, tool_id=name) for name in asked.tools) if one is not None]
    first = known[0]
    uses = {one.id: tools.users_of(session, tool_id=one.id) for one in known}
    people = {role.id: role for role in roles.roles(session)}
    role = people.get(asked.roles[0]) if asked.roles else None
    source_ids = [one.source for one in known]
    if role is None:
        lead = first.what
        lines = [f"**{sentence(people[use.role].plural)}**: {use.use}" for use in uses[first.id][:4]]
        lines += [f"**{one.name}**: {one.what}" for one in known[1:3]]
        source_ids += [use.source for use in uses[first.id][:4]]
        next_role = people[uses[first.id][0].role] if uses[first.id] else people["ml_engineer"]
    else:
        lead = _standing(uses, known, role, source_ids, asked)
        lines = [f"**{one.name}**: {one.what}" for one in known[:3]]
        next_role = role
    return Answer(
        topic="tools",
        title=listed([one.name for one in known]),
        lead=lead,
        body=bullets(lines),
        sources=sourced(session, *source_ids),
        suggestions=(
            suggest(
                say("suggest_tools_of", roles=next_role.plural),
                "ask_tools",
                role=next_role.id,
            ),
            *next_steps(asked, next_role, "skills", "how_to_become"),
        ),
        roles=asked.roles,
    )


def _standing(
    uses: dict[str, list[tools.ToolUse]],
    known: list[tools.ToolFacts],
    role: roles.Role,
    source_ids: list[str],
    asked: Question,
) -> str:
    """Return how much each tool matters to a role, in a sentence each."""
    sentences = []
    for one in known[:3]:
        use = next((use for use in uses[one.id] if use.role == role.id), None)
        if use is None:
            sentences.append(say("tool_not_listed", tool=one.name, roles=role.plural))
        else:
            source_ids.append(use.source)
            sentences.append(
                say(
                    f"tool_{use.importance}",
                    turn=asked.turn,
                    tool=one.name,
                    a_role=with_article(role.name),
                    use=use.use[:1].lower() + use.use[1:].rstrip("."),
                )
            )
    return " ".join(sentences)


def _side_by_side(session: Session, asked: Question, found: list[roles.Role]) -> Answer:
    uses = {role.id: tools.tools_of(session, role=role.id) for role in found}
    shared = [
        use.tool_name
        for use in uses[found[0].id]
        if all(use.tool in {other.tool for other in uses[role.id]} for role in found[1:])
    ]
    labels = words("importance_labels")
    rows = tuple(
        (
            label,
            *(
                ", ".join(use.tool_name for use in uses[role.id] if use.importance == importance) or "-"
                for role in found
            ),
        )
        for importance, label in labels.items()
    )
    return Answer(
        topic="tools",
        title=say("tools_title_many"),
        lead=say(
            "tools_many" if shared else "tools_many_none",
            turn=asked.turn,
            roles=listed([role.plural for role in found]),
            shared=listed(shared[:5]),
        ),
        table=Table(("", *(role.short for role in found)), rows),
        sources=sourced(session, *(use.source for each in uses.values() for use in each)),
        suggestions=next_steps(asked, found[0], "tools") + next_steps(asked, found[1], "tools", "skills"),
        roles=asked.roles,
    )
