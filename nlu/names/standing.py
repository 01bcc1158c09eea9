"""Who a name speaks of: the person who asks ("I'm a nurse in Ohio"), or what is asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Sequence

from nlu.names.mention import Mention

STANDING_KINDS = frozenset(
    [
        "role",
        "background",
        "unknown_role",
        "degree",
        "field",
        "level",
        "location",
        "industry",
    ]
)
Span = tuple[int, int]

FIRST_PERSON = re.compile(r"\b(?:i|i'[a-z]+|im|ive|my|me|myself|mine|we|we're|our)\b", re.IGNORECASE)
_ADVERBS = (
    r"(?:(?:currently|now|already|just|only|still|also|basically|actually|originally|both|presently|about|"
    r"recently|previously|formerly|really|fairly|mostly|mainly|once|myself|at present|at the moment|"
    r"right now)\s+)*"
)
# "I am …" says who somebody is, unless one of these follows: then it says what they want.
_AIMS = (
    r"(?:offered|being\s+offered|given|trying|looking|hoping|planning|interested|thinking|going|considering|wondering|curious|asking|unsure|sure|"
    r"confused|torn|aiming|preparing|not|about\s+to|ready|deciding|willing|worried|afraid|scared|applying|"
    r"interviewing|stuck|choosing|debating|new\s+to|passionate|keen|eager|able|unable|leaning|moving|relocating|"
    r"switching|transitioning|pivoting|targeting|seeking|exploring|learning|hesitating|dreaming|wanting)\b"
)
_NOT_ASKED = (  # "what should I study?" asks; "I study maths" tells
    r"(?<!\bdo\s)(?<!\bdoes\s)(?<!\bdid\s)(?<!\bshould\s)(?<!\bwould\s)(?<!\bcan\s)(?<!\bcould\s)(?<!\bmust\s)"
    r"(?<!\bwill\s)(?<!\bmay\s)(?<!\bam\s)(?<!\bonce\s)(?<!\bwhere\s)"
)
_ANCHORS = re.compile(
    "|".join(
        [
            rf"\b(?:i\s+am|i'm|im|am|i\s+was|i've\s+been|i\s+have\s+been|ive\s+been|we\s+are|we're|i\s+used\s+to\s+be)\s+"
            rf"{_ADVERBS}(?!{_AIMS})",
            rf"{_NOT_ASKED}\bi\s+{_ADVERBS}(?:work(?:ed)?|work(?:ed)?\s+(?:as|in|at|for)|hold|got|studied|study|majored|"
            r"minored|graduated|finished|completed|did|earned|teach|taught|live|lived|come|came|make|earn|run|manage|"
            r"own|do|spent|reside|code|program|started\s+as|started\s+out)\b",
            rf"{_NOT_ASKED}\bi(?:'ve|(?:\s+(?:already|also|just|still|only|now))*\s+(?:have|had))\s+(?!to\b|been\b|(?:got\s+)?(?:two|three|\d|several|some|multiple|other)\s+(?:\w+\s+)?(?:offers?|options|interviews|choices|questions)\b|(?:always|ever|never)\b|an?\s+(?:\w+\s+){{0,2}}"
            r"(?:question|interview|offer|plan|goal|dream|interest|choice|doubt|chance|opportunity|passion)\b)",
            r"\bi\s+only\s+(?:have|hold|got)\b",
            r"(?<!\bstart\s)(?<!\bget\s)(?<!\bfind\s)(?<!\bland\s)(?<!\bbegin\s)\bmy\s+(?!goal|dream|next|future|target|ideal|desired|question|plan|aim|interest|options?)"
            r"(?=(?:[\w/+#.&-]+\s+){0,4}?(?:backgrounds?|degrees?|majors?|minor|bachelor\S*|masters?\S*|ph\.?d\S*|jobs?|"
            r"roles?|experience|field|country|city|state|profession|career|studies|diploma|undergrad\w*|company|"
            r"salary|pay|employer|position|title|contract|years?)\b)",
            rf"(?:^|(?<=[.!?;:,(\n])|(?<=[.!?;:,(\n]\s))\s*(?:so\s+)?(?:{_ADVERBS}"
            r"(?:working|worked|work|employed|studying|studied|graduated|graduate\s+(?:in|with|from)|pursuing|based|living|"
            r"majoring|majored|coming\s+from|enrolled)|(?:currently|presently|previously|formerly|former|ex)\b)",
            r"\b(?:with|having|from)\s+(?:my|an?|only|just)\s+(?=(?:[\w/+#.&-]+\s+){0,5}?(?:degree|background|bachelor\S*|"
            r"masters?\S*|ph\.?d\S*|diploma|major|mba|bs|ms|bsc|msc)\b)",
            r"\b(?:background|degree)\s+(?:is|was)\s+(?:in\b)?",
            r"\bafter\s+(?:[\w+]+\s+){0,2}years?\s+(?:as|in|of)\b",
            r"\bfor\s+the\s+(?:past|last)\b",
        ]
    ),
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[.?!;\n](?=\s|$)|→|\s[-\u2013\u2014]\s|"
    r"\b(?:who\s+|that\s+)?(?:wants?|must|needs?\s+to|ha(?:ve|s)\s+to|hir(?:e|ing)|wanting|wanted|looking|trying|hop(?:e|ing)|interested|thinking|considering|wish(?:ing)?|"
    r"aim(?:ing)?|plan(?:ning)?|would\s+like|'d\s+like|'d\s+love|would\s+love|going\s+to|willing|transition(?:ing|ed)?|"
    r"switch(?:ing|ed)?|mov(?:e|ing)|pivot(?:ing)?|becom(?:e|ing)|get(?:ting)?\s+into|break(?:ing)?\s+into|dream\w*|"
    r"what|how|which|should|can|could|will|would|where|why|when|whether|is\s+(?:it|this|there|that|data|ai|ml)|"
    r"are\s+there|do\s+(?:i|you)|does|am\s+i|may\s+i|considered|versus|vs|but\s+(?!i\b))\b|"
    r"\bto\s+(?:an?\s+|be\b|become\b|get\b|go\b|study\b|learn\b|work\b|enter\b|data\b|ai\b|ml\b|machine\b)|"
    r",\s*(?=is\b|are\b|do\b|any\b|[^,?]*\b(?:salary|pay|jobs?|skills?|roadmap|outlook|career)\b[^,?]*\?)",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"(?:^|(?<=[.!?\n])\s*)(?:(?:hi|hello|hey)\b[\s,!]*)?(?:a\s+|an\s+)?(?!is\b|are\b|any|who|what|how)"
    r"[\w/+#.' ]{2,50}?\bhere\b(?=\s*[,.!:;\u2013-]|\s+(?:want|looking|trying|thinking|with|who|and)\b)",
    re.IGNORECASE,
)
_AS_A = re.compile(r"\bas\s+(?:an?|someone|somebody|a\s+person)\s+", re.IGNORECASE)
_CLAUSE_START = re.compile(r"(?:^|[.!?,;:(\n]\s*|\b(?:and|but|so|then|because)\s+)$", re.IGNORECASE)
# "A job as a data scientist", "earn as an analyst": there the words behind say what is asked about.
_TAKES_AS = re.compile(
    r"\b(?:jobs?|work\w*|careers?|roles?|positions?|start\w*|earn\w*|make|made|makes|money|hired?|employ\w*|li[fv]\w+|future|"
    r"salar\w+|pay\w*|paid|well|such|known|same|offers?|internships?|experience|day|succeed|time|begin\w*|apply\w*|applying|"
    r"roadmap|market|skills?|much|good|far|long|serve\w*|act\w*|title\w*|called|see\w*|considered|expect\w*|growth?|"
    r"opportunit\w+|hours|balance|freelanc\w*|seen|count\w*|soon|projects?|interview\w*|resume|(?<!machine\s)(?<!deep\s)learn\w*)\s+$",
    re.IGNORECASE,
)
_BY_YEARS_OF = re.compile(
    r"^\s*(?:s\s+)?(?:,\s*|\(|\[)?(?:who\s+(?:has|have)|with|having|at|and)?\s*(?:about\s+|over\s+|around\s+)?$",
    re.IGNORECASE,
)


# A sentence without a verb that begins with a job or a degree says who writes: "Data engineer, 5 yrs, Warsaw."
_HEAD = re.compile(
    r"(?:^|(?<=[.!\n])\s+)(?:(?:hi|hello|hey)\b\W*)?(?:(?:an?|senior|junior|lead|staff|principal|former|ex|retired|"
    r"qualified|experienced|freelance|current(?:ly)?|[\w-]+\s+(?=teacher|student|graduate|nurse))[\s-]+){0,3}",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(
    r"\s*(?:[,;(/.]|\b(?:with|for|since|at|here)\b|\bin\s+(?!demand\b)|\d+\s*(?:years?|yrs?|yoe))",
    re.IGNORECASE,
)
_HEADS = frozenset({"role", "background", "unknown_role", "degree"})


def head_spans(text: str, names: Sequence[Span]) -> list[Span]:
    """Return the sentences without a verb that begin with one of some names and tell who writes.

    :param names: where jobs and degrees stand in the text
    """
    if not FIRST_PERSON.search(text):
        return []
    found = []
    begins = dict(sorted(names))
    for match in _HEAD.finditer(text):
        end = begins.get(match.end())
        if end is None or not _BEHIND_HEAD.match(text, end):
            continue
        stop = _end(text, end)
        if text[stop : stop + 1] != "?" and "?" not in text[end : _sentence_end(text, end)]:
            found.append((match.end(), stop))
    return found


def _sentence_end(text: str, start: int) -> int:
    found = re.compile(r"[.!?\n](?=\s|$)").search(text, start)
    return found.end() if found else len(text)


def asker_spans(text: str, mentions: Sequence[Mention] = ()) -> list[Span]:
    """Return the stretches of a text in which somebody tells of themselves, as start and end.

    :param text: as :func:`nlu.names.tokens.same_length` returns it
    """
    spans = [(match.start(), _end(text, match.end())) for match in _ANCHORS.finditer(text)]
    spans += [match.span() for match in _HERE.finditer(text)]
    spans += head_spans(text, [(one.start, one.end) for one in mentions if one.kind in _HEADS])
    roles = [one for one in mentions if one.kind in {"role", "background", "unknown_role"}]
    for match in _AS_A.finditer(text):
        end = _end(text, match.end(), comma=True)
        others = [one for one in roles if not (match.end() <= one.start and one.end <= end)]
        before = text[: match.start()]
        if _TAKES_AS.search(before):
            continue
        if _CLAUSE_START.search(before):
            said = bool(FIRST_PERSON.search(text)) or any(one.kind == "role" for one in others)
        else:
            said = any(one.start < match.start() and one.part != "origin" for one in others)
        if said:
            spans.append((match.start(), end))
    return sorted(spans)


def with_standing(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the mentions, each marked as said of the asker (``person``) or as asked about (``subject``)."""
    spans = asker_spans(text, mentions)
    return [
        replace(one, standing=_standing(one, text, mentions, spans)) if one.kind in STANDING_KINDS else one
        for one in mentions
    ]


def _standing(one: Mention, text: str, mentions: Sequence[Mention], spans: Sequence[Span]) -> str:
    if one.part == "target":
        return "subject"
    if one.part == "origin":
        return "person"
    if one.how == "years":
        return "person" if _is_of_the_asker(one, text, mentions) else "subject"
    if any(start <= one.start and one.end <= end for start, end in spans):
        return "person"
    return "subject"


def _is_of_the_asker(years: Mention, text: str, mentions: Sequence[Mention]) -> bool:
    """Return whether years of experience are the asker's, not those of the role before ("DE with 3 yoe")."""
    before = [one for one in mentions if one.kind in {"role", "unknown_role"} and one.end <= years.start]
    if before and _BY_YEARS_OF.match(text[before[-1].end : years.start]):
        return before[-1].part == "origin" or any(
            start <= before[-1].start and before[-1].end <= end for start, end in asker_spans(text, mentions)
        )
    return bool(FIRST_PERSON.search(text)) or any(one.part for one in mentions) or not before


def _end(text: str, start: int, *, comma: bool = False) -> int:
    found = _ENDS.search(text, start)
    end = found.start() if found else len(text)
    if comma and (at := text.find(",", start, end)) >= 0:
        return at
    return end
