"""Rules that lend a question what it leaves out: roles, professions, places and tools spoken of."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from actions import names
from actions.leaning import named
from actions.memory import Memory
from actions.question import MOST_ROLES, Question, Value
from actions.rules.rule import Rule
from actions.topics import TOPICS, compares, of_a_role, placed


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


def _lent_alone(asked: Question) -> bool:
    """Tell whether all roles of a follow-up were put into it by the understanding."""
    return asked.completed and not any(one.kind == names.ROLE for one in asked.said())


def _lacks_role(asked: Question, memory: Memory) -> bool:
    return (
        asked.topic in TOPICS
        and not (asked.roles and not _lent_alone(asked))
        and not _has_outsider(asked)
        and bool(memory.roles)
        and (of_a_role(asked.topic) or bool(asked.refers) or _weighs(asked, memory))
        and not (asked.topic == "transition" and asked.background)
    )


def _with_role_at_hand(asked: Question, memory: Memory) -> Question:
    lent = asked.roles if _lent_alone(asked) else ()
    # The first of several was put in for all, so that the question is not read as one of their difference.
    roles = memory.roles if not lent or lent == memory.roles[:1] else lent
    roles = roles[-1:] if asked.topic == "career_ladder" else roles
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


def _is_of_years(one: Value) -> bool:
    return one.kind == names.LEVEL and one.of_person and one.of("by") == "years"


def _has_years_elsewhere(asked: Question, memory: Memory) -> bool:
    """Tell whether somebody tells years of experience in a job that the question is not about."""
    job = asked.person.job_words and asked.person.job
    elsewhere = job is not None and bool(asked.roles) and job not in asked.roles
    return elsewhere and any(map(_is_of_years, asked.values))


def _without_those_years(asked: Question, memory: Memory) -> Question:
    return replace(asked, values=tuple(one for one in asked.values if not _is_of_years(one)))


#: Topics whose answer depends on the circumstances and tastes of who asks.
_OF_CIRCUMSTANCES = frozenset({"how_to_become", "transition", "role_fit", "education"})


def _was_told(asked: Question, memory: Memory) -> bool:
    person = memory.person
    return asked.topic in _OF_CIRCUMSTANCES and bool(person.told or person.likes or person.dislikes)


def _with_what_was_told(asked: Question, memory: Memory) -> Question:
    person = memory.person
    return replace(
        asked, told={**dict(person.told), **asked.told}, likes=person.likes, dislikes=person.dislikes
    )


def _asks_which_role(asked: Question, memory: Memory) -> bool:
    """Tell whether somebody whose work is known asks which role would suit, and names none."""
    alone = not (asked.roles or memory.roles or asked.outsiders or asked.likes or asked.dislikes)
    return asked.topic == "role_fit" and alone and memory.person.job_kind in (names.ROLE, names.BACKGROUND)


LENDING: tuple[Rule, ...] = (
    Rule("circumstances and tastes that were told before", _was_told, _with_what_was_told),
    Rule(
        "which role suits is asked from the work that is known",
        _asks_which_role,
        lambda asked, memory: replace(asked, topic="transition"),
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
    Rule("years in another job are no level in this role", _has_years_elsewhere, _without_those_years),
)  # fmt: skip
