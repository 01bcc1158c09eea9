"""What employers ask for: shares of postings with n, period and source, and silence where nobody looked."""

from __future__ import annotations

from typing import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.database import open_session
from knowledge.loader.catalog import read_catalog
from knowledge.queries import demand
from knowledge.settings import CATALOG


@pytest.fixture(scope="module")
def knowledge(knowledge_url: str) -> Iterator[Session]:
    """Open the shipped catalog."""
    with open_session(knowledge_url) as session:
        yield session


@pytest.mark.parametrize(
    ("role", "tool", "percent", "n", "source"),
    [
        ("ai_engineer", "python", 82.6, 745, "postings-2026"),
        ("ai_engineer", "agents", 55.7, 745, "postings-2026"),
        ("ai_engineer", "aws", 50.2, 745, "postings-2026"),
        ("ai_engineer", "rag", 43.8, 745, "postings-2026"),
        ("ai_engineer", "azure", 40.4, 745, "postings-2026"),
        ("ai_engineer", "evaluation", 38.5, 745, "postings-2026"),
        ("ai_engineer", "vector_database", 32.1, 745, "postings-2026"),
        ("ai_engineer", "pytorch", 29.7, 745, "postings-2026"),
        ("ai_engineer", "docker", 25.2, 745, "postings-2026"),
        ("ai_engineer", "tensorflow", 21.3, 745, "postings-2026"),
        ("ai_engineer", "mcp", 11.5, 745, "postings-2026"),
        ("ai_engineer", "robotics", 2.3, 745, "postings-2026"),
        ("data_scientist", "python", 77.6, 10588, "postings-2024"),
        ("data_scientist", "r", 38.9, 10588, "postings-2024"),
        ("data_engineer", "azure", 40.4, 19244, "postings-2024"),
        ("data_engineer", "spark", 33.4, 19244, "postings-2024"),
        ("data_analyst", "excel", 43.6, 15893, "postings-2024"),
        ("data_analyst", "power_bi", 30.8, 15893, "postings-2024"),
        ("ml_engineer", "aws", 38.8, 997, "postings-2024"),
        ("mlops_engineer", "kubernetes", 62.9, 194, "postings-2024"),
        ("analytics_engineer", "sql", 80.4, 525, "postings-2024"),
    ],
)
def test_the_shares_are_those_of_the_samples(
    knowledge: Session, role: str, tool: str, percent: float, n: int, source: str
) -> None:
    share = demand.demand(knowledge, role=role, tool=tool)
    assert share
    assert (share.percent, share.n, share.source) == (percent, n, source)


def test_a_tool_that_one_sample_did_not_look_for_is_answered_from_another(knowledge: Session) -> None:
    share = demand.demand(knowledge, role="ml_engineer", tool="rag")
    assert share
    assert share.source == "postings-2026"


def test_what_nobody_looked_for_has_no_share(knowledge: Session) -> None:
    assert demand.demand(knowledge, role="data_engineer", tool="dagster") is None
    assert demand.demand(knowledge, role="ai_safety_researcher", tool="python") is None


@pytest.mark.parametrize("word", ["communication", "certification", "machine_learning", "go"])
def test_boilerplate_and_words_of_plain_english_are_not_published(knowledge: Session, word: str) -> None:
    assert demand.demand(knowledge, role="ai_engineer", tool=word) is None


def test_the_degrees_of_ai_engineers(knowledge: Session) -> None:
    degrees = demand.degrees_asked(knowledge, role="ai_engineer")
    assert degrees
    assert (degrees.named, degrees.advanced, degrees.only_advanced) == (47.2, 33.2, 5.2)
    assert (degrees.or_equivalent, degrees.n, degrees.source) == (41.8, 745, "postings-2026")


def test_years_beginners_and_remote_work_of_ai_engineers(knowledge: Session) -> None:
    years = demand.years_asked(knowledge, role="ai_engineer")
    entry = demand.entry_share(knowledge, role="ai_engineer")
    remote = demand.remote_share(knowledge, role="ai_engineer")
    assert years
    assert entry
    assert remote
    assert (years.median, years.n) == (5, 542)
    assert (entry.percent, entry.n) == (7.8, 745)
    assert remote.n == 742


def test_a_small_country_has_no_share(knowledge: Session) -> None:
    assert demand.demand(knowledge, role="ai_engineer", tool="python", country="NL") is None  # 8 postings
    assert demand.demand(knowledge, role="ai_engineer", tool="python", country="US")


def test_the_years_that_may_be_compared_are_those_of_the_united_states(knowledge: Session) -> None:
    power_bi = demand.change(knowledge, role="data_analyst", tool="power_bi")
    azure = demand.change(knowledge, role="data_engineer", tool="azure")
    assert [share.percent for share in power_bi] == [20.6, 25.6]
    assert [share.percent for share in azure] == [33.8, 40.8]


def test_the_most_asked_come_first(knowledge: Session) -> None:
    names = [share.name for share in demand.top_skills(knowledge, role="data_analyst", limit=5)]
    assert names == ["sql", "excel", "python", "tableau", "power_bi"]


def test_the_importance_of_a_tool_agrees_with_its_share_or_says_why_not(knowledge: Session) -> None:
    """Essential from 45 percent of the postings, important from 15, useful below."""
    apart = []
    for role in read_catalog(CATALOG).roles:
        for tool in role.tools:
            share = demand.demand(knowledge, role=role.id, tool=tool.tool)
            if share is None or tool.despite:
                continue
            grade = "essential" if share.percent >= 45 else "important" if share.percent >= 15 else "useful"
            if grade != tool.importance:
                apart.append((role.id, tool.tool, tool.importance, share.percent))
    assert not apart
