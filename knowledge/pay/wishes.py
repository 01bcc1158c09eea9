"""What a question about pay wants beside role and place: unit, currency, part of pay, rank, mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Optional, TypeVar

from knowledge.pay.aspects import Aspect, aspect_of

_Name = TypeVar("_Name", bound=str)
Mark = Literal["low", "starting", "average", "top"]
Polarity = Literal["good", "low", "reached", "when", "own", "more", "told"]
Rank = Literal["city", "state", "country", "industry", "role", "level", "employer"]

_PER = (
    ("hour", r"\b(?:per|an|each|by the)\s+hour\b|\bhourly\b|/\s?h(?:ou)?r\b"),
    ("day", r"\b(?:per|a|by the)\s+day\b|\bdaily\s+rate\b|\bday\s+rate\b"),
    ("week", r"\b(?:per|a)\s+week\b|\bweekly\b"),
    ("month", r"\b(?:per|a|each|by the)\s+month\b|\bmonthly\b|/\s?mo(?:nth)?\b"),
    ("year", r"\b(?:per|a|each)\s+(?:year|annum)\b|\byearly\b|\bannual(?:ly)?\b|\bctc\b|\blpa\b"),
)
_CURRENCIES = (
    ("EUR", r"\beuros?\b|\beur\b|€"),
    ("GBP", r"\bpounds?\b(?!\s+of)|\bgbp\b|£|\bsterling\b"),
    ("INR", r"\brupees?\b|\binr\b|₹|\blpa\b|\blakhs?\b|\blacs?\b|\bcrores?\b"),
    ("CAD", r"\bcanadian\s+dollars?\b|\bcad\b"),
    ("AUD", r"\baustralian\s+dollars?\b|\baud\b"),
    ("SGD", r"\bsingapore\s+dollars?\b|\bsgd\b"),
    ("CHF", r"\b(?:swiss\s+)?francs?\b|\bchf\b"),
    ("JPY", r"\byen\b|\bjpy\b"),
    ("USD", r"\b(?:us\s+)?dollars?\b|\busd\b|(?<![a-z])\$"),
)
_PARTS = (
    (
        "after_tax",
        r"\bafter[\s-]tax(?:es)?\b|\btake[\s-]home\b|\bnet\s+(?:pay|salary|income)\b|\bin[\s-]hand\b",
    ),
    ("bonus", r"\bbonus(?:es)?\b"),
    ("equity", r"\bequity\b|\bstocks?\b|\brsus?\b|\boptions?\b|\bshares\b"),
    ("benefits", r"\bbenefits\b|\bperks?\b|\bpension\b|\b401k\b"),
    ("total", r"\btotal\s+(?:comp\w*|pay|cash|package|remuneration)\b|\btc\b"),
    ("overtime", r"\bovertime\b"),
)
#: A share from an end of the distribution, or a percentile, whose number counts from the bottom.
_TOP_SHARE = re.compile(
    r"\b(?:top|highest|best)[\s-]+(?:paid\s+)?(\d{1,2})\s?(?:%|percent\b|per\s+cent\b)"
    r"|\b(?:highest|best|top)[\s-]paid\s+(\d{1,2})\s?(?:%|percent)"
)
_LOW_SHARE = re.compile(r"\b(?:bottom|lowest)[\s-]+(?:paid\s+)?(\d{1,2})\s?(?:%|percent\b|per\s+cent\b)")
_PERCENTILE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s+(?:percentile|centile)\b")
_MARKS: tuple[tuple[Mark, str], ...] = (
    ("top", r"\b(?:top|highest)(?:[\s-]paid)?\s+\d+\s?(?:%|percent)"
     r"|\btop[\s-](?:paid|earners?|paying\s+jobs?|end)\b"
     r"|\bhighest\s+(?:salar|pay|paid|offer)|\bmaximum\b|\bmax\b|\bceiling\b|\bbest[\s-]paid\s+(?:people|ones)"),
    ("low", r"\blowest\b|\bminimum\b|\bleast\b(?!\s+one)|\bfloor\b|\bbottom\s+\d+"),
    ("starting", r"\bstarting\s+(?:salar\w*|pay|wage|offer|out)\b|\bstart\s+(?:at|on|with)\b|\bto\s+start\b"
     r"|\bfirst\s+(?:salar\w*|pay)\b"),
    ("average", r"\baverage\b|\bavg\b|\bmean\b|\btypical(?:ly)?\b|\bmedian\b"),
)  # fmt: skip
_BEST = r"\b(?:pays?|paid|paying|salar\w+|earns?|money|compensation|wages?)\b"
_MOST = r"\b(?:best|most|highest|top|better|higher|well|least|lowest|worst)\b"
_RANKS: tuple[tuple[Rank, str], ...] = (
    ("city", r"\b(?:cit(?:y|ies)|metros?|metro\s+areas?|places?|locations?|towns?)\b|\bwhere\b"),
    ("state", r"\b(?:us\s+)?states?\b(?!\s+of)"),
    ("country", r"\bcountr(?:y|ies)\b|\bin\s+the\s+world\b"),
    ("industry", r"\bindustr(?:y|ies)\b|\bsectors?\b|\bfields?\s+of\s+business\b"),
    ("employer", r"\b(?:compan(?:y|ies)|employers?|firms?)\b"),
    ("level", r"\blevels?\b|\bseniorit(?:y|ies)\b"),
    ("role", r"\b(?:roles?|jobs?|positions?|careers?|titles?|professions?)\b"),
)
_LEAST = re.compile(
    r"\b(?:lowest|least|worst)[\s-]+(?:pay|paid|paying)"
    r"|\b(?:pays?|earns?|paid)\b[^.?!]{0,40}(?<!\bat\s)\b(?:least|worst|lowest)\b"
)
_EMPLOYERS: tuple[tuple[Literal["startup", "large"], str], ...] = (
    ("startup", r"\bstart-?ups?\b|\b(?:pre-?)?seed\b|\bseries\s+[a-e]\b"),
    ("large", r"\bfaang\b|\bbig\s+tech\b|\b(?:large|big)\s+(?:compan\w+|firms?|employers?)\b"),
)
_POLARITIES: tuple[tuple[Polarity, str], ...] = (
    ("more", r"\b(?:would|will|could|can|do|does|should)\s+(?:\w+\s+){1,4}?"
     r"(?:earn|make|get|be\s+paid)\s+more\b|\bmore\s+money\s+(?:as|than)\b"),
    ("low", r"\bunder[\s-]?pa(?:id|y|ying)\b|\btoo\s+(?:low|little)\b|\blow[\s-]?ball\w*"
     r"|\blow\s+(?:for|pay|salary|offer)\b"),
    ("own", r"\bi\s+(?:currently\s+|now\s+)?(?:make|earn|get)\b(?=.*\bhow\s+much\b)"),
    ("when", r"\bhow\s+(?:long|many\s+years)\b|\bhow\s+soon\b|\bwhen\s+(?:will|can|do|could)\b"),
    ("reached", r"\b(?:can|could|is\s+it\s+possible\s+to|possible\s+to|do|does)\b[^.?!]{0,60}"
     r"\b(?:earn|make|making|reach|get|hit)\b(?=[^.?!]*\d)"),
    ("told", r"^\W*(?:i|we)(?:'m|\s+am)?\s+(?:\w+\s+)?(?:make|earn|get|making|earning|paid)\b"
     r"(?![^?]*(?:\?|\b(?:good|fair|ok(?:ay)?|enough|right|low|reasonable|decent|under)))"),
)  # fmt: skip
_OF_PAY = re.compile(
    r"\b(?:lpa|ctc|rsus?|stock\s+options?|signing\s+bonus|day\s+rate|under[\s-]?paid|pay\s+cut|low[\s-]?ball\w*"
    r"|(?:desired|expected|current)\s+(?:salary|pay)|(?:salary|pay|comp\w*)\s+expectations?|pay\s+rise"
    r"|(?:b|m)illionaires?|net\s+worth|comp(?:ensation)?\s+(?:help|advice|check|question)"
    r"|(?:what|how\s+much)\s+(?:comp|compensation|salary|pay)\s+(?:should|can|could)\s+i"
    r"|minimum\s+(?:salary|pay|wage)?\s*(?:i\s+should|should\s+i|to)\s+(?:ask|accept|take))\b"
    r"|\b(?:raise|increase|affect|boost)\w*\s+(?:my|your|the|a\s+[\w ]{2,20}'?s)\s+(?:pay|salary|comp\w*)\b"
    r"|\b(?:earn|earns|make|paid)\s+(?:more|less)\s+(?:than|money|with)\b"
)
_SPENDS = re.compile(
    r"\b(?:tuition|loan|student\s+debt|fees?|(?:training|learning|education|course)\s+budget"
    r"|for\s+(?:\w+\s+)?(?:training|courses?|learning|education|books|a\s+bootcamp|a\s+degree)"
    r"|(?:bootcamp|course|master'?s|degree|program(?:me)?)\s+(?:costs?|for|at)\s+\W?\d)"
    r"|\d\s?k?\s+(?:less|more|lower|higher|below|above)\b"
)
_JUDGES = re.compile(
    r"^\W*(?:(?:and|so|but|hm+|ok(?:ay)?)\W+)*(?:is|would)\s+(?:that|this|it)\s+(?:be\s+)?(?:an?\s+)?"
    r"(?:good|fair|ok(?:ay)?|enough|low|a\s+lot|decent|reasonable|normal|bad|too\s+low|competitive|underpaid)"
    r"(?:\s+(?:pay|salary|offer|money|deal))?(?:\s+(?:for|in|there|here|at)\b.*)?\W*$"
)
_CHANGE = re.compile(
    r"\b(?:chang(?:e|ed|ing)|ris(?:e|en|ing)|rose|grow(?:n|ing|th)?|grew|fall(?:en|ing)?|fell|drop(?:ped|ping)?"
    r"|increas\w+|decreas\w+|declin\w+|trend\w*|over\s+time|over\s+the\s+(?:last|past)?\s*(?:few\s+)?years"
    r"|going\s+(?:up|down)|gone\s+(?:up|down)|history|since\s+20\d\d|(?:between|from)\s+20\d\d\s+(?:and|to)\s+20\d\d)\b",
    re.IGNORECASE,
)
_BY_LEVEL = re.compile(
    r"\b(?:with|by|per|(?:at|with)\s+each|every|each)\s+(?:levels?|seniority)\b"
    r"|\b(?:salary|pay|wage|earnings)\s+(?:progression|ladder|curve|by\s+(?:experience|years))\b"
    r"|\b(?:grow|rise|increase|go\s+up|climb|change)s?\s+(?:\w+\s+){0,2}with\s+(?:\w+\s+)?(?:years|experience)\b"
)
_CONTRACT = re.compile(
    r"\b(?:freelanc\w*|contract(?:or|ors|ing)?|consult(?:ing|ants?)|self[\s-]employed|c2c|1099)\b",
    re.IGNORECASE,
)
_BUYING_POWER = re.compile(
    r"\bpurchasing\s+power\b|\bppp\b|\bcost\s+of\s+living\b|\bbuys?\b|\bgo(?:es)?\s+furthe(?:r|st)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:staff|principal|distinguished|tech(?:nical)?\s+lead|team\s+lead|lead(?=\s+(?:\w+\s+){0,3}(?:engineer|scientist|analyst|developer))"
    r"|interns?|internships?|(?:new|fresh|recent|college|university)\s+grad\w*|freshers?|(?:L|E|IC|level\s)[3-8]"
    r"|(?<!post[\s-])(?<!under)graduates?(?!\s+(?:degree|school|certificate|program|stud|diploma|course|from\s+\d))"
    r"|graduating|after\s+graduation|(?:straight|fresh|right|just)\s+(?:out\s+of|from)\s+"
    r"(?:college|university|uni|school|(?:my|a)\s+(?:degree|master'?s|bachelor'?s|phd)))\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(\d{1,2})(?:\.\d)?\+?\s*(?:-\s*\d{1,2}\s*)?(?:years?|yrs?|yoe)\b(?!\s+(?:ago|old|from))(?=[^.?!]*(?:exp|work|in\b|yoe|as\b)|\s*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PayWishes:
    """What a question about pay wants, beside its role, its place and its other values.

    :param per: the unit wanted, ``year``, ``month``, ``week``, ``day`` or ``hour``
    :param currency: the currency wanted, an ISO code
    :param parts: parts of pay asked for: ``bonus``, ``equity``, ``benefits``, ``total``, ``after_tax``,
        ``overtime``
    :param mark: where in the distribution: ``low``, ``starting``, ``average`` or ``top``
    :param share: the percent of a mark, 10 of "the top 10%"
    :param percentile: one that was named, 25 of "the 25th percentile"
    :param rank: of what the best paid is wanted, or with ``least`` the worst
    :param change: whether it asks how pay changed
    :param contract: whether it is about freelance or contract work
    :param buying_power: whether it asks what the money buys
    :param level_words: words of a level that the figures know otherwise: ``staff``, ``intern``, ``L5``
    :param years: of experience
    :param aspect: what it wants beyond a figure: how to negotiate, what a certificate brings
    :param employer_kind: ``startup`` or ``large``
    :param polarity: what an amount is asked to be: ``good``, ``low`` ("am I underpaid?"), ``reached``
        ("can I make 200k?"), ``when`` or ``more`` ("would I earn more?"); ``own`` where it is what the person
        earns now and asks what the role does, ``told`` where nothing is asked of it
    :param judges: whether it only asks whether the pay spoken of is good: "is that fair?"
    :param of_pay: whether its words speak of pay alone, whatever it was read as
    :param spends: whether its money is a fee, a budget or a difference, and no pay
    """

    per: Optional[str] = None
    currency: Optional[str] = None
    parts: frozenset[str] = frozenset()
    mark: Optional[Mark] = None
    share: Optional[int] = None
    percentile: Optional[int] = None
    rank: Optional[Rank] = None
    least: bool = False
    change: bool = False
    contract: bool = False
    buying_power: bool = False
    level_words: Optional[str] = None
    years: Optional[float] = None
    aspect: Optional[Aspect] = None
    employer_kind: Optional[Literal["startup", "large"]] = None
    polarity: Polarity = "good"
    judges: bool = False
    spends: bool = False
    of_pay: bool = False


NO_WISHES = PayWishes()


def read_wishes(text: str) -> PayWishes:
    """Return what a question about pay wants; of another question it means nothing."""
    lower = text.lower()
    level, years = _LEVEL.search(text), _YEARS.search(lower)
    share = _TOP_SHARE.search(lower) or _LOW_SHARE.search(lower)
    percentile = _PERCENTILE.search(lower)
    return PayWishes(
        per=_first(_PER, lower),
        currency=_first(_CURRENCIES, lower),
        parts=frozenset(part for part, pattern in _PARTS if re.search(pattern, lower)),
        mark=next((mark for mark, pattern in _MARKS if re.search(pattern, lower)), None),
        share=int(share[1] or share[share.lastindex or 1]) if share else None,
        percentile=int(percentile[1]) if percentile else None,
        rank=_rank(lower),
        least=bool(_LEAST.search(lower)),
        change=bool(_CHANGE.search(lower)) and not _BY_LEVEL.search(lower),
        contract=bool(_CONTRACT.search(lower)),
        buying_power=bool(_BUYING_POWER.search(lower)),
        level_words=level[0] if level else None,
        years=float(years[1]) if years else None,
        aspect=aspect_of(text),
        employer_kind=_first(_EMPLOYERS, lower),
        of_pay=bool(_OF_PAY.search(lower)) and not _SPENDS.search(lower),
        judges=bool(_JUDGES.search(lower)),
        spends=bool(_SPENDS.search(lower)),
        polarity=_first(_POLARITIES, lower) or "good",
    )


def _rank(text: str) -> Optional[Rank]:
    if _BY_LEVEL.search(text):
        return "level"
    asks = re.search(r"\b(?:which|what|where|best|top|highest|lowest|least|worst|rank)\b", text)
    if not (asks and re.search(_BEST, text) and re.search(_MOST, text)):
        return None
    if re.search(
        r"\bwhat\s+(?:is|are|'s)\s+the\s+(?:highest|lowest|top|best|most)\s+(?:salar|pay(?!ing)|paid|wage)",
        text,
    ):
        return None  # a mark of the distribution, and no rank
    return next((rank for rank, pattern in _RANKS if re.search(pattern, text)), None)


def _first(patterns: tuple[tuple[_Name, str], ...], text: str) -> Optional[_Name]:
    return next((name for name, pattern in patterns if re.search(pattern, text)), None)
