"""Generated questions about pay: whatever is named is used or named, and no two yardsticks are mixed."""

from __future__ import annotations

import os
import random
import re
from typing import Any, Callable, Iterator, Optional, Sequence

import pytest

from actions.answer import Answer
from knowledge.database import open_session
from knowledge.queries import field, roles
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")

#: ``PAY_QUESTIONS=5000`` asks as many as it takes to trust a change.
COUNT = int(os.environ.get("PAY_QUESTIONS", "400"))
ROLES = ("ai_engineer", "ml_engineer", "data_scientist", "data_engineer", "data_analyst", "mlops_engineer",
         "research_scientist", "research_engineer", "software_engineer", "ai_architect")  # fmt: skip
PLACES = (None, "us", "new_york", "san_francisco", "los_angeles", "texas", "seattle", "uk", "london",
          "germany", "berlin", "netherlands", "canada", "toronto", "montreal", "vancouver", "india",
          "australia", "singapore", "eu", "nordics", "middle_east", "bay_area", "switzerland")  # fmt: skip
LEVELS: tuple[Optional[tuple[str, str]], ...] = (
    None, ("entry", "junior"), ("mid", "mid level"), ("senior", "senior"), ("senior", "staff"),
    ("senior", "principal"), ("entry", "intern"), ("entry", "new grad"), ("senior", "L5"),
    ("executive", "director"),
)  # fmt: skip
UNITS = (None, None, "per month", "per hour", "a year")
CURRENCIES = (None, None, "in euros", "in pounds", "in rupees", "in dollars")
YEARS = (None, None, "2023", "2024", "2025", "2026", "2019")
INDUSTRIES = (None, None, None, "finance", "healthcare", "retail")
EMPLOYERS = (None, None, "Google", "Zalando")
ELSEWHERE = (None, None, None, "Springfield")
AMOUNTS = (None, None, None, ("150k", 150_000.0), ("60,000", 60_000.0))
MONEY = re.compile(r"(?:CA\$|A\$|[$£€₹])\d")
N = re.compile(
    r"\b\d[\d,]* (?:pay ranges|ranges|job postings|jobs|AI/ML|\w+ engineers|\w+ scientists"
    r"|data or business|back-end|full-stack)|n \d|\(\d{4}|release of"
)
SYMBOLS = {"in euros": "€", "in pounds": "£", "in rupees": "₹", "in dollars": "$"}


def generated(count: int) -> Iterator[dict[str, Any]]:
    """Yield as many questions, the same ones at each run."""
    choose = random.Random(11).choice
    for _ in range(count):
        yield {
            "role": [choose(ROLES)]
            if choose((1, 1, 1, 0))
            else list(dict.fromkeys((choose(ROLES), choose(ROLES)))),
            "place": choose(PLACES),
            "level": choose(LEVELS),
            "unit": choose(UNITS),
            "currency": choose(CURRENCIES),
            "year": choose(YEARS),
            "industry": choose(INDUSTRIES),
            "employer": choose(EMPLOYERS),
            "elsewhere": choose(ELSEWHERE),
            "amount": choose(AMOUNTS),
        }


def random_pair(choose: Callable[[Sequence[str]], str]) -> list[str]:
    return list(dict.fromkeys((choose(ROLES), choose(ROLES))))


def put(question: dict[str, Any]) -> Answer:
    words = ["what is the pay", question["unit"], question["currency"]]
    level, amount = question["level"], question["amount"]
    text = " ".join([*(word for word in words if word), level[1] if level else ""])
    left = [
        {"kind": kind, "words": question[name], "value": question[name]}
        for kind, name in (("employer", "employer"), ("place", "elsewhere"))
        if question[name]
    ]
    if amount:
        value = {"number": amount[1], "currency": None, "unit": None}
        left.append({"kind": "amount", "words": amount[0], "value": value})
    named: dict[str, Any] = {"role": question["role"], "left": left, "shape": "how_much"}
    if question["place"]:
        named["location"] = question["place"]
    if level:
        named["level"] = {"value": level[0], "words": level[1]}
    for name in ("year", "industry"):
        if question[name]:
            named[name] = question[name]
    intent = "ask_salary" if len(question["role"]) == 1 else "compare_salaries"
    return answer(asked(intent, text, **named))[0]


def faults(question: dict[str, Any], given: Answer) -> list[str]:
    """Return what of a question the answer neither uses nor names, and what a statistician would refuse."""
    said = given.text()
    figure = MONEY.search(said)
    before = said[: figure.start()] if figure else said
    found = []
    for name in ("employer", "elsewhere"):
        if question[name] and question[name] not in before:
            found.append(f"{name} not named before the figure")
    with open_session() as session:
        if question["place"]:
            place = field.place(session, place_id=question["place"])
            assert place
            if place.name not in said:
                found.append("place")
        if question["industry"]:
            (industry,) = field.industries(session, ids=[question["industry"]])
            if industry.name.lower() not in said.lower():
                found.append("industry")
        for role in roles.roles(session, ids=question["role"]):
            if role.plural.lower() not in said.lower() and role.name.lower() not in said.lower():
                found.append("role")
    if question["level"]:
        level, words = question["level"]
        if not (re.search(rf"\b{level}\b", said) or words in said or "not split by level" in said):
            found.append("level")
    if question["year"] and question["year"] not in said:
        found.append("year")
    figures = MONEY.search(said)
    if figures and not question["amount"] and "Visa floor" not in said:  # their unit is their own
        patterns = {"per month": "a month|units of|by the year", "per hour": "an hour|units of|by the year"}
        for unit, pattern in patterns.items():
            if question["unit"] == unit and not re.search(pattern, said):
                found.append("unit")
    if question["currency"] and figures and not question["amount"]:
        symbol = SYMBOLS[question["currency"]]
        kept = re.search(r"stay in the money|keeps the money|stays in US dollars|^Visa floor", said, re.M)
        if symbol not in said and not kept:
            found.append("currency")
    if question["amount"] and question["amount"][0] not in said:
        found.append("amount")
    if not given.sources:
        found.append("no source")
    if figures:
        if not N.search(said):
            found.append("no n")
        if not re.search(r"\b20\d\d\b", said):
            found.append("no period")
    if given.chart:
        bars = given.chart.bars
        if len({bar.source for bar in bars}) > 1:
            found.append("a chart of two yardsticks")
    for percent in re.finditer(r"[^.•]*\d+% (?:above|below|more|less)[^.]*", said):
        of_one = ("same occupation", "advertised ranges", "official medians", "their national")
        if not any(
            words in percent[0] or words in said[percent.end() : percent.end() + 80] for words in of_one
        ):
            found.append(f"a comparison of no one measure: {percent[0]}")
    if re.search(r"[{}]|\bNone\b|  +\.", said) or ".." in said.replace("…", ""):
        found.append("a broken sentence")
    if len(given.lead.split()) > 110:
        found.append("a long lead")
    return found


def test_each_generated_question_is_answered_in_full() -> None:
    wrong: list[str] = []
    for question in generated(COUNT):
        given = put(question)
        if missing := faults(question, given):
            wrong.append(f"{question}\n  {missing}\n  {given.text()[:900]}")
    assert not wrong, f"{len(wrong)} of {COUNT}\n\n" + "\n\n".join(wrong[:6])
