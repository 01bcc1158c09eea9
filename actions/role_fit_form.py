"""The role-fit form: reads each answer, lets people skip, stop, or ask something else in between."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import Any, Optional

import structlog
from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import names
from actions.answer import Answer, buttons, send
from actions.evidence.role_fit import advice
from actions.memory import Memory
from actions.wording import say, words
from knowledge.database import open_session
from knowledge.errors import KnowledgeUnavailable

log = structlog.get_logger(__name__)


class ValidateRoleFitForm(FormValidationAction):
    """Takes an answer from a button or from free text; anything else leaves the form's question open."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"validate_{names.FIT_FORM}"

    async def extract_fit_interest(self, dispatcher: Any, tracker: Tracker, domain: Any) -> dict[str, Any]:
        """Return what the person likes to do."""
        return _extract(tracker, "interest")

    async def extract_fit_background(self, dispatcher: Any, tracker: Tracker, domain: Any) -> dict[str, Any]:
        """Return where the person comes from."""
        return _extract(tracker, "background")

    async def extract_fit_strength(self, dispatcher: Any, tracker: Tracker, domain: Any) -> dict[str, Any]:
        """Return what the person is good at."""
        return _extract(tracker, "strength")

    async def extract_fit_horizon(self, dispatcher: Any, tracker: Tracker, domain: Any) -> dict[str, Any]:
        """Return how long the person can learn before the first job."""
        return _extract(tracker, "horizon")


def _extract(tracker: Tracker, question: str) -> dict[str, Any]:
    slot = names.FIT_PREFIX + question
    if tracker.get_slot("requested_slot") != slot:
        return {}
    answer = read_answer(tracker, question)
    return {} if answer is None else {slot: answer}


def read_answer(tracker: Tracker, question: str) -> Optional[str]:
    """Return the answer to a question of the form, ``skipped``, or ``None`` where none was given."""
    message = tracker.latest_message
    intent = (message.get("intent") or {}).get("name") or ""
    for entity in message.get("entities") or []:
        if entity.get("entity") == names.FIT_PREFIX + question:
            return str(entity["value"])
    if intent in ("skip", "deny"):
        return names.SKIPPED
    text = str(message.get("text") or "").lower()
    if intent in _LEAVES_OPEN or _sounds_like_question(text):
        return None
    for key, hints in words("fit_hints").items():
        asked, _, answer = key.partition(".")
        if asked == question and any(re.search(rf"\b{hint.strip()}", text) for hint in hints.split(",")):
            return answer
    return None


_LEAVES_OPEN = frozenset(
    ["stop_form", "restart", "greet", "goodbye", "thank", "bot_challenge", "ask_human", "repeat"]
)
_QUESTION = re.compile(r"\?|^\W*(what|which|how|who|where|when|why|is|are|do|does|can|should|tell|compare)\b")


def _sounds_like_question(text: str) -> bool:
    return _QUESTION.search(text) is not None


class ActionRoleFitAdvice(Action):
    """Advises when the form is complete."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_role_fit_advice"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the advice and remember the role that it recommends."""
        answers = {
            question: str(tracker.get_slot(names.FIT_PREFIX + question))
            for question in names.FIT_QUESTIONS
            if tracker.get_slot(names.FIT_PREFIX + question) not in (None, names.SKIPPED)
        }
        turn = len(tracker.events)
        try:
            answer = await asyncio.to_thread(_advise, answers, turn)
        except KnowledgeUnavailable as error:
            log.warning("answer.unavailable", reason=type(error).__name__, topics=["role_fit"])
            dispatcher.utter_message(text=say("unavailable", turn=turn))
            return []
        send(dispatcher, [answer])
        memory = replace(
            Memory.of(tracker), topic="role_fit", roles=answer.roles, recent_roles=answer.roles
        ).offering([one["payload"] for one in buttons(answer.suggestions)])
        return [SlotSet(slot, value) for slot, value in memory.slots().items()]


def _advise(answers: dict[str, str], turn: int) -> Answer:
    with open_session() as session:
        return advice(session, answers, turn)


class ActionStopForm(Action):
    """Leaves the form when the person has had enough of it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_stop_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say that the questions stop, and stop them."""
        dispatcher.utter_message(text=say("form_stopped"))
        return [ActiveLoop(None), SlotSet("requested_slot", None)]
