"""What a question about pay wants beyond a figure: a raise, equity, what to answer, whether it will last."""

from __future__ import annotations

import re
from typing import Literal, Optional, get_args

Aspect = Literal[
    "expectation",
    "expectation_intern",
    "current_pay",
    "minimum",
    "low_offer",
    "negotiation",
    "raise_promotion",
    "raise_switch",
    "raise_ask",
    "raise_yearly",
    "certificate",
    "no_degree",
    "degree",
    "gender",
    "rich",
    "underpaid",
    "pay_cut",
    "contract_or_permanent",
    "contract_rate",
    "company_size",
    "remote_cut",
    "remote_or_onsite",
    "cost_of_living",
    "equity",
    "bonus",
    "total",
    "overtime",
    "benefits",
    "intern",
    "factors",
    "future",
    "well_paid",
    "why",
    "why_abroad",
    "why_high",
    "why_gap",
]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

_PAY = r"(?:pay(?:s|ing)?|paid|salar\w+|wages?|earn\w*|income|comp(?:ensation)?|money|make|makes|raise)"
_MORE = (
    r"(?:more|raises?|increas\w+|boost\w*|higher|premium|pays?\s+off|payoff|affect\w*|effect|impact"
    r"|difference|financially|less|vs|versus)"
)
_DEGREE = r"(?:bootcamp|master'?s?|ph\.?d|doctorate|degree|mba|bachelor'?s?|diploma)"
_INTERN = r"\bintern(?:s|ship|ships)?\b|\bplacement\s+year\b|\bworking\s+student\b"


def _both(first: str, second: str) -> str:
    """Return a pattern for texts that hold both, in any order.

    It looks from the beginning alone: tried at each character anew, a long message would take a second.
    """
    return rf"^(?=.*{first})(?=.*{second})"


