"""What a question refers to instead of naming it: "the second one", "both", "there", "back to the pay"."""

from __future__ import annotations

import re

_KIND = r"(?:one|ones|role|roles|job|career|option|title|thing|two|choice|path|profession|position|degree|tool|question|answer|point|step|suggestion|you\s+(?:mentioned|named|said|listed|suggested|told)|of\s+(?:them|those|these|the))"
_END = r"(?=\s*(?:[?.!,;]|$|please\b|pls\b|then\b|instead\b))"
_ORDINALS = {
    "first": r"first|1st",
    "second": r"second|2nd",
    "third": r"third|3rd",
    "last": r"last|final|latter",
    "number:4": r"fourth|4th",
    "number:5": r"fifth|5th",
}
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        (
            "other",
            r"\b(?:the|that)\s+others?(?:\s+(?:one|two|role|job|career|option|title|profession|path))?"
            + _END
            + r"|\bthe\s+other\s+(?:one|two|role|job|career|option)\b|\banother\s+one\b|\bthe\s+rest\b",
        ),
        (
            "both",
            r"(?<!or\s)\bboth\b(?!\s+(?:\w+\s+)?and\b)|\bthe\s+two\b(?:\s+of\s+them)?|\beither\s+of\s+(?:them|those|the\s+two)\b|\bbetween\s+(?:them|those|the\s+two)\b",
        ),
        (
            "all",
            r"\ball\s+(?:of\s+)?(?:them|those|these|the\s+(?:above|roles|options))\b|\ball\s+(?:three|four|five|of\s+it)\b|"
            r"\b(?:each|every\s+one)\s+of\s+(?:them|those|these)\b|^\W*all\W*$|\bthe\s+three\b",
        ),
        ("first", r"\bthe\s+former\b"),
        *[
            (
                name,
                rf"\b(?:the|that|your)\s+(?:{words})(?:\s+{_KIND}\b|{_END})|^\W*(?:the\s+)?(?:{words})(?:\s+one)?\W*$|\bthe\s+(?:{words})\s+(?:and|or)\s+(?:the\s+)?\w+\s+one\b",
            )
            for name, words in _ORDINALS.items()
        ],
        (
            "there",
            r"(?<!hi\s)(?<!hello\s)(?<!hey\s)(?<!out\s)(?<!get\s)(?<!been\s)(?<!getting\s)(?<!go\s)(?<!from\s)(?<!is\s)(?<!are\s)\bthere\b"
            r"(?=\s*(?:[?.!,;]|$|(?:too|as\s+well|now|then|please|for|as|with)\b))",
        ),
        (
            "here",
            r"\bhere\s+i\s+mean\b|\bi\s+mean\s+here\b|\b(?:around|over|live|living|based)\s+here\b|\band\s+here\b|^\W*here\W*$|\b(?:jobs?|salar\w+|pay|paid|work|market|earn|make|cost|it)\s+here\b|"
            r"\bin\s+my\s+(?:city|country|area|region|state|town)\b|\bwhere\s+i\s+live\b|\bnear\s+me\b|\bmy\s+local\b",
        ),
        (
            "that_tool",
            r"\b(?:that|this|the\s+same|the\s+first|said)\s+(?:tool|language|framework|library|software|platform|program|technology|stack)\b",
        ),
        (
            "back",
            r"\b(?:go|going|come|coming|get|switch|return|jump)\s+(?:me\s+)?back\s+to\b|^\W*back\s+to\b|\breturn(?:ing)?\s+to\s+(?:the|my|what|your)\b|"
            r"\b(?:as\s+)?(?:you|i)\s+(?:said|mentioned|asked|told\s+me)\s+(?:earlier|before|at\s+first)\b|\b(?:my|the)\s+(?:earlier|previous|former|original)\s+(?:question|one|topic|answer)\b",
        ),
    ]
)
_NUMBER = re.compile(
    r"^\W*(?:(?:the\s+)?(?:number|no\.?|option|answer|choice|item|nr\.?|question|#)\s*)?#?(?P<bare>\d)\W*(?:please|pls)?\W*$|"
    r"(?<!\w)(?:number|option|choice|item|#)\s*(?P<named>\d)\b(?!\s*(?:years?|months?|yoe|%))",
    re.IGNORECASE,
)


def references_in(text: str) -> list[str]:
    """Return what a question refers to, in the order of the words.

    ``other``, ``both``, ``all``, ``first``, ``second``, ``third``, ``last``, ``there``, ``here``,
    ``that_tool``, ``back``, ``number:N``.
    """
    found = [(match.start(), name) for name, pattern in _PATTERNS if (match := pattern.search(text))]
    number = _NUMBER.search(text)
    if number:
        found.append((number.start(), f"number:{number.group('bare') or number.group('named')}"))
    return list(dict.fromkeys(name for _, name in sorted(found)))
