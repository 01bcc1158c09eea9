"""A "no", which after an answer may mean that the answer is wrong."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import names
from actions.feedback import ActionFeedback
from actions.wording import say


class ActionDeny(Action):
    """Takes "that's wrong" as feedback on the answer before it, and a plain "no" as no."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_deny"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Store the feedback, or leave it at that."""
        text = str(tracker.latest_message.get("text") or "").lower()
        of_an_answer = re.search(rf"\b({say('wrong_words')})\b", text)
        if of_an_answer and tracker.get_slot(names.TOPIC):
            return await ActionFeedback().run(dispatcher, tracker, domain)
        dispatcher.utter_message(response="utter_deny")
        return []
