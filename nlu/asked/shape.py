"""The shape in which a question wants its answer: yes or no, which, how much, how long, why …."""

from __future__ import annotations

import re

from nlu.asked.criterion import criterion_of

# What only leads up to a question: "can you tell me", "I was wondering", "do you have any idea".
_LEAD = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok(?:ay)?|so|and|but|well|also|then|now|please|pls|plz|kindly|basically|honestly|quick\s+question|"
    r"question|btw|tl;?dr|help|just|um+|hmm+|guys|folks|sir|everyone|all)\b[\s,:;!.-]*)*"
    r"(?:(?:can|could|would|will)\s+(?:you|u|someone|anyone|somebody|anybody)\s+(?:please\s+|pls\s+|kindly\s+)?"
    r"(?:tell|explain|say|share|give|describe|let|show|advise|suggest|recommend|help|clarify|guide|list|name|compare)\b"
    r"(?:\s+(?:me|us|to\s+me))?(?:\s+(?:know|understand|on|about|with))?\s*"
    r"|(?:do(?:es)?|did|would|has|have)\s+(?:you|u|anyone|anybody|someone|somebody)\s+(?:here\s+)?(?:happen\s+to\s+)?"
    r"(?:know|have\s+(?:any\s+)?(?:an?\s+)?(?:idea|advice|tips?|suggestions?|recommendations?|insight|thoughts?)|think(?:\s+that)?|feel(?:\s+that)?|"
    r"believe(?:\s+that)?|recommend|suggest)\b(?:\s+(?:about|on|of|for|if|me))?\s*"
    r"|(?:i\s*(?:'m|\s+am|m|\s+was|'ve\s+been|\s+have\s+been)?\s+(?:just\s+|really\s+|also\s+)*"
    r"(?:wonder(?:ing)?|curious|asking|trying\s+to\s+(?:find\s+out|understand|figure\s+out|decide)|confused|unsure|"
    r"not\s+sure|want(?:ed)?\s+to\s+(?:know|ask|understand)|would\s+like\s+to\s+(?:know|ask)|need\s+to\s+know|'d\s+like\s+to\s+know|"
    r"don'?t\s+(?:know|understand))\b(?:\s+(?:about|if|whether|on))?\s*)"
    r"|(?:please\s+|pls\s+|kindly\s+)?(?:tell|explain|show)\s+(?:me|us)?(?:\s+(?:about|if|whether))?\s*"
    r"|(?:any(?:one|body)\s+know|any\s+idea|wonder(?:ing)?|curious)(?:\s+(?:if|whether|about))?\s*)*",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|isn'?t|aren'?t|am|do|does|did|don'?t|doesn'?t|can|could|can'?t|should|shouldn'?t|will|won'?t|would|"
    r"wouldn'?t|has|have|haven'?t|hasn'?t|had|may|might|must)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


