"""The sides of a topic that a question asks about: of a job its worst part, of a market its beginners …."""

from __future__ import annotations

import re
from typing import Dict, List, Sequence, Tuple

from nlu.asked.plain_words import explained

_AI = r"(?:ai|a\.i\.|agi|artificial\s+intelligence|llms?|chatgpt|gpt|copilots?|agents?|automation|machines?|robots?|generative\s+ai|gen\s?ai)"


_WORD = re.compile(r"[^\W\d_][\w+#-]*(?:['’][^\W\d_]+)?")


_DO_THEY = re.compile(
    r"\W*(?:(?:so|and|but|also)\W+)?(?:do|does|are|is|must|can)\s+(?:(?:an?|the|most|real|good|senior|junior)\s+)*",
    re.IGNORECASE,
)


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


#: A side and the words by which people ask for it; a question may ask for several.
_ASPECTS: Dict[str, re.Pattern[str]] = {
    # Of a market
    "ai_effect": _any(
        r"\breplac(?:e|ed|es|ing|eable|ement)\b", r"\bautomat(?:ed?|ing)\s+(?:away|out)\b", r"\bobsolete\b", r"\bextinct\b",
        r"\b(?:redundant|unnecessary|superfluous|useless)\b", rf"\b{_AI}\b[^?.]*\b(?:tak(?:e|es|ing)\s+over|kill\w*|threat\w*|eliminat\w*|wip\w+|steal\w*|destroy\w*|affect\w*|impact\w*|disrupt\w*)\b",
        rf"\b(?:threatened|endangered|killed|eaten|affected|automated|taken\s+over|safe)\b[^?.]*\b(?:by|from)\s+{_AI}\b", rf"\bbecause\s+of\s+{_AI}\b",
        rf"\b(?:still|as)\b[^?.]*\b(?:relevant|needed|matter)\b[^?.]*\b{_AI}\b", rf"\b{_AI}\b[^?.]*\bwrit\w+\s+(?:the\s+)?code\b", r"\bsafe\s+job\b", r"\bautomate\s+(?:the|my|this|their)\b",
    ),
    "endures": _any(r"\bstill\b[^?.]*\b(?:relevant|needed|matter|around|exist|useful|necessary|there|valuable|hired?)\b", r"\bsafe\b", r"\bsurviv\w+", r"\bfuture[\s-]?proof\w*", r"\b(?:resistant|immune)\b", r"\bstay\s+relevant\b"),
    "shrinking": _any(r"\bdisappear\w*", r"\bvanish\w*", r"\bshrink\w*", r"\bdeclin\w+", r"\bdrying\s+up\b", r"\bfewer\b", r"\bgoing\s+away\b"),
    "keep_up": _any(r"\bup[\s-]to[\s-]date\b", r"\bkeep(?:ing)?\s+up\b", r"\bstay(?:ing)?\s+(?:current|informed|updated)\b", r"\bkeep\s+(?:learning|current|pace)\b"),
    "uses": _any(r"\bus(?:e|es|ed|ing|age)\b", r"\bapplications?\b", r"\bappl(?:y|ied)\b", r"\buse[\s-]cases?\b", r"\bhelp(?:s|ed|ing)?\b", r"\badopt\w*"),
    "agi": _any(r"\bagi\b", r"\bsuperintelligen\w+", r"\bgeneral\s+intelligence\b"),
    "negative": _any(r"\b(?:bad|wrong|mistake|waste|poor|terrible|stupid|hopeless|too\s+late)\b"),
    "saturation": _any(r"\b(?:over)?saturat\w+", r"\bovercrowded\b", r"\bcrowded\b", r"\btoo\s+(?:many|competitive)\b", r"\bcompetitive\b", r"\bcompetition\b", r"\boversuppl\w+", r"\bflooded\b", r"\bglut\b"),
    "first_job": _any(
        r"\b(?:entry[\s-]?level|junior|graduate|trainee|beginner|fresher)s?\b[^?.]*\b(?:jobs?|roles?|positions?|posts?|market|openings?|vacanc\w+|hiring|hired)\b", r"\b(?:jobs?|roles?|positions?|market|openings?|demand)\b[^?.]*\bfor\s+(?:juniors?|beginners?|freshers?|(?:new|recent)\s+grad\w*|graduates?|entry)\b",
        r"\bfirst\s+(?:\w+\s+){0,2}job\b", r"\bnew\s+grads?\b", r"\bhard\s+to\s+(?:get|find|land|break)\b", r"\bno\s+(?:entry|junior)\b", r"\bfreshers?\b", r"\bentry\s+(?:market|rung)\b",
    ),
    "long_term": _any(
        r"\bfuture[\s-]?proof\w*", r"\b(?:next|in|coming|within|over|for)\s+(?:the\s+)?(?:next\s+|coming\s+)?(?:few|\d+|two|three|five|ten|fifteen|twenty)(?:\s*(?:-|to|or)\s*\d+)?\s+(?:years?|decades?)\b", r"\blong[\s-]?term\b", r"\blong\s+run\b", r"\bin\s+20[3-6]\d\b", r"\bby\s+20[3-6]\d\b",
        r"\bcoming\s+(?:years?|decades?)\b", r"\bfuture\b", r"\bscope\b", r"\bsustainable\b", r"\b(?:next|a)\s+decade\b", r"\bstill\s+(?:be\s+)?(?:relevant|needed|around|exist|alive|there|in\s+demand)\b", r"\blast(?:ing)?\s+career\b", r"\bevolv\w+",
    ),
    "worth": _any(r"\bworth\b", r"\bgood\s+(?:career|choice|field|idea|job|profession|time)\b", r"\bregret\b", r"\bwise\b", r"\bsmart\s+(?:choice|move)\b"),
    "hype": _any(r"\b(?:over)?hyp(?:e|ed)\b", r"\bdead\b", r"\bdying\b", r"\bfad\b", r"\boverrated\b", r"\bpassing\s+trend\b", r"\bbuzzword\b"),
    "bubble": _any(r"\bbubble\b", r"\bburst\b"),
    "pandemic": _any(r"\bcovid(?:[\s-]*19)?\b", r"\bpandemic\b", r"\bcoronavirus\b", r"\blockdowns?\b"),
    "layoffs": _any(r"\blay[\s-]?offs?\b", r"\blaid[\s-]off\b", r"\bjob\s+cuts?\b", r"\brecession\b", r"\bdownturn\b"),
    "demand": _any(r"\bdemand\b", r"\bhir(?:e|es|ing)\b", r"\bjob\s+(?:market|prospects?|opportunit\w+|outlook|growth)\b", r"\b(?:many|more|enough|most|any)\s+(?:\w+\s+){0,3}(?:jobs?|openings?|vacanc\w+|positions?)\b", r"\boutlook\b", r"\bprospects?\b", r"\bshortage\b", r"\bneeded\b"),
    # Of a working day
    "hard_part": _any(r"\bhard(?:est)?\s+(?:part|thing|side|bit|about)\b", r"\b(?:most\s+)?(?:difficult|challeng\w+|frustrat\w+|annoy\w+|stressful|boring)\b", r"\bworst\b", r"\bdislik\w+", r"\bhates?\b", r"\bleast\b", r"\bdownsides?\b", r"\bdrawbacks?\b", r"\bcons\b", r"\bstruggle\w*", r"\bdisadvantages?\b", r"\bdark\s+side\b"),
    "best_part": _any(r"\bbest\s+(?:part|thing|side|bit)\b", r"\b(?:like|love|enjoy)s?\s+(?:\w+\s+){0,2}(?:most|best|about|in)\b", r"\bmost\s+(?:like|love|enjoy)\w*", r"\bfavou?rite\b", r"\brewarding\b", r"\bupsides?\b", r"\bpros\b", r"\badvantages?\b", r"\bperks?\b", r"\bmost\s+(?:satisfying|interesting|fun|exciting)\b", r"\bhappy\b"),
    "meetings": _any(r"\bmeetings?\b"),
    "coding_share": _any(r"\bhow\s+(?:much|often)\b[^?.]*\b(?:cod(?:e|ing)|programming|program)\b", r"\b(?:share|percent\w*|part|half|hours?|most)\b[^?.]*\b(?:cod(?:e|ing)|programming)\b", r"\bcod(?:e|ing)\s+(?:all|every|the\s+whole)\b"),
    "on_call": _any(r"\bon[\s-]?call\b", r"\bpagers?\b", r"\bnight\s+shifts?\b", r"\b(?:at|during\s+the)\s+night\b", r"\bweekends?\b"),
    "remote": _any(r"\bremote(?:ly)?(?![\s-]sensing)\b", r"\bfrom\s+home\b", r"\bwfh\b", r"\bhome\s+office\b", r"\bhybrid\b"),
    "hours": _any(r"\bhours\b", r"\bwork[\s/-]*life\b", r"\bovertime\b", r"\bworkload\b", r"\bbusy\b", r"\b(?:9|nine)\s*(?:-|to)\s*(?:5|five)\b", r"\brelaxed\b"),
    "stress": _any(r"\bstress\w*", r"\bburn(?:ed|t|\s)?[\s-]?out\b", r"\bpressure\b"),
    "levels": _any(r"\b(?:junior|entry[\s-]?level)\b[^?.]*\b(?:senior|lead|staff)\b", r"\b(?:senior|lead|staff)\b[^?.]*\b(?:junior|entry[\s-]?level)\b"),
    "company_size": _any(r"\bstart[\s-]?ups?\b", r"\bscale[\s-]?ups?\b", r"\b(?:big|large|small|huge)\s+(?:\w+\s+)?(?:compan\w+|firms?|corporations?|enterprises?|teams?)\b", r"\bcorporat\w+", r"\bbig\s+tech\b", r"\bfaang\b"),
    "requests": _any(r"\brequests?\b", r"\btickets\b", r"\bwhat\s+(?:\w+\s+){0,3}(?:are|get|is)\s+asked\s+(?:for|of|to)\b"),
    "team": _any(r"\b(?:alone|teams?|teamwork|colleagues|report\s+to)\b"),
    "cleaning": _any(r"\bclean(?:s|ing|ed)?\b"),
    "day": _any(r"\b(?:typical|normal|average|usual|working|whole|entire)\s+(?:work\s*)?(?:day|week)\b", r"\bday[\s-]to[\s-]day\b", r"\ball\s+day\b", r"\bdaily\b", r"\beach\s+day\b", r"\ba\s+day\s+(?:in|as|of)\b", r"'s\s+day\b", r"\bday\s+look\b", r"\b(?:days?|weeks?)\s+(?:like|look\w*|of\s+an?)\b"),
    # Of an industry
    "who_hires": _any(r"\bwho\s+(?:\w+\s+)?(?:hires?|employs?|needs?|recruits?)\b", r"\b(?:which|what)\s+(?:\w+\s+){0,2}(?:compan\w+|employers?|firms?|organi[sz]ations?)\b", r"\bhir(?:e|es|ing)\b", r"\bemployers?\b"),
    "domain": _any(r"\b(?:know|knowledge|understand\w*|background|familiar\w*|expertise|learn)\b[^?.]*\b(?:about|of|in|domain|industry|business|sector|medical|financial|banking|healthcare)\b", r"\bdomain\b", r"\b(?:medical|clinical|financial|banking|industry|business|legal|technical)\s+(?:knowledge|background|expertise)\b"),
    "entry": _any(r"\b(?:get|break|move|switch|go|getting|breaking|moving|switching)\s+(?:in|into|to)\b", r"\benter(?:ing)?\b", r"\bstart(?:ing)?\b[^?.]*\bin\b", r"\bland\b", r"\bfind\s+(?:a\s+)?(?:job|work)\b"),
    "projects": _any(r"\bprojects?\b", r"\bneeds?\b[^?.]*$", r"\btasks?\b", r"\brequir(?:e|es|ing)\b"),
    "career": _any(r"\bcareers?\b", r"\bexpect\b", r"\bwork(?:ing)?\s+(?:in|for|at|as)\b", r"\bjobs?\b", r"\bgood\s+(?:industry|sector|field|place)\b", r"\b(?:industry|sector|field)\s+(?:good|worth|interesting)\b", r"\blike\s+(?:to\s+work|working|as)\b", r"\bdemand\b", r"\broles?\s+(?:in|are|exist)\b", r"\bis\s+there\s+work\b", r"\bpositions?\b"),
    # Of a word or a title
    "title": _any(r"\btitles?\b", r"\bcall(?:s|ed|ing)?\s+(?:themselves|themself|yourself|myself|himself|herself)\b", r"\b(?:be|is|are|it|that|them)\s+called\b", r"\bname\s+(?:for|of)\s+(?:a|the|this|that)\s+(?:role|job|person|position)\b", r"\bwhat\s+(?:would|do|should)\s+(?:you|we|i)\s+call\b"),
    "sameness": _any(r"\b(?:just|simply|only|merely|basically|essentially|really)\b", r"\bthe\s+same\b", r"\bsame\s+(?:as|thing|job)\b", r"\banother\s+(?:name|word)\b", r"\bnew\s+name\b", r"\bsynonym\w*", r"\bpart\s+of\b", r"\brebrand\w*", r"\binterchangeabl\w+"),
}  # fmt: skip


