"""What somebody says of the circumstances under which they ask: beside a job, from nothing, in half a year."""

from __future__ import annotations

import re
from typing import Dict, List, Optional

Told = Dict[str, Optional[float]]

_CODE = r"(?:cod(?:e|ing)|program(?:ming)?|development|developer|dev|software|tech(?:nical)?|it|computer(?:\s+science)?)"
_NONE = r"(?:no|zero|without(?:\s+any)?|lack(?:ing)?(?:\s+of)?|not?\s+have(?:\s+any)?|don'?t\s+have(?:\s+any)?|never\s+had(?:\s+any)?)"
_PATTERNS = {
    "no_code": rf"\b{_NONE}\s+(?:prior\s+|previous\s+|real\s+|formal\s+|any\s+)?{_CODE}(?:\s*(?:/|or|and)\s*\w+)?\s+(?:experience|background|skills?|knowledge|history)\b"
    rf"|\bnever\s+(?:\w+\s+)?(?:coded|programmed|written\s+(?:any\s+|a\s+line\s+of\s+)?code)\b|\b(?:can'?t|cannot|don'?t\s+know\s+how\s+to)\s+(?:code|program)\b"
    r"|\bnon[- ]?(?:tech(?:nical)?|it|coding|cs|programming)\b(?:\s+(?:background|person|field|job))?|\bnot\s+(?:a\s+)?(?:technical|programmer|coder)\b",
    "no_experience": rf"\b{_NONE}\s+(?:prior\s+|previous\s+|work\s+|real\s+|relevant\s+|industry\s+)*(?:experience|background|knowledge)\b"
    r"|\bfrom\s+(?:scratch|zero|nothing)\b|\b(?:complete|total|absolute)\s+(?:beginner|newbie|novice)\b|\bzero\s+knowledge\b|\bknow\s+nothing\b",
    "working": r"\b(?:while|whilst|when)\s+(?:i\s*(?:'m|\s+am)?\s+|still\s+)*(?:work(?:ing)?|employed|holding)\b|\bfull[- ]?time\s+(?:job|work|position|employee|role)\b"
    r"|\b(?:alongside|besides?|next\s+to|on\s+top\s+of|around)\s+(?:my|a|the)\s+(?:full[- ]?time\s+|day\s+|current\s+)?(?:job|work)\b"
    r"|\bwork(?:ing)?\s+full[- ]?time\b|\bworking\s+professional\b|\b(?:evenings|nights|weekends)\b|\bon\s+the\s+side\b|\bwithout\s+quitting\b",
    "fast": r"\b(?:fastest|quickest|shortest|speediest|asap|as\s+(?:fast|soon|quick(?:ly)?)\s+as\s+possible|shortcuts?|fast[- ]?track|quick(?:ly)?|in\s+no\s+time)\b"
    r"(?!\s+growing)",
    "top": r"\b(?:top|best|elite|leading|prestigious|biggest|top[- ]tier|tier[- ]1)\s+(?:\w+\s+){0,3}(?:compan(?:y|ies)|firms?|employers?|labs?|roles?|jobs?|positions?)\b"
    r"|\b(?:faang|maang|mango|big\s+tech|magnificent\s+seven)\b",
    "gap": r"\b(?:career|employment|work|job|year)\s+(?:gap|break|pause)s?\b|\b\d+[- ]?(?:years?|months?|yrs?)\s+(?:career\s+)?(?:gap|break)\b"
    r"|\b(?:return|returning|back|coming\s+back|re-?ent(?:er|ering))\s+to\s+(?:the\s+)?(?:work(?:force)?|job\s+market|industry)\b|\bstay[- ]at[- ]home\b|\bmaternity\b|\bhousewife\b",
    "parent": r"\b(?:mother|father|mom|mum|dad|parent|kids|children|toddler|newborn)\b(?!\s+(?:company|tongue))",
    "weak_maths": r"\b(?:fail(?:ed|ing)?|bad\s+(?:at|in)|poor\s+(?:at|in)|weak(?:ness)?\s+(?:at|in|with)?|not\s+good\s+(?:at|in|with)|terrible\s+at|suck\s+at|struggl\w+\s+with|scared\s+of|afraid\s+of|"
    r"hate[sd]?|rusty|behind\s+(?:on|in))\s+(?:\w+\s+){0,4}?(?:math\w*|statistics|stats|calculus)\b",
    "offer": r"\boffer(?:ed|s)?\b(?!\s+(?:course|degree|program)\w*)",
    "keeps_level": r"\bkeep\s+(?:my|the)\s+(?:\w+\s+)?(?:level|title|seniority|grade)\b|\b(?:start|begin)(?:ing)?\s+(?:over|again|from\s+the\s+bottom)\b|\bstep\s+(?:down|back)\b|\bdowngrade\b"
    r"|\bstay\s+(?:a\s+)?senior\b|\bas\s+a\s+junior\s+again\b|\blose\s+(?:my\s+)?(?:seniority|level|title)\b",
    "pay_cut": r"\bpay\s*cut\b|\b(?:less|lower|reduced)\s+(?:pay|salary|money|compensation)\b|\b(?:salary|pay)\s+(?:drop|cut|reduction|decrease)\b|\bkeep\s+(?:my|the)\s+(?:salary|pay)\b|\bearn\s+less\b",
    "hard": r"\b(?:hard(?:er)?|difficult(?:y)?|challenging|tough|easy|easier|realistic|doable|feasible)\b",
    "carries": r"\bcarr(?:y|ies)\s+over\b|\btransfer(?:able|s)?\s+(?:skills?|to|over)\b|\bskills\s+transfer\b|\bwhat\s+(?:can|could)\s+i\s+(?:re-?use|use)\b|\balready\s+have\b|\buse\s+my\s+(?:background|experience)\b",
    "leads": r"\b(?:leadership|managerial|people\s+lead|manager|management(?!\s+consult))\b",
    "ladder": r"\bcareer\s+(?:path|ladder|progression|trajectory|track|growth|levels?)\s+(?:of|for|as|in|like|look)\b|\bcareer\s+levels\b",
    "lead_or_expert": r"\b(?:manage(?:r|ment)|people\s+lead|lead)\b[^?.]{0,40}\b(?:or|vs\.?|versus)\b[^?.]{0,40}\b(?:principal|staff|individual\s+contributor|ic|specialist|technical|expert|architect|engineer|hands[- ]on)\b"
    r"|\b(?:principal|staff|individual\s+contributor|ic|specialist|technical|expert|hands[- ]on)\b[^?.]{0,40}\b(?:or|vs\.?|versus)\b[^?.]{0,40}\bmanage(?:r|ment)\b",
    "schools": r"\b(?:best|top|good|which|what|recommend\w*|rank\w*|better)\b[^?.]{0,50}\b(?:universit(?:y|ies)|colleges?|schools?|institut(?:e|es|ions?)|programs?|programmes?)\b(?!\s+(?:degree|or\s+work))",
    "online": r"\bonline\b|\bdistance\s+(?:learning|education)\b|\bpart[- ]time\b|\bremote\s+(?:degree|master\S*)",
    "country": r"\b(?:which|what|best|good)\s+countr(?:y|ies)\b|\b(?:study(?:ing)?|degree|master\S*)\s+abroad\b",
    "double": r"\bdouble[- ]?majors?\b|\bdual\s+(?:degree|major)\b|\bmajor\b[^?.]{0,40}\bminor\b|\bjoint\s+(?:degree|honou?rs)\b",
    "school": r"\bhigh\s*school(?:er)?\b(?!\s+teacher)|\bschool\s+leaver\b|\b(?:10|11|12)th\s+(?:grade|class|standard|std)?|\bclass\s+(?:10|11|12)\b|\ba[- ]levels?\b",
    "early_student": r"\b(?:first|1st|second|2nd)[- ]?year\b|\b(?:freshman|sophomore)\b",
    "late_student": r"\b(?:final|last|third|3rd|fourth|4th)[- ]?year\b|\b(?:senior|last)\s+year\b|\babout\s+to\s+graduate\b|\bgraduating\s+(?:soon|next|this)\b|\bpenultimate\b",
    "student": r"\bmy\s+(?:new\s+)?major\b|\bi(?:'?m|\s+am)\s+(?:\w+\s+){0,2}(?:in|at)\s+(?:college|university|uni)\b|\b(?:changed|switched)\s+majors?\b",
    "graduate": r"\b(?:recent(?:ly)?|fresh|new|just)\s+(?:college\s+|university\s+)?grad(?:uate[ds]?)?\b|\bjust\s+finished\s+(?:my|a)\s+(?:degree|bachelor\S*|master\S*|studies)\b",
    "foreign": r"\b(?:foreigner|immigrant|expat|international\s+student|visa|relocat\w+|from\s+abroad|non[- ]eu)\b",
    "self_study": r"\bself[- ]?(?:study\w*|learn\w*|taught|teach\w*)\b|\bon\s+my\s+own\b|\bby\s+myself\b",
    "back_to_school": r"\b(?:back|return(?:ing)?)\s+to\s+(?:school|university|college|uni)\b|\bsecond\s+(?:bachelor\S*|degree|master\S*)\b",
    "years_asked": r"\bhow\s+many\s+years?\s+(?:of\s+)?(?:work(?:ing)?\s+|industry\s+|prior\s+)?(?:experience|exp)?\b|\bhow\s+much\s+(?:work\s+|industry\s+|prior\s+)?experience\b"
    r"|\byears?\s+(?:of\s+)?experience\s+(?:(?:is|are|do|does)\s+)?(?:\w+\s+){0,3}(?:need|requir|ask|expect)\w*",
}
_TOLD = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
_HOURS = re.compile(
    r"\b(?P<hours>\d{1,2})\s*(?:h|hrs?|hours?)\s*(?:/|an?|per|each|every)\s*(?P<unit>week|wk|day)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "a": 1,
    "half a": 0.5,
}
_WITHIN = re.compile(
    r"\b(?:in|within|under|less\s+than|over\s+the\s+next|(?:a|the)?\s*next)\s+(?:just\s+|only\s+|about\s+|the\s+next\s+)?"
    r"(?P<count>\d{1,2}|half\s+a|a|one|two|three|four|five|six|nine|twelve)[\s-]*(?P<unit>days?|weeks?|months?|years?)\b(?!\s+(?:of\s+)?(?:experience|exp|as)\b)"
    r"|\b(?P<count2>\d{1,2})[\s-]*(?P<unit2>months?|weeks?|days?)\s+(?:plan|road\s*map|path|schedule)\b",
    re.IGNORECASE,
)
_MONTHS = {"day": 1 / 30, "week": 1 / 4.3, "month": 1.0, "year": 12.0}


