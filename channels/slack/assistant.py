"""The assistant behind the channel: asked a few questions at a time, and never while Slack waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Awaitable, Callable, List, Mapping, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.history import History, said
from channels.slack.inbox import Messages
from channels.slack.incoming import Incoming
from channels.slack.reception import Reception

if TYPE_CHECKING:
    from rasa.core.agent import Agent

#: Seconds after which an answer is given up.
ANSWER_SECONDS = 60.0
#: Questions that the assistant works on at once. It computes in the server's own event loop: a second one
#: fills the time in which the first waits for its action, more would only be in each other's way.
ASKED_AT_ONCE = 2

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class SlackOutput(OutputChannel):
    """Collects the messages of one answer, whole, for the channel to draw."""

    def __init__(self) -> None:
        self.messages: List[Mapping[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel."""
        return "slack"

    async def send_response(self, recipient_id: str, message: Mapping[str, Any]) -> None:
        """Keep the text, the suggestions and the card of a message; Rasa puts metadata beside its text."""
        self.messages += _to_draw([message])


class Assistant:
    """Asks Rasa.

    :param on_new_message: Rasa's handler
    :param agent: how to find Rasa's agent, which is there only when the server runs
    :param tracker_db_url: the database of the conversations
    """

    def __init__(
        self,
        on_new_message: OnNewMessage,
        agent: Callable[[], Optional[Agent]],
        tracker_db_url: str,
        reception: Reception,
    ) -> None:
        self._on_new_message = on_new_message
        self._agent = agent
        self._tracker_db_url = tracker_db_url
        self._reception = reception
        self._turns = asyncio.Semaphore(ASKED_AT_ONCE)

    async def ask(self, message: UserMessage) -> None:
        """Put a message to the assistant, whose output channel then has the answer.

        :raises asyncio.TimeoutError: when it takes longer than :data:`ANSWER_SECONDS`
        """
        async with self._turns:
            await self._reception.empty()
            await asyncio.wait_for(self._on_new_message(message), ANSWER_SECONDS)

    async def answered(self, incoming: Incoming) -> Messages:
        """Return what the assistant answered to an event already, for all that its memory holds.

        Rasa stores a question and its answers in one step, so that they are there whole or not at all.
        """
        agent = self._agent()
        if agent is None:
            return []
        history = History(agent.tracker_store, self._tracker_db_url)
        stored = await history.answers_to(incoming.conversation, incoming.key)
        return _to_draw([said(event) for event in stored or ()])

    def unlock(self, conversation: str) -> None:
        """Remove Rasa's own lock of a conversation.

        One that a killed process held would last another minute; that nobody works on the conversation any
        more is known from its lease.
        """
        agent = self._agent()
        if agent is not None:
            agent.lock_store.delete_lock(conversation)


def _to_draw(messages: List[Mapping[str, Any]]) -> Messages:
    kept = ({name: one[name] for name in ("text", "buttons", "card") if one.get(name)} for one in messages)
    return [message for message in kept if message]
