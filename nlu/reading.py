"""What a message asks, in order, from what the classifier says of its units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Sequence

import numpy as np

from nlu.intent_model import DECLINING, Array, IntentModel
from nlu.names.mention import Mention
from nlu.units import Unit, within

FALLBACK = "nlu_fallback"
MOST_QUESTIONS = 4
MOST_GUESSES = 3
# Said beside a question these are manners; alone they are the message.
SMALL_TALK = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "inform",
        "skip",
        "stop_form",
        "repeat",
        "restart",
        "ask_capabilities",
        "ask_identity",
        "bot_challenge",
        "ask_human",
        "give_feedback",
    ]
)
_SURE_OF_SECOND = 0.5  # confidence from which a later sentence is a question of its own
_SURE_OF_HALVES = 0.6  # the same for the halves of one sentence
_LENT = (
    "role",
    "location",
    "level",
    "industry",
    "tool",
    "background",
    "degree",
    "field",
    "remote",
    "year",
    "unknown_role",
)


@dataclass
class Question:
    """One question of a message.

    :param intent: an intent, a declining intent, or ``nlu_fallback``
    :param mentions: its own names, and those that the rest of the message lends to it
    """

    start: int
    end: int
    intent: str
    confidence: float
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """What a message asks.

    :param questions: at least one, in order
    :param ranking: intents with their confidence for the first of them, best first
    :param guesses: the likeliest intents, when the reading is unsure
    """

    questions: list[Question]
    ranking: list[tuple[str, float]]
    guesses: list[tuple[str, float]]

    @property
    def main(self) -> Question:
        """The first question that can be answered, or the first."""
        real = (one for one in self.questions if one.intent not in DECLINING)
        return next(real, self.questions[0])


def read(
    units: Sequence[Unit],
    probabilities: Array,
    off_topic: Array,
    mentions: Sequence[Mention],
    model: IntentModel,
) -> Reading:
    """Return the questions of a message.

    :param units: the units of the message, the whole first
    :param probabilities: of the intents for each unit, (units, K)
    :param off_topic: estimated chance that a unit is off topic, (units,)
    """
    judge = _Judge(model)
    whole = units[0]
    asked = [index for index, unit in enumerate(units) if unit.kind == "question"]
    halves = [index for index, unit in enumerate(units) if unit.kind == "half"]
    questions: list[Question] = []
    main = probabilities[0]
    if asked:
        main = _blended(probabilities[asked[0]], probabilities[0])
        questions = _in_order(units, asked, probabilities, off_topic, mentions, judge)
    elif halves:
        questions = _two_halves(units, halves, probabilities, off_topic, mentions, judge)
    if not questions:
        main = probabilities[0]
        intent, confidence = judge.intent(main, float(off_topic[0]))
        questions = [
            Question(whole.start, whole.end, intent, confidence, within(mentions, whole.start, whole.end))
        ]
    if len(units) > 1:
        _lend(questions, units, mentions)
    elif len(questions) == 1:
        questions[0].mentions = list(mentions)
    guesses = judge.guesses(main) if questions[0].intent == FALLBACK else []
    return Reading(questions, judge.ranking(main), guesses)


class _Judge:
    """Turns probabilities into an intent, a refusal or a doubt."""

    def __init__(self, model: IntentModel) -> None:
        self._model = model
        self._declining = np.isin(model.classes, DECLINING)

    def intent(self, probabilities: Array, off_topic: float) -> tuple[str, float]:
        """Return the intent of a text and the confidence in it."""
        if off_topic >= self._model.decline_from:
            declined = np.where(self._declining, probabilities, -1)
            return str(self._model.classes[declined.argmax()]), off_topic
        answered = np.where(self._declining, -1, probabilities)
        best = int(answered.argmax())
        if probabilities[best] < self._model.unsure_below:
            return FALLBACK, float(probabilities[best])
        return str(self._model.classes[best]), float(probabilities[best])

    def ranking(self, probabilities: Array, most: int = 10) -> list[tuple[str, float]]:
        """Return the likeliest intents, best first."""
        order = np.argsort(-probabilities)[:most]
        return [(str(self._model.classes[index]), float(probabilities[index])) for index in order]

    def guesses(self, probabilities: Array) -> list[tuple[str, float]]:
        """Return the likeliest intents that can be offered as a question."""
        offered = [
            one for one in self.ranking(probabilities) if one[0] not in SMALL_TALK | {*DECLINING, "follow_up"}
        ]
        return offered[:MOST_GUESSES]


def _in_order(
    units: Sequence[Unit],
    asked: Sequence[int],
    probabilities: Array,
    off_topic: Array,
    mentions: Sequence[Mention],
    judge: _Judge,
) -> list[Question]:
    questions: list[Question] = []
    alone = [judge.intent(probabilities[index], float(off_topic[index])) for index in asked]
    answerable = [one for one in alone if one[0] not in DECLINING and one[1] >= _SURE_OF_SECOND]
    for order, index in enumerate(asked):
        unit = units[index]
        intent, confidence = alone[order]
        if order == 0 and not (intent in DECLINING and answerable):
            blend = _blended(probabilities[index], probabilities[0])
            intent, confidence = judge.intent(blend, float(min(off_topic[index], off_topic[0])))
        own = within(mentions, unit.start, unit.end)
        question = Question(unit.start, unit.end, intent, confidence, own)
        if order == 0:
            questions.append(question)
        else:
            _add(question, questions)
    real = [one for one in questions if one.intent not in SMALL_TALK | {FALLBACK}]
    return (real or questions[:1])[:MOST_QUESTIONS]


def _blended(question: Array, whole: Array) -> Array:
    """Return the probabilities of the first question: its own as far as they are sure of themselves.

    "How hard is it?" says little without the message around it; "what does an ML engineer earn?" is
    only blurred by the story before it.
    """
    own = float(question.max())
    return own * question + (1 - own) * whole


def _add(question: Question, questions: list[Question]) -> None:
    """Add a later sentence as a question of its own, or to the one before it."""
    before = questions[-1]
    named = any(one.kind in {"role", "location", "level", "industry"} for one in question.mentions)
    if question.intent == "follow_up" and named and before.intent not in SMALL_TALK | {*DECLINING, FALLBACK}:
        question.intent = before.intent  # "what does an MLE earn? and a data scientist?"
        questions.append(question)
        return
    unclear = question.intent in SMALL_TALK | {FALLBACK, "follow_up"} or question.confidence < _SURE_OF_SECOND
    if unclear and before.intent not in SMALL_TALK:
        before.mentions += question.mentions
        before.end = question.end
    elif any(one.intent == question.intent and not _new_roles(question, one) for one in questions):
        before.end = question.end
    else:
        questions.append(question)


def _new_roles(question: Question, before: Question) -> bool:
    known = {one.value for one in before.mentions if one.kind == "role"}
    return any(one.kind == "role" and one.value not in known for one in question.mentions)


def _two_halves(
    units: Sequence[Unit],
    halves: Sequence[int],
    probabilities: Array,
    off_topic: Array,
    mentions: Sequence[Mention],
    judge: _Judge,
) -> list[Question]:
    questions = []
    for index in halves:
        unit = units[index]
        intent, confidence = judge.intent(probabilities[index], float(off_topic[index]))
        if confidence < _SURE_OF_HALVES or intent in SMALL_TALK | {*DECLINING, FALLBACK, "follow_up"}:
            return []
        questions.append(
            Question(unit.start, unit.end, intent, confidence, within(mentions, unit.start, unit.end))
        )
    return questions if len({one.intent for one in questions}) == len(questions) else []


def _tells_who(one: Mention) -> bool:
    """Return whether a name says what the asker leaves or is, whatever the question itself names."""
    return one.part == "origin" or (one.kind == "role" and one.standing == "person" and one.how == "name")


def _lend(questions: list[Question], units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
    """Give each question the names that the background and the questions before it hold."""
    covered = [(one.start, one.end) for one in questions]
    aside = [
        one for one in mentions if not any(start <= one.start and one.end <= end for start, end in covered)
    ]
    carried: list[Mention] = []
    for question in questions:
        own = {one.kind for one in question.mentions}
        lent = [one for one in aside if one.kind in _LENT and (one.kind not in own or _tells_who(one))]
        if "role" not in own and not any(one.kind == "role" for one in lent):
            lent += [one for one in carried if one.kind == "role"]
        question.mentions = sorted({*question.mentions, *lent}, key=lambda one: one.start)
        carried = [one for one in question.mentions if one.kind == "role"] or carried
