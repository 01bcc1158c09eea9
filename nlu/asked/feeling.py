"""Distress, doubt in oneself, and anger: what deserves a human sentence before any fact."""

from __future__ import annotations

import re
from typing import Optional

_FEELINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        (
            "anger",
            r"\b(?:you(?:'re|\s+are|r)?|this|that|it|bot)\s+(?:is\s+|are\s+|was\s+|'s\s+)?(?:so\s+|really\s+|just\s+|totally\s+|completely\s+|absolutely\s+|fucking\s+)*(?:useless|stupid|dumb|garbage|trash|crap|shit\w*|terrible|awful|rubbish|worthless|pathetic|annoying|a\s+joke|an?\s+idiot|bullshit|nonsense|ridiculous)\b|"
            r"\b(?:useless|stupid|dumb|idiotic|worst|damn|fucking)\s+(?:bot|answer|assistant|thing|chatbot|machine|ai)\b|\b(?:wtf|fuck\s*(?:you|off|this)?|stfu|screw\s+you|bullshit)\b|"
            r"\byou\s+(?:did\s*n'?t|don'?t|never)\s+(?:even\s+)?(?:answer|listen|read|understand|help)\w*|\b(?:not|isn'?t|wasn'?t)\s+what\s+i\s+asked\b|\bstop\s+(?:repeating|saying)\b|\bi(?:\s+already|'ve)\s+(?:told|said|asked)\s+(?:you\s+)?(?:that|this|twice|already)\b",
        ),
        (
            "distress",
            r"\b(?:laid|let)\s+(?:me\s+)?(?:off|go)\b(?!\s+to)|\blayed\s+off\b|\bgot\s+fired\b|\blost\s+my\s+job\b|\bunemployed\b|\b(?:no|zero|not\s+(?:a\s+single|one|any))\s+(?:\w+\s+)?(?:interviews?|offers?|callbacks?|replies|responses?)\b|\bghosted\b|"
            r"\bnobody\s+(?:answers|replies|responds|calls|writes)\b|\bno\s*(?:one|body)\s+(?:is\s+)?(?:answer\w*|repl\w+|respond\w*|hir\w+\s+me|call\w*)\b|"
            r"\b(?:rejected|rejections?)\b|\b(?:hundreds|thousands|\d{2,})\s*(?:of|\+)?\s*(?:job\s+)?applications\b|\bapplied\s+(?:to|for)\s+(?:over\s+|more\s+than\s+)?(?:\d{3,}|hundreds|countless|so\s+many)\b|\bburn(?:ed|t)?[\s-]*out\b|"
            r"\b(?:i'?m|i\s+am|i\s+feel|feeling|i've\s+been|getting|so)\s+(?:so\s+|really\s+|very\s+|completely\s+|kind\s+of\s+|a\s+bit\s+|pretty\s+)*(?:hopeless|desperate|depressed|lost|stuck|exhausted|overwhelmed|miserable|anxious|scared|afraid|panicking|devastated|demotivated|discouraged|frustrated|terrified|broke)\b|\bgiv(?:e|ing)\s+up\b|\bcan'?t\s+(?:take|do)\s+(?:it|this)\s+any\s*more\b|\bruined\s+my\s+(?:life|career)\b|\bno\s+hope\b|\bcan(?:'?t|not)\s+find\s+(?:a|any)\s+(?:job|work)\b|\bhate\s+my\s+(?:job|life|work)\b",
        ),
        (
            "doubt",
            r"\b(?:too|to)\s+(?:old|late|dumb|stupid|young|slow)\b|\b(?:am\s+i|i'?m|i\s+am|i\s+feel|feeling|feel)\s+(?:not\s+|just\s+)?(?:not\s+|n't\s+)?(?:(?:smart|good|intelligent|clever|capable)\s+enough|behind|an?\s+(?:failure|fraud|impostor|imposter)|inadequate|unqualified)\b|\bimpost[eo]r\b|\bnot\s+(?:smart|good|intelligent|clever)\s+enough\b|\b(?:smart|intelligent|clever)\s+enough\b|"
            r"\bbad\s+(?:at|with)\s+(?:math\w*|coding|programming|numbers|statistics)\b|\bmissed\s+the\s+(?:boat|train)\b|\bwast(?:ed|ing)\s+my\s+(?:time|life|years)\b|\b(?:suck|terrible|hopeless)\s+at\b|\bdo\s+i\s+(?:even\s+|still\s+)?(?:have|stand)\s+(?:a|any)\s+chance\b|\bwill\s+(?:anyone|anybody|they)\s+(?:ever\s+)?hire\s+me\b|\bnever\s+(?:be\s+able|make\s+it|get\s+hired)\b",
        ),
    ]
)  # fmt: skip


def feeling_in(text: str) -> Optional[str]:
    """Return ``anger``, ``distress`` or ``doubt`` if a text shows it, else nothing."""
    return next((name for name, pattern in _FEELINGS if pattern.search(text)), None)
