"""What a message asks, given what the conversation remembers.

A question names what it is about, or leans on what came before: "and in New York?" keeps the topic and
the role, "what about data scientists?" keeps the topic and the place. A question that names its own
role begins anew, so that a place or level of an earlier subject does not colour it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Iterable, Mapping, Optional

from rasa_sdk import Tracker

from actions import names
from actions.memory import MOST_ROLES, Asked, Memory
from actions.wording import words

#: Topics that are asked of a role; one of them without a role takes the role at hand, or asks for it.
OF_A_ROLE = frozenset(
    [
        "role_definition",
        "role_difference",
        "responsibilities",
        "skills",
        "tools",
        "education",
        "certifications",
        "salary",
        "compare_salaries",
        "job_outlook",
        "transition",
        "how_to_become",
        "career_ladder",
    ]
)
#: Topics that compare; "and data scientists?" adds a role to them instead of replacing it.
COMPARING = frozenset({"role_difference", "compare_salaries"})
#: Topics for which a place or level of the question before still counts.
PLACED = frozenset({"salary", "compare_salaries", "job_outlook"})
#: Intents by which the understanding declines a message that it reads by itself.
DECLINED = frozenset({"out_of_scope", "out_of_scope_career", "nlu_fallback"})
_LEANING = re.compile(
    r"^\W*(and|so|ok|okay|what about|how about)\b|\b(it|they|them|these|those)\b", re.IGNORECASE
)
_OTHER = re.compile(r"\bthe other( one| role| job| two)?\b|\bother one\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(both|these two|those two|the two)\b", re.IGNORECASE)


def questions(tracker: Tracker) -> list[Mapping[str, Any]]:
    """Return the questions of the latest message: ``{"text", "intent", "entities"}`` each, in order."""
    message = tracker.latest_message
    split = message.get("questions")
    if split:
        return [one for one in split if one.get("intent")]
    intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
    return [{"text": message.get("text") or "", "intent": intent, "entities": message.get("entities") or []}]


def resolve(question: Mapping[str, Any], memory: Memory, *, turn: int = 0) -> Optional[Asked]:
    """Return what a question asks, or ``None`` when neither it nor the memory tells a topic."""
    said = _read(question, turn)
    intent = str(question["intent"])
    if intent == "follow_up" or (_is_bare(said, question) and (_has_subject(memory) or not _asks(intent))):
        return _lean(said, memory)
    if intent in DECLINED and _leans(said, memory):
        return _lean(said, memory)
    said = replace(said, topic=topic_of(intent))
    if _OTHER.search(said.text):
        said = replace(said, roles=_the_other(said.roles, memory, said.topic))
    elif _BOTH.search(said.text) and not said.roles:
        said = replace(said, roles=memory.recent_roles[:2])
    leans = not said.roles and not said.unknown_roles and said.topic in OF_A_ROLE
    if leans and not (said.background and said.topic == "transition"):
        said = replace(said, roles=_at_hand(memory.roles, said.topic))
        if said.topic in PLACED:
            said = replace(
                said, locations=said.locations or memory.locations, level=said.level or memory.level
            )
    if said.topic in COMPARING and len(said.roles) < 2:
        said = _complete_pair(said, memory)
    if said.topic == "how_to_become" and said.origin is not None:
        said = replace(said, topic="transition")
    if said.topic == "transition":
        said = _complete_way(said, memory)
    return said


def _leans(said: Asked, memory: Memory) -> bool:
    """Tell whether a message that means nothing by itself speaks of the role at hand: "what does it pay?"."""
    return bool(
        memory.roles
        and not said.background
        and not said.unknown_roles
        and _topic_word(said.text) is not None
        and _LEANING.search(said.text)
    )


def topic_of(intent: str) -> str:
    """Return the topic of an intent: ``ask_salary`` → ``salary``."""
    return intent[4:] if intent.startswith("ask_") else intent


def _read(question: Mapping[str, Any], turn: int) -> Asked:
    entities: list[Mapping[str, Any]] = list(question.get("entities") or [])

    def values(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(one["value"]) for one in entities if one.get("entity") == kind))

    def first(found: Iterable[str]) -> Optional[str]:
        return next(iter(found), None)

    def in_part(part: str) -> Optional[str]:
        return first(
            str(one["value"])
            for one in entities
            if one.get("role") == part and one.get("entity") in (names.ROLE, names.BACKGROUND)
        )

    return Asked(
        topic="",
        text=str(question.get("text") or ""),
        roles=values(names.ROLE)[:MOST_ROLES],
        origin=in_part("origin"),
        target=in_part("target"),
        locations=values(names.LOCATION),
        level=first(values(names.LEVEL)),
        industries=values(names.INDUSTRY),
        tools=values(names.TOOL),
        background=first(values(names.BACKGROUND)),
        unknown_roles=values(names.UNKNOWN_ROLE),
        degree=first(values(names.DEGREE)),
        remote=first(values(names.REMOTE)),
        year=next((int(year) for year in values(names.YEAR) if year.isdigit()), None),
        turn=turn,
    )


def _is_bare(said: Asked, question: Mapping[str, Any]) -> bool:
    """Tell whether a message is hardly more than names, such as "ML engineer" or "in Berlin?"."""
    text = said.text
    if not text or text.startswith("/") or not question.get("entities"):
        return False
    spans = [
        (one["start"], one["end"])
        for one in question["entities"]
        if isinstance(one.get("start"), int) and isinstance(one.get("end"), int)
    ]
    offset = int(question.get("start") or 0)
    left = "".join(
        character
        for at, character in enumerate(text)
        if not any(start <= at + offset < end for start, end in spans)
    )
    filler = set(words("filler_words"))
    return len([word for word in re.findall(r"\w+", left.lower()) if word not in filler]) == 0


def _lean(said: Asked, memory: Memory) -> Optional[Asked]:
    topic = _topic_word(said.text) or memory.pending_topic or memory.topic
    if topic is None:
        return _by_names_alone(said)
    topic = _topic_for(said, topic, memory)
    if _OTHER.search(said.text):
        said = replace(said, roles=_the_other(said.roles, memory, topic))
    named = bool(said.roles or said.unknown_roles)
    roles = _at_hand(said.roles if named else memory.roles, topic)
    if topic in COMPARING and named and not memory.pending_topic:
        roles = tuple(dict.fromkeys((*memory.roles, *said.roles)))[-MOST_ROLES:]
    nothing_new = not (
        named or said.locations or said.level or said.industries or said.tools or said.remote or said.year
    )
    asked = replace(
        said,
        topic=topic,
        roles=roles,
        locations=said.locations or memory.locations,
        level=said.level or memory.level,
        industries=said.industries or memory.industries,
        tools=said.tools or (memory.tools if not named else ()),
        background=said.background or memory.background,
        more=nothing_new and _topic_word(said.text) is None,
    )
    if topic == "transition":
        asked = _complete_way(asked, memory)
    return asked


def _topic_for(said: Asked, topic: str, memory: Memory) -> str:
    """Return the topic that "and in Berlin?" or "for seniors?" can change: pay, or the levels of a career."""
    about_pay = said.locations or said.remote or said.year
    if said.roles or said.unknown_roles or topic in PLACED or memory.pending_topic:
        return topic
    if about_pay and topic in OF_A_ROLE:
        return "salary"
    if said.level and topic in OF_A_ROLE:
        one_role = len(memory.roles) == 1 or topic == "transition"
        return "career_ladder" if one_role else "compare_salaries"
    return topic


def _has_subject(memory: Memory) -> bool:
    return memory.topic is not None or memory.pending_topic is not None


def _asks(intent: str) -> bool:
    return intent.startswith("ask_") or intent == "compare_salaries"


def _by_names_alone(said: Asked) -> Optional[Asked]:
    """Return the likeliest question of a message that is hardly more than names, at the beginning of all."""
    if said.tools:
        return replace(said, topic="tools")
    if said.roles:
        return replace(said, topic="role_difference" if len(said.roles) > 1 else "role_definition")
    return replace(said, topic="industry_uses") if said.industries else None


def _topic_word(text: str) -> Optional[str]:
    lowered = text.lower()
    for word, topic in words("topic_words").items():
        if re.search(rf"\b{re.escape(word)}\b", lowered):
            return topic
    return None


def _at_hand(roles: tuple[str, ...], topic: str) -> tuple[str, ...]:
    """Return the roles to speak of; for the levels of a way, the role that it leads to."""
    return roles[-1:] if topic == "career_ladder" else roles


def _the_other(roles: tuple[str, ...], memory: Memory, topic: str) -> tuple[str, ...]:
    """Return the role that "the other one" means: of the roles spoken of, the one not at hand."""
    at_hand = set(roles or memory.roles[:1])
    other = tuple(role for role in memory.recent_roles if role not in at_hand)[:1]
    return (*roles, *other) if topic in COMPARING else other or roles


def _complete_pair(said: Asked, memory: Memory) -> Asked:
    others = [role for role in (*memory.roles, *memory.recent_roles) if role not in said.roles]
    return replace(said, roles=tuple(dict.fromkeys((*said.roles, *others)))[:2])


def _complete_way(said: Asked, memory: Memory) -> Asked:
    """Find where a transition begins and ends: what is said, then what is remembered."""
    roles = list(said.roles)
    target = said.target or (said.origin is None and roles and roles[-1]) or None
    if target is None:
        target = next((role for role in roles if role != said.origin), None)
    origin = said.origin or next((role for role in roles if role != target), None)
    origin = origin or said.background
    if target is None:
        target = next((role for role in memory.roles if role != origin), None)
    if origin is None and memory.topic == "transition":
        origin = memory.background or next((role for role in memory.roles if role != target), None)
    ends = tuple(role for role in (origin, target) if role and role in {*roles, *memory.roles})
    return replace(said, origin=origin, target=target, roles=ends or said.roles)
