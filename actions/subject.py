"""Answers about the subject of a question: which role is meant, and roles that are not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions.answer import Answer, Suggestion, suggest
from actions.conversation import OF_A_ROLE
from actions.memory import Asked
from actions.wording import listed, say, with_article, words
from knowledge.queries import field, roles, tools

#: The roles that people ask about most, offered where a question names none.
STARTERS = ("ai_engineer", "ml_engineer", "data_scientist", "data_engineer", "data_analyst")
#: Topics in which a background may be the origin or the person, and need not be the subject.
_OF_THE_PERSON = frozenset(
    {"transition", "how_to_become", "education", "skills", "role_fit", "certifications"}
)


def which_role(session: Session, asked: Asked) -> Answer:
    """Ask which role a question is about; each suggestion asks the same of one role."""
    topic = words("topic_names").get(asked.topic, asked.topic)
    return Answer(
        topic=asked.topic,
        title=say("which_role_title"),
        lead=say("which_role", turn=asked.turn, topic=topic),
        suggestions=_same_of(session, asked, STARTERS),
    )


def about_what(session: Session, turn: int) -> Answer:
    """Ask what a message is about that names neither a topic nor a role."""
    return Answer(
        topic="follow_up",
        title=say("about_what_title"),
        lead=say("about_what", turn=turn),
        suggestions=starters(),
    )


def starters() -> tuple[Suggestion, ...]:
    """Return questions to begin with."""
    titles = words("starters")
    return (
        suggest(titles["difference"], "ask_role_difference", role=("ai_engineer", "ml_engineer")),
        suggest(titles["salary"], "ask_salary", role="ml_engineer"),
        suggest(titles["become"], "ask_how_to_become", role="ai_engineer"),
        suggest(titles["industry"], "ask_industry_uses", industry="healthcare"),
        suggest(titles["fit"], "ask_role_fit"),
    )


def that_is_all(session: Session, asked: Asked) -> Answer:
    """Say that everything known was shown."""
    return Answer(
        topic=asked.topic,
        title=say("that_is_all_title"),
        lead=say("that_is_all", turn=asked.turn),
        suggestions=starters(),
        roles=asked.roles,
    )


def in_catalog(session: Session, asked: Asked) -> Asked:
    """Return the question without the ids that the catalog lacks; its roles count as named but unknown.

    A conversation or an old button may hold an id that an edit of the catalog has removed.
    """
    ends = tuple(one for one in (asked.origin, asked.target) if one is not None)
    named = tuple(dict.fromkeys((*asked.roles, *ends)))
    held = {role.id for role in roles.roles(session, ids=list(named))} if named else set()
    held |= {one for one in ends if field.background_name(session, background=one) is not None}
    kept = tuple(one for one in asked.tools if tools.tool(session, tool_id=one) is not None)
    if held.issuperset(named) and kept == asked.tools:
        return asked
    return replace(
        asked,
        roles=tuple(role for role in asked.roles if role in held),
        origin=asked.origin if asked.origin in held else None,
        target=asked.target if asked.target in held else None,
        tools=kept,
        unknown_roles=(*asked.unknown_roles, *(one.replace("_", " ") for one in named if one not in held)),
    )


def unknown(session: Session, asked: Asked) -> Optional[Answer]:
    """Return an answer that names a role which the knowledge base lacks, or ``None`` if all are known.

    With a known role beside it the known one is answered, except where the two are to be compared.
    """
    named = list(asked.unknown_roles)
    nearest: Sequence[str] = STARTERS[:3]
    subject_is_background = (
        asked.background and asked.topic in OF_A_ROLE and asked.topic not in _OF_THE_PERSON
    )
    if subject_is_background and (not asked.roles or asked.topic == "role_difference"):
        background = str(asked.background)
        named.append(field.background_name(session, background=background) or background)
        nearest = field.nearest_roles(session, background=background) or nearest
    comparing = asked.topic in ("role_difference", "compare_salaries") and len(asked.roles) < 2
    if not named or asked.topic not in OF_A_ROLE or (asked.roles and not comparing):
        return None
    if asked.roles:
        nearest = (*asked.roles, *(one for one in nearest if one not in asked.roles))
    offered = roles.roles(session, ids=list(nearest)[:4])
    return Answer(
        topic=asked.topic,
        title=say("unknown_role_title"),
        lead=say(
            "unknown_role",
            turn=asked.turn,
            unknown=listed([with_article(one) for one in named]),
            nearest=listed([with_article(role.name) for role in offered], last="or"),
        ),
        suggestions=_same_of(session, asked, [role.id for role in offered]),
        roles=asked.roles,
    )


def named_but_unknown(session: Session, asked: Asked) -> Optional[Answer]:
    """Return an answer that names a profession which is not described, with the roles nearest to it."""
    background = str(asked.background)
    nearest = field.nearest_roles(session, background=background)
    if not nearest:
        return None
    name = field.background_name(session, background=background) or background
    offered = roles.roles(session, ids=nearest[:4])
    return Answer(
        topic="out_of_scope_career",
        title=say("unknown_role_title"),
        lead=say(
            "unknown_role",
            turn=asked.turn,
            unknown=with_article(name),
            nearest=listed([with_article(role.name) for role in offered], last="or"),
        ),
        suggestions=tuple(
            suggest(
                words("suggestions")["role_definition"].format(a_role=with_article(role.name)),
                "ask_role_definition",
                role=role.id,
            )
            for role in offered
        ),
    )


def _same_of(session: Session, asked: Asked, ids: Sequence[str]) -> tuple[Suggestion, ...]:
    titles = words("suggestions")
    intent = asked.topic if asked.topic == "compare_salaries" else f"ask_{asked.topic}"
    pairs = asked.topic in ("role_difference", "compare_salaries", "transition")
    found = []
    for role in roles.roles(session, ids=list(ids)):
        if pairs and role.id in asked.roles:
            continue
        entity = (*asked.roles, role.id) if pairs else role.id
        title = titles.get(asked.topic, "{role}").format(
            role=role.name, a_role=with_article(role.name), roles=role.plural
        )
        found.append(
            suggest(
                title,
                intent,
                role=entity,
                location=asked.locations,
                level=asked.level,
                industry=asked.industries,
                background=asked.background,
            )
        )
    return tuple(found)
