"""A short message that names a topic: "and the pay?", "certs?", "what about education"."""

from __future__ import annotations

import re
from typing import Optional

_LONGEST = 8  # words

_TOPICS: dict[str, str] = {
    "salary": r"salar(?:y|ies)|pay|wages?|compensation|earnings|income|money|pay\s+(?:range|check|scale)|paychecks?|remuneration|ctc|tc|hourly\s+rate",
    "skills": r"skills?|(?:skill\s+)?gaps?|skill\s*sets?|abilities|competenc(?:e|y|ies)|maths?|requirements|soft\s+skills?|hard\s+skills?",
    "tools": r"tools?|tool\s*kit|tech(?:nology)?\s+stack|stack|software|technologies|(?:programming\s+)?languages?|frameworks?",
    "education": r"education|degrees?|studies|study|university|college|schools?|masters?|bachelors?|phd|major|qualifications?|bootcamps?",
    "certifications": r"certs?|certificates?|certifications?",
    "responsibilities": r"responsibilit(?:y|ies)|duties|tasks|day\s+to\s+day|daily\s+(?:work|tasks|life)|job\s+description|typical\s+day",
    "job_outlook": r"outlook|demand|future|job\s+market|market|prospects?|growth|job\s+security|openings|automation",
    "how_to_become": r"road\s*map|(?:\w+[\s-](?:months?|weeks?|years?)\s+)?(?:study\s+|learning\s+|career\s+)?plan|path|way\s+in|how\s+to\s+(?:become\s+one|start|get\s+in)|steps|getting\s+started",
    "transition": r"transition|switch(?:ing)?|career\s+change|change\s+of\s+career",
    "career_ladder": r"levels?|career\s+(?:ladder|path|levels|progression)|seniority|promotions?|promotion|progression",
    "industry_uses": r"industr(?:y|ies)|applications|use\s*cases?|sectors?",
    "role_difference": r"differences?|comparison|distinctions?|compare(?:d)?|vs|versus",
    "role_definition": r"definition|meaning",
    "role_fit": r"fit|suitability",
    "trends": r"trends?",
    "interviews": r"interviews?|interview\s+(?:questions|process|prep(?:aration)?)|cv|resumes?|portfolio",
    "work_life": r"work[\s-]*life(?:[\s/-]*balance)?|stress|hours|remote\s+work|working\s+hours|overtime|remote|hybrid|fully\s+remote|work\s+from\s+home|wfh",
}
_WORDS = tuple((topic, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for topic, words in _TOPICS.items())
_FILLER = re.compile(
    r"\b(?:and|but|or|so|ok(?:ay)?|then|now|also|what|which|how|about|whats|what's|is|are|the|an?|its?|their|his|her|your|my|that|this|of|for|in|on|at|"
    r"to|with|please|pls|thanks|go|going|back|return|again|tell|me|show|give|more|some|any|required|needed|need|do|does|there|here|by|"
    r"one|ones|as|well|too|same|question|topic|they|them|he|she|it|i|you|wise|regarding|concerning|like|average|typical|no|yes|let's|lets|talk|now|first|"
    r"second|third|other|last|both|all|would|be|can|have|has|expected|main|good|best|top|range|part)\b",
    re.IGNORECASE,
)


def topic_word_in(text: str, names: list[tuple[int, int]]) -> Optional[str]:
    """Return the topic that a short message names and says nothing beside, names and filler aside.

    :param names: start and end of each name in the text
    """
    if len(text.split()) > _LONGEST:
        return None
    characters = list(text)
    for start, end in names:
        characters[start:end] = " " * (end - start)
    rest = "".join(characters)
    matches = [(topic, match) for topic, pattern in _WORDS for match in pattern.finditer(rest)]
    if not matches:
        return None
    # Of "career path" and "path" the longer counts.
    topic, _ = max(matches, key=lambda one: one[1].end() - one[1].start())
    for _, match in matches:
        characters[match.start() : match.end()] = " " * (match.end() - match.start())
    return topic if not re.search(r"\w", _FILLER.sub(" ", "".join(characters))) else None


def names_topic(text: str) -> bool:
    """Return whether a text names a topic at all."""
    return any(pattern.search(text) for _, pattern in _WORDS)
