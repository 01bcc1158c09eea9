"""Words by which a follow-up points back, and those of a question that says nothing of its own."""

from __future__ import annotations

import re

_FIRM = r"(?:really\s+|even\s+|actually\s+|still\s+|usually\s+)*"
_NOUN = (
    r"(?:job|role|career|profession|position|field|path|title|work|degree|cert\w*|tool|language|framework|course|exam|"
    r"switch|move)"
)
_LIST = (
    r"(?:two|three|four|five|roles|jobs|people|options|ones|careers|titles|tools|degrees|certs|certificates|"
    r"languages)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# An "it" that stands for nothing: "is it possible to …", "how long does it take", "worth it".
EMPTY_IT = _any(
    r"\bit(?:'s)?\s+(?:\w+\s+){0,4}(?:to|that|if|when|for\s+\w+\s+to)\b",
    r"\b(?:worth|make|makes|made)\s+it\b",
    r"\bhow\s+is\s+it\b",
)
# A question that says nothing of its own.
HOLLOW = _any(
    rf"^\W*(?:and|but|so|ok|okay|hm+)?\W*(?:is|was|would)\s+(?:it|that|this)\s+(?:be\s+)?{_FIRM}"
    r"(?:possible|realistic|feasible|doable|normal|common)(?:\s+(?:really|then|at\s+all|for\s+me))?\W*$"
)
ASKS = _any(
    r"\?",
    r"^\W*(?:(?:and|but|so|or|ok(?:ay)?|well|then|hm+)\b\W*)*(?:what|whats|which|who|how|why|where|when|is|are|am|"
    r"was|do|does|did|can|could|should|would|will|any|versus|vs|like)\b",
)
# "You" is the assistant here, and anybody in "do you need a degree for it".
TO_THE_ASSISTANT = _any(
    r"\b(?:your|yourself|careerbot|bot|u)\b",
    r"\b(?:who|what|how|where)?\s*are\s+you\b|\byou\s+(?:said|say|told|mean|are|were|know|think)\b",
    r"\b(?:can|could|will|would|did|do)\s+you\s+(?:please\s+)?(?:tell|explain|show|help|give|say|list|compare|describe|repeat|speak|"
    r"know|think|mean|understand|like|remember|write|send|sleep|eat|love)\b",
)
ADVISE = _any(
    r"\bwould\s+you\s+(?:\w+\s+)?(?:pick|choose|take|go\s+(?:for|with)|do|recommend|suggest|advise)\b",
)
# A question which job it is does not say for which.
OF_WORK = _any(r"\b(?:jobs?|roles?|careers?|positions?)\b")
CLOCK = _any(r"\bwhat\s+(?:time|day|date|year)\b")
BESIDE = _any(r"^\W*(?:and\s+|or\s+|but\s+)?(?P<word>versus|vs\.?|compared\s+(?:to|with)|instead\s+of|or)\b")
# What somebody asks of themselves in a talk is about what was spoken of, in whatever words.
OF_ONESELF = _any(
    r"^\W*(?:(?:and|but|so|or|ok|then)\W+)*(?:how\s+(?:long|soon|fast|many|much|do|can|should|would)|what\s+(?:if|would|should|can|do)|do|can|should|would|will|am)"
    r"\b(?:\s+\w+){0,3}?\s+(?:i|i'm|im|i'll)\b"
)
HOW_LONG_IT_TAKES = _any(
    r"\bhow\s+long\b.*\b(?:it|that|this)\s+(?:\w+\s+)?take\b|\bhow\s+long\b.*\btake\s*\W*$"
)
#: "They" who want, ask or hire are employers.
EMPLOYERS = _any(
    r"\b(?P<meant>they|them|those)\s+(?:really\s+|usually\s+|actually\s+|even\s+|still\s+)*(?:want|look\s+for|looking\s+for|ask|require|expect|"
    r"prefer|test|hire|care|value|pick|reject|pay)\b|\b(?:show|tell|convince|impress|ask)\s+(?P<whom>them)\b"
)
ONE_TO_THE_OTHER = _any(
    r"\b(?P<meant>(?:from\s+)?(?:one|the\s+one)\s+(?:in)?to\s+the\s+other)\b",
    r"\b(?:change|switch|move|moving|switching)\s+(?P<between>between\s+(?:them|those|the\s+two))\b",
)
WHICH = _any(r"^\W*(?:and\s+|so\s+|but\s+)?which\b")

# Words that point back; of each what stands under "meant" is replaced.
# "How hard is the jump?" is asked of the change that was spoken of.
CHANGE = _any(
    r"\b(?P<meant>(?:the|that|this)\s+(?:jump|move|switch|change|transition|leap|step))\b(?!\s+(?:from|to|into)\b)"
)
_AT_END = r"(?=\s*(?:[?.!,]|$|(?:in|on|at|with|without|then|as|before|after|later|now)\b))"
# "The first one" is left to the rules of the actions: the first stands for all where several are at hand.
ORDINAL = _any(
    rf"\b(?P<meant>the\s+(?P<nth>second|third|last|latter|2nd|3rd)\s+(?:one|{_NOUN})\b)"
    r"(?!\s+(?:to|i|that)\b)"
)
WHICH_OF = _any(rf"\bwhich\s+of\s+(?P<meant>(?:them|those|these|the)(?:\s+{_LIST})?)\b")
MEASURED = _any(
    r"\b(?:is|are|was)\s+(?P<meant>it|that|this|they)\s+(?:so\s+|that\s+|this\s+|much\s+)*"
    r"(?:low|high|small|big|less|more)(?:er)?\b"
)
THERE = _any(r"\b(?P<meant>(?:get|getting|got|go|going)\s+there)\b")
INTO = _any(
    r"\b(?P<meant>(?:get|getting|go|break|move|switch)\s+(?:in|into\s+(?:it|that|this|one)))\b(?=\W*$)"
)
BECOME = _any(r"\b(?:become|becoming|be|being|as|hire|like)\s+(?P<meant>one)\b")
ONE = _any(r"\b(?:need|get|without|have|do|take|doing|getting|having|for|require)\s+(?P<meant>one)\b")
MANY = _any(
    rf"(?<!\ball of )(?<!\bboth of )\b(?P<meant>(?:(?:those|these)\s+{_LIST}|the\s+(?:two|three|four))"
    rf"|(?:they|them|those|these)(?!\s+{_NOUN}s?\b))\b"
)
IT = _any(rf"\b(?P<meant>(?:this|that)\s+(?:one|{_NOUN})|it|(?:this|that){_AT_END})\b")
THAT = _any(
    r"\b(?:is|was|would|will|does|did|can|could|should|has|for|of|from|to|about|than|into)\s+(?P<meant>this|that)\b"
    r"(?!\s+(?:the|an?|\w+ing)\b)"
)
