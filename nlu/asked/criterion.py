"""By which criterion a question compares: pay, ease, demand, stability …."""

from __future__ import annotations

import re
from typing import Optional

# The first that is found is taken; narrower ones stand first.
_CRITERIA: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        (
            "entry",
            r"\b(?:easier|easiest|simpler|quickest|fastest|harder|hardest)\b[^?]{0,40}\b(?:get\s+into|break\s+into|enter|get\s+hired|land|"
            r"find\s+a\s+job|get\s+a\s+job|start\s+in|start\s+with)\b|\b(?:beginner|fresher|newbie|entry)[\s-]*(?:friendly|level\s+friendly)\b|"
            r"\bmore\s+(?:entry|junior)[\s-]*level\s+(?:jobs|roles|openings)\b|\blow(?:er|est)?\s+(?:entry\s+)?barrier\b",
        ),
        ("stress", r"\bstress\w*|\bwork[\s/-]*life\b|\bbetter\s+hours\b|\bburn\s*out\b|\bless\s+pressure\b|\bmore\s+relaxed\b|\bovertime\b|\bon[\s-]call\b"),
        ("remote", r"\bremote\w*|\bwork(?:ing)?\s+from\s+home\b|\bwfh\b|\bfreelanc\w+"),
        (
            "future",
            r"\bfuture[\s-]*proof\w*|\b(?:brighter|better|best|good|more)\s+(?:future|scope|prospects?|outlook)\b|\bautomat\w+|\breplaced?\b|"
            r"\bai[\s-]?proof\b|\bsafer?\b|\blong[\s-]*term\b|\bfuture\s+(?:scope|prospects?)\b|\bsurvive\b|\bobsolete\b",
        ),
        ("stability", r"\bstab(?:le|ility)\b|\bjob\s+security\b|\b(?:more|most|less)\s+secure\b|\blay[\s-]*offs?\b|\brecession\w*"),
        (
            "demand",
            r"\b(?:in\s+)?demand\b|\bmore\s+(?:jobs|openings|opportunit\w+|vacanc\w+|hiring)\b|\bmost\s+(?:jobs|openings)\b|"
            r"\bjob\s+(?:market|opportunit\w+|prospects?)\b|\bhir(?:ed|able|ing)\s+(?:more|most|faster)\b|\beasier\s+to\s+find\s+(?:work|jobs)\b|\bless\s+saturated\b|\bsaturat\w+|\bless\s+competiti\w+",
        ),
        (
            "pay",
            r"\bpa(?:y|ys|id|ying)\b|\bsalar\w+|\bearns?\b|\bmoney\b|\blucrative\b|\bcompensation\b|\bhigh(?:er|est)?[\s-]*paid\b|\bmakes?\s+more\b|\bwages?\b|\bincome\b",
        ),
        ("maths", r"\b(?:less|more|least|most|much|little|heavy|no)\s+(?:\w+\s+)?(?:math\w*|statistic\w*|calculus)\b|\bmath\w*[\s-]*(?:heavy|intensive|light)\b"),
        ("coding", r"\b(?:less|more|least|most|much|little|no|without)\s+(?:\w+\s+)?(?:coding|programming|code)\b|\bcod(?:e|ing)[\s-]*(?:heavy|intensive)\b"),
        ("growth", r"\b(?:career\s+)?(?:growth|progression|advancement|promot\w+)\b|\bcareer\s+(?:opportunit\w+|prospects?)\b"),
        ("meaning", r"\bmeaning\w*|\bfulfil\w+|\b(?:more|most)\s+(?:interesting|fun|exciting|creative|impact\w*|rewarding|satisf\w+|enjoyable)\b|\bjob\s+satisfaction\b|\bimpact\b|\bhappi\w+"),
        ("easier", r"\beas(?:y|ier|iest|ily)\b|\bhard(?:er|est)\b|\bsimpler?\b|\bsimplest\b|\b(?:more|less|most|least)\s+(?:difficult|challenging|complex|technical)\b|\btougher\b|\bdifficulty\b|\bhow\s+(?:hard|difficult)\b|\bquicker\b"),
    ]
)  # fmt: skip


def criterion_of(text: str) -> Optional[str]:
    """Return the criterion by which a question compares or judges, if it names one."""
    return next((name for name, pattern in _CRITERIA if pattern.search(text)), None)
