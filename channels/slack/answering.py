"""From an event in the inbox to the assistant's answer in Slack."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Awaitable, Callable, Dict, List, Mapping, Optional

import structlog
from rasa.core.channels.channel import OutputChannel, UserMessage

from channels import MOST_CHARACTERS
from channels.history import History, said
from channels.slack import events, wording
from channels.slack.blocks import draw
from channels.slack.buttons import redraw
from channels.slack.deliver import Delivery, PrivateDelivery, PublicDelivery, show
from channels.slack.inbox import THREAD_SECONDS, Inbox, Messages, Waiting
from channels.slack.incoming import FEEDBACK, SHOW, Incoming, is_direct, pane_note
from channels.slack.overheard import Manners
from channels.slack.text import escape, plain_text, words_of
from channels.slack.web import NotInstalled, Refused, SlackWeb, Unavailable, Unclear
from channels.slack.worker import Reception
from nlu.normalise import normalised

if TYPE_CHECKING:
    from rasa.core.agent import Agent

log = structlog.get_logger(__name__)

#: Seconds after which a person is shown that the answer takes a moment.
STATUS_AFTER = 1.5
#: Attempts after which an event that never got an answer is held to be what ends the process.
_MOST_ATTEMPTS = 5
#: Seconds after which an answer is given up.
ANSWER_SECONDS = 60.0
#: Questions that the assistant works on at once. It computes in the server's own event loop: a second one
#: fills the time in which the first waits for its action, more would only be in each other's way.
ASKED_AT_ONCE = 2
#: Messages among which the last one that a person wrote is looked for.
_LOOKED_AT = 10
_FORM_ASKS = "utter_ask_"
_BEGINS_FORM = "ask_role_fit"
_TITLE_LIMIT = 80
_DAY = 24 * 3600.0

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class SlackOutput(OutputChannel):
    """Collects the messages of one answer, whole, for the channel to draw."""

    def __init__(self) -> None:
        self.messages: Messages = []

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

    async def read(self, text: str) -> Mapping[str, Any]:
        """Return a text as the assistant understands it, without saying it to it."""
        agent = self._agent()
        read: Mapping[str, Any] = await agent.parse_message(text) if agent is not None else {}
        return read

    async def answered(self, incoming: Incoming) -> Messages:
        """Return what the assistant answered to an event in an attempt before, for all that its memory holds.

        Rasa stores a question and its answers in one step, so that they are there whole or not at all. Its
        own lock of the conversation is removed: one that a killed process held would last another minute,
        and that nobody works on the conversation any more is known from its lease.
        """
        agent = self._agent()
        if agent is None:
            return []
        agent.lock_store.delete_lock(incoming.conversation)
        history = History(agent.tracker_store, self._tracker_db_url)
        stored = await history.answers_to(incoming.conversation, incoming.key)
        return _to_draw([said(event) for event in stored or ()])


def _to_draw(messages: List[Mapping[str, Any]]) -> Messages:
    kept = (
        {name: one[name] for name in ("text", "buttons", "card", "utter_action") if one.get(name)}
        for one in messages
    )
    return [message for message in kept if message.keys() - {"utter_action"}]


class NoAnswer(Exception):
    """The assistant failed, took too long, or said nothing."""


class Answering:
    """Asks the assistant and brings its answer to the person."""

    def __init__(self, assistant: Assistant, web: SlackWeb, inbox: Inbox) -> None:
        self._assistant = assistant
        self._web = web
        self._inbox = inbox
        self._manners = Manners(inbox, assistant.read)

    async def handle(self, waiting: Waiting) -> None:
        """Answer an event, or tell the person that it failed.

        :raises Unavailable: when Slack does not take the answer, which is then kept for the next attempt
        """
        incoming = waiting.incoming
        about = (self._web, self._inbox, incoming, waiting.attempts > 1)
        delivery: Delivery = PrivateDelivery(*about) if incoming.private else PublicDelivery(*about)
        try:
            await self._handle(waiting, delivery)
        except NotInstalled:
            return  # it is in the log, with what to do
        except Unavailable:
            raise
        except Exception as error:  # also a defect of ours must not become silence
            named = {NoAnswer: "slack.no_answer", Refused: "slack.post_refused"}.get(type(error))
            why = str(error) if named else type(error).__name__
            log.error(named or "slack.failed", reason=why, team=incoming.workspace.team)
            try:
                await delivery.tell(wording.FAILED)
            except (Refused, NotInstalled) as untold:
                log.error("slack.failure_untold", reason=str(untold))

    async def _handle(self, waiting: Waiting, delivery: Delivery) -> None:
        incoming, press = waiting.incoming, waiting.incoming.press
        among_people = press is None and not is_direct(incoming.channel or "D")
        if among_people and await self._manners.heeds(waiting, delivery):
            return
        if incoming.notice is not None:
            await delivery.tell(incoming.notice)
        elif press is not None and press.action_id.startswith(SHOW):
            await show(self._web, self._inbox, incoming)
        elif press is not None and press.action_id.startswith(FEEDBACK):
            answer = await self._answer(waiting, delivery)
            short = [str(one["text"]) for one in answer if one.get("text") and not one.get("card")]
            await redraw(self._web, self._inbox, incoming, escape(short[0]) if short else None)
            more = [message for message in answer if message.get("card") or message.get("buttons")]
            await delivery.post(draw(more, incoming.key))
        else:
            await redraw(self._web, self._inbox, incoming)
            if incoming.points_up:
                waiting = replace(waiting, incoming=await self._pointed_at(incoming))
            await delivery.post(draw(await self._answer(waiting, delivery), incoming.key))
            await self._entitle(waiting.incoming)

    async def _pointed_at(self, incoming: Incoming) -> Incoming:
        """Return a question about another message with the words of that one, where they can be read.

        It is the one that opens the thread or, in the pane for assistants, the last one in the channel that
        the person looks at.
        """
        where: Dict[str, Any] = {"channel": incoming.channel, "ts": incoming.thread, "inclusive": True}
        method, limit = "conversations_replies", 1
        if incoming.container:
            beside = await self._inbox.recall(pane_note(str(incoming.channel), str(incoming.thread)))
            where = {"channel": json.loads(beside or "{}").get("channel_id")}
            method, limit = "conversations_history", _LOOKED_AT
        if not where["channel"]:
            return incoming
        try:
            found = await self._web.call(incoming.workspace, method, limit=limit, **where)
        except (Refused, Unclear) as error:  # without the scope, what was said is all there is
            log.warning("slack.parent_unread", reason=str(error), team=incoming.workspace.team)
            return incoming
        written = [one for one in found.get("messages") or () if events.is_said_by_a_person(one)]
        words = normalised(plain_text(words_of(written[0]), "")) if written else ""
        return replace(incoming, text=words) if words and len(words) <= MOST_CHARACTERS else incoming

    async def _entitle(self, incoming: Incoming) -> None:
        """Name a thread in the pane for assistants after its first question."""
        name = f"titled:{incoming.conversation}"
        if not incoming.container or await self._inbox.recall(name) is not None:
            return
        await self._inbox.remember(name, "", THREAD_SECONDS)
        where = {"channel_id": incoming.channel, "thread_ts": incoming.thread}
        with suppress(NotInstalled, Refused, Unclear):
            title = incoming.text[:_TITLE_LIMIT]
            await self._web.call(incoming.workspace, "assistant_threads_setTitle", title=title, **where)

    async def _answer(self, waiting: Waiting, delivery: Delivery) -> Messages:
        """Return the assistant's answer, asking it only where it did not answer in an earlier attempt."""
        if waiting.answer is not None:
            return waiting.answer
        answer = await self._assistant.answered(waiting.incoming) if waiting.attempts > 1 else []
        if not answer:
            if waiting.attempts > _MOST_ATTEMPTS:
                raise NoAnswer("attempts")
            answer = await self._without_repetition(
                waiting.incoming, await self._ask(waiting.incoming, delivery)
            )
        await self._inbox.keep_answer(waiting.incoming.key, answer)
        return answer

    async def _without_repetition(self, incoming: Incoming, answer: Messages) -> Messages:
        """Leave out a form's question that stands open above and follows the answer to something else."""
        name = f"form:{incoming.conversation}"
        before, asks = await self._inbox.recall(name), str(answer[-1].get("utter_action") or "")
        if not asks.startswith(_FORM_ASKS):
            if before is not None:
                await self._inbox.forget(name)
            return answer
        if asks == before and len(answer) > 1:
            read = (await self._assistant.read(incoming.text)).get("intent") or {}
            if read.get("name") != _BEGINS_FORM:
                return answer[:-1]
        await self._inbox.remember(name, asks, _DAY)
        return answer

    async def _ask(self, incoming: Incoming, delivery: Delivery) -> Messages:
        asking = asyncio.ensure_future(self._say(incoming))
        try:
            done, _ = await asyncio.wait({asking}, timeout=STATUS_AFTER)
            if not done:
                await delivery.show_status()
            answer = await asking
        except Exception as error:
            raise NoAnswer(type(error).__name__) from None
        finally:
            asking.cancel()
        if not answer:
            raise NoAnswer("silence")
        return answer

    async def _say(self, incoming: Incoming) -> Messages:
        """Say to the assistant what the person said, and return its answer to the last of it."""
        output = SlackOutput()
        texts = (*incoming.steps, incoming.text)
        for left, text in zip(range(len(texts))[::-1], texts, strict=True):
            output = SlackOutput()
            message = UserMessage(
                text,
                output,
                incoming.conversation,
                input_channel=SlackOutput.name(),
                message_id=f"{incoming.key}:{left}" if left else incoming.key,
                metadata={"feedback": incoming.feedback} if incoming.feedback else None,
            )
            await self._assistant.ask(message)
        return output.messages
