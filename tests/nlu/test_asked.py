"""What a question says beside its topic: its shape, what it refers to, what no name explains, who asks."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest

from nlu.asked.about_answer import asked_about_answer
from nlu.asked.amounts import amounts_in, spans_in
from nlu.asked.criterion import criterion_of
from nlu.asked.feeling import feeling_in
from nlu.asked.leftovers import leftovers_in
from nlu.asked.person import states
from nlu.asked.reading import complete
from nlu.asked.references import references_in
from nlu.asked.shape import shape_of
from nlu.asked.topic_word import topic_word_in
from nlu.names.recogniser import Recogniser
from nlu.names_extractor import as_entity
from nlu.normalise import normalised

PLAIN = frozenset(
    "salary pay earn job work data science skills learn degree industry market role career python switch "
    "interview company become engineer scientist analyst master university certificate".split()
)


def person(recogniser: Recogniser, text: str) -> Dict[str, Any]:
    text = normalised(text)
    entities = [as_entity(one, text) for one in recogniser.find(text)]
    question: Dict[str, Any] = {"text": text, "start": 0, "end": len(text), "entities": entities}
    said = complete(text, [question], entities, PLAIN)
    return {key: value for key, value in said.items() if value}


def left(text: str) -> List[tuple[str, str]]:
    return [(one.kind, one.words) for one in leftovers_in(text, [], PLAIN) if one.kind != "word"]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Can a plumber get into analytics?", "yes_no"),
        ("Do you reckon I could do it?", "yes_no"),
        ("is statistics necessary for this job?", "yes_no"),
        ("Could I be hired as an analyst or an engineer?", "yes_no"),
        ("Which cloud should I pick?", "which"),
        ("should I take the bootcamp or the evening degree", "which"),
        ("what major should I choose", "which"),
        ("Physics or statistics?", "which"),
        ("how much does an analyst in Leeds make", "how_much"),
        ("average data engineer salary", "how_much"),
        ("how hard is the maths", "how_much"),
        ("How long until I am hireable?", "how_long"),
        ("how many months does the switch take", "how_long"),
        ("Why do analysts leave?", "why"),
        ("How come MLOps pays that well?", "why"),
        ("what is the reason for the layoffs", "why"),
        ("How would I go about moving into MLOps?", "how"),
        ("any tips for my first portfolio", "how"),
        ("Career change into data engineering", "how"),
        ("What should I learn first?", "first"),
        ("where do I start", "first"),
        ("Is an MBA worth the money?", "worth"),
        ("would a second master's be a waste of time", "worth"),
        ("is SQL alone enough for a junior job?", "enough"),
        ("Do I qualify with two years of Excel?", "enough"),
        ("which of them is less stressful", "criterion"),
        ("who earns more, an analyst or an engineer?", "criterion"),
        ("What does an applied scientist do?", "facts"),
        ("data analyst vs data engineer", "facts"),
        ("Can you tell me how long it takes?", "how_long"),
        ("I was wondering why nobody answers", "why"),
        ("how much do first officers make", "how_much"),
    ],
)
def test_a_question_has_the_shape_of_the_answer_that_it_wants(text: str, shape: str) -> None:
    assert shape_of(text) == shape


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ("which is easier to learn", "easier"),
        ("which is easier to get into", "entry"),
        ("who is paid better", "pay"),
        ("which has more openings", "demand"),
        ("which job is more secure", "stability"),
        ("which one is future proof", "future"),
        ("which can be done remotely", "remote"),
        ("which needs less maths", "maths"),
        ("which has less coding", "coding"),
        ("which is less stressful", "stress"),
        ("which offers faster promotion", "growth"),
        ("which is more fulfilling", "meaning"),
        ("which do you like", None),
    ],
)
def test_a_comparison_has_a_criterion(text: str, criterion: str | None) -> None:
    assert criterion_of(text) == criterion


@pytest.mark.parametrize(
    ("text", "refers"),
    [
        ("the second one", ["second"]),
        ("and the first you mentioned?", ["first"]),
        ("what about the other one", ["other"]),
        ("both please", ["both"]),
        ("all of them", ["all"]),
        ("what do people make there", ["there"]),
        ("is that also true in my country", ["here"]),
        ("is that tool hard to learn", ["that_tool"]),
        ("go back to the salary", ["back"]),
        ("3", ["number:3"]),
        ("option 2", ["number:2"]),
        ("the latter", ["last"]),
        ("is there a shortage of analysts", []),
        ("hi there", []),
        ("my first job in data", []),
        ("which language first", []),
    ],
)
def test_what_is_not_named_is_referred_to(text: str, refers: list[str]) -> None:
    assert references_in(text) == refers


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("why?", "why"),
        ("but why is that", "why"),
        ("says who?", "source"),
        ("where did you get that from", "source"),
        ("are you sure about this?", "sure"),
        ("that sounds way too high", "sure"),
        ("link please", "link"),
        ("put it in plain English", "simpler"),
        ("tl;dr?", "summary"),
        ("tell me more", "more"),
        ("what else?", "more"),
        ("is that gross or net", "tax"),
        ("how was this figure made?", "source"),
        ("how were those numbers calculated", "source"),
        ("Hyderabad", None),
        (
            "why did I ever start this long and winding story about my career in three countries, you ask",
            None,
        ),
    ],
)
def test_a_question_about_the_answer_is_told_from_a_new_one(text: str, about: str | None) -> None:
    assert asked_about_answer(text, names_something=False) == about


def test_a_question_that_names_something_is_one_of_its_own() -> None:
    assert asked_about_answer("take-home pay of analysts", names_something=True) is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("and the pay?", "salary"),
        ("certs?", "certifications"),
        ("go back to skills please", "skills"),
        ("what about the job market", "job_outlook"),
        ("career path?", "career_ladder"),
        ("hello", None),
        ("my salary negotiation went badly wrong", None),
    ],
)
def test_a_short_message_may_name_a_topic(text: str, topic: str | None) -> None:
    assert topic_word_in(text, []) == topic


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("I was laid off in May", "distress"),
        ("80 applications and no interviews", "distress"),
        ("am I too old for this?", "doubt"),
        ("I'm bad at maths", "doubt"),
        ("this bot is useless", "anger"),
        ("that is not what I asked", "anger"),
        ("what do analysts do", None),
    ],
)
def test_a_feeling_is_noticed(text: str, feeling: str | None) -> None:
    assert feeling_in(text) == feeling


@pytest.mark.parametrize(
    ("text", "number", "currency", "unit"),
    [
        ("is 150k fair", 150_000, None, None),
        ("12 LPA", 1_200_000, "INR", "year"),
        ("€60,000", 60_000, "EUR", None),
        ("60.000 euros a year", 60_000, "EUR", "year"),
        ("5k a month", 5_000, None, "month"),
        ("$70/hr", 70, "USD", "hour"),
        ("CAD 90k", 90_000, "CAD", None),
        ("a salary of 95000", 95_000, None, None),
        ("1.5 crore", 15_000_000, "INR", None),
        ("£400 per day", 400, "GBP", "day"),
    ],
)
def test_an_amount_has_number_currency_and_unit(
    text: str, number: float, currency: str | None, unit: str | None
) -> None:
    (amount,) = amounts_in(text)
    assert (amount.number, amount.currency, amount.unit) == (number, currency, unit)


@pytest.mark.parametrize("text", ["top 10 tools", "in 2026", "my 401k", "5 years", "40 hours"])
def test_other_numbers_are_no_money(text: str) -> None:
    assert amounts_in(text) == []


def test_both_ends_of_a_range_share_unit_and_currency() -> None:
    low, high = amounts_in("$100-150k a year")
    assert (low.number, low.currency, low.unit) == (100_000, "USD", "year")
    assert (high.number, high.currency, high.unit) == (150_000, "USD", "year")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("in six months", [(6, "month")]),
        ("in the next 5 years", [(5, "year")]),
        ("3 to 6 months", [(6, "month")]),
        ("within a year", [(1, "year")]),
        ("a few weeks", [(None, "week")]),
        ("I'm 35 years old", []),
        ("a 4 year degree", []),
        ("10 years of experience", []),
    ],
)
def test_a_span_of_time_is_no_age_and_no_experience(text: str, spans: list[tuple[float, str]]) -> None:
    assert [(one.number, one.unit) for one in spans_in(text)] == spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how is the work at Deloitte", [("employer", "Deloitte")]),
        ("pay at meta", [("employer", "meta")]),
        ("what is the target of a data team", []),
        ("I want to join Acme Robotics next year", [("employer", "Acme Robotics")]),
        ("is a master's from the University of Leeds any use", [("school", "University of Leeds")]),
        ("Is University of Leeds good for data analysts?", [("school", "University of Leeds")]),
        ("georgia tech or purdue", [("school", "georgia tech"), ("school", "purdue")]),
        ("pune university", [("school", "pune university")]),
        ("does AZ-900 help me", [("certificate", "AZ-900")]),
        ("is the ibm data analyst certificate ok", [("certificate", "ibm data analyst certificate")]),
        ("will ChatGPT take the job", [("product", "ChatGPT")]),
        ("data jobs in Tirana", [("place", "Tirana")]),
        ("jobs in ljubljana", [("place", "ljubljana")]),
        ("as a woman with two kids", [("person_attribute", "woman"), ("person_attribute", "kids")]),
    ],
)
def test_what_no_name_explains_has_a_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert left(text) == expected


def test_other_words_are_left_only_if_they_tell_something() -> None:
    words = [one.words for one in leftovers_in("what is the salary in the chemical industry?", [], PLAIN)]
    assert words == ["chemical"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm a nurse in Ohio", {"job": "nurse", "place": "ohio"}),
        ("As a web developer, what skills do I need?", {"job": "web_developer"}),
        ("web developer salary", {}),
        ("What does a teacher earn?", {}),
        ("Accountant here, can I move into analytics?", {"job": "accountant"}),
        ("I make 12 LPA as a tester, is that low?", {"job": "qa_tester", "pay": 1_200_000}),
        ("I'm 42 and have 10 years of experience", {"age": 42, "years": 10, "level": "senior"}),
        ("in my mid 30s, too late?", {"age": 35}),
        ("I have a bachelor's, do I need a PhD?", {"degree": "bachelor"}),
        ("I never finished college", {"degree": "none"}),
        ("I live in Tirana", {"place": "Tirana"}),
        ("I have a master's in data science", {"degree": "master", "study": "data_science"}),
        ("how do I start my data scientist career", {}),
        ("no, I meant Vancouver", {"corrects": True}),
    ],
)
def test_the_person_is_what_somebody_says_of_themselves(
    recogniser: Recogniser, text: str, expected: dict[str, Any]
) -> None:
    said = person(recogniser, text)
    plain = {
        key: value["id"] if key == "job" else value["number"] if key == "pay" else value
        for key, value in said.items()
    }
    assert plain == expected


def test_what_is_ruled_out_is_kept(recogniser: Recogniser) -> None:
    said = person(recogniser, "I don't want to be a data scientist any more, and not in the US")
    assert said["ruled_out"] == [
        {"kind": "role", "id": "data_scientist"},
        {"kind": "location", "id": "us"},
    ]


def test_what_is_only_lacking_is_negated_but_not_ruled_out(recogniser: Recogniser) -> None:
    text = "Can I do it without a PhD and with no Python?"
    found = {one.value: one.ruled for one in recogniser.find(text)}
    assert found == {"doctorate": "lacked", "python": "lacked"}
    assert "ruled_out" not in person(recogniser, text)


@pytest.mark.parametrize(
    ("text", "only_states"),
    [
        ("I already work as a backend developer, 4 years, mostly Go", True),
        ("actually I have a master's, in physics", True),
        ("oh and I hate meetings", True),
        ("my degree is in law", True),
        ("I only have 5 hours a week", True),
        ("I want to become an ML engineer", False),
        ("I'm a nurse, what should I learn", False),
        ("I'm thinking of data science", False),
        ("I meant data engineers", False),
        ("data engineers", False),
        ("I work in HR. Is Excel enough?", False),
    ],
)
def test_a_message_that_asks_and_wishes_nothing_only_states(text: str, only_states: bool) -> None:
    assert states(text) is only_states


@pytest.mark.parametrize(
    ("text", "job", "years"),
    [
        ("Data engineer, 5 yrs, Spark and Airflow. I am bored, what next?", "data_engineer", 5.0),
        (
            "Senior data scientist, eight years, now leading two. They asked me to lead.",
            "data_scientist",
            8.0,
        ),
        ("I've been a teacher for ten years. What level would I get?", "teacher", 10.0),
        ("Data engineer or data scientist, which one would I like?", None, None),
        ("Data engineer, is it a job for me?", None, None),
    ],
)
def test_a_sentence_without_a_verb_that_begins_with_a_job_says_who_writes(
    recogniser: Recogniser, text: str, job: str | None, years: float | None
) -> None:
    said = person(recogniser, text)
    told = said.get("job") or {}

    assert told.get("id") == job
    assert said.get("years") == years


def test_a_correction_of_years_takes_the_last_number(recogniser: Recogniser) -> None:
    said = person(recogniser, "actually it's not 7 years, it's 9 years, the last two as team lead")

    assert said["years"] == 9.0
    assert said["corrects"]
