"""Rules that read a topic anew: what a question wants outweighs what it was taken for."""

from __future__ import annotations

from dataclasses import replace

from actions import names
from actions.memory import Memory
from actions.question import Question
from actions.rules.rule import Rule

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
        "nlu_fallback",
        "role_fit",
        "skills",
        "transition",
        "work_life",
    }
)


def _is_about_pay(asked: Question, memory: Memory) -> bool:
    moves = asked.wishes.change and asked.criterion == "pay" and bool(asked.roles)  # "is pay going down?"
    return asked.topic in _MISREAD_PAY and (asked.wishes.of_pay or moves) and asked.note is None


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


#: What is listed of a role, of which "which first?" asks.
_LISTED = frozenset({"skills", "tools", "certifications", "how_to_become", "transition"})


def of_what_was_listed(asked: Question) -> bool:
    """Return whether a question asks what to begin with and names no role: "which should I learn first?"."""
    first = asked.shape == "first" or "single" in asked.wants or "projects" in asked.aspects
    return first and not any(one.kind == names.ROLE for one in asked.said())


def _first_of_the_list(asked: Question, memory: Memory) -> bool:
    one = len(memory.roles) == 1 and memory.topic in _LISTED
    return asked.topic == "role_fit" and one and of_what_was_listed(asked)


def _of_the_list(asked: Question, memory: Memory) -> Question:
    return replace(asked, topic=str(memory.topic), notes=()).having(names.ROLE, memory.roles)


REREADING: tuple[Rule, ...] = (
    Rule("which first is asked of what was listed", _first_of_the_list, _of_the_list),
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
)
