"""A rule, and what rules call the kinds of messages that are no plain question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from actions.memory import Memory
from actions.question import Question

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


@dataclass(frozen=True)
class Rule:
    """One rule: when it fits, and what it makes of the question."""

    name: str
    when: Callable[[Question, Memory], bool]
    then: Callable[[Question, Memory], Question]
