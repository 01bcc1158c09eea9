"""Every topic for every role: an answer that is short, sourced, and leads on."""

from __future__ import annotations

import re

import pytest

from actions.answer import EDITORS, buttons
from actions.memory import Memory
from actions.respond import answer_all
from actions.topics import TOPICS
from knowledge.queries import roles
from tests.actions.helpers import answer, asked
from tests.knowledge.loader.test_load import THIRTEEN

pytestmark = pytest.mark.usefixtures("shipped_knowledge")

NAMES = sorted(TOPICS)
FIGURE = re.compile(r"\$\d|\d%")


def intent_of(topic: str) -> str:
    return TOPICS[topic].intent


@pytest.mark.parametrize("topic", NAMES)
@pytest.mark.parametrize("role", THIRTEEN)
def test_an_answer_is_short_and_leads_on(topic: str, role: str) -> None:
    other = "data_scientist" if role != "data_scientist" else "ml_engineer"
    for named in (role, [role, other]):
        answers, _ = answer_all([asked(intent_of(topic), "please tell me about it", role=named)], Memory())
        assert 1 <= len(answers) <= (1 if named == role else 2)
        for given in answers:
            assert len(given.lead.split()) <= 60
            assert len(given.body.split()) <= 260, given.body
            assert 2 <= len(buttons(given.suggestions)) <= 5
            assert all(len(one["title"]) <= 75 for one in buttons(given.suggestions))
            assert not re.search(r"[{}]|None|_", given.text()), given.text()


@pytest.mark.parametrize("topic", NAMES)
@pytest.mark.parametrize("role", THIRTEEN)
def test_no_figure_without_source_and_date(topic: str, role: str) -> None:
    for more in ({}, {"location": "new_york"}, {"location": "germany"}, {"industry": "finance"}):
        given, _ = answer(asked(intent_of(topic), "please tell me about it", role=role, **more))
        said = f"{given.lead} {given.body} {given.chart} {given.table}"
        if FIGURE.search(said) or given.chart:
            assert given.sources, said
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", source.date) for source in given.sources)
        outside = [source for source in given.sources if source.id != EDITORS]
        if outside:
            assert outside[0].date in given.text()
        elif given.sources:
            assert given.text().endswith("Advice, checked November 2026.")


@pytest.mark.parametrize("role", THIRTEEN)
def test_telling_more_five_times_never_repeats_an_answer(role: str) -> None:
    given, memory = answer(asked("ask_role_definition", "what is that", role=role))
    seen = {given.text()}
    for _ in range(5):
        given, memory = answer(asked("follow_up", "tell me more"), memory)
        assert given.text() not in seen
        seen.add(given.text())


def test_sources_that_disagree_on_pay_both_stand_in_the_answer() -> None:
    given, _ = answer(asked("compare_salaries", "who earns more", role=["ai_engineer", "ml_engineer"]))
    assert given.lead.startswith("ML engineers were offered 12% more than AI engineers")
    assert "disagree" in given.body
    assert {"article", "aijobs"} <= {source.id for source in given.sources}


def test_a_nickname_of_a_region_is_answered_with_its_cities() -> None:
    given, _ = answer(asked("ask_salary", "pay there", role="data_scientist", location="silicon_valley"))
    assert "San Jose" in given.text()
    assert "San Francisco" in given.text()


def test_an_unknown_role_is_named_and_the_nearest_are_offered() -> None:
    given, _ = answer(asked("ask_salary", "pay of a prompt wizard", unknown_role="prompt wizard"))
    assert "a prompt wizard" in given.lead
    assert given.suggestions[0].intent == "ask_salary"


def test_a_topic_without_a_role_asks_which_and_remembers_the_topic() -> None:
    given, memory = answer(asked("ask_skills", "which skills are needed"))
    assert "Which role" in given.lead or "which role" in given.lead.lower()
    given, _ = answer(asked("follow_up", "ml engineer", role="ml_engineer"), memory)
    assert given.topic == "skills"
    assert given.roles == ("ml_engineer",)


def test_how_much_of_a_skill_is_answered_about_that_skill() -> None:
    statistics = [{"kind": "word", "words": "statistics"}]
    question = asked("ask_skills", shape="how_much", role="data_scientist", left=statistics)
    given, _ = answer(question)
    assert "statistics" in given.lead.lower()
    assert "essential" in given.lead


def test_a_tool_is_weighed_for_the_role() -> None:
    given, _ = answer(
        asked("ask_tools", "should a data engineer learn kafka", role="data_engineer", tool="kafka")
    )
    assert "Kafka" in given.lead
    assert "data engineer" in given.lead


def test_a_braces_holding_fact_reaches_the_person_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    real = roles.roles

    def with_braces(*args: object, **kwargs: object) -> list[roles.Role]:
        found = real(*args, **kwargs)  # type: ignore[arg-type]
        return [roles.Role(**{**vars(role), "definition": "A {role} of {0}."}) for role in found]

    monkeypatch.setattr(roles, "roles", with_braces)
    given, _ = answer(asked("ask_role_definition", "what is that", role="ml_engineer"))
    assert given.lead == "A {role} of {0}."


def test_two_questions_are_answered_in_order() -> None:
    both = [
        asked("ask_skills", "what skills does a data engineer need", role="data_engineer"),
        asked("ask_salary", "and what is the pay"),
    ]
    answers, memory = answer_all(both, Memory())
    assert [one.topic for one in answers] == ["skills", "salary"]
    assert answers[1].roles == ("data_engineer",)
    assert memory.topic == "salary"


@pytest.mark.parametrize(
    ("named", "first"),
    [
        ("cities", "San Jose"),
        ("states", "$"),
    ],
)
def test_the_best_paid_places_are_listed_by_official_wages(named: str, first: str) -> None:
    text = f"which {named} pay data scientists best"
    given, _ = answer(asked("compare_salaries", text, shape="which", role="data_scientist"))
    assert given.table
    assert len(given.table.rows) >= 5
    assert first in given.text()


def test_remote_work_and_years_narrow_the_figures() -> None:
    everywhere, _ = answer(asked("ask_salary", "what is the pay", role="data_engineer"))
    remote, _ = answer(asked("ask_salary", "what is the pay", role="data_engineer", remote="remote"))
    before, _ = answer(asked("ask_salary", "what was the pay", role="data_engineer", year="2023"))
    assert "fully remote data engineers" in remote.lead
    assert "in 2023" in before.lead
    assert len({everywhere.lead, remote.lead, before.lead}) == 3


@pytest.mark.parametrize("role", [*THIRTEEN, "bi_analyst", "web_developer"])
def test_what_is_said_of_no_degree_says_so_and_is_not_cut_to_a_word(role: str) -> None:
    given, _ = answer(asked("ask_education", "degrees?", role=role))

    assert "Without a degree" in given.text()
    assert not re.search(r"^\w+\.$", given.body, re.MULTILINE)
