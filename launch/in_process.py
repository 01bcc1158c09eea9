"""The assistant within one process, without servers: to read many answers, and to test talks by the hundred.

A message goes the way that it goes in a server: Rasa's model reads it, and the action that the rules name for
its intent answers. The form of four questions is left out; it needs Rasa's own bookkeeping.
"""

from __future__ import annotations

import copy
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

import structlog
import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.utils import all_subclasses

from launch.settings import MODEL
from settings import PROJECT


@dataclass(frozen=True)
class Reply:
    """One message of the assistant: its text, its buttons as ``{"title", "payload"}``, its card."""

    text: str
    buttons: tuple[Mapping[str, str], ...] = ()
    card: Optional[Mapping[str, Any]] = None


@dataclass
class Talk:
    """One conversation: its slots and events, as Rasa would keep them."""

    slots: dict[str, Any]
    events: list[dict[str, Any]] = field(default_factory=list)
    read: dict[str, Any] = field(default_factory=dict)  # the last message, as it was understood


class InProcessAssistant:
    """The trained model and the actions, loaded once for many talks."""

    def __init__(self, model: Path = MODEL) -> None:
        from rasa.core.agent import Agent  # takes seconds, so not where only a talk's types are needed

        from actions import feedback, human, repeat, respond  # noqa: F401 - their actions are found by class

        if not structlog.is_configured():  # else Rasa prints every message, with the person's words
            structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        self._agent = Agent.load(str(model))
        self._domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
        self._actions = _actions()
        self._action_of = _action_by_intent(sorted((PROJECT / "data" / "rules").glob("*.yml")))

    def talk(self) -> Talk:
        """Begin a conversation."""
        return Talk({name: slot.get("initial_value") for name, slot in self._domain["slots"].items()})

    async def read(self, text: str, slots: Optional[Mapping[str, Any]] = None) -> dict[str, Any]:
        """Return a message as it is understood, in a conversation with these slots."""
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.events import SlotSet
        from rasa.shared.core.trackers import DialogueStateTracker

        told = [SlotSet(name, value) for name, value in (slots or {}).items() if value is not None]
        tracker = DialogueStateTracker.from_events("in process", told, self._agent.domain.slots)
        return dict(await self._agent.processor.parse_message(UserMessage(text), tracker))

    async def say(self, talk: Talk, text: str) -> list[Reply]:
        """Say something, or send a button's payload, and return what the assistant replies."""
        message = await self.read(text, talk.slots)
        talk.read = message
        talk.events.append({"event": "user", "text": text, "parse_data": message})
        intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
        name = self._action_of.get(intent, "action_default_fallback")
        tracker = Tracker(
            sender_id="in process",
            slots=copy.deepcopy(talk.slots),
            latest_message=message,
            events=talk.events,
            paused=False,
            followup_action=None,
            active_loop={},
            latest_action_name=None,
        )
        dispatcher = CollectingDispatcher()
        for event in await self._actions[name].run(dispatcher, tracker, {}) or []:
            if event.get("event") == "slot":
                talk.slots[event["name"]] = event["value"]
            if event.get("event") == "followup":
                dispatcher.utter_message(response="utter_ask_fit_interest")
        replies = [self._reply(one) for one in dispatcher.messages]
        for reply in replies:
            metadata = {"card": reply.card} if reply.card else {}
            data = {"buttons": list(reply.buttons)}
            talk.events.append({"event": "bot", "text": reply.text, "metadata": metadata, "data": data})
        return replies

    def _reply(self, message: Mapping[str, Any]) -> Reply:
        response = message.get("response")
        if response:
            variant = self._domain["responses"][response][0]
            buttons = [
                {**one, "payload": one["payload"].replace("{{", "{").replace("}}", "}")}
                for one in variant.get("buttons") or []
            ]
            return Reply(variant["text"], tuple(buttons))
        return Reply(str(message.get("text") or ""), tuple(message.get("buttons") or ()), message.get("card"))


def _actions() -> dict[str, Action]:
    found = [
        one()
        for one in all_subclasses(Action)
        if one.__module__.startswith("actions.") and not getattr(one, "__abstractmethods__", None)
    ]
    return {one.name(): one for one in found}


def _action_by_intent(files: Sequence[Path]) -> dict[str, str]:
    """Return the action that the rules name for each intent outside the form."""
    found: dict[str, str] = {}
    for path in files:
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            first, *rest = rule["steps"]
            if "condition" not in rule and "intent" in first and rest:
                found[first["intent"]] = rest[0]["action"]
    return found
