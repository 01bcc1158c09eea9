"""From an event in the inbox to the assistant's answer in Slack."""

from __future__ import annotations

import asyncio
from typing import Any, List, Optional

import structlog
from rasa.core.channels.channel import UserMessage

from channels.slack import wording
from channels.slack.assistant import Assistant, SlackOutput
from channels.slack.blocks import FEEDBACK, SHOW, Post, draw
from channels.slack.delivery import Delivery, deliver
from channels.slack.errors import NotInstalled, Refused, Unavailable
from channels.slack.inbox import Inbox, Messages, Waiting
from channels.slack.incoming import Incoming
from channels.slack.mrkdwn import escape
from channels.slack.offers import show
from channels.slack.pressed import keep_private, redraw
from channels.slack.web import SlackWeb

log = structlog.get_logger(__name__)

#: Seconds after which a person is shown that the answer takes a moment.
STATUS_AFTER = 1.5
#: Attempts after which an event that never got an answer is held to be what ends the process.
_MOST_ATTEMPTS = 5


class NoAnswer(Exception):
    """The assistant failed, took too long, or said nothing."""


class Answering:
    """Asks the assistant and brings its answer to the person."""

    def __init__(self, assistant: Assistant, web: SlackWeb, inbox: Inbox) -> None:
        self._assistant = assistant
        self._web = web
        self._inbox = inbox

    async def handle(self, waiting: Waiting) -> None:
        """Answer an event, or tell the person that it failed.

        :raises Unavailable: when Slack does not take the answer, which is then kept for the next attempt
        """
        incoming = waiting.incoming
        delivery = deliver(self._web, self._inbox, incoming, again=waiting.attempts > 1)
        try:
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
                await self._post(delivery, incoming, await self._answer(waiting, delivery))
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

    async def _answer(self, waiting: Waiting, delivery: Delivery) -> Messages:
        """Return the assistant's answer, asking it only where it did not answer in an earlier attempt."""
        if waiting.answer is not None:
            return waiting.answer
        answer: Messages = []
        if waiting.attempts > 1:
            answer = await self._assistant.answered(waiting.incoming)
        if not answer:
            answer = await self._ask(waiting, delivery)
        await self._inbox.keep_answer(waiting.incoming.key, answer)
        return answer

    async def _ask(self, waiting: Waiting, delivery: Delivery) -> Messages:
        if waiting.attempts > _MOST_ATTEMPTS:
            raise NoAnswer("attempts")
        incoming, output = waiting.incoming, SlackOutput()
        if waiting.attempts > 1:
            self._assistant.unlock(incoming.conversation)
        message = UserMessage(
            text=incoming.text,
            output_channel=output,
            sender_id=incoming.conversation,
            input_channel=SlackOutput.name(),
            message_id=incoming.key,
            metadata={"feedback": incoming.feedback} if incoming.feedback else None,
        )
        asking = asyncio.ensure_future(self._assistant.ask(message))
        try:
            done, _ = await asyncio.wait({asking}, timeout=STATUS_AFTER)
            if not done:
                await delivery.show_status()
            await asking
        except Exception as error:
            raise NoAnswer(type(error).__name__) from None
        finally:
            asking.cancel()
        if not output.messages:
            raise NoAnswer("silence")
        return output.messages

    async def _post(self, delivery: Delivery, incoming: Incoming, answer: Messages) -> None:
        posts = draw(answer, incoming.key)
        if incoming.private:
            await keep_private(self._inbox, posts)
        try:
            await delivery.post(posts)
        except Refused as error:
            if "block" not in str(error):
                raise
            log.error("slack.blocks_refused", reason=str(error))
            await delivery.post([Post(post.text, ()) for post in posts])

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