_WHY = _any(
    r"^\W*(?:but\s+|and\s+|so\s+)?why\b(?!\s+not\s*\W*$)", r"[,.?!;:)]\s*why\b", r"\bhow\s+come\b", r"\breasons?\s+(?:for|why|that|behind|people)\b",
    r"\bwhat(?:'s|\s+is|\s+are)?\s+(?:the\s+)?(?:main\s+|most\s+common\s+)?reasons?\b", r"\bwhat\s+makes\b", r"\band\s+why\b",
    r"\bwhy\s+(?:is|are|do|does|did|would|should|has|have|can'?t|aren'?t|isn'?t|don'?t|doesn'?t|python|the)\b",
)  # fmt: skip
_ENOUGH = _any(
    r"\benough\b(?!\s+(?:people|jobs|time|experience|money)\b)", r"\bsuffic\w+", r"\bdo\s+i\s+qualify\b", r"\b(?:am|are)\s+(?:i|we)\s+qualified\b",
    r"\bget\s+(?:by|away)\s+with\b", r"\bif\s+i\s+only\s+know\b", r"\bwith\s+(?:just|only)\b", r"\bi\s+only\s+know\b",
    r"\bonly\s+(?:a|my|an)\s+[^?]{0,30}(?:degree|certificat\w+|course|bootcamp|diploma)\b", r"\balone\b",
    r"\b(?:land|get)\s+(?:me|you|us)\s+(?:a|an|the)\b", r"\bprepare\s+(?:me|you|one|someone)\b", r"\bam\s+i\s+ready\b",
    r"\bdo\s+i\s+have\s+(?:a|any)\s+(?:chance|shot)\b",
)  # fmt: skip
_WORTH = _any(
    r"(?<!net\s)\bworth\b", r"\bworthwhile\b", r"\bwaste\s+of\b", r"\bpa(?:y|ys|id)\s+off\b", r"\bmakes?\s+sense\b", r"\bany\s+point\b", r"\bpoint\s+(?:in|of)\b",
    r"\bgood\s+(?:idea|move|investment|choice|decision|plan|career|path|field|time)\b", r"\bgood\s+(?:to|for)\s+me\b",
    r"\bsmart\s+(?:move|idea|choice)\b", r"\bbad\s+(?:idea|move)\b", r"\bworthless\b", r"\bvaluable\b", r"\badvisable\b", r"\bbeneficial\b",
    r"\breviews?\b", r"\bregret\w*", r"\bhow\s+(?:valuable|useful|helpful|good)\s+(?:is|are|would|will)\b", r"\bis\s+it\s+(?:useful|helpful)\b",
    r"\bshould\s+i\s+(?:even\s+|really\s+|still\s+)?bother\b", r"\boverrated\b", r"\boverhyped\b", r"\bany\s+(?:good|use)\b(?!\s+(?:\w+\s+)?(?:course|book|school|resource|bootcamp|way|idea|job))", r"\bhas\s+value\b",
)  # fmt: skip
_HOW_LONG = _any(
    r"\bhow\s+(?:long|soon|fast|quickly)\b", r"\bhow\s+many\s+(?:more\s+)?(?:months?|years?|weeks?|days?|hours?)\b", r"\bhow\s+much\s+(?:more\s+)?time\b",
    r"\btime\s*(?:line|frame|span)\b", r"\bwhat\s+age\b", r"\btime\s+(?:needed|required|to\s+(?:become|learn))\b", r"\bby\s+when\b", r"\bwhen\s+(?:can|will|should|do)\s+i\b",
)  # fmt: skip
_PAY = r"(?:salar(?:y|ies)|pay|wages?|compensation|ctc|tc|earnings|income|package|comp|rates?|stipend|cost|price|fees?)"
_HOW_MUCH = _any(
    r"\bhow\s+(?:much|many|big|large|often|high|low|good|heavily|deep(?:ly)?|important|hard|difficult|easy|tough|competitive|stressful|intense|"
    r"essential|crucial|necessary|relevant|vital|critical|likely|well|saturated|advanced|strong|expensive|common|rare|challenging|sustainable|stable|realistic|demanding|secure|math\w*)\b",
    r"\bwhat\s+(?:level|share|percentage|percent|proportion|amount|kind\s+of\s+(?:salary|money|pay)|chances?|odds)\b",
    r"\bto\s+what\s+(?:extent|degree)\b", r"\bwhat\s+(?:do|does|did|can|could|would|will|should)\s+[^?.]{1,60}?\b(?:earn|make(?!\s+of)|get\s+paid|cost|charge|expect\s+to\s+(?:earn|make))\b",
    rf"\b(?:average|typical|median|mean|starting|expected|minimum|maximum|current|usual|base|entry\s+level|fresher)\s+(?:[\w/-]+\s+){{0,5}}{_PAY}\b",
    rf"\bwhat(?:'?s|\s+is|\s+are|\s+would|\s+should)?\s+(?:be\s+)?(?:the\s+|a\s+|an\s+|my\s+|your\s+)?(?:[\w/'-]+\s+){{0,6}}{_PAY}\b",
    rf"\b{_PAY}\s+(?:range|expectations?|bands?|level|for|of|in|as)\b", rf"\b{_PAY}\W*$", r"\bhow\s+(?:is|are)\s+the\s+(?:pay|salar)\w*",
)  # fmt: skip
_FIRST = _any(
    r"\b(?:learn|do|study|start|begin|focus\s+on|take|tackle|get|pick|choose|master|come|know)\b[^?.]{0,40}\bfirst\b(?=\s*(?:[?,.!:;-]|$|(?:or|to|as|for|before|if|when|in|between|and|python|sql|r)\b))",
    r"\bwhere\s+(?:do|should|can|would|could|to)\s+(?:i\s+|we\s+|one\s+|someone\s+)?(?:start|begin)\b", r"\b(?:from\s+)?where\s+to\s+(?:start|begin)\b",
    r"\bwhat\s+(?:should|do|would|can)\s+i\s+(?:start|begin)\s+with\b", r"\b(?:in\s+)?(?:what|which)\s+order\b", r"\bfirst\s+(?:step|thing|language|skill|tool|course)s?\b",
    r"\bnext\s+steps?\b", r"\bwhat(?:'s|\s+is)?\s+next\b", r"\bhow\s+(?:do|should|can)\s+(?:i|we)\s+(?:start|begin)\b", r"\bbefore\s+(?:actual\s+)?(?:learning|coding|starting|applying)\b",
    r"\b(?:start|starting)\s+(?:point|out)\b", r"\bgetting\s+started\b", r"\bget\s+started\b",
)  # fmt: skip
_DIFFERENCE = _any(
    r"\bdifferen(?:ce|ces|tiate|tiating)\b",
    r"\bdifferent\s+(?:from|than|to)\b",
    r"\bhow\s+(?:is|are)\b[^?]*\bdifferent\b",
    r"\b(?:essentially|really|basically|actually)?\s*the\s+same\b",
    r"\bdiffers?\b",
    r"\bdistinction",
    r"\bwhat\s+separates\b",
)
_CHOICE = _any(
    r"\bwhich\b", r"\bwhat\s+(?:[\w'/]+\s+){1,4}(?:should|could|can|would|shall)\s+(?:i|we|one|a|an)\b", r"\bwhat(?:'s|\s+is|\s+are)?\s+(?:the\s+)?(?:\w+\s+)?(?:best|better|top|good|ideal|right|most)\b",
    r"\bany\s+(?:\w+\s+){0,2}(?:good|recommended|recommendations?\s+for|suggestions?\s+for|quick)\b", r"\b(?:recommend|suggest)\w*\b", r"\bare\s+there\s+any\b",
    r"^\W*(?:best|top|good|recommended)\b", r"\bprefer\b", r"\brather\b(?!\s+than)", r"\bbetter\s+(?:for|to|option|choice|suited|off|major|career|path)\b",
    r"\bwhere\s+can\s+i\s+(?:find|learn|study)\b", r"\bwhat\s+(?:jobs?|roles?|careers?|industr\w+|compan\w+|degrees?|majors?|programming\s+languages?|languages?|certific\w+|certs?|courses?|tools?|cit\w+|countr\w+|field|subjects?)\b",
    r"\bchoos(?:e|ing)\b", r"\bdecid(?:e|ing)\b", r"\bwho\s+(?:earns|makes|gets|is|has|are)\b",
)  # fmt: skip
_OR = re.compile(r"\b(?:or|vs\.?|versus)\b", re.IGNORECASE)
_YES_NO_START = re.compile(rf"(?:^|[.!?;:,\n]\s*(?:and\s+|but\s+|so\s+|or\s+)?){_AUXILIARY}\b", re.IGNORECASE)
_OPEN_WORD = re.compile(r"\b(?:what|which|who|how|why|where|when)(?:'?s)?\b", re.IGNORECASE)
_YES_NO = _any(
    r"\b(?:any\s+chance|possible|realistic|feasible|doable|necessary|required|mandatory|essential|needed|okay|too\s+(?:late|old|hard))\b\s*[^?]{0,60}\?",
    r"\bis\s+(?:it|this|that)\s+(?:still\s+|even\s+|really\s+)?(?:possible|realistic|feasible|too|necessary|hard|normal|true|ok|common)\b",
    r"\bwhether\b", r"\bany\s+(?:\w+\s+){1,6}(?:here|transitioned|switched|made)\b",
)  # fmt: skip
_BELIEVES = re.compile(
    r"^\W*(?:(?:so|and|but|hi|hey|hello)\W+)?(?:do|does|did|would)\s+(?:you|u|anyone|anybody|people)\s+(?:\w+\s+)?(?:think|feel|believe|say|expect)\b",
    re.IGNORECASE,
)
# "Career change to data engineer", "From analyst to scientist": how to, in a title's brevity.
_CHANGE = re.compile(
    r"^\W*(?:(?:career|job)\s+)?(?:transition|switch|mov(?:e|ing)|pivot|chang|from\b.*\bto\b|becoming|breaking\s+into|getting\s+into|learning)\w*",
    re.IGNORECASE,
)
_HOW = _any(
    r"\bhow\b", r"\bways?\s+to\b", r"\b(?:the\s+)?(?:best|right|fastest|quickest|easiest|good)\s+(?:way|path|route|approach)\b", r"\bsteps?\b", r"\broad\s*map\b",
    r"\badvice\b", r"\btips?\b", r"\bguid(?:e|ance)\b", r"\bpath(?:way)?\b", r"\bprocess\b", r"\bhelp\s+me\b",
    r"\bwhat\s+(?:do|does|should|must|can|could|would)\s+(?:i|we|one|they|you|someone)\s+(?:need\s+to\s+|have\s+to\s+)?do\s+to\b",
)  # fmt: skip


