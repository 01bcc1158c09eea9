"""Rules that decide: tried in order, the first that fits gives the topic."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Optional

from actions import names
from actions.leaning import leaning, named, says_words
from actions.memory import Memory
from actions.pay_memory import PAY_TOPICS
from actions.question import SETTINGS, SUBJECTS, Question, Value
from actions.rules.rule import ABOUT_ANSWER, DECLINED, SMALL_TALK, TOLD, Rule
from actions.topics import TOPICS, compares, placed, topic_of

#: Intents of which short replies to the bot's own question are made.
_REPLIES = frozenset({"affirm", "deny", "inform", "follow_up", "nlu_fallback", "out_of_scope"})
_ORDINALS = {"first": 0, "second": 1, "third": 2, "last": -1}
_SURE = 0.7  # confidence in an intent from which it outweighs a word for another topic
_CHOSEN_AMONG = (names.TOOL, names.CERTIFICATE, names.DEGREE, names.FIELD)
_MERE_WORDS = ("word", "person_attribute")


def _says_something(asked: Question) -> bool:
    """Return whether a message names anything, or a topic, or points back."""
    things = any(one.kind not in _MERE_WORDS for one in asked.said())
    return bool(things or asked.topic_word or asked.refers or asked.about_answer)


def _asks(asked: Question) -> bool:
    return topic_of(asked.intent) in TOPICS


def _offer_at(asked: Question, memory: Memory) -> Optional[str]:
    if asked.number is not None:
        at = asked.number - 1
    elif asked.intent == "affirm" and not _says_something(asked):
        at = 0 if memory.topic is None or memory.pending_topic else -len(memory.offers) - 1
    else:
        at = next((_ORDINALS[one] for one in asked.refers if one in _ORDINALS), len(memory.offers))
    inside = -len(memory.offers) <= at < len(memory.offers)
    return memory.offers[at] if inside else None


def _picks_an_offer(asked: Question, memory: Memory) -> bool:
    picking = asked.intent in _REPLIES or (asked.number is not None and not asked.said())
    return picking and not named(asked, *SUBJECTS) and _offer_at(asked, memory) is not None


def _picked(asked: Question, memory: Memory) -> Question:
    payload = _offer_at(asked, memory) or "/follow_up"
    intent, _, entities = payload[1:].partition("{")
    values = []
    for kind, ids in (json.loads("{" + entities) if entities else {}).items():
        for one in [ids] if isinstance(ids, str) else ids:
            values.append(Value(kind, one, one.replace("_", " ")))
    note = next((one.id for one in values if one.kind == names.NOTE), None)
    return replace(
        asked,
        intent=intent,
        topic=topic_of(intent),
        values=tuple(one for one in values if one.kind != names.NOTE),
        note=note,
        notes=(),
        refers=frozenset(),
    )


def _listed(memory: Memory) -> tuple[str, ...]:
    return memory.roles if len(memory.roles) > 1 else memory.listed


def _of_a_role_spoken_of(asked: Question, memory: Memory) -> bool:
    return bool(set(_ORDINALS) & asked.refers) and len(_listed(memory)) > 1 and not asked.roles


def _with_role_spoken_of(asked: Question, memory: Memory) -> Question:
    at = next(_ORDINALS[one] for one in _ORDINALS if one in asked.refers)
    listed = _listed(memory)
    role = listed[at] if -len(listed) <= at < len(listed) else listed[-1]
    own = topic_of(asked.intent) if _asks(asked) else "salary" if asked.shape == "how_much" else ""
    topic = asked.topic_word or own or memory.topic or ""
    if compares(topic):
        topic = "salary" if topic == "compare_salaries" else "role_definition"
    return replace(asked, topic=topic).having(names.ROLE, [role])


def _only_tells(asked: Question, memory: Memory) -> bool:
    """Tell whether a message asks nothing and only says who the person is: "I'm a nurse in Ohio"."""
    said = [one for one in asked.said() if one.kind not in (*_MERE_WORDS, "span", "amount")]
    tells = asked.intent == "inform" or (asked.intent in DECLINED and asked.person.job is not None)
    tells = tells or (asked.bare and asked.confidence < _SURE)
    setting = placed(memory.topic or "") and all(one.kind in SETTINGS for one in said)
    asks = asked.shape != "facts" or asked.topic_word or asked.refers or asked.about_answer
    return tells and bool(said) and all(one.of_person for one in said) and not (asks or setting)


#: Topics whose answer is another one for somebody with another job, study or circumstance.
_OF_SOMEBODY = frozenset({"education", "how_to_become", "transition", "role_fit", "skills", "certifications"})
#: Topics whose answer is another one at another level or elsewhere.
_OF_A_SETTING = frozenset({"salary", "compare_salaries"})


def _tells_more(asked: Question, memory: Memory) -> bool:
    """Tell whether a message only says more of the person, so that what was asked has another answer now."""
    return asked.states and not asked.about_answer and _answered_anew(asked, memory) is not None


def _answered_anew(asked: Question, memory: Memory) -> Optional[Question]:
    """Return what was asked before, by somebody of whom more is known; ``None`` if that changes nothing."""
    roles, person = memory.roles, asked.person
    elsewhere = person.job is not None and person.job not in roles  # their years are no level in these roles
    told = person.place or asked.locations or (person.level and not elsewhere)
    if memory.topic in _OF_A_SETTING and told:
        return leaning(_as_subject(asked), memory)
    if not roles or memory.topic not in _OF_SOMEBODY:
        return None
    own = replace(asked, notes=())
    if len(roles) > 1 and (person.job or person.study or person.degree):
        return replace(own, topic="role_fit").having(names.ROLE, roles)
    if person.job and person.job not in roles:
        return replace(own, topic="transition").having(names.ROLE, roles[:1])
    if asked.likes or asked.dislikes:
        return replace(own, topic="role_fit").having(names.ROLE, roles)
    if person.degree or person.study:
        return replace(own, topic="education").having(names.ROLE, roles[:1])
    if person.told:
        return _of_the_way(own, memory)
    return None


def _as_subject(asked: Question) -> Question:
    """Return a question in which the person's level and place are what it asks about."""
    kept = (replace(one, of_person=False) if one.kind in SETTINGS else one for one in asked.values)
    return replace(asked, values=tuple(kept), notes=())


