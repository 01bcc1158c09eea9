"""From an event in the inbox to the assistant's answer in Slack."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Awaitable, Callable, List, Mapping, Optional

import structlog
from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.history import History, said
from channels.slack import wording
from channels.slack.blocks import draw
from channels.slack.buttons import FEEDBACK, SHOW, redraw
from channels.slack.deliver import Delivery, deliver
from channels.slack.errors import NotInstalled, Refused, Unavailable, Unclear
from channels.slack.events import MAX_CHARACTERS
from channels.slack.inbox import THREAD_SECONDS, Inbox, Messages, Waiting
from channels.slack.incoming import Incoming, is_direct
from channels.slack.offers import show
from channels.slack.overheard import Manners
from channels.slack.text import escape, plain_text, words_of
from channels.slack.web import SlackWeb
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
_FORM_ASKS = "utter_ask_"
_TITLE_LIMIT = 80
_DAY = 24 * 3600.0
_BEGINS_FORM = "ask_role_fit"

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

    async def read(self, text: str) -> Mapping[str, Any]:
        """Return a text as the assistant understands it, without saying it to it."""
        agent = self._agent()
        read: Mapping[str, Any] = await agent.parse_message(text) if agent is not None else {}
        return read

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
        delivery = deliver(self._web, self._inbox, incoming, again=waiting.attempts > 1)
        try:
            if (
                incoming.press is None
                and not is_direct(incoming.channel or "D")
                and await self._manners.heeds(waiting, delivery)
            ):
                return
            if incoming.notice is not None:
                await delivery.tell(incoming.notice)
            elif _pressed(incoming, SHOW):
                await show(self._web, self._inbox, incoming)
            elif _pressed(incoming, FEEDBACK):
                answer = await self._answer(waiting, delivery)
                await redraw(self._web, self._inbox, incoming, _short_reply(answer))
                more = [message for message in answer if message.get("card") or message.get("buttons")]
                await self._post(delivery, incoming, more)
            else:
                await redraw(self._web, self._inbox, incoming)
                if incoming.points_up:
                    waiting = replace(waiting, incoming=await self._pointed_at(incoming))
                await self._post(delivery, incoming, await self._answer(waiting, delivery))
                await self._entitle(incoming)
        except NoAnswer as error:
            log.error("slack.no_answer", reason=str(error), team=incoming.workspace.team)
            await self._tell_failure(delivery)
        except Refused as error:
            log.error("slack.post_refused", reason=str(error), team=incoming.workspace.team)
            await self._tell_failure(delivery)
        except NotInstalled:
            return  # it is in the log, with what to do
        except Unavailable:
            raise
        except Exception as error:  # a defect of ours must not become silence
            log.error("slack.failed", reason=type(error).__name__, team=incoming.workspace.team)
            await self._tell_failure(delivery)

    async def _pointed_at(self, incoming: Incoming) -> Incoming:
        """Return a question about the message that opens its thread, with the words of that one."""
        try:
            found = await self._web.call(
                incoming.workspace,
                "conversations_replies",
                channel=incoming.channel,
                ts=incoming.thread,
                limit=1,
                inclusive=True,
            )
        except (Refused, Unclear) as error:  # without the scope, what was said is all there is
            log.warning("slack.parent_unread", reason=str(error), team=incoming.workspace.team)
            return incoming
        parent: Mapping[str, Any] = next(iter(found.get("messages") or ()), {})
        words = normalised(plain_text(words_of(parent), ""))
        usable = words and len(words) <= MAX_CHARACTERS and not parent.get("bot_id")
        return replace(incoming, text=words) if usable else incoming

    async def _entitle(self, incoming: Incoming) -> None:
        """Name a thread in the container for assistants after its first question."""
        name = f"titled:{incoming.conversation}"
        if not incoming.container or incoming.press is not None or await self._inbox.recall(name) is not None:
            return
        await self._inbox.remember(name, "", THREAD_SECONDS)
        with suppress(NotInstalled, Refused, Unclear):
            await self._web.call(
                incoming.workspace,
                "assistant_threads_setTitle",
                channel_id=incoming.channel,
                thread_ts=incoming.thread,
                title=incoming.text[:_TITLE_LIMIT],
            )

    async def _answer(self, waiting: Waiting, delivery: Delivery) -> Messages:
        """Return the assistant's answer, asking it only where it did not answer in an earlier attempt."""
        if waiting.answer is not None:
            return waiting.answer
        answer: Messages = []
        if waiting.attempts > 1:
            answer = await self._assistant.answered(waiting.incoming)
        if not answer:
            answer = await self._without_repetition(waiting.incoming, await self._ask(waiting, delivery))
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

    async def _ask(self, waiting: Waiting, delivery: Delivery) -> Messages:
        if waiting.attempts > _MOST_ATTEMPTS:
            raise NoAnswer("attempts")
        incoming = waiting.incoming
        if waiting.attempts > 1:
            self._assistant.unlock(incoming.conversation)
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
        for number, text in enumerate((*incoming.steps, incoming.text)):
            output = SlackOutput()
            await self._assistant.ask(
                UserMessage(
                    text=text,
                    output_channel=output,
                    sender_id=incoming.conversation,
                    input_channel=SlackOutput.name(),
                    message_id=incoming.key if number == len(incoming.steps) else f"{incoming.key}:{number}",
                    metadata={"feedback": incoming.feedback} if incoming.feedback else None,
                )
            )
        return output.messages

    async def _post(self, delivery: Delivery, incoming: Incoming, answer: Messages) -> None:
        await delivery.post(draw(answer, incoming.key))

    async def _tell_failure(self, delivery: Delivery) -> None:
        try:
            await delivery.tell(wording.FAILED)
        except (Refused, NotInstalled) as error:
            log.error("slack.failure_untold", reason=str(error))


def _pressed(incoming: Incoming, kind: str) -> bool:
    return incoming.press is not None and incoming.press.action_id.startswith(kind)


def _short_reply(answer: List[Any]) -> Optional[str]:
    """Return a reply that can stand in the place of the thumbs."""
    texts = [
        escape(str(message["text"])) for message in answer if message.get("text") and not message.get("card")
    ]
    return texts[0] if texts else None
