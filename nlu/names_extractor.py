"""Rasa component: the names in a message as entities with their canonical ids."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.names.mention import Mention
from nlu.names.source import shared_recogniser


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameExtractor(GraphComponent):
    """Finds names with the recogniser that the knowledge base fills; nothing of it is trained."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NameExtractor:
        """Return the component, its names read from the knowledge base."""
        shared_recogniser()  # at start rather than in somebody's first message
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the entities of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            entities = [] if is_payload(text) else [as_entity(one) for one in shared_recogniser().find(text)]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def is_payload(text: str) -> bool:
    """Return whether a text is Rasa's own syntax (``/ask_salary{"role": "ml_engineer"}``), of a button."""
    return text.lstrip().startswith("/")


def as_entity(mention: Mention) -> Dict[str, Any]:
    """Return a mention as Rasa writes entities; ``role`` is origin or target of a change.

    A level told by years of experience is marked ``"by": "years"``.
    """
    entity: Dict[str, Any] = {
        "entity": mention.kind,
        "value": mention.value,
        "start": mention.start,
        "end": mention.end,
        "confidence": mention.confidence,
        "extractor": "NameExtractor",
    }
    if mention.part:
        entity["role"] = mention.part
    if mention.how == "years":
        entity["by"] = "years"
    return entity
