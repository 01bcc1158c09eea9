"""From a message to its answers: every question in it, in order, each by its topic.

Whatever happens to the knowledge base, the person gets a sentence and the log gets a line that holds
none of the person's words.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence

import structlog
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.utils import all_subclasses
from sqlalchemy.orm import Session

from actions import names, subject
from actions.answer import Answer, send
from actions.conversation import OF_A_ROLE, questions, resolve
from actions.memory import Asked, Memory
from actions.settings import ActionSettings
from actions.wording import say
from knowledge.database import open_session
from knowledge.errors import KnowledgeUnavailable

if TYPE_CHECKING:
    from actions.topic import TopicAction

log = structlog.get_logger(__name__)

#: The order in which "tell me more" goes through what is known of a role.
_TOUR = (
    "role_definition",
    "responsibilities",
    "skills",
    "tools",
    "education",
    "how_to_become",
    "career_ladder",
    "salary",
    "job_outlook",
    "certifications",
    "trends",
)
MOST_QUESTIONS = 3


async def converse(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]]:
    """Answer every question of the latest message and return the events that remember them."""
    memory = Memory.of(tracker)
    turn = sum(1 for event in tracker.events if event.get("event") == "user")
    asked = questions(tracker)[:MOST_QUESTIONS]
    try:
        answers, memory = await asyncio.wait_for(
            asyncio.to_thread(answer_all, asked, memory, turn), timeout=ActionSettings().answer_seconds
        )
    except (TimeoutError, KnowledgeUnavailable) as error:
        log.warning(
            "answer.unavailable", reason=type(error).__name__, topics=[one["intent"] for one in asked]
        )
        dispatcher.utter_message(text=say("unavailable", turn=turn))
        return back_to_form(tracker)
    except Exception as error:  # a defect of ours must not become silence
        log.error("answer.failed", reason=type(error).__name__, topics=[one["intent"] for one in asked])
        dispatcher.utter_message(text=say("failed", turn=turn))
        return back_to_form(tracker)
    send(dispatcher, answers)
    return [*_changed(tracker, {**memory.slots(), names.MISSES: 0}), *back_to_form(tracker)]


def _changed(tracker: Tracker, slots: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return events for the slots that get another value; each event is stored and costs time for long."""
    return [
        SlotSet(slot, value)
        for slot, value in slots.items()
        if (tracker.get_slot(slot) or None) != (value or None)
    ]


def back_to_form(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the event that goes on with the role-fit form where a question interrupted it."""
    asking = (tracker.active_loop or {}).get("name") == names.FIT_FORM
    return [FollowupAction(names.FIT_FORM)] if asking else []


def answer_all(asked: Sequence[Mapping[str, Any]], memory: Memory, turn: int) -> tuple[list[Answer], Memory]:
    """Answer questions one after another, each with the memory that the one before left.

    :raises KnowledgeUnavailable: when the database does not answer
    """
    answers = []
    with open_session() as session:
        for question in asked:
            resolved = resolve(question, memory, turn=turn)
            if resolved is None or (resolved.topic not in topics() and len(asked) > 1):
                continue
            answer, memory = _answer(session, resolved, memory)
            answers.append(answer)
        if not answers:
            answers.append(subject.about_what(session, turn))
    return answers, memory


@lru_cache(maxsize=1)
def topics() -> Mapping[str, TopicAction]:
    """Return every topic's action by its topic, from all modules of this package."""
    from actions.topic import TopicAction  # here, because a topic's action answers through this module

    for module in pkgutil.iter_modules([str(Path(__file__).parent)], "actions."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = (one for one in all_subclasses(TopicAction) if not inspect.isabstract(one))
    return {one.topic: one() for one in found}


def _answer(session: Session, asked: Asked, memory: Memory) -> tuple[Answer, Memory]:
    action = topics().get(asked.topic)
    if action is None:
        return subject.about_what(session, asked.turn), memory
    asked = subject.in_catalog(session, asked)
    foreign = subject.unknown(session, asked)
    if foreign is not None:
        return foreign, memory.after(asked, waits_for_role=True)
    if action.needs_role and not asked.roles:
        return subject.which_role(session, asked), memory.after(asked, waits_for_role=True)
    if asked.more:
        return _more(session, asked, memory, action)
    return action.answer(session, asked), memory.after(asked)


def _more(session: Session, asked: Asked, memory: Memory, action: TopicAction) -> tuple[Answer, Memory]:
    """Say more on the topic, once; after that go on to the next topic that was not shown yet."""
    key = f"{asked.topic}:more"
    if key not in memory.shown:
        further = action.more(session, asked)
        if further is not None:
            after = memory.after(asked)
            return further, Memory(**{**vars(after), "shown": (*after.shown, key)})
    following = _following(asked, memory)
    if following is None:
        return subject.that_is_all(session, asked), memory
    onward = Asked(**{**vars(asked), "topic": following, "more": False})
    return topics()[following].answer(session, onward), memory.after(onward)


def _following(asked: Asked, memory: Memory) -> Optional[str]:
    if not asked.roles:
        tour = [topic for topic in _TOUR if topic not in OF_A_ROLE]
    else:
        at = _TOUR.index(asked.topic) + 1 if asked.topic in _TOUR else 1
        tour = [*_TOUR[at:], *_TOUR[:at]]
    return next((topic for topic in tour if topic not in memory.shown), None)