def _states_facts(asked: Question, memory: Memory) -> bool:
    """Tell whether a message only says facts of the person, however it was read."""
    own = asked.person
    known = (own.job_words, own.years, own.degree, own.study, own.place)
    aims = any(one.part == "target" for one in asked.values)
    return asked.states and any(known) and not (aims or asked.about_answer or asked.topic_word)


def _is_small_talk(asked: Question, memory: Memory) -> bool:
    return asked.intent in SMALL_TALK and not _says_something(asked)


def _tells_circumstances(asked: Question, memory: Memory) -> bool:
    """Tell whether what was not taken for ours says how somebody could go the way that was spoken of."""
    told = bool(asked.told) and asked.shape == "facts" and not named(asked, *SUBJECTS)
    return asked.intent in ("out_of_scope", "nlu_fallback") and told and bool(memory.roles)


def _of_the_way(asked: Question, memory: Memory) -> Question:
    topic = memory.topic if memory.topic in ("transition", "how_to_become") else "how_to_become"
    return replace(asked, topic=topic).having(names.ROLE, memory.roles[:1])


def _declines_itself(asked: Question, memory: Memory) -> bool:
    """Tell whether a message is read as none of our business and leans on nothing said before."""
    outsider = named(asked, names.UNKNOWN_ROLE, names.BACKGROUND)
    leans = asked.topic_word and not outsider and (memory.roles or asked.intent == "nlu_fallback")
    measured = asked.shape in ("how_long", "how_much") and not outsider and not says_words(asked)
    leans = leans or (bool(memory.roles) and measured)
    short = asked.bare and named(asked, *SUBJECTS, *SETTINGS, names.TOOL)
    return asked.intent in DECLINED and not leans and not short


def _leans(asked: Question, memory: Memory) -> bool:
    if asked.intent == "follow_up" or asked.intent in SMALL_TALK | DECLINED:
        return True
    unsure = asked.confidence < _SURE and asked.shape == "how_long" and not says_words(asked)
    if unsure and memory.roles and not named(asked, *SUBJECTS):
        return True
    if asked.shape == "which" and asked.confidence >= _SURE and _asks(asked) and named(asked, *_CHOSEN_AMONG):
        return False  # "R or Python?" is a question of its own, whatever was spoken of
    return asked.bare and bool(memory.topic or memory.pending_topic or not _asks(asked))


