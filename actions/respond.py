"""Rasa's custom actions for everything that is said: from a message to its answers.

Whatever happens to the knowledge base, the person gets a sentence and the log gets a line that holds none of
the person's words.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any, Mapping, Sequence

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT

from actions import names, plan
from actions.answer import Answer, Suggestion, buttons, send, suggest
from actions.asking_back import starters
from actions.feedback import ActionFeedback, calls_wrong
from actions.memory import Memory
from actions.message import questions_in
from actions.question import Question
from actions.rules import DECLINED, SMALL_TALK, resolve
from actions.rules.rereading import of_what_was_listed
from actions.settings import ActionSettings
from actions.spoken import spoken_of
from actions.topics import TOPICS
from actions.wording import listed, say, words
from knowledge.database import open_session
from knowledge.errors import KnowledgeUnavailable
from knowledge.queries import roles

log = structlog.get_logger(__name__)

MOST_QUESTIONS = 3
_MOST_GUESSES = 3
_GUESS_KEEPS = (names.ROLE, names.TOOL, names.INDUSTRY, names.LOCATION, names.LEVEL, names.BACKGROUND)
Events = list[dict[str, Any]]


class ActionRespond(Action, ABC):
    """Answers a message; Rasa calls it under the name of the intent that it read."""

    @abstractmethod
    def name(self) -> str:
        """Return the action's name in the domain."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer every question of the latest message."""
        return await respond(dispatcher, tracker)


def _named(intent: str) -> type[ActionRespond]:
    members = {"name": lambda self: f"action_{intent}", "__module__": __name__}
    return type(f"Respond_{intent}", (ActionRespond,), members)


#: One action for each topic, for what leans on the conversation, and for what is no question.
RESPONDING = tuple(
    _named(name)
    for name in (
        *(name for name in TOPICS if name != "role_fit"),
        "follow_up",
        "small_talk",
        *sorted(DECLINED - {"nlu_fallback"}),
    )
)


_ASIDES = frozenset(one().name() for one in RESPONDING)


class ActionUnclear(ActionRespond):
    """Answers what was not understood where the conversation tells; else offers guesses, or help."""

    def name(self) -> str:
        """Return the action's name in the domain; Rasa calls it when nothing else fits."""
        return "action_default_fallback"


class ActionRoleFit(ActionRespond):
    """Advises at once where the message names what to advise on; else begins the form of four questions."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_role_fit"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer, or begin the form."""
        asked = questions_in(tracker.latest_message)
        near = any(note.nearness >= plan.FORM_UNLESS for one in asked for note in one.notes[:1])
        # "Which of them?" is asked of what stands side by side; a pressed button asks for the form itself.
        weighs = bool(tracker.latest_message.get("questions")) and len(Memory.of(tracker).roles) > 1
        told = any(one.said() or one.note or one.refers or one.likes or one.dislikes for one in asked)
        # "Which of them first?" is asked of what was just listed for a role.
        listed = bool(Memory.of(tracker).roles) and any(of_what_was_listed(one) for one in asked)
        # "Should I aim at something else?" is asked of what was spoken of, and no wish to be asked.
        judges = bool(Memory.of(tracker).roles) and any(one.shape == "yes_no" for one in asked)
        # Who told what they do asks it from there; the button asks for the form itself.
        written = bool(tracker.latest_message.get("questions"))
        known = written and Memory.of(tracker).person.job is not None
        if len(asked) > 1 or near or weighs or told or listed or judges or known:
            return await respond(dispatcher, tracker)
        dispatcher.utter_message(text=say("fit_begin"))
        return [
            *(SlotSet(names.FIT_PREFIX + question, None) for question in names.FIT_QUESTIONS),
            SlotSet(names.MISSES, 0),
            FollowupAction(names.FIT_FORM),
        ]


