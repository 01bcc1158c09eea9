"""The topics, a row each: what a topic needs, uses and compares, and its place in "tell me more"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

from actions import names

_SUBJECTS = (names.ROLE,)
_PAY = (names.LOCATION, names.LEVEL, names.INDUSTRY, names.REMOTE, names.YEAR)
_WAY = (names.BACKGROUND, names.UNKNOWN_ROLE)


@dataclass(frozen=True)
class Topic:
    """A topic of answers.

    :param name: the intent's name without ``ask_``
    :param of_a_role: whether it is asked of a role; without one it takes the role at hand
    :param needs_role: whether it must have a role: without any it asks which
    :param uses: the kinds of values that its evidence makes use of; the planner names the rest
    :param criteria: the criteria by which its evidence judges of itself, such as ``pay``
    :param compares: whether "and data scientists?" adds a role instead of replacing it
    :param placed: whether a place or level of the question before still counts
    :param tour: its place in "tell me more" of a role, from 1; 0 for none
    """

    name: str
    of_a_role: bool = True
    needs_role: bool = True
    uses: tuple[str, ...] = _SUBJECTS
    criteria: tuple[str, ...] = ()
    compares: bool = False
    placed: bool = False
    tour: int = 0

    @property
    def intent(self) -> str:
        """The intent that asks for it."""
        return self.name if self.name in UNPREFIXED else f"ask_{self.name}"


UNPREFIXED = frozenset({"compare_salaries"})

_ROWS = (
    Topic("role_definition", tour=1),
    Topic("responsibilities", tour=2),
    Topic("skills", tour=3),
    Topic("tools", needs_role=False, uses=(names.ROLE, names.TOOL), tour=4),
    Topic("education", uses=(names.ROLE, names.DEGREE), tour=5),
    Topic("how_to_become", tour=6),
    Topic("career_ladder", uses=(names.ROLE, names.LEVEL), tour=7),
    Topic("salary", uses=(names.ROLE, *_PAY), criteria=("pay",), placed=True, tour=8),
    Topic(
        "job_outlook",
        needs_role=False,
        uses=(names.ROLE, names.LOCATION, names.LEVEL),
        criteria=("demand", "future"),
        placed=True,
        tour=9,
    ),
    Topic("certifications", tour=10),
    Topic("trends", of_a_role=False, needs_role=False, tour=11),
    Topic("role_difference", compares=True),
    Topic("compare_salaries", uses=(names.ROLE, *_PAY), criteria=("pay",), compares=True, placed=True),
    Topic("transition", needs_role=False, uses=(names.ROLE, *_WAY)),
    Topic("role_fit", of_a_role=False, needs_role=False),
    Topic("industry_uses", of_a_role=False, needs_role=False, uses=(names.ROLE, names.INDUSTRY)),
    Topic("interviews", of_a_role=False, needs_role=False),
    Topic("work_life", of_a_role=False, needs_role=False),
    Topic("concepts", of_a_role=False, needs_role=False),
)
TOPICS: Mapping[str, Topic] = {row.name: row for row in _ROWS}
#: The order in which "tell me more" goes through what is known of a role.
TOUR = tuple(row.name for row in sorted(_ROWS, key=lambda row: row.tour) if row.tour)


def topic_of(intent: str) -> str:
    """Return the topic of an intent: ``ask_salary`` → ``salary``."""
    return intent[4:] if intent.startswith("ask_") else intent


def of_a_role(topic: str) -> bool:
    """Return whether a topic is asked of a role."""
    return topic in TOPICS and TOPICS[topic].of_a_role


def compares(topic: str) -> bool:
    """Return whether a topic puts roles side by side."""
    return topic in TOPICS and TOPICS[topic].compares


def placed(topic: str) -> bool:
    """Return whether a place of the question before still counts for a topic."""
    return topic in TOPICS and TOPICS[topic].placed
