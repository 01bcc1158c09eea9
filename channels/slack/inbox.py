"""Where events wait until they are answered, so that none is lost and none is answered twice.

An event is stored before Slack hears that it arrived, and is marked as done only after its answer was
posted. Conversations are worked off one event at a time, by whichever process holds the conversation's
lease. A process that dies stops renewing its leases, and another one takes the conversation over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, List, Mapping, Optional, Protocol, Sequence

from channels.slack.incoming import Incoming

#: Seconds for which a done event is remembered. Slack repeats what it could not deliver for some hours.
REMEMBER_SECONDS = 25 * 3600.0
#: Seconds for which it is remembered that the bot takes part in a thread.
THREAD_SECONDS = 90 * 24 * 3600.0

Messages = List[Mapping[str, Any]]


@dataclass(frozen=True)
class Waiting:
    """An event at the head of its conversation.

    ``attempts`` counts this one. ``answer`` is what the assistant said already in an attempt that did
    not come to its end.
    """

    incoming: Incoming
    attempts: int
    answer: Optional[Messages] = None


class Inbox(Protocol):
    """A store of events that several processes share."""

    async def open(self) -> None:
        """Connect, and make what is missing."""

    async def close(self) -> None:
        """Disconnect."""

    async def put(self, incoming: Incoming, invited: bool = True) -> bool:
        """Store an event and return whether it is new: not waiting, in work or done.

        Whoever invites the bot into a thread has it take part there. An uninvited event is stored only
        where it does. All of that is one step, since the acknowledgement waits for it.
        """

    async def claim(self, conversation: str, worker: str, seconds: float) -> bool:
        """Take the lease of a conversation, unless another one has it; return whether ``worker`` has it."""

    async def renew(self, conversation: str, worker: str, seconds: float) -> None:
        """Extend the lease, if ``worker`` has it."""

    async def next(self, conversation: str) -> Optional[Waiting]:
        """Return the oldest event that waits in a conversation, counting the attempt."""

    async def keep_answer(self, key: str, answer: Sequence[Mapping[str, Any]]) -> None:
        """Store what the assistant said, until it is posted."""

    async def finish(self, incoming: Incoming) -> None:
        """Mark an event as done, and drop what it said."""

    async def release(self, conversation: str, worker: str) -> bool:
        """Give the lease back and return whether an event came in, which is then to be claimed again."""

    async def unattended(self) -> List[str]:
        """Return the conversations in which something waits and no living process works."""

    async def remember(self, name: str, value: str, seconds: float) -> None:
        """Keep a small text for some time."""

    async def recall(self, name: str) -> Optional[str]:
        """Return what was remembered, or ``None``."""

    async def tidy(self) -> None:
        """Drop what is past its time."""


def thread_note(incoming: Incoming) -> str:
    """Return the name under which it is remembered that the bot takes part in a thread."""
    return f"thread:{incoming.conversation}"
