"""Questions that the assistant does not answer, and those that only look so by themselves."""

from __future__ import annotations

import asyncio
from typing import Any, Optional, Sequence

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import dispatch, names
from actions.answer import Answer, send
from actions.conversation import questions, resolve
from actions.memory import Asked, Memory
from actions.subject import named_but_unknown
from knowledge.database import open_session
from knowledge.errors import KnowledgeUnavailable

log = structlog.get_logger(__name__)


class ActionOutOfScope(Action):
    """Declines in one friendly line, unless the message leans on what was said before."""

    intent = "out_of_scope"

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"action_{self.intent}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer "and what does it pay?" with what "it" is; decline the rest."""
        memory = Memory.of(tracker)
        resolved = [resolve(one, memory) for one in questions(tracker)]
        if any(one is not None and one.topic != self.intent for one in resolved):
            return await dispatch.converse(dispatcher, tracker)
        answer = await self.instead(resolved)
        if answer is not None:
            send(dispatcher, [answer])
        else:
            dispatcher.utter_message(response=f"utter_{self.intent}")
        return dispatch.back_to_form(tracker)

    async def instead(self, asked: Sequence[Optional[Asked]]) -> Optional[Answer]:
        """Return something more helpful than declining, or ``None``."""
        return None


class ActionOutOfScopeCareer(ActionOutOfScope):
    """Declines questions on other careers; near ones are named, with the roles that come closest."""

    intent = "out_of_scope_career"

    async def instead(self, asked: Sequence[Optional[Asked]]) -> Optional[Answer]:
        """Return an answer that names the profession, where the knowledge base knows its neighbours."""
        first = next((one for one in asked if one is not None and one.background), None)
        if first is None:
            return None
        try:
            return await asyncio.to_thread(_named, first)
        except KnowledgeUnavailable as error:
            log.warning("answer.unavailable", reason=type(error).__name__, topics=[names.BACKGROUND])
            return None


def _named(asked: Asked) -> Optional[Answer]:
    with open_session() as session:
        return named_but_unknown(session, asked)
