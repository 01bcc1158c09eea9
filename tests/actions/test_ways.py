"""Ways into a role and between roles: each kind of question gets its own opening."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.answer import Answer
from actions.evidence.moves import plain_verdict
from actions.question import Question
from knowledge.stems import stems_of
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def way_in(role: str = "ml_engineer", **read: Any) -> Answer:
    given, _ = answer(asked("ask_how_to_become", role=role, **read))
    return given


def move(origin: str, target: str, **read: Any) -> Answer:
    ends = [{"value": origin, "role": "origin", "as": "person"}, {"value": target, "role": "target"}]
    given, _ = answer(asked("ask_transition", role=ends, **read))
    return given


def test_six_questions_on_one_way_open_in_six_ways() -> None:
    leads = {
        way_in(told={"fast": None}).lead,
        way_in(told={"working": None}).lead,
        way_in(told={"no_code": None}).lead,
        way_in(told={"top": None}).lead,
        way_in(shape="first").lead,
        way_in(shape="how_long").lead,
        way_in(told={"within": 6.0}).lead,
        way_in().lead,
    }
    assert len(leads) == 8


def test_a_span_is_held_against_the_usual_time() -> None:
    assert way_in(told={"within": 6.0}, shape="yes_no").lead.startswith("Not from nothing")
    assert way_in(told={"within": 15.0}, shape="yes_no").lead.startswith("It is tight")
    assert way_in(told={"within": 36.0}, shape="yes_no").lead.startswith("Yes, 36 months")


def test_fewer_hours_a_week_stretch_the_way() -> None:
    assert "about 11 to 21 months" in way_in(told={"hours": 10.0}).lead
    assert "2 to 4 years" in way_in(told={"hours": 5.0}).lead


def test_who_never_programmed_gets_the_way_from_work_without_technology() -> None:
    assert "Plan on 15 to 24 months" in way_in("data_engineer", told={"no_code": None}).lead


def test_every_further_circumstance_is_answered_below_the_first() -> None:
    given = way_in("data_analyst", told={"parent": None, "hours": 5.0}, person={"age": 41})
    assert given.lead.startswith("With 5 hours a week")
    assert "With children" in given.body


def test_years_asked_open_with_what_postings_ask() -> None:
    given = way_in("ai_engineer", told={"years_asked": None})
    assert given.lead.startswith("5 years at the median: of 542 postings for AI engineers")
    assert any(source.id == "postings-2026" for source in given.sources)


def test_a_senior_title_is_answered_from_the_ladder() -> None:
    assert way_in(level="senior").lead.startswith("As a rule it takes 5 to 8 years")


def test_a_move_and_its_way_back_differ() -> None:
    there, back = move("data_analyst", "data_engineer"), move("data_engineer", "data_analyst")
    assert there.lead != back.lead
    assert "6 to 10 months" in there.lead
    assert "1 to 3 months" in back.lead


@pytest.mark.parametrize(
    ("read", "opens"),
    [
        ({"shape": "how_long"}, "About 6 to 10 months"),
        ({"shape": "first"}, "Begin with this: python engineering"),
        ({"shape": "yes_no", "told": {"hard": None}}, "It is of middling difficulty"),
        ({"told": {"carries": None}}, "Above all this carries over: SQL"),
        ({"told": {"keeps_level": None}}, "In part it can be a step down"),
        ({"told": {"pay_cut": None}}, "No pay cut as a rule: data engineers were offered"),
    ],
)
def test_a_move_is_opened_by_what_is_asked_of_it(read: dict[str, Any], opens: str) -> None:
    assert move("data_analyst", "data_engineer", **read).lead.lower().startswith(opens.lower())


def test_a_pair_without_a_way_goes_by_a_stop_with_the_total() -> None:
    ends = {"value": "teacher", "role": "origin", "as": "person"}
    given, _ = answer(
        asked("ask_transition", background=ends, role={"value": "ml_engineer", "role": "target"})
    )
    assert "first to a data analyst, then to an ML engineer" in given.lead
    assert "17 to 27 months" in given.lead


def test_of_two_targets_the_nearer_is_named_first() -> None:
    start = {"value": "qa_tester", "role": "origin", "as": "person"}
    given, _ = answer(
        asked("ask_role_fit", background=start, role=["ml_engineer", "data_engineer"], shape="which")
    )
    assert given.lead.startswith("From a software tester, a data engineer is the nearer")


def test_an_offer_on_the_way_is_weighed() -> None:
    roles = [{"value": "data_analyst", "role": "origin"}, {"value": "ml_engineer", "role": "target"}]
    given, _ = answer(asked("ask_role_fit", role=roles, told={"offer": None}, shape="yes_no"))
    assert given.lead.startswith("Take it if nothing nearer to an ML engineer is open")


def test_to_lead_or_to_stay_an_expert_is_advised() -> None:
    given, _ = answer(asked("ask_career_ladder", role="data_scientist", told={"lead_or_expert": None}))
    assert given.lead.startswith("Both are open after the senior rung")


def test_two_aims_are_not_read_as_a_start_and_an_aim() -> None:
    aims = [{"value": "ml_engineer", "role": "target"}, {"value": "ai_engineer", "role": "target"}]
    given, _ = answer(asked("ask_transition", role=aims))
    assert "People move between the two roles" not in given.lead


def test_a_developer_of_one_language_makes_no_stop_at_their_own_work() -> None:
    start = {"value": "python_developer", "role": "origin", "as": "person"}
    given, _ = answer(
        asked("ask_transition", background=start, role={"value": "data_analyst", "role": "target"})
    )
    assert "stop" not in given.lead
    assert "You are one already" not in given.text()


def test_a_yes_or_no_on_an_undescribed_way_is_answered() -> None:
    aim = {"value": "data_scientist", "role": "target"}
    given, _ = answer(asked("ask_transition", shape="yes_no", role=aim))
    assert given.lead.startswith("Yes")


def test_nobody_is_asked_for_a_job_before_the_steps() -> None:
    given, _ = answer(asked("ask_transition", role={"value": "data_scientist", "role": "target"}))
    assert "Tell me your present job" not in given.lead


def test_a_student_is_sent_to_internships() -> None:
    assert "internship" in way_in("data_engineer", told={"student": None}).lead


def test_a_named_cloud_is_in_the_verdict_with_its_exam() -> None:
    lead = way_in("data_engineer", tool="azure").lead
    assert lead.startswith("Azure")
    assert "DP-" in lead


def test_who_has_a_job_on_the_way_is_not_judged_by_an_old_study() -> None:
    start = {"value": "network_engineer", "role": "origin", "as": "person"}
    given, _ = answer(
        asked(
            "ask_transition",
            background=start,
            role={"value": "data_engineer", "role": "target"},
            person={
                "study": "humanities",
                "job": {"kind": "background", "id": "network_engineer", "words": "x"},
            },
        )
    )
    assert "humanities" not in given.text().lower()


def test_a_verdict_of_a_limit_alone_stays_a_sentence() -> None:
    asked = Question("ask_transition", topic="transition", shape="how")

    assert plain_verdict(asked, "Yes, though it takes a year.") == "Possible, though it takes a year."
    assert plain_verdict(asked, "Yes. It takes a year.") == "It takes a year."


def test_who_asks_whether_a_change_is_silly_is_not_told_yes() -> None:
    asking = asked("ask_transition", shape="yes_no")
    silly = replace(asking, words=dict.fromkeys(stems_of("is it silly to try"), 1.0))

    assert plain_verdict(asking, "Yes. It is near.") == "Yes. It is near."
    assert plain_verdict(silly, "Yes. It is near.") == "It is near."
