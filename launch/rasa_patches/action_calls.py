"""What is sent to the action server: of older turns only what both sides said.

Rasa sends every event of a conversation with each call: all that was made of each message, each action,
each value that a slot ever had. The slots' present values are sent beside them.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List

from launch.rasa_patches.patching import Patch

#: Turns of which everything is sent, the present one included.
WHOLE_TURNS = 3

Format = Callable[[Any, Any, Any], Dict[str, Any]]


def shortened(_: Format) -> Format:
    """Return Rasa's function with older turns reduced to the messages of both sides."""
    import rasa
    from rasa.shared.core.events import BotUttered, UserUttered

    def action_call_format(self: Any, tracker: Any, domain: Any) -> Dict[str, Any]:
        call = {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": {**tracker.current_state(), "events": events(list(tracker.events))},
            "version": rasa.__version__,
        }
        if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(
            self.name()
        ):
            call["domain"] = domain.as_dict()
        return call

    def events(all_events: List[Any]) -> List[Dict[str, Any]]:
        said = [place for place, event in enumerate(all_events) if isinstance(event, UserUttered)]
        recent = said[-WHOLE_TURNS] if len(said) > WHOLE_TURNS else 0
        return [
            *(_said(event) for event in all_events[:recent] if isinstance(event, (UserUttered, BotUttered))),
            *(event.as_dict() for event in all_events[recent:]),
        ]

    return action_call_format


def _said(event: Any) -> Dict[str, Any]:
    """Return what was said, by whom and when; of what was made of a message only the intent stays."""
    said = {"event": event.type_name, "timestamp": event.timestamp, "text": event.text}
    if event.type_name != "user":
        return said
    return {**said, "message_id": event.message_id, "parse_data": {"intent": event.intent}}


PATCHES = (
    Patch(
        "rasa.core.actions.action",
        "RemoteAction._action_call_format",
        "9e3464324d4544b00770c64d4e99bc33",
        shortened,
    ),
)
