"""What a question about pay wants beyond a figure is read from its words."""

from __future__ import annotations

import time

import pytest

from knowledge.pay.aspects import aspect_of
from knowledge.pay.wishes import read_wishes


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("What do I write as my desired pay on the form?", "expectation"),
        ("what should an intern answer when asked for their expected salary", "expectation_intern"),
        ("Must I tell them my present salary?", "current_pay"),
        ("the least a beginner should accept as pay", "minimum"),
        ("how to counteroffer", "negotiation"),
        ("pay bump on promotion to senior", "raise_promotion"),
        ("how big a raise if I change employers", "raise_switch"),
        ("how to ask for a raise", "raise_ask"),
        ("does a certification increase salary", "certificate"),
        ("do people with a PhD earn more", "degree"),
        ("earnings without a college degree, what pay", "no_degree"),
        ("are women paid less", "gender"),
        ("become a millionaire with data", "rich"),
        ("am I underpaid", "underpaid"),
        ("they offer less than I earn now", "pay_cut"),
        ("1099 or W2 for a data engineer", "contract_or_permanent"),
        ("what day rate for a contractor", "contract_rate"),
        ("do start-ups pay less than large companies", "company_size"),
        ("will they lower my pay if I move and work remotely", "remote_cut"),
        ("remote pay versus office", "remote_or_onsite"),
        ("salary given the cost of living", "cost_of_living"),
        ("how much equity", "equity"),
        ("typical bonus", "bonus"),
        ("total compensation with RSUs", "total"),
        ("what do interns earn", "intern"),
        ("will salaries drop", "future"),
        ("is it well paid", "well_paid"),
        ("why are analysts paid less than engineers", "why"),
        ("what does a data engineer earn in Berlin", None),
        ("senior pay expectation", None),
        ("which city pays best", None),
    ],
)
def test_what_is_wanted_beyond_a_figure(text: str, aspect: str | None) -> None:
    assert aspect_of(text) == aspect


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("is 90k good for an analyst", "good"),
        ("am I underpaid at 90k", "low"),
        ("can an analyst make 90k", "reached"),
        ("how long until I make 90k", "when"),
        ("I earn 90k now, how much would I get there", "own"),
    ],
)
def test_what_an_amount_is_asked_to_be(text: str, polarity: str) -> None:
    assert read_wishes(text).polarity == polarity


def test_a_fee_or_a_budget_is_no_pay() -> None:
    assert read_wishes("my firm gives 2,000 euro a year for training").spends
    assert read_wishes("they offer 5k less than I have").spends
    assert not read_wishes("is 95k fair").spends


@pytest.mark.parametrize("words", ["what and how and why and ", "1 ", "no ", "pay why "])
def test_a_text_four_times_as_long_is_not_read_sixteen_times_as_long(words: str) -> None:
    def seconds(characters: int) -> float:
        text, took = (words * characters)[:characters], []
        for _ in range(5):
            began = time.thread_time()
            aspect_of(text)
            took.append(time.thread_time() - began)
        return min(took)

    assert seconds(2000) < 10 * seconds(500)
