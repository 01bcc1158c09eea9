"""Answers with cards of every kind, as the actions send them; the figures are made up."""

from __future__ import annotations

from typing import Any, Callable

from tests.widget.stand_in import answer

SOURCES = [
    {
        "id": "index",
        "title": "Index of postings",
        "publisher": "An index",
        "date": "2025-08-03",
        "licence": "CC0 1.0",
        "url": "https://index.example/",
    },
    {
        "id": "notes",
        "title": "Notes of the editors",
        "publisher": "Editors",
        "date": "2026-11-23",
        "licence": "Apache-2.0",
        "url": None,
    },
]


def card(topic: str, lead: str, **more: Any) -> Callable[[str], dict[str, Any]]:
    """Return what makes an answer with this card."""
    content = {
        "version": 1,
        "topic": topic,
        "roles": ["ml_engineer"],
        "title": "A title",
        "lead": lead,
        "body": "",
        "table": None,
        "chart": None,
        "notes": [],
        "sources": SOURCES,
        **more,
    }
    return lambda message_id: answer(
        message_id,
        lead,
        card=content,
        feedback={"helpful": "h", "not_helpful": "n", "given": None, "thanks": None},
    )


def bar(label: str, median: int) -> dict[str, Any]:
    """Return a range of pay around a median."""
    return {
        "label": label,
        "median": median,
        "source": "index",
        "p10": median - 60_000,
        "p25": median - 30_000,
        "p75": median + 40_000,
        "p90": median + 90_000,
        "n": 1234,
    }


ROLES = ["AI engineer", "ML engineer", "Data scientist", "Data engineer"]
PAY = card(
    "salary",
    "ML engineers are advertised with a median of $193,600 a year.",
    chart={"kind": "salary_range", "unit": "USD a year", "bars": [bar("ML engineer, 2025", 193_600)]},
)
PAY_OF_TWO = card(
    "compare_salaries",
    "ML engineers are advertised with 14% more than AI engineers (United States, by the median of postings).",
    chart={
        "kind": "salary_range",
        "unit": "USD a year",
        "difference": {"percent": 14, "low": 9, "high": 19},
        "bars": [
            bar("AI engineer, United States, 2025", 170_000),
            bar("ML engineer, United States, 2025", 193_600),
        ],
    },
)
COMPARISON = card(
    "role_difference",
    "An AI engineer builds products on existing models, while an ML engineer builds models.",
    table={
        "columns": ["", *ROLES[:2]],
        "rows": [
            ["Builds", "Products and agents on existing models", "Models that predict"],
            ["Maths", "Moderate: probability", "High: statistics, linear algebra, optimisation"],
            ["Code", "Heavy: services, interfaces, tests", "Light"],
        ],
    },
)
COMPARISON_OF_FOUR = card(
    "role_difference",
    "Four roles beside each other.",
    table={
        "columns": ["", *ROLES],
        "rows": [["Responsibilities", *(f"Internationalisation of {role}s" for role in ROLES)]] * 3,
    },
)
WAY = card(
    "how_to_become",
    "Becoming an AI engineer takes 6 steps, best in this order.",
    body="\n".join(
        f"- **Step number {number}** ({number} to {number + 2} months): Do **this** and that."
        for number in range(1, 7)
    ),
)
LADDER = card(
    "career_ladder",
    "AI engineers usually climb 3 rungs.",
    table={
        "columns": ["Title", "Years", "What it takes"],
        "rows": [
            ["Junior AI engineer", "0 to 2 years", "You build features."],
            ["AI engineer", "2 to 5 years", "You own a feature."],
            ["Head of AI", "10 years or more", "You decide."],
        ],
    },
)
OUTLOOK = card(
    "job_outlook",
    "Jobs of data scientists were projected to grow by 33.5%, much faster than all occupations (3.1%).",
    growth={
        "year_from": 2024,
        "year_to": 2034,
        "groups": [["Data scientists", 33.5], ["Computer programmers", -6], ["All occupations", 3.1]],
    },
)
TEXT = card(
    "skills",
    "Three things matter most.",
    body="- **Python**: every day\n- **SQL**: often\n\nAnd more.",
    notes=["A caveat."],
)
EVERY = {
    "pay": PAY,
    "pay of two": PAY_OF_TWO,
    "comparison": COMPARISON,
    "comparison of four": COMPARISON_OF_FOUR,
    "way in": WAY,
    "ladder": LADDER,
    "outlook": OUTLOOK,
    "text": TEXT,
}