def _asks_a_word(asked: Question, memory: Memory) -> bool:
    """Tell whether it asks what words of the field mean, or sets them against each other."""
    words = [one for one in asked.said() if one.kind == names.TERM]
    return "meaning" in asked.aspects or (len(words) > 1 and not _asks(asked))


def _own_topic(asked: Question) -> str:
    """Return the topic that the intent tells, or a word for a topic where the intent is not sure."""
    if asked.topic_word == "role_difference" and len(asked.tools) > 1 and not asked.roles:
        return "tools"
    if asked.topic_word in TOPICS and asked.confidence < _SURE:
        return str(asked.topic_word)
    return topic_of(asked.intent)


def _judges_pay(asked: Question, memory: Memory) -> bool:
    """Tell whether it asks whether the pay spoken of is good: "is that fair?"."""
    told = any(one.kind == "amount" for one in asked.said())
    return asked.wishes.judges and memory.topic in PAY_TOPICS and bool(memory.roles) and not told


def _judging_pay(asked: Question, memory: Memory) -> Question:
    lent = leaning(replace(asked, topic_word=asked.topic_word or "salary", about_answer=None), memory)
    lent = replace(lent, topic="salary", more=False, notes=()).having(names.ROLE, lent.roles[-1:])
    if memory.pay_asked.sum is None:
        return replace(lent, wishes=replace(asked.wishes, aspect="well_paid"))
    return memory.pay_asked.with_sum(
        replace(lent, values=tuple(one for one in lent.values if one.kind != "amount"))
    )


DECIDING: tuple[Rule, ...] = (
    Rule(
        "a button names the note that it offers",
        lambda asked, memory: asked.note is not None,
        lambda asked, memory: replace(asked, topic=topic_of(asked.intent)),
    ),
    Rule("it asks whether the pay spoken of is good", _judges_pay, _judging_pay),
    Rule(
        "it asks about the last answer",
        lambda asked, memory: asked.about_answer not in (None, "more") and memory.topic is not None,
        lambda asked, memory: replace(asked, topic=ABOUT_ANSWER).having(names.ROLE, memory.roles),
    ),
    Rule(
        "it asks what a word of the field means",
        _asks_a_word,
        lambda asked, memory: replace(asked, topic="concepts"),
    ),
    Rule("one of the roles spoken of", _of_a_role_spoken_of, _with_role_spoken_of),
    Rule("a number, an ordinal or a yes picks what was offered", _picks_an_offer, _picked),
    Rule(
        "somebody of another profession asks for the role at hand",
        lambda asked, memory: (
            asked.intent in _REPLIES | DECLINED
            and any(one.part == "origin" for one in asked.values)
            and asked.target is None
            and bool(memory.roles)
        ),
        lambda asked, memory: replace(asked, topic="transition"),
    ),
    Rule(
        "both ends of a change are named",
        lambda asked, memory: (
            asked.intent in _REPLIES | DECLINED
            and asked.origin is not None
            and asked.target is not None
            and asked.origin != asked.target
        ),
        lambda asked, memory: replace(asked, topic="transition"),
    ),
    Rule(
        "what is told of the person answers anew what was asked",
        _tells_more,
        lambda asked, memory: _answered_anew(asked, memory) or asked,
    ),
    Rule("it only tells of the person", _only_tells, lambda asked, memory: replace(asked, topic=TOLD)),
    Rule("it states facts of the person", _states_facts, lambda asked, memory: replace(asked, topic=TOLD)),
    Rule("small talk, and nothing else", _is_small_talk, lambda asked, memory: asked),
    Rule("circumstances are told within a talk", _tells_circumstances, _of_the_way),
    Rule("not our business", _declines_itself, lambda asked, memory: replace(asked, topic=asked.intent)),
    Rule("it leans on what was said before", _leans, leaning),
    Rule(
        "a question of its own", lambda asked, memory: True,
        lambda asked, memory: replace(asked, topic=_own_topic(asked)),
    ),
)  # fmt: skip
