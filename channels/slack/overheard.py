"""What is said near the bot and not to it: which of that is its business, and how it is told to be quiet."""

from __future__ import annotations

import re
from typing import Any, Awaitable, Callable, Literal, Mapping, Optional

from channels.slack import wording
from channels.slack.deliver import Delivery
from channels.slack.inbox import THREAD_SECONDS, Inbox, Waiting, thread_note
from channels.slack.incoming import Incoming

#: Of the assistant's reading: how sure it must be of a question that names a role or the like, and of one
#: that only goes on from an answer. Both are higher than for what is said to the bot, which may ask back.
SURE = 0.75
SURE_OF_FOLLOW_UP = 0.85
_MOST_WORDS_OF_FOLLOW_UP = 9
_YEAR = 365 * 24 * 3600.0
_CAREER = re.compile(r"(?:ask|compare)_(?!capabilities|human|identity|role_fit)\w+")
#: Kinds of names by which a question is about careers.
_SUBJECTS = frozenset({"role", "certificate", "degree", "field", "background"})
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|ok|okay)\W+)?(?:what|which|how|who|where|when|why|is|are|do|does|can|could"
    r"|should|will|would|tell me|compare|explain)\b",
    re.IGNORECASE,
)
#: How a question opens that goes on from an answer; "really?" and "which one?" may be anybody's.
_GOES_ON = re.compile(r"\W*(?:and|what about|how about|why|what if|but)\b", re.IGNORECASE)
#: Words by which people speak of their own team, their own work or to each other.
_AMONG_PEOPLE = re.compile(
    r"\b(?:we|we're|we've|we'll|us|our|ours|let's|here|yours?|he|she|his|hers?|him"
    r"|today|tonight|tomorrow|yesterday|(?:this|next|last) (?:week|month|quarter|sprint)|monday|tuesday"
    r"|wednesday|thursday|friday|meeting|standup|stand-up|sprint|ticket|prs?|pull request|branch|merge"
    r"|deploy\w*|staging|prod|build|release|candidate|team|budget|headcount|on call|office|lunch|coffee"
    r"|guys|folks|everyone|anyone|anybody|somebody|someone)\b"
    r"|\b(?:can|could|will|would|did|have|are) (?:you|u)\b|@\w",
    re.IGNORECASE,
)

Order = Literal["thread", "channel", "speak"]
_PLEASE = r"(?:(?:please|pls|ok|okay|hey|bot|careerbot)[\s,]+)*"
_ENDS = r"(?:[\s,]+(?:please|pls|now|bot|careerbot|thanks|thank you))*[\s.!]*"
_WHERE = r"(?:(?: in)? (?:this|the) {0}| in here)"
_QUIET = r"(?:mute|be quiet|quiet|stay quiet|stop|leave|shut up)"
_ENOUGH = (
    r"(?:stop (?:it|talking|replying|answering|posting)|hush|shush|go away|leave us alone|enough"
    r"|that's enough)"
)
_AGAIN = r"(?:unmute|speak|talk|talk again|speak again|come back)"


def _order(words: str) -> re.Pattern[str]:
    return re.compile(f"{_PLEASE}{words}{_ENDS}", re.IGNORECASE)


_ORDERS: Mapping[Order, re.Pattern[str]] = {
    "channel": _order(_QUIET + _WHERE.format("channel")),
    "thread": _order(f"(?:{_QUIET}|{_ENOUGH}){_WHERE.format('thread')}?"),
    "speak": _order(f"{_AGAIN}{_WHERE.format('(?:thread|channel)')}?"),
}


def ordered(text: str) -> Optional[Order]:
    """Return whether somebody wants the bot quiet in a ``thread`` or a ``channel``, or to ``speak`` again."""
    return next((order for order, wording in _ORDERS.items() if wording.fullmatch(text.strip())), None)


def is_business(text: str, read: Mapping[str, Any], follows: bool) -> bool:
    """Return whether a text that was not said to the bot is surely a question for it.

    :param read: the text as the assistant understands it
    :param follows: whether the bot was the last to say something, so that "and in London?" may go on from it
    """
    if not _QUESTION.search(text) or _AMONG_PEOPLE.search(text):
        return False
    intent = read.get("intent") or {}
    name, confidence = str(intent.get("name") or ""), float(intent.get("confidence") or 0.0)
    career = _CAREER.fullmatch(name) is not None
    if any(one.get("entity") in _SUBJECTS for one in read.get("entities") or ()) and career:
        return confidence >= SURE
    goes_on = career or (name == "follow_up" and _GOES_ON.match(text) is not None)
    short = len(text.split()) <= _MOST_WORDS_OF_FOLLOW_UP
    return follows and short and goes_on and confidence >= SURE_OF_FOLLOW_UP


class Manners:
    """How the bot behaves among people; what they say of it is kept in the inbox.

    :param read: how the assistant understands a text
    """

    def __init__(self, inbox: Inbox, read: Callable[[str], Awaitable[Mapping[str, Any]]]) -> None:
        self._inbox = inbox
        self._read = read

    async def heeds(self, waiting: Waiting, delivery: Delivery) -> bool:
        """Do as people in a channel say of the bot; return whether there is nothing to be answered."""
        incoming = waiting.incoming
        name = f"quiet:{incoming.workspace.name}:{incoming.channel}"
        of_thread = f"quiet:{incoming.conversation}"
        order = ordered(incoming.text)
        if order is not None and not (incoming.overheard and order == "speak"):
            await self._obey(order, name, incoming)
            if not incoming.overheard:
                await delivery.tell(wording.HEEDED[order])
            return True
        if not incoming.overheard:
            await self._inbox.forget(of_thread)  # whoever turns to it brings it back into the thread
        if not incoming.overheard or waiting.answer is not None:
            return False
        if await self._inbox.recall(name) is not None:
            return True
        quiet = await self._inbox.recall(of_thread)
        if quiet == "thread":
            return True
        if is_business(incoming.text, await self._read(incoming.text), follows=quiet is None):
            return False
        if quiet is None:  # people talk to each other: from now on only what is whole in itself is answered
            await self._inbox.remember(of_thread, "talk", THREAD_SECONDS)
        return True

    async def _obey(self, order: Order, channel: str, incoming: Incoming) -> None:
        thread = f"quiet:{incoming.conversation}"
        if order == "speak":
            await self._inbox.forget(channel)
            await self._inbox.forget(thread)
            return
        await self._inbox.forget(thread_note(incoming))
        muted, seconds = (channel, _YEAR) if order == "channel" else (thread, THREAD_SECONDS)
        await self._inbox.remember(muted, order, seconds)