def aspects_of(text: str) -> Dict[str, str]:
    """Return the sides of a topic that a question asks about, each with the words that say so; often none."""
    found = {name: pattern.search(text) for name, pattern in _ASPECTS.items()}
    return {name: match.group().lower() for name, match in found.items() if match}


def asks_what_they_do(text: str, names: Sequence[Tuple[int, int]]) -> bool:
    """Return whether a question is "do they do X": a helping verb, and then the people.

    :param names: start and end of the roles in it
    """
    return any(_DO_THEY.fullmatch(text[:start]) for start, _ in names)


def asks_meaning(text: str, names: Sequence[Tuple[int, int]]) -> bool:
    """Return whether a question asks what its names mean, and nothing else.

    :param names: start and end of the words of the field in it
    """
    rest = [word.removesuffix("'s") for word in _outside(text, names)]
    return bool(names) and bool(_DEFINING & set(rest)) and set(rest) <= _DEFINING | _BESIDE_DEFINING


_DEFINING = frozenset(
    {"what", "whats", "explain", "define", "definition", "meaning", "mean", "means", "stand"}
)
_BESIDE_DEFINING = frozenset(
    """
    is are does do you by the a an of for term terms word words tell me about in simple simply plain english
    please can could exactly and actually really it this that they i u hi hello hey ok so data ai ml career
    """.split()
)


def words_beside(text: str, names: Sequence[Tuple[int, int]]) -> List[str]:
    """Return the words of a question that carry meaning beside its names, in lower case.

    :param names: start and end of the names in it
    """
    return [word.removesuffix("'s") for word in _outside(text, names) if not explained(word)]


def _outside(text: str, names: Sequence[Tuple[int, int]]) -> List[str]:
    return [
        match.group().lower().replace("’", "'")
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in names)
    ]
