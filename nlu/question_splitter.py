"""Rasa component: the questions in a message, and what is only their background."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.names.source import shared_recogniser, training_recogniser
from nlu.names_extractor import is_payload
from nlu.units import UNITS, units_of, whole_unit


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class QuestionSplitter(GraphComponent):
    """Hands each message on as units to embed and to classify (see :mod:`nlu.units`)."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionSplitter:
        """Return the component; it has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the units of each message; a button's payload has none."""
        for message in messages:
            text = message.get(TEXT) or ""
            empty = is_payload(text) or not text.strip()
            message.set(UNITS, [] if empty else units_of(text, shared_recogniser().find(text)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set one unit, the whole, for each training question."""
        recogniser = training_recogniser()
        for message in training_data.training_examples:
            text = message.get(TEXT)
            if text:
                message.set(UNITS, [whole_unit(text, recogniser.find(text))])
        return training_data
