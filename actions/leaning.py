"""What a message that leans on the conversation takes from it: topic, roles, place, level and tools."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from actions import names
from actions.memory import Memory
from actions.pay_memory import PAY_TOPICS, wants_of_pay
from actions.question import MOST_ROLES, SETTINGS, SUBJECTS, NearNote, Question
from actions.topics import TOPICS, compares, of_a_role, placed

#: The topic that a short message is about which names only a thing of this kind.
_OWN_TOPIC = {
    names.TOOL: "tools",
    names.DEGREE: "education",
    names.FIELD: "education",
    names.CERTIFICATE: "certifications",
    names.INDUSTRY: "industry_uses",
}
#: The topic that a criterion asks about, of several roles; of one role only what stands in the second table.
_TOPIC_OF_SEVERAL = {
    "pay": "compare_salaries",
    "demand": "job_outlook",
    "future": "job_outlook",
    "stability": "job_outlook",
    "stress": "work_life",
    "remote": "work_life",
    "entry": "role_fit",
    "easier": "role_fit",
    "meaning": "role_fit",
    "growth": "career_ladder",
}
_TOPIC_OF_ONE = {**_TOPIC_OF_SEVERAL, "pay": "salary", "entry": "how_to_become", "easier": "how_to_become"}
#: Kinds of names that say themselves what a question is about.
_TELL_THE_TOPIC = (
    names.TOOL,
    names.CERTIFICATE,
    names.DEGREE,
    names.FIELD,
    names.UNKNOWN_ROLE,
    names.BACKGROUND,
)
#: Topics that a place cannot turn into pay: "and in Germany?" after one about degrees is about degrees.
_PLACE_STAYS = frozenset({"education", "certifications", "how_to_become", "transition"})


def named(asked: Question, *kinds: str) -> bool:
    """Return whether a question names a thing of some kinds that is not said of the person."""
    return any(one.kind in kinds for one in asked.said() if not one.of_person)


def says_words(asked: Question) -> bool:
    """Return whether words stand in a question that nothing explains."""
    return any(one.kind in ("word", "product") for one in asked.said())


def of_way(memory: Memory) -> str:
    """Return the topic of a question how long it takes: a change, where it is known from what."""
    return "transition" if memory.topic == "transition" or memory.person.job else "how_to_become"


def _by_names_alone(asked: Question) -> str:
    """Return the likeliest topic of a message that is hardly more than names, at the beginning of all."""
    if asked.tools:
        return "tools"
    if asked.roles:
        return "role_difference" if len(asked.roles) > 1 else "role_definition"
    return "industry_uses" if asked.industries else ""


def leaning(asked: Question, memory: Memory) -> Question:
    """Return a question with what the one before lends it."""
    topic = asked.topic_word or memory.pending_topic or _topic_by_shape(asked, memory) or memory.topic
    if topic == "role_difference" and memory.topic in ("salary", "compare_salaries"):
        topic = "compare_salaries"
    if topic is None or topic not in TOPICS:
        own = replace(asked, topic=asked.topic_word or _by_names_alone(asked))
        return replace(own, notes=()) if asked.bare else own
    topic = _topic_for(asked, topic, memory)
    subject = named(asked, *SUBJECTS)
    by_shape = _topic_by_shape(asked, memory)
    field = asked.fields_of_work[:1] if not says_words(asked) else ()
    changed = subject or by_shape is not None or bool(field)
    changed = changed or named(asked, *SETTINGS, names.TOOL, names.DEGREE, names.FIELD)
    changed = changed or (topic in PAY_TOPICS and wants_of_pay(asked.wishes))
    roles = asked.roles if subject else field or memory.roles
    if compares(topic) and (subject or field) and not memory.pending_topic and roles:
        roles = tuple(dict.fromkeys((*memory.roles, *roles)))[-MOST_ROLES:]
    if topic == "career_ladder":
        roles = roles[-1:]
    lent = replace(asked, topic=topic, more=_asks_for_more(asked, changed))
    lent = lent.having(names.ROLE, roles)
    if not subject and memory.outsider and not roles:
        lent = lent.having(names.UNKNOWN_ROLE, ()).also(memory.outsider)
    for kind, before in (
        (names.LOCATION, memory.locations),
        (names.LEVEL, (memory.level,) if memory.level else ()),
        (names.INDUSTRY, memory.industries),
        (names.TOOL, () if subject else memory.tools),
    ):
        if not lent.ids(kind) and before:
            lent = lent.having(kind, before)
    if asked.bare:
        lent = replace(lent, notes=())  # a name alone is near to every note of that name
    if (
        changed
        and asked.shape == "facts"
        and asked.topic_word is None
        and topic in (memory.topic, memory.pending_topic)
    ):
        lent = replace(lent, notes=tuple(map(_remembered, memory.notes)))
    return memory.pay_asked.lent_to(lent)


def _topic_for(asked: Question, topic: str, memory: Memory) -> str:
    """Return the topic that "and in Berlin?" or "for seniors?" can change: pay, or the levels of a career."""
    if _topic_by_shape(asked, memory) is not None:
        return topic
    about_pay = named(asked, names.LOCATION, names.REMOTE, names.YEAR)
    if named(asked, *SUBJECTS) or memory.pending_topic or asked.topic_word:
        return topic
    ruled_out = {one.kind for one in asked.values if one.negated and one.how == "said"}
    for kind, own in _OWN_TOPIC.items():
        if (named(asked, kind) or kind in ruled_out) and kind not in TOPICS[topic].uses:
            return own
    if named(asked, names.REMOTE) and topic in _PLACE_STAYS:
        return "work_life"
    if placed(topic):
        return topic
    if about_pay and of_a_role(topic) and topic not in _PLACE_STAYS:
        return "salary"
    if named(asked, names.LEVEL) and of_a_role(topic):
        one_role = len(memory.roles) == 1 or topic == "transition"
        return "career_ladder" if one_role else "compare_salaries"
    return topic


def _topic_by_shape(asked: Question, memory: Memory) -> Optional[str]:
    """Return the topic that a message asks about by its shape alone: "how long?", "which is easier?"."""
    if not (memory.roles or asked.roles) or asked.topic_word or says_words(asked):
        return None
    if named(asked, *_TELL_THE_TOPIC):
        return None
    if asked.criterion is not None and not named(asked, names.REMOTE):
        table = _TOPIC_OF_SEVERAL if len(memory.roles) > 1 else _TOPIC_OF_ONE
        return table.get(asked.criterion)
    if asked.shape == "how_long" and memory.topic != "interviews":
        return of_way(memory)
    if asked.shape == "how_much" and asked.intent != "follow_up" and not asked.tools:
        return "salary"
    return None


def _asks_for_more(asked: Question, changed: bool) -> bool:
    """Return whether a message asks for more, and not for something that was not understood."""
    if asked.about_answer == "more":
        return not changed and asked.topic_word is None
    open_ended = asked.shape == "facts" and not (asked.completed or says_words(asked))
    return not changed and asked.topic_word is None and open_ended


def _remembered(note: str) -> NearNote:
    """Return a note that was near the question before, and may fit what changed."""
    return NearNote(note, nearness=0.72, centre=0.8, nearest=0.8, answer=0.6, shared=0.6)
