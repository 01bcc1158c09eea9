"""What of skills, tools and certificates a question wants is read from its words."""

from __future__ import annotations

import csv

import pytest

from nlu.asked.wanted import IDEAS, wanted_in
from settings import PROJECT


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("Which programming languages do quants use?", {"languages"}),
        ("What language should I pick up first?", {"languages"}),
        ("Do large language models need tuning?", set()),
        ("Which cloud should I learn?", {"clouds"}),
        ("Which dashboard tool is best?", {"bi"}),
        ("What else is there instead of Looker?", {"alternatives"}),
        ("Is COBOL dead?", {"gone"}),
        ("Top 5 skills of an analyst", {"top", "number:5"}),
        ("Do I need RAG?", {"idea:rag"}),
        ("How much calculus and statistics is there?", {"calculus", "statistics", "price"}),
        ("What skills do employers look for?", {"demand"}),
        ("Is a certificate better than a portfolio?", {"certificates", "or_projects"}),
    ],
)
def test_wants_are_read(text: str, wants: set[str]) -> None:
    assert set(wanted_in(text)) == wants


def test_every_idea_is_one_that_postings_are_counted_by() -> None:
    path = PROJECT / "knowledge" / "catalog" / "figures" / "posting_skills.csv"
    with path.open(encoding="utf-8") as rows:
        counted = {row["skill"] for row in csv.DictReader(rows)}
    assert set(IDEAS) <= counted
