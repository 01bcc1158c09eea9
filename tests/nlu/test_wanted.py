"""What of skills, tools and certificates a question wants is read from its words."""

from __future__ import annotations

import csv

import pytest

from nlu.asked.wanted import IDEAS, wanted_in
from settings import PROJECT


@pytest.mark.parametrize(
    ("text", "wants", "not_wanted"),
    [
        ("Which programming languages do quants use?", {"languages"}, {"coding"}),
        ("What language should I pick up first?", {"languages", "single"}, {"libraries"}),
        ("Do large language models need tuning?", set(), {"languages"}),
        ("Which cloud should I learn?", {"clouds"}, {"languages"}),
        ("Which dashboard tool is best?", {"bi"}, {"databases"}),
        ("What else is there instead of Looker?", {"alternatives"}, set()),
        ("Is COBOL dead?", {"gone"}, {"still"}),
        ("Top 5 skills of an analyst", {"number:5", "top"}, set()),
        ("The three most useful skills", {"most", "number:3"}, set()),
        ("Do I need RAG?", {"idea:rag"}, set()),
        ("Are prompt engineers paid well?", set(), {"idea:prompt_engineering"}),
        ("How much calculus and statistics is there?", {"calculus", "statistics"}, {"maths"}),
        ("What skills do employers look for?", {"employers", "skills"}, set()),
        ("What stands in job ads?", {"demand"}, set()),
        ("Is a certificate better than a portfolio?", {"certificates", "or_projects"}, {"alternatives"}),
        ("How many years of experience are asked for?", {"years"}, set()),
    ],
)
def test_wants_are_read(text: str, wants: set[str], not_wanted: set[str]) -> None:
    found = set(wanted_in(text))
    assert wants <= found
    assert not not_wanted & found


def test_every_idea_is_one_that_postings_are_counted_by() -> None:
    path = PROJECT / "knowledge" / "catalog" / "figures" / "posting_skills.csv"
    with path.open(encoding="utf-8") as rows:
        counted = {row["skill"] for row in csv.DictReader(rows)}
    assert set(IDEAS) <= counted
