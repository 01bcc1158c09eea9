"""What a question is about, given the conversation: an ordered table of named rules.

``DECIDING`` rules are tried in order, and the first that fits gives the topic. Then every one of
``COMPLETING`` that fits adds what the question leaves out. ``tests/dialogue/rules.yml`` holds examples
that fit and that do not for each. With ``ANSWER_RULES_LOG`` set, the names of those that fitted are logged,
without the person's words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Callable, Optional

import structlog

from actions import names
from actions.leaning import SETTINGS, SUBJECTS, leaning, named, says_words
from actions.memory import Memory
from actions.question import MOST_ROLES, Question, Value
from actions.settings import ActionSettings
from actions.topics import TOPICS, compares, of_a_role, placed, topic_of

log = structlog.get_logger(__name__)

ABOUT_ANSWER = "about_answer"
TOLD = "told"
SMALL_TALK = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "inform",
        "skip",
        "stop_form",
        "ask_capabilities",
        "ask_identity",
        "bot_challenge",
    ]
)
#: Intents by which the understanding declines a message that it reads by itself.
DECLINED = frozenset({"out_of_scope", "out_of_scope_career", "nlu_fallback"})
#: Intents of which short replies to the bot's own question are made.
_REPLIES = frozenset({"affirm", "deny", "inform", "follow_up", "nlu_fallback", "out_of_scope"})
_ORDINALS = {"first": 0, "second": 1, "third": 2, "last": -1}
_SURE = 0.7  # confidence in an intent from which it outweighs a word for another topic
_MERE_WORDS = ("word", "person_attribute")


@dataclass(frozen=True)
class Rule:
    """One rule: when it fits, and what it makes of the question."""

    name: str
    when: Callable[[Question, Memory], bool]
    then: Callable[[Question, Memory], Question]


def resolve(asked: Question, memory: Memory) -> Question:
    """Return the question with its topic, and with what the conversation lends it.

    The topic stays empty where neither the question nor the memory tells one.
    """
    fired = []
    for rule in DECIDING:
        if rule.when(asked, memory):
            asked = rule.then(asked, memory)
            fired.append(rule.name)
            break
    for rule in COMPLETING:
        if rule.when(asked, memory):
            asked = rule.then(asked, memory)
            fired.append(rule.name)
    if ActionSettings().rules_log:
        log.info("rules.fired", rules=fired, topic=asked.topic)
    return asked


# --- What a question says -----------------------------------------------------------------------


def _says_something(asked: Question) -> bool:
    """Return whether a message names anything, or a topic, or points back."""
    things = any(one.kind not in _MERE_WORDS for one in asked.said())
    return bool(things or asked.topic_word or asked.refers or asked.about_answer)


def _asks(asked: Question) -> bool:
    return topic_of(asked.intent) in TOPICS


# --- Rules that decide ----------------------------------------------------------------------------


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


def _is_small_talk(asked: Question, memory: Memory) -> bool:
    return asked.intent in SMALL_TALK and not _says_something(asked)


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
    return asked.bare and bool(memory.topic or memory.pending_topic or not _asks(asked))


def _asks_a_word(asked: Question, memory: Memory) -> bool:
    """Tell whether it asks what words of the field mean, or sets them against each other."""
    words = [one for one in asked.said() if one.kind == names.TERM]
    return "meaning" in asked.aspects or (len(words) > 1 and not _asks(asked))


def _own_topic(asked: Question) -> str:
    """Return the topic that the intent tells, or a word for a topic where the intent is not sure."""
    if asked.topic_word in TOPICS and asked.confidence < _SURE:
        return str(asked.topic_word)
    return topic_of(asked.intent)


DECIDING: tuple[Rule, ...] = (
    Rule(
        "a button names the note that it offers",
        lambda asked, memory: asked.note is not None,
        lambda asked, memory: replace(asked, topic=topic_of(asked.intent)),
    ),
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
    Rule("it only tells of the person", _only_tells, lambda asked, memory: replace(asked, topic=TOLD)),
    Rule("small talk, and nothing else", _is_small_talk, lambda asked, memory: asked),
    Rule("not our business", _declines_itself, lambda asked, memory: replace(asked, topic=asked.intent)),
    Rule("it leans on what was said before", _leans, leaning),
    Rule(
        "a question of its own", lambda asked, memory: True,
        lambda asked, memory: replace(asked, topic=_own_topic(asked)),
    ),
)  # fmt: skip


# --- Rules that complete --------------------------------------------------------------------------


def _has_outsider(asked: Question) -> bool:
    return bool(asked.outsiders) and asked.topic != "transition"


def _lacks_profession(asked: Question, memory: Memory) -> bool:
    needs = asked.topic in TOPICS and TOPICS[asked.topic].needs_role
    return needs and not (asked.roles or asked.outsiders or memory.roles) and bool(memory.outsider)


def _lacks_any_role(asked: Question, memory: Memory) -> bool:
    needs = asked.topic in TOPICS and TOPICS[asked.topic].needs_role
    return needs and not asked.roles and not _has_outsider(asked) and bool(_own_role(asked, memory))


def _own_role(asked: Question, memory: Memory) -> Optional[str]:
    return next(iter(asked.ids(names.ROLE, of_person=True)), None) or memory.person.role


def _with_own_role(asked: Question, memory: Memory) -> Question:
    return asked.having(names.ROLE, [str(_own_role(asked, memory))], how="assumed")


def _names_a_field(asked: Question, memory: Memory) -> bool:
    """Tell whether a field of work stands where a role is needed, and is not a skill of the role at hand."""
    needs = asked.topic in TOPICS and TOPICS[asked.topic].needs_role
    skill = bool(memory.roles) and asked.topic in ("skills", "responsibilities")
    return needs and bool(asked.fields_of_work) and not (asked.roles or _has_outsider(asked) or skill)


def _with_role_of_field(asked: Question, memory: Memory) -> Question:
    most = 2 if compares(asked.topic) else 1
    return asked.having(names.ROLE, asked.fields_of_work[:most], how="assumed")


def _weighs(asked: Question, memory: Memory) -> bool:
    """Tell whether "which should I choose?" is asked of the roles that stand side by side."""
    return asked.topic == "role_fit" and len(memory.roles) > 1 and asked.shape in ("which", "criterion")


def _lacks_role(asked: Question, memory: Memory) -> bool:
    return (
        asked.topic in TOPICS
        and not asked.roles
        and not _has_outsider(asked)
        and bool(memory.roles)
        and (of_a_role(asked.topic) or bool(asked.refers) or _weighs(asked, memory))
        and not (asked.topic == "transition" and asked.background)
    )


def _with_role_at_hand(asked: Question, memory: Memory) -> Question:
    roles = memory.roles[-1:] if asked.topic == "career_ladder" else memory.roles
    asked = asked.having(names.ROLE, roles)
    if placed(asked.topic):
        if not asked.locations:
            asked = asked.having(names.LOCATION, memory.locations)
        if asked.level is None and memory.level:
            asked = asked.having(names.LEVEL, [memory.level])
    return asked


def _the_other(asked: Question, memory: Memory) -> Question:
    at_hand = set(asked.roles or memory.roles[:1])
    if asked.roles == memory.roles:
        at_hand = set(memory.roles[:1])
    other = tuple(role for role in memory.recent_roles if role not in at_hand)[:1]
    roles = (*asked.roles, *other) if compares(asked.topic) else other or asked.roles
    return replace(asked.having(names.ROLE, dict.fromkeys(roles)), more=False)


def _complete_pair(asked: Question, memory: Memory) -> Question:
    known = (*asked.ids(names.ROLE), *asked.fields_of_work, *memory.roles, *memory.recent_roles)
    others = [role for role in known if role not in asked.roles]
    return asked.having(names.ROLE, tuple(dict.fromkeys((*asked.roles, *others)))[:2])


def _complete_way(asked: Question, memory: Memory) -> Question:
    """Find where a transition begins and ends: what is said, then what is known of the person."""
    roles = list(asked.roles)
    target = asked.target or (asked.origin is None and roles and roles[-1]) or None
    if target is None:
        target = next((role for role in roles if role != asked.origin), None)
    aims = {one.id for one in asked.values if one.part == "target"}  # "into data or AI": none of them is left
    origin = asked.origin or next((role for role in roles if role != target and role not in aims), None)
    origin = origin or asked.background or next(iter(asked.ids(names.ROLE, of_person=True)), None)
    if target is None:
        target = next((role for role in memory.roles if role != origin), None)
    if origin is None:
        origin = asked.person.job or memory.person.job
    if origin is None and memory.topic == "transition":
        origin = memory.background or next((role for role in memory.roles if role != target), None)
    if origin == target and origin not in (asked.person.job, memory.person.job):
        origin = None
    ends = tuple(role for role in (origin, target) if role and role in {*roles, *memory.roles})
    asked = asked.having(names.ROLE, ends or asked.roles)
    return asked.ending(origin, target)


def _of_known_work(asked: Question, memory: Memory) -> bool:
    """Tell whether a way in, or whether a role suits, is asked by somebody whose work is known."""
    job = memory.person.job if memory.person.job_kind in (names.ROLE, names.BACKGROUND) else None
    way = asked.topic == "how_to_become" or (asked.topic == "role_fit" and asked.shape in ("yes_no", "worth"))
    return way and job is not None and len(asked.roles) == 1 and job != asked.roles[0]


def _lacks_pair(asked: Question, memory: Memory) -> bool:
    named = {
        one.words.lower()
        for one in asked.said()
        if one.kind in (names.ROLE, names.TERM) and not one.of_person
    }
    if len(named) > 1:  # two names of one role, or a role and a word of the field
        return False
    return compares(asked.topic) and len(asked.roles) == 1 and not _has_outsider(asked)


#: Sides of a question that is about the market indeed.
_OF_MARKET = frozenset(
    """
    demand ai_effect agi saturation first_job long_term worth hype endures shrinking layoffs remote bubble
    negative
    """.split()
)
#: Industries that people name without meaning one: "tech jobs".
_ANY_TRADE = frozenset({"technology", "research_labs"})
#: Topics that a question about an industry as a career may be read as.
_READ_AS_ROLE = frozenset(
    {"responsibilities", "job_outlook", "skills", "role_definition", "out_of_scope_career"}
)


def _of_an_industry(asked: Question, memory: Memory) -> bool:
    """Tell whether it asks what an industry is like, whatever it was read as."""
    career = {"domain", "who_hires", "career"} & set(asked.aspects)
    trade = any(
        one.kind == names.INDUSTRY and not one.of_person and one.id not in _ANY_TRADE for one in asked.said()
    )
    adverts = "demand" in asked.wants and bool(asked.roles)  # "job ads" are no trade
    return (
        trade
        and not adverts
        and asked.topic in _READ_AS_ROLE
        and (bool(career) or asked.topic == "job_outlook")
    )


def _whether_they_do(asked: Question, memory: Memory) -> bool:
    misread = (
        (asked.topic == "industry_uses" and not asked.industries)
        or (asked.topic == "tools" and not asked.tools)
        or (asked.topic == "job_outlook" and not set(asked.aspects) & _OF_MARKET)
    )
    return "does" in asked.aspects and misread and bool(asked.roles)


def _uses_and_no_word(asked: Question, memory: Memory) -> bool:
    """Tell whether "how is AI used to …" was read as asking what AI is."""
    return asked.topic == "concepts" and "uses" in asked.aspects and "meaning" not in asked.aspects


def _market_of_two(asked: Question, memory: Memory) -> bool:
    return asked.topic == "role_fit" and asked.criterion in ("remote", "demand") and len(asked.roles) > 1


def _asks_of_a_title(asked: Question, memory: Memory) -> bool:
    return asked.topic == "role_fit" and "title" in asked.aspects and asked.shape == "yes_no"


def _asks_of_a_profession(asked: Question, memory: Memory) -> bool:
    """Tell whether what was read as a question about industries names a profession and no industry."""
    named = any(not one.named_field for one in asked.outsiders)
    return asked.topic == "industry_uses" and named and not (asked.roles or asked.industries)


#: Topics by whose intents questions about pay are misread where their words leave no doubt.
_MISREAD_PAY = frozenset(
    {
        "certifications",
        "education",
        "how_to_become",
        "interviews",
        "job_outlook",
        "role_fit",
        "skills",
        "transition",
        "work_life",
    }
)


def _is_about_pay(asked: Question, memory: Memory) -> bool:
    return asked.topic in _MISREAD_PAY and asked.wishes.of_pay and asked.note is None


#: Skills of which an answer says how much of them a role needs.
_WEIGHED = frozenset({"maths", "statistics", "coding", "engineering", "algorithms"})
#: Topics that a question for skills, tools or years that are asked for may be read as.
_READ_AS_WANTED = frozenset({"industry_uses", "job_outlook", "how_to_become", "trends", "responsibilities"})


def _of_what_is_wanted(asked: Question, memory: Memory) -> bool:
    """Tell whether it asks which skills, tools or years employers want, whatever it was read as."""
    if asked.topic not in _READ_AS_WANTED or not asked.roles:
        return False
    demanded = bool({"demand", "employers"} & asked.wants)
    skills = demanded and bool({"skills", "tools", "languages"} & asked.wants)
    years = "years" in asked.wants and (asked.shape == "yes_no" or demanded)
    wishes = "employers" in asked.wants and asked.topic == "industry_uses" and not asked.industries
    wishes = wishes and asked.shape != "why"  # why they want them is told by what is done with them
    return skills or years or wishes


def _whose_skill_is_compared(asked: Question, memory: Memory) -> bool:
    """Tell whether roles are compared by a skill, and not by pay or in general."""
    if asked.topic == "role_difference":
        by_skill = asked.criterion in ("coding", "maths") or (
            "skills" in asked.wants and asked.shape == "facts"
        )
        return by_skill and len(asked.roles) > 1
    return asked.topic == "compare_salaries" and asked.criterion != "pay" and bool(_WEIGHED & asked.wants)


COMPLETING: tuple[Rule, ...] = (
    Rule(
        "whether a title matters suits nobody in particular",
        _asks_of_a_title,
        lambda asked, memory: replace(asked, topic="role_definition"),
    ),
    Rule(
        "a profession is no industry",
        _asks_of_a_profession,
        lambda asked, memory: replace(asked, topic="role_definition"),
    ),
    Rule(
        "what employers want of skills, tools and years",
        _of_what_is_wanted,
        lambda asked, memory: replace(asked, topic="tools" if "tools" in asked.wants else "skills"),
    ),
    Rule(
        "roles compared by a skill",
        _whose_skill_is_compared,
        lambda asked, memory: replace(asked, topic="skills"),
    ),
    Rule(
        "what an industry is like",
        _of_an_industry,
        lambda asked, memory: replace(asked, topic="industry_uses"),
    ),
    Rule(
        "what AI is used for is no word to explain",
        _uses_and_no_word,
        lambda asked, memory: replace(asked, topic="industry_uses"),
    ),
    Rule(
        "which of two is in demand or remote is asked of the market",
        _market_of_two,
        lambda asked, memory: replace(asked, topic="job_outlook"),
    ),
    Rule(
        "whether they do something is asked of their work",
        _whether_they_do,
        lambda asked, memory: replace(asked, topic="responsibilities"),
    ),
    Rule(
        "what speaks of pay alone is about pay",
        _is_about_pay,
        lambda asked, memory: replace(asked, topic="salary"),
    ),
    Rule(
        "the other one",
        lambda asked, memory: "other" in asked.refers and len(memory.recent_roles) > 1,
        _the_other,
    ),
    Rule(
        "both of the roles spoken of",
        lambda asked, memory: bool({"both", "all"} & asked.refers) and not named(asked, names.ROLE),
        lambda asked, memory: asked.having(
            names.ROLE, memory.recent_roles[: 2 if "both" in asked.refers else MOST_ROLES]
        ),
    ),
    Rule("the role whose field is named", _names_a_field, _with_role_of_field),
    Rule("the role at hand, where none is named", _lacks_role, _with_role_at_hand),
    Rule(
        "the profession spoken of, where none is named",
        _lacks_profession,
        lambda asked, memory: asked.also(str(memory.outsider)),
    ),
    Rule("the asker's own role, where nothing else tells", _lacks_any_role, _with_own_role),
    Rule(
        "there means the place spoken of",
        lambda asked, memory: "there" in asked.refers and not asked.locations and bool(memory.locations),
        lambda asked, memory: asked.having(names.LOCATION, memory.locations),
    ),
    Rule(
        "here means where the person lives",
        lambda asked, memory: "here" in asked.refers and not asked.locations and bool(memory.person.place),
        lambda asked, memory: asked.having(names.LOCATION, [str(memory.person.place)]),
    ),
    Rule(
        "that tool means the tool spoken of",
        lambda asked, memory: "that_tool" in asked.refers and not asked.tools and bool(memory.tools),
        lambda asked, memory: asked.having(names.TOOL, memory.tools),
    ),
    Rule(
        "a comparison by demand is about the outlook",
        lambda asked, memory: (
            asked.topic == "compare_salaries" and asked.criterion in ("demand", "future", "stability")
        ),
        lambda asked, memory: replace(asked, topic="job_outlook"),
    ),
    Rule("a comparison takes the role spoken of before", _lacks_pair, _complete_pair),
    Rule(
        "a way in with a start is a change",
        lambda asked, memory: asked.topic == "how_to_become" and asked.origin is not None,
        lambda asked, memory: replace(asked, topic="transition"),
    ),
    Rule(
        "a way in of somebody whose work is known is a change",
        _of_known_work,
        lambda asked, memory: replace(asked, topic="transition"),
    ),
    Rule("the two ends of a change", lambda asked, memory: asked.topic == "transition", _complete_way),
)  # fmt: skip
