"""Rasa component: the notes that come nearest in meaning to each question of a message."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence, Type

import numpy as np
import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.errors import CatalogError, KnowledgeUnavailable
from nlu.intent_classifier import QUESTIONS, QuestionClassifier
from nlu.names.source import shared_recogniser
from nlu.names_extractor import LEANS_ON
from nlu.note_store import shared_note_index
from nlu.sentence_encoder import shared_encoder
from nlu.units import VECTORS, Unit, units_in, whole_unit, within

_OWN = 0.75  # a question's share of what it means, beside that of the whole message
_log = structlog.get_logger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class NoteFinder(GraphComponent):
    """Sets ``notes`` and ``words`` of each question, with the vectors that the message carries already.

    A message with one question is taken whole: its story tells which note answers.

    It stands behind the classifier, which makes the questions. Nothing of it is trained.
    """

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        """Return what must stand before it in the pipeline."""
        return [QuestionClassifier]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NoteFinder:
        """Return the component; the notes are read at start rather than in somebody's first message."""
        try:
            shared_note_index()
        except (KnowledgeUnavailable, CatalogError) as error:
            _log.error("notes.unavailable", reason=str(error))
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the notes for each question; without a knowledge base there are none."""
        for message in messages:
            questions = message.get(QUESTIONS)
            if not questions:
                continue
            try:
                index = shared_note_index()
            except (KnowledgeUnavailable, CatalogError) as error:
                _log.warning("notes.unavailable", reason=type(error).__name__)
                continue
            units, vectors = units_in(message), message.get(VECTORS)
            text = message.get(TEXT) or ""
            if message.get(LEANS_ON):  # "what am I doing wrong?" means what the question before tells
                text = f"{message.get(LEANS_ON)} {text}"
                units = [whole_unit(text, shared_recogniser().find(text))]
                vectors = shared_encoder().encode([units[0].masked])
            mentions = shared_recogniser().find(text)
            for question in questions:
                at = _place(units, question) if len(questions) > 1 and len(units) > 1 else 0
                own = within(mentions, question["start"], question["end"]) if at else mentions
                meant = vectors[at]
                if at:  # "is it too late?" means little without the story before it
                    meant = _OWN * meant + (1 - _OWN) * vectors[0]
                    meant = meant / np.linalg.norm(meant)
                question["notes"] = [one.as_list() for one in index.rank(meant, units[at].masked, own)]
                question["words"] = index.weights(units[at].masked)
        return messages


def _place(units: Sequence[Unit], question: Mapping[str, Any]) -> int:
    """Return which unit a question is; 0 is the whole message."""
    span = (question["start"], question["end"])
    return next((place for place, unit in enumerate(units) if (unit.start, unit.end) == span), 0)
