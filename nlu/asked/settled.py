"""Intents that the reading rules out: small talk and refusals where a message plainly says something of the talk."""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional

FOLLOW_UP, INFORM, TRANSITION, FALLBACK = "follow_up", "inform", "ask_transition", "nlu_fallback"
_MANNERS = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "skip",
        "stop_form",
        "ask_human",
        "repeat",
        "bot_challenge",
    ]
)
_SURE_OF_MANNERS = 0.45  # confidence below which a message was no greeting or thanks, but not understood
# What a short message is easily taken for, whatever it holds.
_LIGHT = frozenset(
    [
        "affirm",
        "deny",
        "greet",
        "goodbye",
        "give_feedback",
        "ask_capabilities",
        "ask_identity",
        "bot_challenge",
    ]
)
_REFUSALS = frozenset(["out_of_scope", "out_of_scope_career", "nlu_fallback"])
_LONGEST = 8  # words; what is longer is read by its meaning
_LONGEST_CORRECTION = 12  # "that's no use, I asked about the market in Canada"
_OF_THE_FIELD = frozenset(
    ["role", "tool", "level", "degree", "location", "industry", "remote", "field", "certificate"]
)
_OUTSIDERS = frozenset(["unknown_role", "background"])
_ASKS = re.compile(
    r"\?|^\W*(?:what|which|who|how|why|where|when|is|are|am|was|were|do|does|did|can|could|should|would|will)\b",
    re.IGNORECASE,
)
_BEGINS_A_QUESTION = re.compile(
    r"^\W*(?:and\s+|so\s+|but\s+)?(?:what(?:'s|\s+is|\s+are|\s+about)|which|how|why|is|are|do|does|did|would|should)"
    r"\s+\S+\s+\S+",
    re.IGNORECASE,
)
_TO_THE_ASSISTANT = re.compile(
    r"\b(?:you|your|u|ya|careerbot|bots?|robots?|humans?|person|people|somebody|someone|anyone|skip|pass|next|stop|quit|"
    r"up|going|repeat|again|ai|machine|computer|real|this|thing)\b",
    re.IGNORECASE,
)
_FILLER = frozenset(
    """in at for and what about no not the a an i i'm meant mean said near to how ok then please or actually
    sorry also nope nah yes with without as from by of""".split()
)
_TELLS = ("job", "study", "degree", "years", "level", "place", "age", "pay")


def settled_intent(
    question: Mapping[str, Any], person: Mapping[str, Any], *, leans: bool = False
) -> Optional[str]:
    """Return the intent that a question has by what it says, where it was taken for small talk or refused.

    "Seems high" and "the second one" follow up; "Hyderabad" and "no, Vancouver" do; "back to the pay"
    asks for the pay; "I'm a nurse in Ohio" informs. Nothing is settled for what names another profession.

    :param leans: whether it says nothing that the question before does not tell: "what am I doing wrong?"
    """
    intent = question["intent"]
    if leans and intent in _REFUSALS | _LIGHT:
        return FOLLOW_UP
    if intent == INFORM and _asks_something(question):
        kinds = {one["entity"] for one in question["entities"]}
        return TRANSITION if "role" in kinds and kinds & _OUTSIDERS else FOLLOW_UP
    if intent == "repeat" and question["about_answer"] not in (None, "more", "simpler"):
        return FOLLOW_UP
    if intent in _MANNERS and _asks_of_the_talk(question):
        return FOLLOW_UP
    if intent in _MANNERS and question["confidence"] < _SURE_OF_MANNERS and not question["refers"]:
        intent = FALLBACK
    words = len(str(question["text"]).split())
    longest = _LONGEST_CORRECTION if person.get("corrects") else _LONGEST
    if intent not in _LIGHT | _REFUSALS or words > longest:
        return None
    kinds = {one["entity"] for one in question["entities"]}
    outside = bool(kinds & _OUTSIDERS) and "role" not in kinds
    tells = any(key in person for key in _TELLS) and not _ASKS.search(question["text"])
    if tells and ("age" in person or any(one.get("as") == "person" for one in question["entities"])):
        return INFORM
    if outside:
        return None
    if question["topic_word"]:
        return f"ask_{question['topic_word']}"
    if question["refers"] or (question["about_answer"] and intent != "deny"):
        return FOLLOW_UP
    if (
        question["bare"]
        and _is_only_filler(question)
        and (kinds & _OF_THE_FIELD or any(one["kind"] == "place" for one in question["left"]))
    ):
        return FOLLOW_UP
    if person.get("corrects") and kinds & _OF_THE_FIELD:
        return FOLLOW_UP
    return FALLBACK if intent == FALLBACK != question["intent"] else None


def _asks_of_the_talk(question: Mapping[str, Any]) -> bool:
    """Return whether what was taken for manners is a question, and not one to the assistant or the form.

    "Is he right?", "do I need it" and "what's the difference anyway" are no yes and no no.
    """
    text = str(question["text"])
    return bool(_BEGINS_A_QUESTION.search(text)) and not _TO_THE_ASSISTANT.search(text)


def _asks_something(question: Mapping[str, Any]) -> bool:
    """Return whether a message that was taken for something told asks: "how many months", "compare with X"."""
    return (
        question["shape"] != "facts" or bool(_ASKS.search(question["text"])) or bool(question["topic_word"])
    )


def _is_only_filler(question: Mapping[str, Any]) -> bool:
    """Return whether nothing stands beside the names: "time in Manhattan" is no talk about jobs."""
    named = {word for one in question["entities"] for word in str(one["words"]).lower().split()}
    named |= {word for one in question["left"] for word in str(one["words"]).lower().split()}
    words = re.findall(r"[^\W_][\w'+#-]*", str(question["text"]).lower())
    return all(word in _FILLER or word in named or word.split("'")[0] in named for word in words)
