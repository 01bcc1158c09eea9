"""What a message says of the person who asks: job, study, degree, years, level, place, pay, age, what they rule out."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, Optional, Sequence

from nlu.asked.ages import ages_in
from nlu.asked.leftovers import Leftover
from nlu.names.experience import NUMBERS, years_of_experience
from nlu.names.standing import FIRST_PERSON, asker_spans, head_spans

_JOBS = ("background", "role", "unknown_role")
_YEARS_AS = re.compile(
    r"\b(?P<count>\d{1,2}|"
    + "|".join(NUMBERS)
    + r")\+?\s*(?:years?|yrs?)\b(?=\s+(?:as|in|of|working|now|and|but|at)\b|\s*[,.;]|\s*$)",
    re.IGNORECASE,
)
_EARNS = re.compile(
    r"\b(?:i\s+(?:currently\s+|now\s+|only\s+|just\s+|already\s+)*(?:make|earn|get(?:\s+paid)?|am\s+(?:on|paid|making|earning)|was\s+making)|i'?m\s+(?:currently\s+|now\s+|only\s+)*(?:on|making|earning|paid|at)|"
    r"my\s+(?:current\s+|present\s+|base\s+|yearly\s+|annual\s+|monthly\s+)*(?:salary|pay|ctc|tc|income|comp\w*|wage|base|package)(?:\s+is|\s+of|\s*:)?|(?:currently|now)\s+(?:on|making|earning|at|paid)|earning|making|paid)\s+"
    r"(?:about\s+|around\s+|roughly\s+|only\s+|just\s+|like\s+|approx\w*\s+|at\s+|~)*$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^\W*(?:no|nope|nah|actually|sorry|wait|correction|oops|rather)\b[\s,.!:;-]+(?!thanks|thank|problem|worries|idea|clue|more|one|experience|degree)\S|"
    r"\bi\s+(?:meant|mean)\b(?!\s+(?:it|well|what)\b)|\bi\s+(?:said|asked\s+(?:about|for))\b|\bcorrection\b|\bmy\s+mistake\b|\bnot\s+[\w\s]{2,30}?(?:,|\bbut\b)\s*(?:in\s+|for\s+|as\s+|an?\s+)?\w+",
    re.IGNORECASE,
)
_NO_DEGREE = re.compile(
    r"\b(?:i\s+(?:have|hold|got|'ve)\s+no|i\s+(?:don'?t|do\s+not|didn'?t|never)\s+(?:have|got|finish\w*|get|hold|went\s+to|go\s+to|complet\w*)\s*(?:a\s+|any\s+|my\s+)?(?:\w+\s+)?)\s*(?:degree|college|university)\b|"
    r"\bi\s+dropped\s+out\b|\bself[ -]taught\b|\bi'?m\s+a\s+(?:college\s+|university\s+)?drop\s*out\b|\bwithout\s+(?:a|any|my)\s+degree\b(?=.*\b(?:i|me)\b)|"
    r"\bwithout\s+(?:going\s+to\s+|attending\s+|finishing\s+|any\s+|a\s+)?(?:college|university|uni)\b(?!\s+(?:fees|debt|loans?))",
    re.IGNORECASE,
)


_STATES = re.compile(
    r"^\W*(?:(?:oh|ah|and|but|so|well|no|nope|yes|yeah|wait|actually|sorry|also|btw|by\s+the\s+way|hi|hello|hey|ok|okay|"
    r"correction|to\s+be\s+clear|hmm|um)\b[\s,.!:;-]*)*"
    r"(?:(?:i|we)(?:'?m|'?ve|'?d|\s+\w+)|im|ive|my\s+\w+|it'?s\s+not|currently|(?:no|not\s+an?)\s+\w+\s*$)\b",
    re.IGNORECASE,
)
# What begins like a statement and asks: "I want to know", "I need a roadmap", "I meant data engineers".
_WISHES = re.compile(
    r"\?|\b(?:i|we)(?:'d|\s+would)?\s+(?:(?:really|just|only|also|still|do|don't|not)\s+)*"
    r"(?:want|need|like\s+to|love\s+to|wish|meant?|said|asked|wonder\w*|hope|plan|guess|think|thought|prefer)\b"
    r"|\bi'?m\s+(?:\w+\s+)?(?:asking|wondering|looking|trying|hoping|curious|interested|thinking|unsure|not\s+sure|torn|"
    r"confused|deciding|considering)\b|\b(?:should|what|which|how|why|whether|tell|explain|advise|recommend|advice|help)\b",
    re.IGNORECASE,
)


def states(text: str) -> bool:
    """Return whether a message only says something of who writes, and asks and wishes nothing."""
    return bool(_STATES.search(text)) and not _WISHES.search(text)


def person_in(
    text: str, entities: Sequence[Mapping[str, Any]], leftovers: Sequence[Leftover]
) -> Dict[str, Any]:
    """Return what a message says of the asker, and nothing that it does not say.

    Keys, all but the last two absent where nothing is said: ``job`` (``kind``, ``id``, the words of an
    unknown one too, and ``words``), ``study``, ``degree``, ``years``, ``level``, ``place``, ``pay``, ``age``,
    ``ruled_out`` (a list of ``kind`` and ``id``) and ``corrects``.
    """
    said: Dict[str, Any] = {}
    spans = asker_spans(text)
    speaks = bool(FIRST_PERSON.search(text)) or bool(spans)
    own = [one for one in entities if one.get("as") == "person" and (speaks or one.get("role") != "origin")]
    held = [one for one in own if not one.get("negated")]
    job = _job(held)
    if job:
        said["job"] = {"kind": job["entity"], "id": job["value"], "words": job["words"]}
    for key, kind in (("study", "field"), ("degree", "degree"), ("level", "level"), ("place", "location")):
        value = next((one["value"] for one in held if one["entity"] == kind), None)
        if value is not None:
            said[key] = value
    if "degree" not in said and _NO_DEGREE.search(text):
        said["degree"] = "none"
    if "place" not in said:
        place = next((one for one in leftovers if one.kind == "place" and _inside(one, spans)), None)
        if place:
            said["place"] = place.value
    years = _years(text, held, speaks)
    if years is not None:
        said["years"] = years
    pay = next((one for one in leftovers if one.kind == "amount" and _EARNS.search(text[: one.start])), None)
    if pay:
        said["pay"] = pay.value
    ages = ages_in(text)
    if ages:
        said["age"] = ages[0].years
    said["ruled_out"] = ruled_out_in(entities)
    said["corrects"] = corrects(text)
    return said


def _job(held: Sequence[Mapping[str, Any]]) -> Optional[Mapping[str, Any]]:
    """Return what the asker does: rather a profession than "student", rather that than what they studied."""
    jobs = [one for kind in _JOBS for one in held if one["entity"] == kind]
    jobs = [one for one in jobs if not (one.get("studied") and one["entity"] == "role")]
    if not jobs:
        return None
    return min(jobs, key=lambda one: (bool(one.get("studied")), one["value"] == "student"))


def ruled_out_in(entities: Sequence[Mapping[str, Any]]) -> List[Dict[str, str]]:
    """Return what the message excludes; what is only absent ("no PhD") is not excluded."""
    return [
        {"kind": str(one["entity"]), "id": str(one["value"])}
        for one in entities
        if one.get("ruled") == "ruled_out"
    ]


def corrects(text: str) -> bool:
    """Return whether a message takes back what was said before: "no, I meant Vancouver"."""
    return bool(_CORRECTS.search(text))


def _years(text: str, held: Sequence[Mapping[str, Any]], speaks: bool) -> Optional[float]:
    levels = [
        (one["start"], one["end"]) for one in held if one["entity"] == "level" and one.get("by") == "years"
    ]
    for start, end, years in years_of_experience(text):
        if any(start < other_end and other < end for other, other_end in levels):
            return years
    if corrects(text) and states(text) and (counts := list(_YEARS_AS.finditer(text))):
        return _number(counts[-1].group("count"))  # "it's not 7, it's 9 years"
    if not speaks:
        return None
    heads = [(one["start"], one["end"]) for one in held if one["entity"] in (*_JOBS, "degree")]
    spans = [*asker_spans(text), *head_spans(text, heads)]
    for match in _YEARS_AS.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in spans) and not re.search(
            r"\b(?:next|in|within)\s*$", text[: match.start()], re.IGNORECASE
        ):
            return _number(match.group("count"))
    return None


def _number(count: str) -> float:
    return float(NUMBERS.get(count.lower(), count))


def _inside(one: Leftover, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in spans)
