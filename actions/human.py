"""Whom to ask instead of the assistant."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.settings import ActionSettings
from actions.wording import say


class ActionAskHuman(Action):
    """Names the person to ask, as the setting ``HUMAN_CONTACT`` says."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_human"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say whom to ask; without a contact, say that there is none here."""
        contact = ActionSettings().human_contact
        text = say("ask_a_human", contact=contact) if contact else say("no_human")
        dispatcher.utter_message(text=text)
        return []
