"""A message as Rasa hands it over, as the questions that it holds."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from actions import names
from actions.person import Person
from actions.question import NearNote, Question, Value
from knowledge.pay.wishes import read_wishes

_LONGEST_KEPT = 300  # characters of a question that the next one may lean on


def questions_in(message: Mapping[str, Any], *, turn: int = 0) -> list[Question]:
    """Return the questions of a message as Rasa hands it over, in order; at least one.

    A button's payload has no questions of its own: its intent and entities are one.
    """
    person = Person.said_in(message.get("person") or {})
    split = [one for one in message.get("questions") or [] if one.get("intent")]
    if not split:
        intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
        split = [{"intent": intent, "entities": message.get("entities") or []}]
    person = person.telling(split[0].get("told") or {}, split[0].get("tastes") or {})
    return [_question(one, person, turn) for one in split]


def _question(read: Mapping[str, Any], person: Person, turn: int) -> Question:
    entities: Sequence[Mapping[str, Any]] = read.get("entities") or []
    numbers = [one for one in read.get("refers") or [] if str(one).startswith("number:")]
    notes = [str(one["value"]) for one in entities if one.get("entity") == names.NOTE]
    return Question(
        intent=str(read["intent"]),
        confidence=float(read.get("confidence") or 1.0),
        shape=str(read.get("shape") or "facts"),
        criterion=read.get("criterion"),
        aspects=tuple(str(one) for one in read.get("aspects") or []),
        aspect_words=str(read.get("aspect_words") or ""),
        says=tuple(str(one) for one in read.get("says") or []),
        values=(*map(_entity, entities), *map(_leftover, read.get("left") or [])),
        person=person,
        fields_of_work=tuple(str(one) for one in read.get("fields_of_work") or []),
        refers=frozenset(str(one) for one in read.get("refers") or []) - set(numbers),
        number=int(numbers[0].partition(":")[2]) if numbers else None,
        about_answer=read.get("about_answer"),
        topic_word=read.get("topic_word"),
        bare=bool(read.get("bare")),
        feeling=read.get("feeling"),
        told=dict(read.get("told") or {}),
        likes=tuple((read.get("tastes") or {}).get("likes") or ()),
        dislikes=tuple((read.get("tastes") or {}).get("dislikes") or ()),
        notes=tuple(NearNote(str(note), *signs) for note, *signs in read.get("notes") or []),
        words={str(stem): float(weight) for stem, weight in (read.get("words") or {}).items()},
        length=len(str(read.get("text") or "").split()),
        note=notes[0] if notes else None,
        turn=turn,
        text=str(read.get("text") or "")[:_LONGEST_KEPT],
        completed=bool(read.get("completed")),
        states=bool(read.get("states")),
        wishes=read_wishes(str(read.get("text") or "")),
        wants=frozenset(str(one) for one in read.get("wants") or []),
    )


def _entity(entity: Mapping[str, Any]) -> Value:
    # A button may hold anything that its signature lets through: an id is a text, or it is none.
    value = entity.get("value")
    known = value if isinstance(value, str) else None
    kind = str(entity.get("entity"))
    return Value(
        kind=kind,
        id=None if kind == names.UNKNOWN_ROLE else known,
        words=str(entity.get("words") or (known or "").replace("_", " ")),
        how="carried" if entity.get("carried") else "said",
        of_person=entity.get("as") == "person" and not entity.get("carried"),
        negated=bool(entity.get("negated")),
        part=entity.get("role"),
        named_field=bool(entity.get("field")),
        detail=(("by", "years"),) if entity.get("by") == "years" else (),
    )


def _leftover(left: Mapping[str, Any]) -> Value:
    value = left.get("value")
    return Value(
        kind=str(left["kind"]),
        id=None,
        words=str(left["words"]),
        detail=tuple(sorted(value.items())) if isinstance(value, dict) else (),
    )
