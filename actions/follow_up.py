"""A message that leans on what came before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import dispatch


class FollowUp(Action):
    """Answers "and in New York?" with the topic and role of the question before."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_follow_up"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer with what the conversation remembers."""
        return await dispatch.converse(dispatcher, tracker)
