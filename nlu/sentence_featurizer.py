"""Rasa component: sentence embeddings of a message and of each question in it."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.question_splitter import QuestionSplitter
from nlu.sentence_encoder import Vectors, shared_encoder
from nlu.units import VECTORS, units_in


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Embeds the units of messages, all of a batch at once."""

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """Return what must stand before it in the pipeline."""
        return [QuestionSplitter]

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages that it imports."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Return the component, its encoder loaded and checked.

        :raises EncoderFileError: when a file of the encoder is missing or is not the expected one
        """
        shared_encoder()
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Accept the configuration; the encoder's settings come from the environment."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the features of each message, and the vectors of its units."""
        for message in messages:
            units = units_in(message)
            vectors = shared_encoder().encode([unit.masked for unit in units])
            message.set(VECTORS, vectors)
            if units:
                self._add(message, vectors[:1])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Set the features of all training questions in one go, on every core.

        The vectors stand in the features alone: Rasa prints whatever else a message holds to tell
        whether it changed, which takes longer than the embedding.
        """
        messages = [message for message in training_data.training_examples if units_in(message)]
        texts = [units_in(message)[0].masked for message in messages]
        vectors = shared_encoder().encode(texts, workers=os.cpu_count() or 1)
        for index, message in enumerate(messages):
            self._add(message, vectors[index : index + 1])
        return training_data

    def _add(self, message: Message, vector: Vectors) -> None:
        alias = self._config[FEATURIZER_CLASS_ALIAS] or self._identifier
        message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, alias))
