"""A message as its parts: pleasantries off, questions apart from the background they are asked from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterator

import spacy
from spacy.language import Language

LONGEST_MESSAGE = 4000  # characters that are read; a channel refuses longer messages
LONGEST_PART = 1000  # characters of a part that are embedded
MOST_PARTS = 6
MOST_JOINED = 3

_WHO = r"(?:\s+(?:there|all|everyone|everybody|guys|folks|team|friends?|bot|again|people|y'?all|ladies))*"
_HELLO = re.compile(
    r"^\s*(?:(?:hi+|hello+|hey+|heya|hiya|howdy|greetings|good\s+(?:morning|afternoon|evening|day)|dear|yo)\b"
    + _WHO
    + r"\s*[,.!:;\u2013-]*\s+)+",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"[\s,.!;\u2013-]*\b(?:many\s+thanks|thanks|thank\s+you|thankyou|thx|tysm|ty|tia|cheers|(?:please|pls|kindly)\s+help(?:\s+me)?"
    r"|any\s+(?:help|advice|input|tips?)\s+(?:is|are|would\s+be)\s+(?:much\s+|really\s+|greatly\s+)?(?:appreciated|welcome)"
    r"|(?:i(?:'d|\s+would)?\s+)?appreciate\s+(?:it|any\s+help|your\s+help|any\s+advice))"
    r"(?:\s+(?:in\s+advance|so\s+much|very\s+much|a\s+lot|a\s+ton|a\s+bunch|again|guys|all|everyone|for\s+(?:your|the|any)\s+(?:help|time|advice)))*"
    r"\s*[.!:)\s]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:so|and|but|or|also|then|well|ok(?:ay)?|now|plus|anyway|ps|tl;?dr:?|question|basically|btw)[\s,:]+)*"
    r"(?:what|whats|which|who|whom|whose|when|where|why|how|hows|is|are|was|were|do|does|did|can|could|should|shall|will|"
    r"would|may|might|am|has|have|had|any|anyone|anybody|isn't|aren't|don't|doesn't|won't|wouldn't|tell|explain|compare|list|"
    r"describe|give|recommend|suggest|help|show|name)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:advice|advise|suggest\w*|recommend\w*|tips|guidance|guide\s+me|help\s+me|wonder(?:ing)?|curious|tell\s+me|explain|"
    r"want\s+to\s+know|would\s+like\s+to\s+know|like\s+to\s+(?:ask|hear|understand|know)|looking\s+for|need\s+(?:help|to\s+know)|share\s+your|thoughts)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"^\W*(?:do|does|is|are|can|should)\b|\b(?:what|which|who|how|why|where|when)(?:'?s)?\b", re.I
)
_LEANS = re.compile(
    r"^(?:and\s+)?(?:if\s+(?:yes|so|not|no)\b|why(?:\s+(?:not|so|is\s+that))?\b\W*$|how\s+so\b|which\s+(?:one|ones)\b|any\s+\w+\W*$|thoughts\b)",
    re.IGNORECASE,
)
_PLEA = (
    r"(?:advice|tips?|recommendations?|suggestions?|ideas?|thoughts|opinions?|help|guidance|insights?|"
    r"experiences?|pointers)"
)
# A question that says nothing of its own: "Any advice?", "Is it possible?", "Kindly guide me how to start."
_EMPTY = re.compile(
    r"^(?:so|and|but|or)?[\s,]*"
    r"(?:(?:please|pls|kindly|(?:can|could)\s+(?:you|someone|anyone|anybody))\s+)*"
    r"(?:(?:any|some|your|need|looking\s+for|share)\s+)?(?:"
    rf"{_PLEA}(?:\s*(?:,|and|or|/|&)\s*(?:any\s+)?{_PLEA})*"
    r"|(?:guide|help|advise|suggest)(?:\s+(?:me|us))?"
    r"(?:\s+(?:how|where|what)\s+(?:to|should\s+i|do\s+i|can\s+i)\s+(?:start|begin|do|proceed|go|next))?"
    r"|(?:what|how)\s+(?:do|would|should|can)\s+(?:you|i|we)\s+"
    r"(?:think|do|suggest|recommend|advise|say|start|begin|decide|proceed)"
    r"(?:\s+(?:next|now|this|about\s+(?:it|this|that)|from\s+here))?"
    r"|where\s+(?:do|should|can|would)\s+i\s+(?:start|begin)(?:\s+from)?"
    r"|is\s+(?:it|this|that)\s+(?:really\s+|even\s+|still\s+)?(?:possible|realistic|feasible|doable|"
    r"worth\s+it|true|too\s+late|(?:a\s+)?(?:good|bad)\s+(?:idea|plan|move)|normal|a\s+mistake)"
    r"|(?:am\s+i|is\s+it)\s+(?:crazy|mad|wrong|too\s+(?:old|late))"
    r"|has\s+any(?:one|body)\s+(?:here\s+)?done\s+(?:this|it|that)"
    r")\W*$",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"(?:\s*[,;]\s*(?:and|also|plus|then|&)?\s*|\s+(?:and|also|plus|&)\s+(?:also\s+)?)"
    r"(?=(?:what|which|who|where|how|why|is|are|do|does|can|could|should|will|would)\b\s+\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A stretch of a message.

    :param start: first character in the message; ``end`` is one behind the last
    :param asks: whether it is written as a question or a request
    """

    start: int
    end: int
    asks: bool


