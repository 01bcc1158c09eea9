"""The form that finds the role which suits a person."""

from __future__ import annotations

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import names
from actions.respond import ActionRoleFit, back_to_form
from actions.role_fit_form import ActionRoleFitAdvice, ValidateRoleFitForm, read_answer
from tests.actions.helpers import tracker

FORM = "role_fit_form"


@pytest.mark.parametrize(
    ("question", "text", "intent", "expected"),
    [
        ("interest", "i like building apps people use", "inform", "build_products"),
        ("interest", "reading papers and doing research", "inform", "do_research"),
        ("background", "I studied physics", "ask_education", "maths"),
        ("background", "i come from web development", "inform", "software"),
        ("strength", "explaining things to people", "inform", "explain"),
        ("horizon", "a few months", "inform", "months"),
        ("horizon", "about a year", "inform", "year"),
        ("interest", "skip this one", "skip", "skipped"),
        ("interest", "no", "deny", "skipped"),
        ("interest", "what does an ML engineer earn?", "ask_salary", None),
        ("interest", "thanks", "thank", None),
        ("interest", "stop asking", "stop_form", None),
        ("interest", "qwertz", "nlu_fallback", None),
    ],
)
def test_an_answer_is_read_and_a_question_is_not_one(
    question: str, text: str, intent: str, expected: str
) -> None:
    assert read_answer(tracker(text, intent), question) == expected


async def test_a_pressed_button_answers_only_the_question_that_was_asked() -> None:
    pressed = tracker(
        "/inform",
        "inform",
        slots={"requested_slot": "fit_interest"},
        loop=FORM,
        entities=[{"entity": "fit_interest", "value": "move_data"}],
    )
    form = ValidateRoleFitForm()
    assert await form.extract_fit_interest(None, pressed, {}) == {"fit_interest": "move_data"}
    assert await form.extract_fit_strength(None, pressed, {}) == {}


async def advise(**slots: str) -> CollectingDispatcher:
    dispatcher = CollectingDispatcher()
    given = {f"fit_{question}": answer for question, answer in slots.items()}
    await ActionRoleFitAdvice().run(dispatcher, tracker("x", "inform", slots=given), {})
    return dispatcher


async def test_the_advice_follows_the_answers(shipped_knowledge: str) -> None:
    pipelines = await advise(interest="move_data", background="software", strength="systems", horizon="year")
    papers = await advise(interest="do_research", background="science", strength="maths", horizon="years")
    assert pipelines.messages[0]["card"]["roles"] == ["data_engineer"]
    assert papers.messages[0]["card"]["roles"] == ["research_scientist"]
    assert "your strength is systems" in pipelines.messages[0]["text"]


async def test_who_skips_every_question_is_still_advised(shipped_knowledge: str) -> None:
    said = await advise(interest="skipped", background="skipped", strength="skipped", horizon="skipped")
    assert "skipped" in said.messages[0]["text"]
    assert len(said.messages[0]["buttons"]) >= 2


@pytest.mark.usefixtures("shipped_knowledge")
@pytest.mark.parametrize(("questions", "begins"), [([], True), ([{"intent": "ask_role_fit"}], False)])
async def test_the_button_begins_the_questions_also_while_two_roles_stand_side_by_side(
    questions: list[dict[str, str]], begins: bool
) -> None:
    """Typed, "which of them suits me?" weighs the two."""
    slots = {names.ROLES: ["ai_engineer", "ml_engineer"], names.TOPIC: "role_difference"}
    held = tracker("/ask_role_fit", "ask_role_fit", slots=slots, questions=questions)

    events = await ActionRoleFit().run(CollectingDispatcher(), held, {})

    assert any(event.get("name") == FORM for event in events) is begins


@pytest.mark.parametrize(("asides", "goes_on"), [([], True), (["action_skills"], False)])
def test_the_form_asks_again_once_and_is_left_by_a_second_question(asides: list[str], goes_on: bool) -> None:
    begun = {"event": "active_loop", "name": FORM}
    events = [begun, *({"event": "action", "name": name} for name in asides)]

    found = back_to_form(tracker("what is an ML engineer?", "ask_role_definition", loop=FORM, events=events))

    assert [one["event"] for one in found] == (["followup"] if goes_on else ["active_loop", "slot"])