def circumstances_in(text: str) -> Told:
    """Return what a text tells of the asker's circumstances, each with its number where it has one.

    ``hours`` are those a week that somebody has, ``within`` the months in which they want to be there; the
    others, such as ``working`` or ``no_code``, have none.
    """
    told: Told = {name: None for name, pattern in _TOLD.items() if pattern.search(text)}
    hours = _HOURS.search(text)
    if hours:
        told["hours"] = float(hours["hours"]) * (7 if hours["unit"].lower() == "day" else 1)
    within = _WITHIN.search(text)
    if within:
        count = re.sub(r"\s+", " ", (within["count"] or within["count2"]).lower())
        unit = (within["unit"] or within["unit2"]).lower().rstrip("s")
        told["within"] = (_NUMBERS.get(count) or float(count)) * _MONTHS[unit]
    if "no_code" in told:
        told.pop("no_experience", None)
    return told


_OBJECTS = {
    "maths": r"math\w*|calculus|algebra|equations|formulas?|theory",
    "statistics": r"statistic\w*|stats|probability|numbers",
    "code": r"cod(?:e|ing)|program\w*|software(?:\s+development)?|develop(?:ing|ment)",
    "building": r"build\w*|making\s+things|products?|apps?|creat\w+|tinker\w*",
    "systems": r"back[- ]?end\w*|servers?|infrastructure|systems?|pipelines?|databases?|sql|cloud|devops|plumbing|automat\w+",
    "people": r"people|talk\w*|clients?|customers?|meetings?|present\w*|stakeholders?|teamwork|communicat\w+|teach\w*|public\s+speaking",
    "writing": r"writ\w+|explain\w*|story\s*tell\w*|report\w*",
    "business": r"business|strategy|money|finance|market\w*|management|leading",
    "research": r"research\w*|papers?|experiment\w*|science|academi\w+|invent\w*",
    "analysis": r"analy\w+|puzzles?|investigat\w+|problem[- ]?solving|data|patterns?|question\w*|detective\w*",
    "visual": r"design\w*|visuali[sz]\w*|charts?|dashboards?|drawing|art|creativ\w*",
    "hardware": r"hardware|robots?|robotics|electronics|machines?|sensors?|drones?",
    "language": r"languages?|linguistics|text|books",
    "images": r"images?|photo\w*|cameras?|video",
    "stress": r"stress\w*|on[- ]?call|overtime|pressure|long\s+hours",
}
_OBJECT = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _OBJECTS.items()}
_LIKES = (
    r"(?:like[sd]?|love[sd]?|enjoy\w*|good\s+(?:at|with|in)|great\s+at|strong\s+(?:at|in|with)|passionate\s+about|interested\s+in|into|fascinated\s+by|"
    r"prefer\w*|fond\s+of|happy\s+with|best\s+at|who\s+(?:code|write|build|program)s)"
)
_HATES = (
    r"(?:hate[sd]?|dislike[sd]?|can'?t\s+stand|don'?t\s+(?:really\s+)?(?:like|enjoy|love|want)(?:\s+to)?|doesn'?t\s+(?:like|enjoy)|do\s+not\s+(?:like|enjoy|want)(?:\s+to)?|"
    r"not\s+(?:good|great|interested|strong|into|a\s+fan|keen)(?:\s+(?:at|in|with|on|of))?|bad\s+(?:at|with)|avoid\w*|tired\s+of|bored\s+(?:of|by|with)|weak\s+(?:at|in)|"
    r"(?:terrible|lousy|awful|hopeless|useless|poor)\s+(?:at|with|in)|least|no|without|less|sick\s+of|struggle\s+with|not\s+much|little)"
)
_TASTE = re.compile(rf"\b(?:(?P<hates>{_HATES})|(?P<likes>{_LIKES}))\s+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[.;?!]|\b(?:but|although|though|yet|however|which|what|should|can|could|is\s+there)\b", re.IGNORECASE
)
_QUIET = re.compile(r"\b(?:introvert\w*|shy|quiet|asperger\w*|autis\w+|social\s+anxiety)\b", re.IGNORECASE)
_OUTGOING = re.compile(r"\b(?:extrovert\w*|extravert\w*|outgoing|sociable|people\s+person)\b", re.IGNORECASE)
_WHO_CODES = re.compile(
    r"\bwho\s+(?:codes?|programs?|can\s+code|knows?\s+(?:python|r|how\s+to\s+code))\b", re.IGNORECASE
)


def tastes_in(text: str) -> Dict[str, List[str]]:
    """Return what somebody says they like and dislike of work: ``{"likes": ["maths"], "dislikes": ["code"]}``."""
    likes: List[str] = []
    dislikes: List[str] = []
    found = list(_TASTE.finditer(text))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        clause = _CLAUSE.search(text, match.end(), end)
        said = text[match.end() : clause.start() if clause else end]
        into = dislikes if match["hates"] else likes
        into += [name for name, pattern in _OBJECT.items() if pattern.search(said)]
    if _QUIET.search(text):
        dislikes.append("people")
    if _OUTGOING.search(text):
        likes.append("people")
    if _WHO_CODES.search(text):
        likes.append("code")
    return {
        "likes": [one for one in dict.fromkeys(likes) if one not in dislikes],
        "dislikes": list(dict.fromkeys(dislikes)),
    }
