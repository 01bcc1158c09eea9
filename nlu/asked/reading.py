"""All that a question says beside topic and names, put together."""

from __future__ import annotations

import re
from typing import AbstractSet, Any, Dict, List, Mapping, Sequence

from nlu.asked.about_answer import asked_about_answer
from nlu.asked.aspect import asks_meaning, asks_what_they_do, aspects_of, words_beside
from nlu.asked.circumstances import circumstances_in, tastes_in
from nlu.asked.criterion import criterion_of
from nlu.asked.feeling import feeling_in
from nlu.asked.leftovers import Leftover, leftovers_in
from nlu.asked.person import person_in, states
from nlu.asked.plain_words import explained
from nlu.asked.references import references_in
from nlu.asked.shape import shape_of
from nlu.asked.topic_word import names_topic, topic_word_in
from nlu.asked.wanted import wanted_in
from nlu.names.mention import Mention
from nlu.names.standing import asker_spans

_WORD = re.compile(r"[^\W_][\w'+#.-]*")
_ASKS = frozenset(
    [
        "what",
        "which",
        "who",
        "how",
        "why",
        "where",
        "when",
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "can",
        "could",
        "should",
        "would",
        "will",
        "much",
        "many",
        "need",
        "needs",
        "required",
        "better",
        "best",
        "worth",
        "difference",
        "become",
        "learn",
        "start",
        "earn",
        "make",
        "become",
    ]
)
_OF_SUBJECTS = frozenset(
    ["role", "background", "unknown_role", "location", "tool", "certificate", "field", "industry"]
)


def complete(
    text: str,
    questions: Sequence[Dict[str, Any]],
    entities: Sequence[Mapping[str, Any]],
    plain: AbstractSet[str],
    fields: Sequence[Mention] = (),
) -> Dict[str, Any]:
    """Add to each question what it says beside topic and names, and return what the message says of the person.

    :param text: the normalised message, to which all places refer
    :param questions: in order, each with ``start``, ``end`` and ``entities``; they gain the other keys of the contract
    :param entities: all names of the message
    :param plain: see :func:`nlu.asked.plain_words.plain_words_of`
    :param fields: see :meth:`nlu.names.recogniser.Recogniser.fields_of_work`
    """
    names = [(int(one["start"]), int(one["end"])) for one in entities]
    terms = [(int(one["start"]), int(one["end"])) for one in entities if one["entity"] == "term"]
    leftovers = [
        one
        for one in leftovers_in(text, [span for span in names if span not in terms], plain)
        if one.kind != "word" or not any(one.start < end and start < one.end for start, end in terms)
    ]
    owner = _owners(leftovers, questions)
    spans = asker_spans(text)
    for index, question in enumerate(questions):
        start, end = question["start"], question["end"]
        words = text[start:end]
        inside = [(first - start, last - start) for first, last in names if start <= first and last <= end]
        own = [one for one, at in zip(leftovers, owner, strict=True) if at == index]
        subjects = any(one["entity"] in _OF_SUBJECTS for one in question["entities"])
        near = [one for one in fields if start <= one.start and one.end <= end] or fields
        question["fields_of_work"] = list(dict.fromkeys(one.value for one in near))
        question["shape"] = shape_of(words)
        question["criterion"] = criterion_of(words)
        aspects = aspects_of(words)
        people = [
            (int(one["start"]) - start, int(one["end"]) - start)
            for one in question["entities"]
            if one["entity"] in ("role", "unknown_role") and start <= int(one["start"]) < end
        ]
        meant = [
            (int(one["start"]) - start, int(one["end"]) - start)
            for one in question["entities"]
            if one["entity"] == "term" and start <= int(one["start"]) < end
        ]
        question["aspects"] = [
            *aspects,
            *(["does"] if asks_what_they_do(words, people) else []),
            *(["meaning"] if asks_meaning(words, meant) else []),
        ]
        question["aspect_words"] = " ".join(aspects.values())
        question["says"] = words_beside(words, inside)
        question["left"] = [_as_dict(one, question, spans) for one in own]
        question["refers"] = references_in(words)
        question["wants"] = wanted_in(words)
        of_fields = [(one.start - start, one.end - start) for one in near if start <= one.start < end]
        question["topic_word"] = topic_word_in(words, [*inside, *of_fields])
        question["about_answer"] = asked_about_answer(
            words, names_something=subjects or (names_topic(words) and question["topic_word"] is not None)
        )
        if question["about_answer"]:
            question["left"] = [one for one in question["left"] if one["kind"] != "word"]
        question["bare"] = _is_bare(words, inside, [one for one in own if one.kind == "place"], start)
        question["feeling"] = feeling_in(text if len(questions) == 1 else words)
        question["told"] = circumstances_in(text)
        question["tastes"] = tastes_in(text)
        question["states"] = len(questions) == 1 and states(text)
        question.setdefault("notes", [])
    if questions and questions[0]["feeling"] is None:
        questions[0]["feeling"] = feeling_in(text)
    return person_in(text, entities, leftovers)


def _owners(leftovers: Sequence[Leftover], questions: Sequence[Mapping[str, Any]]) -> List[int]:
    """Return for each leftover the question it stands in; one of the background belongs to the first."""
    return [
        next(
            (at for at, one in enumerate(questions) if one["start"] <= left.start and left.end <= one["end"]),
            0,
        )
        for left in leftovers
    ]


def _as_dict(one: Leftover, question: Mapping[str, Any], spans: Sequence[tuple[int, int]]) -> Dict[str, Any]:
    outside = not (question["start"] <= one.start and one.end <= question["end"])
    person = (
        outside
        or one.kind == "person_attribute"
        or any(start <= one.start and one.end <= end for start, end in spans)
    )
    return {
        "kind": one.kind,
        "words": one.words,
        "value": one.value,
        "start": one.start,
        "end": one.end,
        "as": "person" if person else "subject",
    }


def _is_bare(words: str, names: Sequence[tuple[int, int]], places: Sequence[Leftover], start: int) -> bool:
    """Return whether a question is hardly more than names and filler: "and data engineers?", "no, Vancouver"."""
    named = [*names, *((one.start - start, one.end - start) for one in places)]
    rest = [
        match.group().lower()
        for match in _WORD.finditer(words)
        if not any(first <= match.start() < last for first, last in named)
    ]
    asked = [word for word in rest if word in _ASKS]
    if (
        asked
        and [word for word in rest if word in {"what", "how"}]
        and {"about", "if"} & set(rest)
        and len(rest) <= 5
    ):
        asked = []
    return bool(named) and not asked and all(explained(word) for word in rest) and len(rest) <= 6
