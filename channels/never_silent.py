"""An answer to every message: Rasa meets an error, or an action server that is gone, with silence."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict

import structlog
from rasa.core.channels.channel import UserMessage

log = structlog.get_logger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]

#: The last resort where nothing else can be reached; all other sentences stand in the wording.
NO_ANSWER = "I can't answer just now. Please ask again in a minute."


def never_silent(handle: Handler) -> Handler:
    """Return a handler that says a sentence whenever ``handle`` says nothing or fails."""

    async def answer(message: UserMessage) -> None:
        channel = message.output_channel
        send = channel.send_response
        said = 0

        async def counted(recipient: str, response: Dict[str, Any]) -> None:
            nonlocal said
            said += 1
            await send(recipient, response)

        channel.send_response = counted
        if message.text is None:  # a message without a text, such as {"message": null}
            message.text = ""
        try:
            await handle(message)
        except (
            Exception
        ) as error:  # whatever it is, the person must hear of it; its text may hold their words
            log.error("message.failed", reason=type(error).__name__)
        if not said:
            await send(message.sender_id, {"text": NO_ANSWER})

    return answer
