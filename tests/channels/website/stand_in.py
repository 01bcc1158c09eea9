"""A stand-in for Rasa's agent: it stores conversations for real, and answers what a test tells it to."""

from __future__ import annotations

import asyncio
from typing import Any, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from channels.conversation import Conversations, Question
from channels.messages import Wire
from channels.sessions import Sessions

SECRET = "a secret of the tests, long enough"
WEB = "web-1"


class StandInProcessor:
    """Handles a message as Rasa does: it speaks, then saves."""

    def __init__(self, store: TrackerStore) -> None:
        self.store = store
        self.asked: list[str] = []
        self.answers: list[dict[str, Any]] = [{"text": "A lot."}]
        self.seconds = 0.0
        self.failure: Optional[Exception] = None
        self.forgets = False

    async def handle_message(self, message: UserMessage) -> None:
        """Answer a message with what the test asked for."""
        self.asked.append(str(message.text))
        await asyncio.sleep(self.seconds)
        if self.failure:
            raise self.failure
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        tracker.update(
            UserUttered(
                message.text,
                intent={"name": "ask_salary"},
                message_id=message.message_id,
                input_channel=message.input_channel,
                metadata=message.metadata,
            )
        )
        for answer in self.answers:
            said = BotUttered(
                answer["text"],
                data={"buttons": answer.get("buttons")},
                metadata={"card": answer["card"]} if "card" in answer else {},
            )
            tracker.update(said)
            await message.output_channel.send_response(message.sender_id, said.message())
        if not self.forgets:
            await self.store.save(tracker)


class StandInAgent:
    """What the channel needs of Rasa's agent, for one server process."""

    def __init__(self, store: TrackerStore, locks: Optional[LockStore] = None) -> None:
        self.tracker_store = FailSafeTrackerStore(store)
        self.lock_store = locks or InMemoryLockStore()
        self.processor = StandInProcessor(store)
        self.domain = Domain.empty()

    def is_ready(self) -> bool:
        """Return whether a model is loaded."""
        return True


def sql_store(url: str) -> SQLTrackerStore:
    """Return Rasa's store of conversations on a database."""
    return SQLTrackerStore(Domain.empty(), host=url)


def conversations(url: str = "sqlite://", seconds: float = 5.0) -> Conversations:
    """Return what one server process knows of conversations."""
    return Conversations(Sessions(SECRET, 30), seconds, url)


async def ask(
    process: Conversations, agent: StandInAgent, text: str = "Pay?", message_id: str = "message-1"
) -> list[Wire]:
    """Ask a question and return every line that comes back."""
    return [line async for line in process.ask(agent, Question(WEB, message_id, text))]


def texts(lines: list[Wire]) -> list[str]:
    """Return the texts of answers."""
    return [line["message"]["text"] for line in lines if line["type"] == "answer"]
