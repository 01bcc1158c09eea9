"""Questions about the answer just given: why, says who, are you sure, simpler, the link, more."""

from __future__ import annotations

import re
from typing import Optional

_LONGEST = 14  # words; what is longer asks something of its own
_THAT = (
    r"(?:that|this|it|these|those|they|the\s+(?:figures?|numbers?|answer|data|range|amount|salary|pay|above))"
)
_LEAD = r"^\W*(?:(?:and|but|so|ok(?:ay)?|hm+|wait|wow|well|um+|yeah|yes|no|hmm|sorry|please|pls|lol|oh|really\?|i\s+see|huh)\b[\s,.!?;-]*)*"
_ALONE = r"\W*(?:please|pls|though|tho|then|exactly|again|thanks)?\W*$"

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        (
            "tax",
            rf"\b(?:before|after|pre|post|with|without|including|excluding|less)\s*-?\s*tax(?:es)?\b|\bgross\s+or\s+net\b|\bnet\s+or\s+gross\b|\btake[\s-]*home\b|{_LEAD}(?:is\s+{_THAT}\s+)?(?:gross|net|taxed|brutto|netto){_ALONE}|\btaxes\s+(?:included|already)\b|"
            rf"\b(?:is|was)\s+{_THAT}\s+(?:only\s+|just\s+|the\s+)?(?:base|total|with\s+bonus\w*|including\s+bonus\w*)\b",
        ),
        (
            "source",
            rf"\bsays\s+who\b|\bwho\s+says\b|\bsources?\s*\?|{_LEAD}(?:(?:what(?:'s|\s+is|\s+are)?|which|name|cite|your|the|any|got\s+an?y?|show\s+me|give\s+me)\s+)*(?:your\s+|the\s+)*(?:sources?|citations?|references?)(?:\s+(?:for|of|on)\s+{_THAT})?{_ALONE}|"
            rf"\bwhere\s+(?:did|do|does|have|are|is|was)\s+(?:you|u|{_THAT})\s+(?:get|got|find|take|have|come|from|read|hear|taken)\b|\bwhere(?:'s|\s+is|\s+does)?\s+{_THAT}\s+(?:come\s+)?from\b|"
            rf"\bhow\s+(?:was|were|is|are|did\s+(?:you|u))\s+{_THAT}(?:\s+(?:figures?|numbers?|answers?|range|amount|median))?\s+(?:made|work(?:ed)?\s+out|calculated|computed|counted|measured|collected|derived|get|arrive)\b|"
            r"\baccording\s+to\s+(?:who|whom|what|which)\b|\bbased\s+on\s+(?:what|which)\b|\bhow\s+do\s+(?:you|u)\s+know\b|\bwhat\s+(?:data|evidence)\s+(?:is|do|did|backs)\b|\bany\s+(?:evidence|proof)\b|\bprove\s+it\b|\bhow\s+old\s+(?:is|are)\s+(?:that|this|these|the)\b|\bfrom\s+(?:when|which\s+year)\b",
        ),
        (
            "sure",
            rf"\b(?:are|r)?\s*(?:you|u)\s+(?:really\s+|absolutely\s+|quite\s+)?(?:sure|certain|serious|positive)\b|\bhow\s+(?:sure|certain|confident|reliable|accurate|recent|up\s+to\s+date|trustworthy)\b|"
            rf"\b(?:seems?|sounds?|looks?|feels?)\s+(?:a\s+(?:bit|little)\s+|way\s+|very\s+|too\s+|really\s+|quite\s+|kinda\s+|pretty\s+|rather\s+)*(?:high|low|wrong|off|old|outdated|much|little|exaggerated|optimistic|unrealistic|inflated|made\s+up|fishy|generous|good\s+to\s+be\s+true)\b|"
            rf"{_LEAD}(?:really|for\s+real|seriously|srsly|no\s+way|honestly|is\s+it){_ALONE}|\bis\s+{_THAT}\s+(?:really\s+|still\s+|actually\s+|even\s+)*(?:right|true|correct|accurate|current|up\s+to\s+date|reliable|real|realistic|legit|recent)\b|"
            rf"\b{_THAT}\s+(?:can'?t|cannot|can\s+not)\s+be\b|\b(?:i\s+)?(?:doubt|don'?t\s+believe)\s+(?:{_THAT}|you)\b|\b(?:too|way)\s+(?:high|low)\W*$|\bnot\s+(?:what\s+i\s+(?:heard|read)|true|right|convinced)\b|\bcan\s+i\s+(?:trust|rely\s+on)\s+(?:{_THAT}|you)\b|\bthat\s+(?:high|low|much|little)\W*\?",
        ),
        (
            "link",
            rf"\b(?:give|send|share|show|post|have|got|drop|need|want)\s+(?:me\s+|us\s+)?(?:the\s+|a\s+|any\s+|some\s+|your\s+)?(?:links?|url)\b|{_LEAD}(?:the\s+|a\s+|any\s+)?(?:links?|url|website)(?:\s+(?:to|for)\s+{_THAT})?{_ALONE}|"
            rf"\bwhere\s+can\s+i\s+(?:read|see|look|check|find)\s+(?:{_THAT}|more|up)\b|\blink\s+to\s+(?:{_THAT}|the\s+source)\b|\bis\s+there\s+a\s+(?:link|page|website)\b",
        ),
        (
            "simpler",
            rf"\b(?:simple|plain|easy|layman'?s?|lay|easier|simpler|normal)\s+(?:terms|words|english|language)\b|\b(?:explain|say|put)\s+(?:{_THAT}\s+)?(?:to\s+me\s+)?(?:more\s+|a\s+bit\s+)?(?:simply|simpler|simple|easier|easy|differently|clearly|again|like\s+i)\b|\beli\s?\d+\b|"
            rf"\bdumb\s+{_THAT}\s+down\b|\bi\s+(?:don'?t|do\s+not|didn'?t)\s+(?:really\s+|quite\s+)?(?:understand|get\s+{_THAT}|follow)\b|{_LEAD}(?:what\s+(?:does|do)\s+{_THAT}\s+mean|what\s+do\s+you\s+mean|meaning|huh|simpler|in\s+english|come\s+again)(?:\s+(?:by\s+{_THAT}|exactly))?{_ALONE}|"
            r"\bsimplif(?:y|ied)\b|\btoo\s+(?:complicated|technical|long|much\s+jargon)\b|\bin\s+other\s+words\b|\brephrase\b",
        ),
        (
            "summary",
            rf"\b(?:summari[sz]e|summary|sum\s+(?:it|that|this)?\s*up|recap|wrap\s+(?:it|that)\s+up)\b|\btl\s*;?\s*dr\b|{_LEAD}(?:in\s+short|short\s+version|shorter|key\s+points?|in\s+a\s+nutshell|in\s+one\s+sentence|bottom\s+line|the\s+gist){_ALONE}|\bmake\s+{_THAT}\s+shorter\b|\bwhat\s+(?:did|have)\s+you\s+(?:tell|told)\s+me\b",
        ),
        (
            "more",
            rf"\b(?:tell|give|show|say)\s+(?:me\s+|us\s+)?(?:some\s+|a\s+(?:bit|little)\s+)?more\b(?!\s+(?:about|on|jobs|skills)\s+(?!{_THAT}\b))|{_LEAD}(?:more|go\s+on|continue|keep\s+going|carry\s+on|more\s+(?:details?|info(?:rmation)?|please)|details|elaborate|expand|what\s+else|anything\s+else|and\s+then|next|what\s+more|and)(?:\s+(?:on|about)\s+{_THAT})?{_ALONE}|"
            rf"\b(?:elaborate|expand)\s+(?:on|upon)\b|\bin\s+more\s+detail\b|\bmore\s+details?\b|\b(?:is|was)\s+that\s+(?:all|it|everything)\b|\banything\s+else\s+(?:i\s+should|to)\b|\bcan\s+you\s+elaborate\b",
        ),
        (
            "why",
            rf"{_LEAD}(?:why|how\s+come|how\s+so|why\s+(?:not|so|is\s+(?:that|it|this)(?:\s+(?:so|the\s+case))?|that|do\s+you\s+(?:say|think)\s+(?:so|that)|(?:that|so)\s+(?:much|little|high|low|long)|those|these|them|(?:is|are)\s+(?:that|they|these|those)\s+\w+)|for\s+what\s+reason|what\s+for|because){_ALONE}",
        ),
    ]
)  # fmt: skip


