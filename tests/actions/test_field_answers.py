"""Answers on markets, working days and industries: the side that was asked about, verdict first."""

from __future__ import annotations

import pytest

from actions.answer import Answer
from nlu.asked.aspect import aspects_of
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def said(intent: str, text: str, **read: object) -> Answer:
    """Return the answer to a question whose sides are read from its words."""
    found = aspects_of(text)
    return answer(asked(intent, aspects=list(found), aspect_words=" ".join(found.values()), **read))[0]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("will chatbots make analysts redundant", "ai_effect"),
        ("is the field overcrowded", "saturation"),
        ("are there openings for beginners", "first_job"),
        ("how will the job look in 2031", "long_term"),
        ("what annoys you in this job: the worst side", "hard_part"),
        ("what do they enjoy about it", "best_part"),
        ("do they carry a pager", "on_call"),
        ("who employs such people", "who_hires"),
        ("do titles mean anything", "title"),
    ],
)
def test_a_question_is_read_for_the_side_that_it_asks_about(text: str, aspect: str) -> None:
    assert aspect in aspects_of(text)


@pytest.mark.parametrize(
    "text", ["Will AI replace data engineers?", "Are data engineers still needed, or replaced by AI?"]
)
def test_what_ai_replaces_is_told_so_that_it_answers_the_question_from_either_end(text: str) -> None:
    told = said("ask_job_outlook", text, shape="yes_no", role="data_engineer")
    assert told.lead.startswith("Data engineers stay")


def test_the_safer_of_two_roles_is_the_one_of_which_ai_takes_less() -> None:
    told = said(
        "ask_job_outlook",
        "Which is more future-proof?",
        shape="criterion",
        criterion="future",
        role=["data_analyst", "data_engineer"],
    )
    text = f"{told.lead} {told.body}"
    assert "Data engineers, going by the tasks that AI takes over, ahead of data analysts." in text


def test_a_how_is_not_answered_with_yes_or_no() -> None:
    whether, how = (
        said("ask_work_life", "on-call for data analysts", shape=shape, role="data_analyst").lead
        for shape in ("yes_no", "how")
    )
    assert whether.startswith("No, data analysts almost never")
    assert how.startswith("Data analysts almost never")


def test_jobs_that_disappear_are_not_affirmed_with_a_yes() -> None:
    told = said(
        "ask_job_outlook",
        "Are junior jobs vanishing?",
        shape="yes_no",
        role="data_analyst",
        level="entry",
    )
    assert not told.lead.startswith("Yes")


def test_more_jobs_of_two_roles_are_told_by_postings_of_one_sample() -> None:
    told = said(
        "ask_job_outlook",
        "Which has more openings?",
        shape="criterion",
        criterion="demand",
        role=["data_scientist", "data_engineer"],
    )
    assert "data engineers" in told.lead.split(",")[0]
    assert "September–December 2024" in told.lead
    assert "postings-2024" in {one.id for one in told.sources}


def test_a_place_abroad_is_told_by_its_own_market_before_the_us_figure() -> None:
    told = said("ask_job_outlook", "Job market there?", role="data_scientist", location="germany")
    assert "German" in told.text()
    assert told.body.index("For comparison, the US") > 0


def test_remote_work_is_told_by_a_share_of_postings() -> None:
    told = said("ask_work_life", "Do they work remotely?", shape="yes_no", role="data_scientist")
    assert "13,054 postings" in told.lead


@pytest.mark.parametrize("role", ["data_engineer", "ml_engineer", "data_analyst"])
def test_what_is_liked_and_what_is_hard_are_told_of_the_role(role: str) -> None:
    best = said("ask_responsibilities", "What do they like most?", role=role)
    worst = said("ask_responsibilities", "What is the worst part?", role=role)
    assert "like most" in best.lead
    assert "hardest" in worst.lead


def test_whether_they_do_a_thing_opens_with_yes_or_with_what_they_do_instead() -> None:
    yes = answer(
        asked("ask_responsibilities", shape="yes_no", role="data_engineer", says=["test", "data", "quality"])
    )[0]
    no = answer(
        asked("ask_responsibilities", shape="yes_no", role="data_engineer", says=["sell", "insurance"])
    )[0]
    assert yes.lead.startswith("Yes")
    assert no.lead.startswith("It is not among the main duties of data engineers")


def test_an_industry_is_told_as_a_career_for_the_role() -> None:
    told = said("ask_industry_uses", "What can I expect there?", role="data_scientist", industry="finance")
    for part in ("Who hires", "What to know", "Ways in"):
        assert part in told.body


def test_an_industry_is_judged_where_a_judgement_is_asked_for() -> None:
    told = said(
        "ask_industry_uses", "Is it a good industry?", shape="yes_no", role="ml_engineer", industry="mining"
    )
    assert told.lead.startswith("Yes, mining")


def test_a_use_is_answered_in_the_industry_that_has_it() -> None:
    told = answer(asked("ask_industry_uses", industry="finance", says=["fraudulent", "payments"]))[0]
    assert "fraud" in told.lead.lower()


def test_what_is_in_no_industry_is_named_before_the_overview() -> None:
    told = answer(
        asked("ask_industry_uses", left=[{"kind": "word", "words": "beekeeping"}], says=["beekeeping"])
    )[0]
    assert told.lead.startswith("I have no page on beekeeping")


def test_a_named_ruled_out_industry_is_not_offered_as_employer() -> None:
    told = answer(
        asked(
            "ask_industry_uses",
            role="computer_vision_engineer",
            industry={"value": "automotive", "negated": True, "words": "car industry"},
        )
    )[0]
    assert "Automotive" not in told.body


def test_trends_open_with_what_moves_the_field() -> None:
    told = answer(asked("ask_trends"))[0]
    assert told.lead.startswith("What moves the field most")
    assert said("ask_trends", "How do I keep up?", shape="how").lead.startswith("Choose three sources")
