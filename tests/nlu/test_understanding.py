"""The understanding as it is deployed, from the trained model."""

from __future__ import annotations

import json
import time

import pytest

from nlu.evaluation.readings import Read, Reader


def one(reader: Reader, text: str) -> Read:
    return reader.read([text])[0]


def test_two_questions_are_read_in_order_and_share_the_role(reader: Reader) -> None:
    read = one(reader, "What does an ML engineer do all day? And how much money do they make?")
    assert [question["intent"] for question in read.questions] == ["ask_responsibilities", "ask_salary"]
    assert read.intent == "ask_responsibilities"
    assert [entity["value"] for entity in read.questions[1]["entities"]] == ["ml_engineer"]


def test_background_is_no_question_but_lends_its_names(reader: Reader) -> None:
    read = one(reader, "I'm a nurse in Ohio. How much does a data analyst earn?")
    assert [question["intent"] for question in read.questions] == ["ask_salary"]
    lent = {(entity["entity"], entity["value"]) for entity in read.questions[0]["entities"]}
    assert {("role", "data_analyst"), ("location", "ohio")} <= lent


def test_a_button_keeps_intent_and_entities(reader: Reader) -> None:
    read = one(reader, "/ask_salary" + json.dumps({"role": "ml_engineer", "location": "us"}))
    assert read.intent == "ask_salary"
    assert read.values("role") == {"ml_engineer"}
    assert read.questions == []


@pytest.mark.parametrize("text", ["", "   ", "/", "/foo{", "😀", "<b>hi</b>", "\x00", "?" * 50, "ñ" * 3000])
def test_odd_input_is_read_as_something(reader: Reader, text: str) -> None:
    assert one(reader, text).intent not in {"", "None"}


@pytest.mark.parametrize(
    "text",
    [
        "what's the weather in Paris",
        "wie spät ist es in Berlin",
        "order a pizza",
        "¿cuál es la capital de Perú?",
    ],
)
def test_what_is_no_career_question_is_declined(reader: Reader, text: str) -> None:
    assert one(reader, text).intent in {"out_of_scope", "out_of_scope_career", "nlu_fallback"}


def test_time_grows_no_faster_than_the_text(reader: Reader) -> None:
    words = "I would like to know what a data engineer earns in Berlin and what to learn. "
    reader.read([words])
    start = time.perf_counter()
    reader.read([words * 400])  # 30,000 characters
    assert time.perf_counter() - start < 3
