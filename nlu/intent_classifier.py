"""Rasa component: the intent of a message, and of each question in it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.follow_ups import Span
from nlu.intent_model import IntentModel, features_of
from nlu.intent_training import Examples, train
from nlu.names.source import shared_recogniser
from nlu.names_extractor import PUT_IN, as_entity
from nlu.reading import FALLBACK, Question, Reading, read
from nlu.sentence_featurizer import SentenceFeaturizer
from nlu.units import VECTORS, units_in

QUESTIONS = "questions"
GUESSES = "guesses"
_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent, IntentClassifier):
    """Sets intent, ``questions`` and, when unsure, ``guesses`` of each message (see :mod:`nlu.reading`)."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: Optional[IntentModel] = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """Return what must stand before it in the pipeline."""
        return [SentenceFeaturizer]

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that it imports."""
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionClassifier:
        """Return an untrained classifier."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionClassifier:
        """Return the trained classifier."""
        with model_storage.read_from(resource) as directory:
            return cls(model_storage, resource, IntentModel.load(directory / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the questions of ``data/nlu/`` and store the model as plain arrays."""
        self._model = train(examples_of(training_data.intent_examples))
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(directory / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent, ranking, questions and guesses of each message.

        A message without words is not understood; nor is a button's payload here, which Rasa reads
        itself behind this component.
        """
        for message in messages:
            units = units_in(message)
            if not units or self._model is None:
                _set(message, None)
                continue
            vectors = message.get(VECTORS)
            probabilities = self._model.probabilities(
                features_of(vectors, units), [unit.masked for unit in units]
            )
            off_topic = self._model.off_topic(probabilities, vectors)
            mentions = shared_recogniser().find(message.get(TEXT))
            _set(message, read(units, probabilities, off_topic, mentions, self._model))
        return messages


def examples_of(messages: List[Message]) -> Examples:
    """Return featurized training messages as arrays."""
    kept = [message for message in messages if message.features and message.get(INTENT)]
    units = [units_in(message)[0] for message in kept]
    vectors = np.vstack([message.features[0].features for message in kept])
    return Examples(
        texts=[unit.masked for unit in units],
        features=features_of(vectors, units),
        vectors=vectors,
        intents=np.array([message.get(INTENT) for message in kept]),
    )


def _set(message: Message, reading: Optional[Reading]) -> None:
    if reading is None:
        message.set(INTENT, {"name": FALLBACK, "confidence": 0.0}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        return
    main = reading.main
    text = message.get(TEXT)
    message.set(INTENT, {"name": main.intent, "confidence": main.confidence}, add_to_output=True)
    message.set(INTENT_RANKING_KEY, _as_dicts(reading.ranking, "name"), add_to_output=True)
    put_in = message.get(PUT_IN) or ()
    questions = [_as_dict(one, text, put_in) for one in reading.questions]
    message.set(QUESTIONS, questions, add_to_output=True)
    if reading.guesses:
        message.set(GUESSES, _as_dicts(reading.guesses, "intent"), add_to_output=True)


def _as_dict(question: Question, text: str, put_in: Sequence[Span]) -> Dict[str, Any]:
    return {
        "text": text[question.start : question.end],
        "start": question.start,
        "end": question.end,
        "intent": question.intent,
        "confidence": question.confidence,
        ENTITIES: [as_entity(one, text, put_in) for one in question.mentions],
    }


def _as_dicts(intents: List[tuple[str, float]], key: str) -> List[Dict[str, Any]]:
    return [{key: intent, "confidence": confidence} for intent, confidence in intents]
