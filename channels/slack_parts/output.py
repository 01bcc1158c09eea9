"""Takes what the assistant says, whole, for the channel to draw."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

from rasa.core.channels.channel import OutputChannel


class SlackOutput(OutputChannel):
    """Collects the messages of one answer."""

    def __init__(self) -> None:
        self.messages: List[Mapping[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel."""
        return "slack"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keep the text, the suggestions and the card of a message; Rasa puts metadata beside its text."""
        kept = {name: message[name] for name in ("text", "buttons", "card") if message.get(name)}
        if kept:
            self.messages.append(kept)
