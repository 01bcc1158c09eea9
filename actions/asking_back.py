"""Asking back: which role is meant, and what is nearest to a profession that is not described."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Optional, Sequence

from sqlalchemy.orm import Session

from actions import names
from actions.answer import Answer, Suggestion, suggest
from actions.evidence.base import next_steps
from actions.memory import Memory
from actions.question import Question, Value
from actions.topics import TOPICS, compares, of_a_role
from actions.wording import listed, say, with_article, words
from knowledge.queries import field, roles, tools

#: The roles that people ask about most, offered where a question names none.
_MOST_NEAR = 4
STARTERS = ("ai_engineer", "ml_engineer", "data_scientist", "data_engineer", "data_analyst")


#: The end of a name that takes no article: of a field, or of several people.
_WITHOUT_ARTICLE = re.compile(r"(ing|ics|ogy|istry|omy|ance|law|medicine|s)$")


def which_role(session: Session, asked: Question) -> Answer:
    """Ask which role a question is about; each suggestion asks the same of one role."""
    topic = words("topic_names").get(asked.topic, asked.topic)
    return Answer(
        topic=asked.topic,
        title=say("which_role_title"),
        lead=say("which_role", turn=asked.turn, topic=topic),
        suggestions=_same_of(session, asked, STARTERS),
    )


#: Shapes of a question that asks for a judgement: there is one in general too.
_JUDGED = frozenset({"yes_no", "worth", "enough", "which", "criterion", "first", "why"})
#: Topics on which the roles are alike enough for one to stand for all, and the role that does.
_ALIKE_FOR_ALL = frozenset({"certifications", "education", "skills", "how_to_become"})
_COMMONEST = "data_scientist"


def assuming_a_role(asked: Question) -> Optional[Question]:
    """Return a question for a judgement as asked of the commonest role, or ``None`` where a role is needed.

    "What skills do I need?" says no more than its topic, and is met with "which role?".
    """
    judged = asked.shape in _JUDGED or asked.criterion is not None
    if not judged or asked.topic not in _ALIKE_FOR_ALL:
        return None
    return asked.having(names.ROLE, [_COMMONEST], how="assumed")


def of_another_field(session: Session, asked: Question) -> Optional[Answer]:
    """Say which roles are nearest to a study or field outside AI, data and software, or return ``None``."""
    named = [one for one in asked.values if one.kind == names.BACKGROUND and one.id and not one.negated]
    near = list(
        dict.fromkeys(id_ for one in named for id_ in field.nearest_roles(session, background=str(one.id)))
    )
    if not near:
        return None
    offered = roles.roles(session, ids=near[:_MOST_NEAR])
    return Answer(
        topic=asked.topic if asked.topic in TOPICS else "transition",
        title=say("unknown_role_title"),
        lead=say(
            "another_field",
            turn=asked.turn,
            field=listed(list(dict.fromkeys(one.words for one in named))),
            nearest=listed([with_article(role.name) for role in offered], last="or"),
        ),
        suggestions=tuple(_way(role, str(named[0].id)) for role in offered),
        listed=tuple(role.id for role in offered),
    )


def noted(session: Session, asked: Question, memory: Memory) -> Answer:
    """Take note of what somebody says of themselves, and offer what fits it."""
    job = asked.person.job
    near = field.nearest_roles(session, background=job) if job and not asked.person.role else []
    offered = roles.roles(session, ids=near[:_MOST_NEAR])
    own = roles.roles(session, ids=[asked.person.role]) if asked.person.role else []
    at_hand = roles.roles(session, ids=memory.roles[:1])
    if offered:
        lead = say("noted_work", nearest=listed([with_article(role.name) for role in offered], last="or"))
        suggestions = tuple(_way(role, str(job)) for role in offered)
    elif own or at_hand:
        lead = say("noted_role" if own else "noted", roles=(own or at_hand)[0].plural)
        suggestions = next_steps(asked, (own or at_hand)[0], "salary", "skills", "job_outlook")
    else:
        lead, suggestions = say("noted_person"), starters()
    if asked.feeling:
        lead = f"{say(f'feeling_{asked.feeling}', turn=asked.turn)} {lead}"
    return Answer(
        topic="follow_up",
        title=say("noted_title"),
        lead=lead,
        suggestions=suggestions,
        listed=tuple(role.id for role in offered),
    )


def consoled(session: Session, asked: Question, memory: Memory) -> Answer:
    """Meet distress that asks nothing which is known: a human sentence, then what can help."""
    known = roles.roles(session, ids=[memory.person.role] if memory.person.role else memory.roles[:1])
    steps = next_steps(asked, known[0], "job_outlook", "skills") if known else starters()[2:]
    return Answer(
        topic="follow_up",
        title=say("noted_title"),
        lead=f"{say('feeling_distress', turn=asked.turn)} {say('consoled')}",
        suggestions=(suggest(say("suggest_interviews"), "ask_interviews"), *steps),
    )


def _way(role: roles.Role, background: str) -> Suggestion:
    title = say("suggest_switch_to", target=with_article(role.name))
    return suggest(title, "ask_transition", role=role.id, background=background)


def saying_the_role(session: Session, asked: Question, lead: str) -> str:
    """Return a leading sentence that names the role it is about, where nobody named it."""
    said = {one.id for one in asked.said()}  # also as what the person is: "as a data engineer"
    assumed = [
        one.id
        for one in asked.values
        if one.kind == names.ROLE and one.how == "assumed" and one.id and one.id not in said
    ]
    if not assumed:
        return lead
    role = roles.roles(session, ids=assumed[:1])[0]
    named = any(name.lower() in lead.lower() for name in (role.name, role.plural, role.short))
    return lead if named else f"{say('assumed_role', turn=asked.turn, a_role=with_article(role.name))} {lead}"


def about_what(turn: int) -> Answer:
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


def that_is_all(asked: Question) -> Answer:
    """Say that everything known was shown."""
    return Answer(
        topic=asked.topic,
        title=say("that_is_all_title"),
        lead=say("that_is_all", turn=asked.turn),
        suggestions=starters(),
        roles=asked.roles,
    )


def in_catalog(session: Session, asked: Question) -> Question:
    """Return the question with ids that the catalog holds; a role that it lacks counts as an outsider.

    A conversation or an old button may hold an id that an edit of the catalog has removed.
    """
    ids = asked.ids(names.ROLE)
    held = {role.id for role in roles.roles(session, ids=list(ids))} if ids else set()
    values = []
    for one in asked.values:
        if one.kind == names.ROLE and one.id not in held:
            values.append(replace(one, kind=names.UNKNOWN_ROLE, id=None, part=None))
        elif one.kind == names.BACKGROUND and field.background_name(session, background=str(one.id)) is None:
            as_role = roles.roles(session, ids=[str(one.id)])
            if as_role:  # a person's job that is one of the roles
                values.append(replace(one, kind=names.ROLE))
        elif one.kind == names.TOOL and tools.tool(session, tool_id=str(one.id)) is None:
            continue
        else:
            values.append(one)
    return replace(asked, values=tuple(values))


def foreign(session: Session, asked: Question) -> Optional[Answer]:
    """Return an answer that names a profession which is not described, or ``None`` if all are.

    With a known role beside it the known one is answered, except where the two are to be compared.
    """
    outsiders = asked.outsiders
    if not outsiders or not of_a_role(asked.topic) or asked.topic == "transition":
        return None
    if asked.roles and not (compares(asked.topic) and len(asked.roles) < 2):
        return None
    return nearest_to(session, asked)


def nearest_to(session: Session, asked: Question) -> Answer:
    """Name the professions of a question that are not described, with the roles nearest to them."""
    named, nearest = [], list(asked.roles)
    for one in asked.outsiders:
        named.append(one.words if one.how == "said" else _name(session, one))
        if one.id:
            nearest += field.nearest_roles(session, background=one.id)
    near = tuple(dict.fromkeys(nearest))[:_MOST_NEAR]
    beside = [one for one in near if one not in asked.roles]
    offered = roles.roles(session, ids=beside or [one for one in STARTERS if one not in asked.roles][:3])
    topic = asked.topic if asked.topic in TOPICS else "role_definition"
    return Answer(
        topic=topic,
        title=say("unknown_role_title"),
        lead=say(
            "unknown_role" if beside else "unknown_role_far",
            turn=asked.turn,
            unknown=listed([one if _WITHOUT_ARTICLE.search(one) else with_article(one) for one in named]),
            nearest=listed([with_article(role.name) for role in offered], last="or"),
        ),
        suggestions=_same_of(session, replace(asked, topic=topic), [role.id for role in offered]),
        roles=asked.roles,
        listed=tuple(role.id for role in offered) if beside else (),
    )


def without_pay_of(asked: Question) -> Answer:
    """Say that what professions outside the field are paid is not known; nobody asked to change into it."""
    named = [one.words for one in asked.outsiders]
    return Answer(
        topic="salary",
        title=say("unknown_role_title"),
        lead=say(
            "unknown_pay",
            turn=asked.turn,
            unknown=listed([one if _WITHOUT_ARTICLE.search(one) else with_article(one) for one in named]),
        ),
        suggestions=starters(),
    )


def _name(session: Session, outsider: Value) -> str:
    known = field.background_name(session, background=outsider.id) if outsider.id else None
    return known or outsider.words


def _same_of(session: Session, asked: Question, ids: Sequence[str]) -> tuple[Suggestion, ...]:
    titles = words("suggestions")
    intent = TOPICS[asked.topic].intent
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
                background=asked.background if asked.topic == "transition" else None,
            )
        )
    return tuple(found)