@lru_cache(maxsize=1)
def _sentences() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe(
        "sentencizer",
        config={"punct_chars": [".", "!", "?", "\u2026", "...", "??", "???", "?!", "!!", "!!!"]},
    )
    return nlp


def without_pleasantries(text: str) -> tuple[int, int]:
    """Return start and end of what a text says beyond greeting and thanks; all of it if it says no more."""
    start, end = 0, len(text)
    hello = _HELLO.match(text)
    if hello and len(text[hello.end() :].split()) >= 3:
        start = hello.end()
    thanks = _THANKS.search(text, start)
    if thanks and len(text[start : thanks.start() + 1].split()) >= 3:
        end = thanks.start() + (1 if text[thanks.start() : thanks.start() + 1] in {".", "!"} else 0)
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else (0, len(text))


def parts_of(text: str) -> list[Part]:
    """Return the sentences of a message in order, at most :data:`MOST_PARTS`, each a question or background.

    A sentence that leans on the one before ("If yes, how?") belongs to it. A long post keeps its
    first sentence and its questions.
    """
    text = text[:LONGEST_MESSAGE]
    start, end = without_pleasantries(text)
    parts: list[Part] = []
    for first, last in _sentence_spans(text, start, end):
        sentence = text[first:last]
        trailing = first > 0 and text[:first].rstrip().endswith(("...", "\u2026")) and sentence[0].islower()
        if parts and (
            _LEANS.match(sentence) or _EMPTY.match(sentence) or len(sentence.split()) < 3 or trailing
        ):
            parts[-1] = Part(parts[-1].start, last, parts[-1].asks or _is_asking(sentence))
            continue
        parts.append(Part(first, last, _is_asking(sentence)))
    if len(parts) > MOST_PARTS:
        asking = [part for part in parts if part.asks][:MOST_PARTS]
        parts = sorted({parts[0], *asking}, key=lambda part: part.start)[: MOST_PARTS + 1]
    return parts or [Part(start, end, True)]


def joined_questions(text: str, part: Part) -> list[Part]:
    """Return the questions that one sentence may join: "what does one do, what does one earn and how …".

    Whether they are several shows only when each is read; none are returned where there is but one.
    """
    found: list[Part] = []
    start = part.start
    for joint in _SECOND.finditer(text, part.start, part.end):
        left, right = text[start : joint.start()], text[joint.end() : part.end]
        asks = found or _QUESTION_WORD.search(left)
        if len(left.split()) >= 3 and len(right.split()) >= 3 and asks:
            found.append(Part(start, joint.start(), True))
            start = joint.end()
        if len(found) == MOST_JOINED - 1:
            break
    return [*found, Part(start, part.end, True)] if found else []


def _is_asking(sentence: str) -> bool:
    return "?" in sentence or bool(_ASKS.match(sentence)) or bool(_REQUEST.search(sentence))


def _sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n\r]+", text[start:end]):
        for sentence in _sentences()(line.group()).sents:
            first = start + line.start() + sentence.start_char
            last = start + line.start() + sentence.end_char
            while first < last and text[first].isspace():
                first += 1
            while last > first and text[last - 1].isspace():
                last -= 1
            if any(character.isalnum() for character in text[first:last]):
                yield first, last
