"""What is said to a message that was not understood."""

from __future__ import annotations

import asyncio
from typing import Any, Mapping

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from actions import dispatch, names
from actions.answer import Suggestion, buttons, suggest
from actions.conversation import questions, resolve
from actions.memory import Memory
from actions.settings import ActionSettings
from actions.subject import starters
from actions.wording import listed, say, words
from knowledge.database import open_session
from knowledge.errors import KnowledgeUnavailable
from knowledge.queries import roles

log = structlog.get_logger(__name__)
_ENTITIES = (names.ROLE, names.TOOL, names.INDUSTRY, names.LOCATION, names.LEVEL, names.BACKGROUND)
MOST_GUESSES = 3


class ActionUnclear(Action):
    """Offers readable guesses that keep what was recognised; a second time, says what it can do."""

    def name(self) -> str:
        """Return the action's name in the domain; Rasa calls it when nothing else fits."""
        return "action_default_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer a message that is hardly more than names; else offer guesses, or help."""
        memory = Memory.of(tracker)
        asked = questions(tracker)
        if any(resolve(one, memory) is not None and _leans(one, memory) for one in asked):
            return await dispatch.converse(dispatcher, tracker)
        if (tracker.active_loop or {}).get("name") == names.FIT_FORM:
            dispatcher.utter_message(text=say("form_unclear"))
            return dispatch.back_to_form(tracker)
        misses = int(tracker.get_slot(names.MISSES) or 0) + 1
        text = (tracker.latest_message.get("text") or "").strip()
        turn = len(tracker.events)
        if not text:
            dispatcher.utter_message(text=say("empty_message", turn=turn), buttons=buttons(starters()))
            return [UserUtteranceReverted()]
        guesses = await self._guesses(tracker)
        if misses == 1 and guesses:
            dispatcher.utter_message(text=say("did_you_mean", turn=turn), buttons=buttons(guesses))
        else:
            contact = ActionSettings().human_contact
            parts = [say("second_miss", turn=turn)]
            if contact:
                parts.append(say("ask_a_human", contact=contact))
            dispatcher.utter_message(text=" ".join(parts), buttons=buttons(starters()))
        return [SlotSet(names.MISSES, misses)]

    async def _guesses(self, tracker: Tracker) -> list[Suggestion]:
        """Return at most three things that the person may have meant, with the entities kept."""
        message = tracker.latest_message
        entities: dict[str, tuple[str, ...]] = {}
        for one in message.get("entities") or []:
            if one.get("entity") in _ENTITIES:
                kind = str(one["entity"])
                entities[kind] = tuple(dict.fromkeys((*entities.get(kind, ()), str(one["value"]))))
        labels = words("guess_labels")
        intents = [str(one.get("name") or one.get("intent")) for one in _ranked(message)]
        about = await self._about(entities.get(names.ROLE, ()))
        return [
            suggest(labels[intent].format(about=about), intent, **entities)
            for intent in intents
            if intent in labels
        ][:MOST_GUESSES]

    async def _about(self, ids: tuple[str, ...]) -> str:
        if not ids:
            return ""
        try:
            return say("guess_about", roles=listed(await asyncio.to_thread(_plurals, ids)))
        except KnowledgeUnavailable as error:
            log.warning("guesses.unavailable", reason=type(error).__name__)
            return ""


def _ranked(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(message.get("guesses") or message.get("intent_ranking") or [])


def _leans(question: Mapping[str, Any], memory: Memory) -> bool:
    resolved = resolve({**question, "intent": "nlu_fallback"}, memory)
    return resolved is not None and resolved.topic != "nlu_fallback"


def _plurals(ids: tuple[str, ...]) -> list[str]:
    with open_session() as session:
        return [role.plural for role in roles.roles(session, ids=ids)]