def shape_of(text: str) -> str:
    """Return the shape of a question.

    ``yes_no``, ``which``, ``how_much``, ``how_long``, ``why``, ``how``, ``first``, ``worth``, ``enough``,
    ``criterion`` (which by something that can be measured, see :func:`criterion_of`), or ``facts``.
    """
    asked = text[_LEAD.match(text).end() :] or text  # type: ignore[union-attr]
    if _WHY.search(asked):
        return "why"
    choice = bool(_CHOICE.search(asked)) or (bool(_OR.search(asked)) and _asks_for_a_choice(asked))
    if _FIRST.search(asked):
        return "first"
    if _HOW_LONG.search(asked):
        return "how_long"
    if _ENOUGH.search(asked) and not _OR.search(asked):
        return "enough"
    if _WORTH.search(asked) and not (choice and _OR.search(asked)) and not asked.lower().startswith("which"):
        return "worth"
    if choice and criterion_of(text) and not _DIFFERENCE.search(asked):
        return "criterion"
    if _HOW_MUCH.search(asked):
        return "how_much"
    if _DIFFERENCE.search(asked):
        return "yes_no" if _starts_yes_no(asked) and not _OPEN_WORD.search(asked) else "facts"
    if choice:
        return "which"
    opens = bool(_OPEN_WORD.search(asked))
    if _starts_yes_no(asked) or (not opens and (_YES_NO.search(text) or _BELIEVES.search(text))):
        return "yes_no"
    if _HOW.search(asked) or _CHANGE.match(asked):
        return "how"
    return "facts"


def _starts_yes_no(asked: str) -> bool:
    found = _YES_NO_START.search(asked)
    if found is None:
        return False
    open_word = _OPEN_WORD.search(asked)
    return open_word is None or found.start() <= open_word.start()


def _asks_for_a_choice(asked: str) -> bool:
    """Return whether an "or" offers a choice; "can I become A or B" does not, nor does "A vs B" alone."""
    if not re.search(r"\bor\b(?!\s+(?:not|no|something|anything|so|whatever)\b)", asked, re.IGNORECASE):
        return False
    if not _starts_yes_no(asked):
        return "?" in asked or not _OPEN_WORD.search(asked)
    return bool(_CHOOSING_START.search(asked))


_CHOOSING_START = re.compile(
    r"(?:^|[.!?;:,]\s*)(?:and\s+|but\s+|so\s+)?(?:should|shall|do\s+i|would\s+you|am\s+i\s+better)\b|\b(?:better|best|more|easier|prefer|rather|wiser|smarter|enough|sufficient|simply|instead)\b",
    re.IGNORECASE,
)