async def respond(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Answer every question of the latest message and return the events that remember them."""
    turn = sum(1 for event in tracker.events if event.get("event") == "user")
    memory = Memory.of(tracker)
    asked = questions_in(tracker.latest_message, turn=turn)[:MOST_QUESTIONS]
    topics = [one.intent for one in asked]
    try:
        answers, after = await asyncio.wait_for(
            asyncio.to_thread(answer_all, asked, memory, cards_shown(tracker)),
            timeout=ActionSettings().answer_seconds,
        )
    except (TimeoutError, KnowledgeUnavailable) as error:
        log.warning("answer.unavailable", reason=type(error).__name__, topics=topics)
        dispatcher.utter_message(text=say("unavailable", turn=turn))
        return back_to_form(tracker)
    except Exception as error:  # a defect of ours must not become silence
        log.error("answer.failed", reason=type(error).__name__, topics=topics)
        dispatcher.utter_message(text=say("failed", turn=turn))
        return back_to_form(tracker)
    if not answers:
        return await _without_answer(dispatcher, tracker, asked, after)
    send(dispatcher, answers)
    after = after.offering([one["payload"] for one in buttons(answers[-1].suggestions)])
    return [*_changed(tracker, {**after.slots(), names.MISSES: 0}), *back_to_form(tracker)]


def answer_all(
    asked: Sequence[Question], memory: Memory, shown: Sequence[Mapping[str, Any]] = ()
) -> tuple[list[Answer], Memory]:
    """Answer questions one after another, each with the memory that the one before left.

    What is small talk or to be declined gives no answer; that beside a question is passed over.

    :raises KnowledgeUnavailable: when the database does not answer
    """
    answers: list[Answer] = []
    memory = memory.knowing(asked[0].person)
    with open_session() as session:
        for question in asked:
            resolved = resolve(question, memory)
            if not resolved.topic and resolved.intent in SMALL_TALK:
                continue
            found = plan.answer(session, resolved, memory, shown)
            if found is None:
                continue
            answer, memory = found
            others = plan.of_each_other_role(session, resolved, answer)[: MOST_QUESTIONS - 1]
            beside = [plan.answer(session, one, memory, shown) for one in others]
            memory = memory.listing(answer.listed)
            memory = memory.speaking_of(spoken_of(session, resolved, memory))
            for one in (answer, *(again[0] for again in beside if again is not None)):
                if one.text() not in {known.text() for known in answers}:
                    answers.append(one)
    if len(answers) > 1:
        answers = [replace(one, heading=True) for one in answers]
    return answers, memory


async def _without_answer(
    dispatcher: CollectingDispatcher, tracker: Tracker, asked: Sequence[Question], memory: Memory
) -> Events:
    """Reply to small talk, decline what is none of our business, and offer guesses at the rest."""
    events = _changed(tracker, memory.slots())
    intent = asked[0].intent
    if intent == "deny" and memory.topic and calls_wrong(tracker):
        return await ActionFeedback().run(dispatcher, tracker, {})
    if intent in SMALL_TALK:
        dispatcher.utter_message(response=f"utter_{intent}")
        return [*events, SlotSet(names.MISSES, 0), *back_to_form(tracker)]
    if intent in ("out_of_scope", "out_of_scope_career"):
        dispatcher.utter_message(response=f"utter_{intent}")
        return [*events, *back_to_form(tracker)]
    if _in_form(tracker):
        dispatcher.utter_message(text=say("form_unclear"))
        return back_to_form(tracker)
    return [*events, *await _guess(dispatcher, tracker, asked[0])]


async def _guess(dispatcher: CollectingDispatcher, tracker: Tracker, asked: Question) -> Events:
    misses = int(tracker.get_slot(names.MISSES) or 0) + 1
    if not (tracker.latest_message.get("text") or "").strip():
        dispatcher.utter_message(text=say("empty_message", turn=asked.turn), buttons=buttons(starters()))
        return [UserUtteranceReverted()]
    guesses = await _guesses(tracker, asked)
    if misses == 1 and guesses:
        dispatcher.utter_message(text=say("did_you_mean", turn=asked.turn), buttons=buttons(guesses))
        offers = [one["payload"] for one in buttons(guesses)]
        return [SlotSet(names.MISSES, misses), SlotSet(names.OFFERS, offers)]
    contact = ActionSettings().human_contact
    parts = [say("second_miss", turn=asked.turn)]
    if contact:
        parts.append(say("ask_a_human", contact=contact))
    dispatcher.utter_message(text=" ".join(parts), buttons=buttons(starters()))
    return [SlotSet(names.MISSES, misses)]


async def _guesses(tracker: Tracker, asked: Question) -> list[Suggestion]:
    """Return at most three things that the person may have meant, with the names kept."""
    message = tracker.latest_message
    named = {kind: asked.ids(kind) for kind in _GUESS_KEEPS}
    labels = words("guess_labels")
    ranked = message.get("guesses") or message.get("intent_ranking") or []
    intents = [str(one.get("name") or one.get("intent")) for one in ranked]
    about = await _about(named[names.ROLE])
    return [
        suggest(labels[intent].format(about=about), intent, **named) for intent in intents if intent in labels
    ][:_MOST_GUESSES]


async def _about(ids: tuple[str, ...]) -> str:
    if not ids:
        return ""
    try:
        return " " + say("guess_about", roles=listed(await asyncio.to_thread(_plurals, ids)))
    except KnowledgeUnavailable as error:
        log.warning("guesses.unavailable", reason=type(error).__name__)
        return ""


def _plurals(ids: tuple[str, ...]) -> list[str]:
    with open_session() as session:
        return [role.plural for role in roles.roles(session, ids=ids)]


def cards_shown(tracker: Tracker) -> list[Mapping[str, Any]]:
    """Return the cards of the answers of this conversation, the last one last."""
    return [
        event["metadata"]["card"]
        for event in tracker.events
        if event.get("event") == "bot" and (event.get("metadata") or {}).get("card")
    ]


def back_to_form(tracker: Tracker) -> Events:
    """Return the event that goes on with the role-fit form where a question interrupted it.

    It asks again once; who asks something else a second time has left it.
    """
    if not _in_form(tracker):
        return []
    begun = max((at for at, one in enumerate(tracker.events) if one.get("event") == "active_loop"), default=0)
    done = [str(event.get("name")) for event in tracker.events[begun:] if event.get("event") == "action"]
    if any(name in _ASIDES for name in done):
        return [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
    return [FollowupAction(names.FIT_FORM)]


def _in_form(tracker: Tracker) -> bool:
    return bool((tracker.active_loop or {}).get("name") == names.FIT_FORM)


def _changed(tracker: Tracker, slots: Mapping[str, Any]) -> Events:
    """Return events for the slots that get another value; each event is stored and costs time for long."""
    return [
        SlotSet(slot, value)
        for slot, value in slots.items()
        if (tracker.get_slot(slot) or None) != (value or None)
    ]
