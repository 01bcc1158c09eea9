"""What a question is about, given the conversation: an ordered table of named rules.

The rules of :mod:`actions.rules.deciding` are tried in order, and the first that fits gives the topic. Then
every one of ``COMPLETING`` that fits reads the topic anew or adds what the question leaves out.
``tests/dialogue/rules.yml`` holds examples that fit and that do not for each. With ``ANSWER_RULES_LOG`` set,
the names of those that fitted are logged, without the person's words.
"""

from __future__ import annotations

import structlog

from actions.memory import Memory
from actions.question import Question
from actions.rules.deciding import DECIDING
from actions.rules.lending import LENDING
from actions.rules.rereading import REREADING
from actions.rules.rule import ABOUT_ANSWER, DECLINED, SMALL_TALK, TOLD, Rule
from actions.settings import ActionSettings

__all__ = ["ABOUT_ANSWER", "COMPLETING", "DECIDING", "DECLINED", "SMALL_TALK", "TOLD", "Rule", "resolve"]

log = structlog.get_logger(__name__)
COMPLETING: tuple[Rule, ...] = (*REREADING, *LENDING)


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
