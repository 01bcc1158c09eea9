"""Words of the field and titles are explained, each that is named, and set in relation to each other."""

from __future__ import annotations

import pytest

from actions.answer import Answer
from knowledge.database import open_session
from knowledge.queries import terms
from nlu.asked.aspect import asks_meaning
from tests.actions.helpers import answer, asked

pytestmark = pytest.mark.usefixtures("shipped_knowledge")


def compared(*words: tuple[str, str], **read: object) -> Answer:
    """Return the answer to what separates words, each given as its kind and what it is called."""
    named: dict[str, list[dict[str, str]]] = {}
    for kind, name in words:
        named.setdefault(kind, []).append({"value": name.replace(" ", "_"), "words": name})
    return answer(asked("ask_role_difference", **named, **read))[0]


def test_every_word_that_is_named_gets_a_line() -> None:
    told = compared(("term", "big data"), ("term", "data mining"), ("term", "machine learning"))
    for name in ("Big data", "Data mining", "Machine learning"):
        assert f"**{name}**:" in told.body
    assert "material" in told.lead


def test_a_part_is_called_a_part() -> None:
    told = compared(("term", "deep learning"), ("term", "artificial intelligence"))
    assert told.lead == "Deep learning is a part of artificial intelligence."


def test_whether_two_things_are_the_same_is_answered_first() -> None:
    told = compared(("term", "statistics"), ("term", "data mining"), shape="yes_no", aspects=["sameness"])
    assert told.lead.startswith("No, statistics and data mining")
    roles = compared(
        ("role", "ai engineer"), ("role", "software engineer"), shape="yes_no", aspects=["sameness"]
    )
    assert roles.lead.startswith("No, though they overlap")
    assert roles.table is not None


def test_titles_that_the_catalog_lacks_are_compared_and_not_refused() -> None:
    told = compared(("unknown_role", "data strategist"), ("unknown_role", "data science strategist"))
    assert "**Data strategist**" in told.body
    assert "**Data science strategist**" in told.body


def test_a_title_that_no_row_holds_is_told_by_its_last_word_and_the_roles_near_it() -> None:
    told = answer(asked("ask_role_definition", unknown_role="cloud evangelist"))[0]
    assert "evangelist explains a product" in told.lead
    assert "Forward deployed engineer" in told.body


def test_an_alias_with_a_meaning_of_its_own_is_not_told_as_the_role() -> None:
    told = answer(asked("ask_role_definition", role={"value": "ml_manager", "words": "chief data officer"}))[
        0
    ]
    assert told.lead.startswith("A chief data officer answers at board level")


def test_a_word_is_explained_by_the_note_that_says_most() -> None:
    told = answer(
        asked("out_of_scope", term={"value": "percentile", "words": "percentile"}, aspects=["meaning"])
    )[0]
    assert "90th nine in ten" in told.lead


def test_a_use_of_ai_is_answered_on_that_use() -> None:
    told = answer(asked("ask_industry_uses", term="fraud_detection"))[0]
    assert told.lead.startswith("Every payment gets a score")


@pytest.mark.parametrize(
    "text", ["what is X", "explain X please", "what does X mean", "X meaning", "what do you mean by X"]
)
def test_a_question_for_a_meaning_is_known_by_what_stands_beside_the_word(text: str) -> None:
    at = text.index("X")
    assert asks_meaning(text, [(at, at + 1)])


def test_a_question_about_a_word_is_none_for_its_meaning() -> None:
    assert not asks_meaning("is X worth learning", [(3, 4)])


def test_a_relation_needs_two_of_a_family(shipped_knowledge: str) -> None:
    with open_session(shipped_knowledge) as session:
        assert terms.relation(session, members=["median", "devops"]) is None
        assert "AIOps" in (terms.relation(session, members=["mlops", "devops"]) or "")


def test_fields_that_stand_for_jobs_are_contrasted_as_the_roles() -> None:
    told = compared(("role", "data analyst"), ("term", "business intelligence"))
    assert told.table is not None
    assert told.table.columns[1:] == ("Data analyst", "BI analyst")
    assert "Big data" not in told.lead


def test_a_specialism_is_told_beside_the_table() -> None:
    told = compared(("role", "nlp engineer"), ("role", "ml engineer"))
    assert told.table is not None
    assert "have specialised" in told.body


def test_which_role_does_more_of_something_names_the_role() -> None:
    told = answer(
        asked(
            "ask_role_fit",
            role=["data_scientist", "ml_engineer"],
            term={"value": "machine_learning", "words": "machine learning"},
            shape="which",
        )
    )[0]
    assert told.lead.startswith("An ML engineer does more of it")


def test_the_better_first_job_is_the_one_with_the_shorter_way() -> None:
    told = answer(
        asked(
            "ask_role_fit",
            role=[
                {"value": "data_engineer", "role": "target"},
                {"value": "business_analyst"},
                {"value": "data_analyst"},
            ],
            shape="which",
        )
    )[0]
    assert told.lead.startswith("A data analyst is the better first job for a data engineer")
    assert "From a business analyst" in told.body


def test_a_step_down_is_not_answered_both_ways() -> None:
    told = answer(
        asked(
            "ask_transition",
            role=[{"value": "data_scientist", "role": "origin"}, {"value": "data_analyst", "role": "target"}],
            shape="yes_no",
            told={"keeps_level": None},
        )
    )[0]
    assert told.lead.startswith("By level it is no step down")
    assert "Yes" not in told.lead
