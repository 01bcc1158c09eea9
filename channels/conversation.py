"""One message and its answers: asked once, answered as the answers come, never met with silence."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any, AsyncIterator, Dict, List, Mapping, Optional, Set

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from sqlalchemy.orm.exc import StaleDataError

from channels import messages
from channels.history import History, Page, said
from channels.sessions import Sessions
from web.conversation_names import hashed
from web.refusals import Refusal, ended, no_answer, place_of, unavailable
from web.turns import Turns

log = structlog.get_logger(__name__)

#: The name under which Rasa stores where a message came from.
CHANNEL = "website"
#: How many conversations are read back at once.
_READERS = 2
#: How often a message is answered anew because something else was stored in between.
_ATTEMPTS = 3
#: How many messages of one sender are worked on at once: the others' senders do not wait for all of them.
AT_ONCE = 2


@dataclass(frozen=True)
class Question:
    """A message on its way to the assistant.

    ``message_id`` is the client's; ``text`` is what is understood; ``shown`` is what the person sees of it
    where that differs; ``feedback`` names the answer that a thumb is about; ``sender`` is the address from
    which it comes, as far as it counts.
    """

    conversation_id: str
    message_id: str
    text: str
    shown: Optional[str] = None
    feedback: Optional[Dict[str, str]] = None
    sender: str = ""

    def metadata(self) -> Dict[str, Any]:
        """Return what is stored beside the message."""
        kept = {"shown": self.shown, "feedback": self.feedback}
        return {name: value for name, value in kept.items() if value is not None}


class Answers(OutputChannel):
    """Where Rasa sends the answers to one message; they wait here until the turn is stored.

    What a person has seen must not be lost, so nothing is shown before it can be read back.
    """

    def __init__(self, sessions: Sessions, question: Question) -> None:
        self._sessions = sessions
        self._question = question
        self._held: List[messages.Wire] = []
        self._queue: asyncio.Queue[Optional[messages.Wire]] = asyncio.Queue()

    @property
    def number(self) -> int:
        """Return how many answers there are."""
        return len(self._held)

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, by which responses of the domain may be worded for it alone."""
        return CHANNEL

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Send an answer without suggestions."""
        self.put({**kwargs, "text": text}, time.time())

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: List[Dict[str, Any]], **kwargs: Any
    ) -> None:
        """Send an answer with suggestions."""
        self.put({**kwargs, "text": text, "buttons": buttons}, time.time())

    def put(self, message: Mapping[str, Any], at: float) -> None:
        """Take an answer, fresh or stored."""
        answer_id = messages.answer_id(self._question.message_id, self.number + 1)
        conversation_id = self._question.conversation_id
        answer = messages.answer(self._sessions, conversation_id, message, answer_id, at)
        self._held.append({"type": "answer", "message": answer})

    def forget(self) -> None:
        """Drop what was said: the message is asked again."""
        self._held.clear()

    def end(self, refusal: Optional[Refusal]) -> None:
        """Hand over the answers, or say why the message could not be answered."""
        last = {"type": "error", **refusal.as_dict()} if refusal else {"type": "done"}
        for line in [last] if refusal else [*self._held, last]:
            self._queue.put_nowait(line)
        self._queue.put_nowait(None)

    async def lines(self) -> AsyncIterator[messages.Wire]:
        """Yield the answers; the last line is ``done`` or ``error``."""
        while (line := await self._queue.get()) is not None:
            yield line


class Conversations:
    """Asks the assistant.

    :param seconds: how long an answer may take
    :param tracker_db_url: where feedback is stored
    :param at_once: how many messages of one sender are worked on at once
    """

    def __init__(
        self, sessions: Sessions, seconds: float, tracker_db_url: str, at_once: int = AT_ONCE
    ) -> None:
        self._sessions = sessions
        self._seconds = seconds
        self._tracker_db_url = tracker_db_url
        self._running: Set[asyncio.Task[Any]] = set()
        self._reading = asyncio.Semaphore(_READERS)
        self._turns_of_reading = Turns(1)
        self._turns = Turns(at_once)

    def ask(self, agent: Agent, question: Question) -> AsyncIterator[messages.Wire]:
        """Ask a question and yield what comes back.

        The work goes on when the reader goes away: a repeat of the message then gets its answer.
        """
        answers = Answers(self._sessions, question)
        task = asyncio.create_task(self._answer(agent, question, answers))
        self._keep(task)
        return answers.lines()

    async def _answer(self, agent: Agent, question: Question, answers: Answers) -> None:
        refusal: Optional[Refusal] = None
        try:
            refusal = await self._answer_in_time(agent, question, answers)
        except Exception as error:  # Rasa would be silent about it
            log.error(
                "website.failed",
                reason=type(error).__name__,
                place=place_of(error),
                conversation=hashed(question.conversation_id),
            )
            refusal = unavailable()
        finally:
            answers.end(refusal)

    async def _answer_in_time(self, agent: Agent, question: Question, answers: Answers) -> Optional[Refusal]:
        """Answer a message, or refuse it when that takes too long, however long it takes to be given up."""
        task = asyncio.create_task(self._answer_stored(agent, question, answers))
        self._keep(task)
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if not done:
            task.cancel()
            raise TimeoutError
        return task.result()

    def _keep(self, task: asyncio.Task[Any]) -> None:
        """Hold on to a task until it has ended: the event loop itself would let it be collected."""
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # of one that was given up nobody asks for it, and asyncio would log it whole

    async def _answer_stored(self, agent: Agent, question: Question, answers: Answers) -> Optional[Refusal]:
        """Answer a message behind all that is stored.

        Another process may have stored something meanwhile, where the lock was lost: then what was made of
        the message does not follow on it, and is made anew, or is found there.
        """
        async with self._turns.of(question.sender):
            for _ in range(_ATTEMPTS - 1):
                try:
                    return await self._answer_once(agent, question, answers)
                except StaleDataError:
                    answers.forget()
            return await self._answer_once(agent, question, answers)

    async def _answer_once(self, agent: Agent, question: Question, answers: Answers) -> Optional[Refusal]:
        """Answer a message, or repeat the answers that it already has.

        The lock is Rasa's own for a conversation, so it holds in all server processes that share the lock
        store. A message that is not in the store afterwards is not acknowledged: Rasa notes such a failure
        in its log alone.
        """
        history = self._history(agent)
        conversation_id, message_id = question.conversation_id, question.message_id
        async with agent.lock_store.lock(conversation_id):
            if await history.has_ended(conversation_id):  # while the message waited
                return ended()
            stored = await history.answers_to(conversation_id, message_id)
            if stored:
                for event in stored:
                    answers.put(said(event), event["timestamp"])
                return None
            await agent.processor.handle_message(
                UserMessage(
                    question.text,
                    answers,
                    conversation_id,
                    input_channel=CHANNEL,
                    message_id=message_id,
                    metadata=question.metadata(),
                )
            )
            if not answers.number:
                return no_answer()
            if await history.answers_to(conversation_id, message_id) is None:
                return unavailable()
        return None

    async def read(
        self, agent: Agent, conversation_id: str, before: Optional[str], sender: str = ""
    ) -> messages.Wire:
        """Return a page of a conversation as it was seen, oldest message first, and where the page before is.

        Few are read at once, and one of a sender: it is done in threads, but all share one processor.

        :raises Refusal: when there is no page that ends before this message
        """

        def show(page: Page) -> messages.Wire:
            shown = messages.transcript(self._sessions, conversation_id, page.events, page.thumbs)
            return {"messages": shown, "earlier": page.earlier}

        async with self._turns_of_reading.of(sender), self._reading:
            read = await self._history(agent).page(conversation_id, before, show)
        if read is None:
            raise Refusal(404, "page_unknown", "There are no messages before this one.")
        return read

    async def check(self, agent: Agent, conversation_id: str) -> None:
        """Let nobody go on in a conversation that was erased.

        :raises Refusal: when it was
        """
        if await self._history(agent).has_ended(conversation_id):
            raise ended()

    async def erase(self, agent: Agent, conversation_id: str) -> None:
        """Erase a conversation, after a message that is being answered in it."""
        async with agent.lock_store.lock(conversation_id):
            await self._history(agent).erase(conversation_id)

    def _history(self, agent: Agent) -> History:
        return History(agent.tracker_store, self._tracker_db_url)
