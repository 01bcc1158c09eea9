"""Which role suits: advice from what somebody likes, dislikes and has studied."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answer import Answer
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def fit(likes: list[str], dislikes: list[str], **read: Any) -> Answer:
    tastes = {"likes": likes, "dislikes": dislikes}
    given, _ = answer(asked("ask_role_fit", tastes=tastes, **{"shape": "which", **read}))
    return given


def test_one_role_is_named_with_a_second_and_with_what_was_told() -> None:
    lead = fit(["maths"], ["code"]).lead
    assert lead.startswith(
        "I would take a statistician, or else a quantitative analyst: you like mathematics"
    )
    assert lead.endswith("you would rather avoid coding.")


def test_what_speaks_against_a_role_is_said() -> None:
    assert "Against it: it is not free of coding." in fit(["maths"], ["code"]).body


def test_of_the_roles_named_the_one_that_suits_comes_first() -> None:
    given = fit(["systems"], [], role=["data_scientist", "data_engineer"])
    assert given.lead.startswith("I would take a data engineer, or else a data scientist")


def test_one_role_that_goes_against_a_dislike_is_advised_against() -> None:
    given = fit([], ["statistics"], role="ml_engineer", shape="yes_no")
    assert given.lead.startswith("Rather not: what you said goes against the core of an ML engineer.")


def test_a_field_of_study_leads_to_named_roles() -> None:
    given = fit([], [], field={"value": "chemistry", "as": "person", "words": "chemistry"})
    assert given.lead.startswith("With chemistry, a data analyst is the most realistic first goal")


def test_who_names_no_goal_hears_the_nearest_with_the_months() -> None:
    start = {"value": "accountant", "role": "origin", "as": "person"}
    given, _ = answer(asked("ask_transition", background=start))
    assert given.lead.startswith("From an accountant the nearest is")
    assert "months)" in given.lead
