"""Degrees, years of a calendar and remote work: words of English that need no catalog."""

from __future__ import annotations

import re
from typing import Iterator

_DEGREES = {
    "bachelor": r"bachelor(?:'?s)?(?: degree)?|undergrad(?:uate)?(?: degree)?|b\.?tech|b\.?sc\b|bs degree",
    "master": r"master(?:'?s)?(?: degree| program(?:me)?| of science)?(?! (?:the|it|python|sql|your)\b)"
    r"|m\.?tech|m\.?sc\b|ms degree|m\.s\.|msba|meng|grad(?:uate)? school|omscs",
    "mba": r"m\.?b\.?a\b(?: degree| program(?:me)?)?",
    "doctorate": r"ph\.?\s?d'?s?\b|doctorate|doctoral(?: degree)?",
    "bootcamp": r"boot ?camps?",
    "associate": r"associate(?:'?s)? degree",
    "none": r"(?:without|no) (?:a |any )?(?:college |university |cs |formal |stem )*degree|self[ -]taught",
}
_DEGREE = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{pattern}))" for name, pattern in _DEGREES.items()), re.IGNORECASE
)
_SHORT_DEGREE = re.compile(
    r"\b(?:(?P<master>MS|MA)|(?P<bachelor>BS|BA))(?= (?:in|degree|or|vs|program|CS|DS)\b)"
)
# Without its capitals a degree needs its subject: "ms in cs".
_LOOSE_DEGREE = re.compile(
    r"\b(?:(?P<master>ms)|(?P<bachelor>bs|ba))(?= (?:degree\b|in (?:an? )?(?:cs|ds|ai|ml|it|maths?|stat\w*|"
    r"data|computer|machine|artificial|physics|econ\w*|engineering|business|biology|information|software|applied)\b))"
)
_YEAR = re.compile(r"(?<![\d$€£.,-])20[1-3]\d(?![\d.,]?\d|k)")
_REMOTE = re.compile(
    r"\b(?:remote(?:ly)?|work(?:ing)? from home|wfh|hybrid|on ?site|in office)\b", re.IGNORECASE
)


def plain_entities(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield entity, value, start and end of each degree, calendar year and kind of remote work.

    Degrees are ``bachelor``, ``master``, ``mba``, ``doctorate``, ``bootcamp``, ``associate`` and ``none``;
    remote work is ``remote``, ``hybrid`` or ``onsite``.
    """
    for pattern in (_DEGREE, _SHORT_DEGREE, _LOOSE_DEGREE):
        for match in pattern.finditer(text):
            yield "degree", str(match.lastgroup), match.start(), match.end()
    for match in _YEAR.finditer(text):
        yield "year", match.group(), match.start(), match.end()
    for match in _REMOTE.finditer(text):
        word = match.group().lower()
        kind = "hybrid" if word == "hybrid" else "onsite" if word[:2] in {"on", "in"} else "remote"
        yield "remote", kind, match.start(), match.end()