def asked_about_answer(text: str, *, names_something: bool) -> Optional[str]:
    """Return what is asked about the last answer: ``why``, ``source``, ``sure``, ``link``, ``simpler``, ``summary``, ``more``, ``tax``.

    :param names_something: whether the question names a role, tool, place or topic; then it is a
        question of its own, unless it points back in so many words
    """
    if len(text.split()) > _LONGEST:
        return None
    if not names_something and _LASTLY_WHY.search(text):
        return "why"
    for name, pattern in _KINDS:
        if pattern.search(text):
            return (
                name
                if not names_something or (name in {"summary", "simpler"} and _POINTS_BACK.search(text))
                else None
            )
    return None


_LASTLY_WHY = re.compile(
    r"[.,;!?]\s*(?:so\s+|but\s+|and\s+)?why\W*$|^\W*(?:but\s+|and\s+)?why\s+(?:is\s+there\s+)?(?:such|this|that|the)\s+(?:an?\s+)?(?:\w+\s+)?"
    r"(?:gap|difference|spread)\W*$",
    re.IGNORECASE,
)  # "seems low, why?"
_POINTS_BACK = re.compile(
    r"\byou(?:'ve|\s+have)?\s+(?:just\s+)?(?:told|said|wrote|listed|gave)\b|\b(?:that|this|the\s+answer)\b",
    re.IGNORECASE,
)
