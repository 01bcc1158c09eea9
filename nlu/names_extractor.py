"""Rasa component: the entry of the pipeline, a message normalised, its names as entities with their ids."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.follow_ups import Completed, Span, completed
from nlu.names.mention import Mention
from nlu.names.professions import is_title
from nlu.names.source import shared_recogniser
from nlu.normalise import normalised
from nlu.note_store import shared_note_words
from nlu.spoken import SPOKEN_OF, SpokenOf

NORMALISED = "normalised"
PUT_IN = "put_in"  # where a follow-up was completed; never part of Rasa's output, nor is the next
LEANS_ON = "leans_on"  # the question before, of a follow-up that says nothing of its own


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameExtractor(GraphComponent):
    """Finds names with the recogniser that the knowledge base fills; nothing of it is trained.

    As the first of the pipeline it sets the text that all others read, ``normalised`` in the output;
    places of names and questions are places in it.
    """

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

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Set text, normalised and completed, and entities of each message; a button's payload stays.

        :param tracker: the conversation so far, for what a follow-up leaves out
        """
        for message in messages:
            text = message.get(TEXT) or ""
            if is_payload(text):
                message.set(ENTITIES, [], add_to_output=True)
                continue
            text = normalised(text)
            whole = _completed(text, tracker)
            if whole is not None:
                text = whole.text
                message.set(PUT_IN, whole.put_in)
                message.set(LEANS_ON, whole.leans_on)
            put_in = whole.put_in if whole else ()
            entities = [as_entity(one, text, put_in) for one in shared_recogniser().find(text)]
            message.set(TEXT, text)
            message.set(NORMALISED, text, add_to_output=True)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def is_payload(text: str) -> bool:
    """Return whether a text is Rasa's own syntax (``/ask_salary{"role": "ml_engineer"}``), of a button."""
    return text.lstrip().startswith("/")


def _completed(text: str, tracker: Optional[DialogueStateTracker]) -> Optional[Completed]:
    spoken = SpokenOf.kept(tracker.get_slot(SPOKEN_OF)) if tracker is not None else SpokenOf()
    if spoken == SpokenOf():
        return None
    return completed(text, shared_recogniser().find(text), spoken, shared_note_words())


def as_entity(mention: Mention, text: str, put_in: Sequence[Span] = ()) -> Dict[str, Any]:
    """Return a mention as Rasa writes entities.

    ``role`` is origin or target of a change, ``as`` tells whether the asker or the subject is spoken
    of, ``negated`` marks what is ruled out or lacking (``ruled`` says which), ``studied`` what is named
    as a subject of study. A level told by years of experience is marked ``"by": "years"``, a background named
    by its field or study and not by a title ``"field": True``.

    :param text: the text in which it stands
    :param put_in: stretches of it that the conversation lent; what stands there is ``"carried": True``
    """
    entity: Dict[str, Any] = {
        "entity": mention.kind,
        "value": mention.value,
        "start": mention.start,
        "end": mention.end,
        "words": text[mention.start : mention.end],
        "confidence": mention.confidence,
        "extractor": "NameExtractor",
    }
    if any(start <= mention.start and mention.end <= end for start, end in put_in):
        entity["carried"] = True
    if mention.part:
        entity["role"] = mention.part
    if mention.standing:
        entity["as"] = mention.standing
    if mention.ruled:
        entity["negated"] = True
        entity["ruled"] = mention.ruled
    if mention.studied:
        entity["studied"] = True
    if mention.how == "years":
        entity["by"] = "years"
    if mention.kind == "background" and not is_title(entity["words"]):
        entity["field"] = True
    return entity
