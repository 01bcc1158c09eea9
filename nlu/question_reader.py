"""Rasa component: what a question says beside its topic and names, and what the asker tells of themselves."""

from __future__ import annotations

import json
from typing import AbstractSet, Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.asked.plain_words import plain_words_of
from nlu.asked.reading import complete
from nlu.asked.settled import settled_intent
from nlu.intent_classifier import GUESSES, QUESTIONS
from nlu.names.source import shared_recogniser
from nlu.names_extractor import LEANS_ON, PUT_IN

PERSON = "person"
SETTLED = 0.9  # confidence in an intent that was told by rule
_FILE = "plain_words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionReader(GraphComponent):
    """Completes ``questions`` and sets ``person`` of each message (see :mod:`nlu.asked.reading`).

    It stands behind the classifier. Training gathers the words that questions about careers are made of;
    the others tell something.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, plain: Optional[AbstractSet[str]] = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._plain: AbstractSet[str] = plain or frozenset()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionReader:
        """Return an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionReader:
        """Return the component with the words of the training questions."""
        with model_storage.read_from(resource) as directory:
            words = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, frozenset(words))

    def train(self, training_data: TrainingData) -> Resource:
        """Gather the words of the questions about careers; those of other questions explain nothing here."""
        texts = [
            message.get(TEXT)
            for message in training_data.intent_examples
            if message.get(TEXT) and str(message.get(INTENT)).startswith(("ask_", "compare_", "follow_up"))
        ]
        self._plain = plain_words_of(texts)
        with self._model_storage.write_to(self._resource) as directory:
            (directory / _FILE).write_text(json.dumps(sorted(self._plain)), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Complete the questions of each message; a button's payload has none."""
        for message in messages:
            questions = message.get(QUESTIONS)
            if questions:
                entities = message.get(ENTITIES) or []
                fields = shared_recogniser().fields_of_work(message.get(TEXT))
                person = complete(message.get(TEXT), questions, entities, self._plain, fields)
                message.set(PERSON, person, add_to_output=True)
                _settle(message, questions, person)
        return messages


def _settle(message: Message, questions: List[Dict[str, Any]], person: Dict[str, Any]) -> None:
    """Set intents anew where what a question says rules out how the classifier took it."""
    for question in questions:
        question["completed"] = bool(message.get(PUT_IN) or message.get(LEANS_ON))
        intent = settled_intent(question, person, leans=bool(message.get(LEANS_ON)))
        if intent is None:
            continue
        if message.get(INTENT)["name"] == question["intent"]:
            message.set(INTENT, {"name": intent, "confidence": SETTLED}, add_to_output=True)
            message.set(GUESSES, [], add_to_output=True)
        question["intent"], question["confidence"] = intent, SETTLED
