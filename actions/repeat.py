"""Saying the last answer once more."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.wording import say


class ActionRepeat(Action):
    """Sends the last messages of the assistant again, with their cards and buttons."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_repeat"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Repeat what was said between the last two messages of the person."""
        said: list[dict[str, Any]] = []
        for event in tracker.events:
            if event.get("event") == "user" and not _asks_to_repeat(event):
                said = []
            elif event.get("event") == "bot" and event.get("text") not in {one.get("text") for one in said}:
                said.append(event)
        if not said:
            dispatcher.utter_message(text=say("nothing_to_repeat"))
            return []
        for event in said:
            metadata = event.get("metadata") or {}
            dispatcher.utter_message(
                text=event.get("text"),
                buttons=(event.get("data") or {}).get("buttons"),
                **({"card": metadata["card"]} if "card" in metadata else {}),
            )
        return []


def _asks_to_repeat(event: dict[str, Any]) -> bool:
    intent = (event.get("parse_data") or {}).get("intent") or {}
    return intent.get("name") == "repeat"