#: The first that fits counts. Each needs a word of pay or a term that speaks of pay alone.
_PATTERNS: tuple[tuple[Aspect, str], ...] = (
    (
        "expectation_intern",
        _both(_INTERN, r"\b(?:expect\w*|desired)\b")
        + _both(r"\b(?:answer|say|respond|reply|write|put|fill)\b", rf"\b{_PAY}\b"),
    ),
    (
        "expectation",
        _both(r"\b(?:answer|say|respond|reply|write|put|fill|tell)\b", rf"\b{_PAY}\b")
        + r"(?=.*\b(?:expect\w*|desired|how\s+much\s+i\s+want)\b)",
    ),
    (
        "current_pay",
        _both(
            r"\b(?:current|present|previous|last|old)\s+(?:salary|pay|wage|comp\w*)",
            r"\b(?:tell|disclose|reveal|share|say|lie|hide|ask(?:s|ed|ing)?)\b",
        ),
    ),
    (
        "minimum",
        _both(
            r"\b(?:lowest|minimum|least|bottom\s+line|rock\s+bottom)\b",
            r"\b(?:accept\w*|would\s+(?:you|i)|should\s+i|agree|settle|take|ask\s+for)\b",
        ),
    ),
    ("low_offer", r"\blow[\s-]?ball\w*"),
    ("negotiation", r"\b(?:re)?negotiat\w+|\bcounter[\s-]?offer\w*|\bask\s+(?:them\s+)?for\s+more\b"),
    ("raise_promotion", _both(r"\bpromot\w+", rf"\b(?:{_PAY}|bump|increment|increase)\b")),
    (
        "raise_switch",
        _both(
            r"\b(?:switch\w*|chang\w+|mov\w+|jump\w*|hop\w*|leav\w+)\b[^.?!]{0,20}\b(?:compan\w+|jobs?|employers?|firms?)\b",
            r"\b(?:raise|increase|bump|hike|more\s+money|pay\s+rise)\b",
        ),
    ),
    (
        "raise_ask",
        r"\b(?:ask\w*|request\w*|get|argue|push|justify)\b[^.?!]{0,40}\b(?:raise|pay\s+rise|(?:salary|pay)\s+(?:increase|hike|bump))\b",
    ),
    (
        "raise_yearly",
        r"\b(?:yearly|annual|typical|average|normal|usual)\s+(?:raise|pay\s+rise|increment|(?:salary|pay)\s+increase)\b|\binflation\b",
    ),
    ("certificate", _both(r"\bcertif\w+", rf"\b{_PAY}\b") + rf"(?=.*\b{_MORE}\b)"),
    (
        "no_degree",
        _both(
            r"\b(?:without|no|lack\w*)\s+(?:a\s+|any\s+)?(?:college\s+|university\s+)?degree\b",
            rf"\b{_PAY}\b",
        ),
    ),
    (
        "factors",
        _both(
            rf"\b{_PAY}\b",
            r"\b(?:depend(?:s|ing)?\s+(?:up)?on|var(?:y|ies)\s+(?:by|with)|factors?|determin\w+"
            r"|what\s+(?:drives|decides|affects|influences))\b",
        ),
    ),
    ("degree", _both(rf"\b{_DEGREE}\b", rf"\b{_PAY}\b") + rf"(?=.*\b{_MORE}\b)"),
    ("gender", _both(r"\b(?:gender|wom[ae]n|females?)\b", rf"\b(?:{_PAY}|gap)\b")),
    (
        "rich",
        r"\b(?:get|become|be|getting|becoming)\s+(?:\w+\s+)?(?:rich|wealthy)\b|\b(?:m|b)illionaires?\b|\bnet\s+worth\b|\bfortune\b",
    ),
    ("underpaid", r"\bunder[\s-]?pa(?:id|y|ying)\b"
     r"|\bpaid\s+(?:too\s+little|fairly|enough)\b|\bfairly\s+paid\b"),
    (
        "pay_cut",
        r"\bpay\s+cut\b|\btake\s+a\s+(?:salary\s+)?cut\b"
        r"|\b(?:less|lower)\s+than\s+(?:my|i)\b[^.?!]{0,20}\b(?:pay|salary|now|current\w*|earn|make)\b",
    ),
    (
        "contract_or_permanent",
        _both(
            r"\b(?:contract\w*|1099|freelanc\w*|c2c)\b",
            r"\b(?:w-?2|permanent|perm|salaried|full[\s-]time|employee)\b",
        ),
    ),
    (
        "contract_rate",
        r"\b(?:day|daily|contract|contracting|freelance|consulting)\s+rates?\b|\bfreelanc\w+|\bcontractors?\b|\b1099\b|\bc2c\b|\bb2b\b",
    ),
    (
        "company_size",
        _both(
            r"\b(?:start-?ups?|(?:small(?:er)?|big(?:ger)?|large(?:r)?)\s+(?:compan\w+|firms?|employers?|tech)|faang)\b",
            rf"\b{_PAY}\b",
        )
        + r"(?=.*\b(?:vs|versus|or|than|compared|differ\w*)\b)",
    ),
    (
        "remote_cut",
        _both(
            r"\b(?:remote\w*|work(?:ing)?\s+from)\b",
            r"\b(?:cut|lower(?:ed|ing)?|reduc\w+|adjust\w*|cheaper|relocat\w+|move|moving|location|geo\w*)\b",
        )
        + rf"(?=.*\b{_PAY}\b)",
    ),
    (
        "remote_or_onsite",
        _both(
            r"\bremote\w*\b",
            r"\b(?:vs|versus|than|compared|on-?site|office|in-?person|premium|less|more)\b",
        )
        + rf"(?=.*\b{_PAY}\b)",
    ),
    ("cost_of_living", r"\bcost\s+of\s+living\b|\bpurchasing\s+power\b"),
    ("total", r"\btotal\s+(?:comp\w*|pay|cash|package|remuneration)\b"),
    ("equity", r"\bequity\b|\bstock\s+(?:options?|grants?)\b|\brsus?\b|\bvest(?:ing|ed|s)?\b"),
    ("bonus", r"\b(?<!signing\s)(?<!sign-on\s)bonus(?:es)?\b"),
    ("overtime", _both(r"\bovertime\b|\bon-?call\b", rf"\b{_PAY}\b")),
    (
        "benefits",
        _both(
            r"\bbenefits\b|\bperks\b|\bpension\b|\b401k\b",
            r"\b(?:worth|compare|value|salary|pay|offer)\b",
        ),
    ),
    ("intern", _both(_INTERN, rf"\b{_PAY}\b")),
    (
        "future",
        _both(
            r"\b(?:will|going\s+to|gonna|keep|bubble|future|last|sustain\w*|still)\b",
            r"\b(?:fall\w*|drop\w*|declin\w+|decreas\w+|ris(?:e|ing)|grow\w*|down|crash\w*|bubble|collapse\w*|stagnat\w+|shrink\w*)\b",
        )
        + rf"(?=.*\b{_PAY}\b)",
    ),
    (
        "well_paid",
        r"\bwell[\s-]?pa(?:id|ying)\b|\bhow\s+is\s+the\s+pay\b|\bhigh(?:ly)?[\s-]pa(?:id|ying)\b(?!\s+(?:one|role|job)s?\b)"
        r"|\b(?:pay|pays|earn|earns|paid)\s+(?:\w+\s+)?(?:well|decently)\b|\bgood\s+money\b",
    ),
    (
        "why",
        rf"^(?:\W*\w+\W+){{0,3}}?why\b(?=.*\b{_PAY}\b)|\bwhat\s+makes\b(?=.*\b{_PAY}\b)"
        rf"|\b{_PAY}\b.*\bwhy\s*\?*$",
    ),
)  # fmt: skip
_READ = tuple((aspect, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for aspect, pattern in _PATTERNS)


def aspect_of(text: str) -> Optional[Aspect]:
    """Return what a question wants of pay beyond a figure; of another question it means nothing."""
    return next((aspect for aspect, pattern in _READ if pattern.search(text)), None)
