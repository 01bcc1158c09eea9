"""Rasa component: the questions in a message, and what is only their background."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.names.source import shared_recogniser, training_recogniser
from nlu.names_extractor import is_payload
from nlu.sentence_encoder import shared_encoder
from nlu.units import UNITS, units_of, whole_unit
from nlu.vocabulary import Vocabulary

_FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class QuestionSplitter(GraphComponent):
    """Hands each message on as units to embed and to classify (see :mod:`nlu.units`).

    Training gathers the words of the training questions, by which misspelt words are read.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, vocabulary: Optional[Vocabulary] = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._vocabulary = vocabulary or Vocabulary({}, shared_encoder().knows)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionSplitter:
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
    ) -> QuestionSplitter:
        """Return the component with the words of the training questions."""
        with model_storage.read_from(resource) as directory:
            vocabulary = Vocabulary.load(directory / _FILE, shared_encoder().knows)
        return cls(model_storage, resource, vocabulary)

    def train(self, training_data: TrainingData) -> Resource:
        """Gather the words of the training questions."""
        texts = (message.get(TEXT) for message in training_data.intent_examples)
        self._vocabulary = Vocabulary.of((text for text in texts if text), shared_encoder().knows)
        with self._model_storage.write_to(self._resource) as directory:
            self._vocabulary.save(directory / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the units of each message; a button's payload has none."""
        for message in messages:
            text = message.get(TEXT) or ""
            if is_payload(text) or not text.strip():
                message.set(UNITS, [])
                continue
            units = units_of(text, shared_recogniser().find(text))
            message.set(UNITS, [unit.spelt(self._vocabulary.repair(unit.masked)) for unit in units])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set one unit, the whole, for each training question, spelt as its author wrote it."""
        recogniser = training_recogniser()
        for message in training_data.training_examples:
            text = message.get(TEXT)
            if text:
                message.set(UNITS, [whole_unit(text, recogniser.find(text))])
        return training_data
