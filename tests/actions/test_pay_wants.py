"""What a question about pay wants beside its role and place: a level, a share, a rank, a sum, a follow-up."""

from __future__ import annotations

from typing import Any

import pytest

from actions.respond import answer_all
from tests.actions.helpers import amount, answer, asked, put

pytestmark = pytest.mark.usefixtures("shipped_knowledge")

ML = "ml_engineer"


def test_pay_at_a_level_in_a_city_begins_with_what_was_offered_at_that_level() -> None:
    named = {"role": "data_scientist", "location": "san_francisco", "level": "senior"}
    given = put("and for seniors", **named)
    assert given.lead.startswith(
        "In 45 job postings in San Francisco in 2023, the median offer to senior data"
    )
    assert "$138,000 and $201,820" in given.body
    assert "Official wages are not split by level" in given.text()
    assert given.chart
    assert given.chart.measure == "advertised"


def test_a_level_with_too_few_ranges_is_said_before_those_of_all_levels_in_a_city_too() -> None:
    given = put("entry pay in nyc", role="ai_engineer", location="new_york", level="entry")
    assert given.lead.startswith(
        "At entry level alone the United States has too few ranges for a figure (24, it takes 30)"
    )


def test_official_pay_abroad_is_not_taken_for_that_of_a_level() -> None:
    given = put("junior pay", role=ML, location="germany", level="entry")
    assert given.lead.startswith(
        "At entry level alone I have no figure for Germany, so this is over all levels."
    )


def test_a_way_of_working_with_too_few_ranges_gives_way_to_all_and_says_so() -> None:
    given = put("remote pay", role="mlops_engineer", remote="remote")
    assert given.lead.startswith(
        "Of fully remote posts alone the United States has too few ranges for a figure"
    )
    assert "advertised in the United States" in given.lead


@pytest.mark.parametrize("text", ["graduating in May", "graduate pay", "starting pay"])
def test_graduates_and_who_starts_get_the_pay_of_entry_level(text: str) -> None:
    given = put(text, role="data_scientist")
    assert "entry level data scientists were $85,300 and $134,500" in given.lead
    assert "was read as entry level" in given.text()


def test_a_sum_is_not_called_low_at_a_level_by_the_figures_of_all_levels() -> None:
    sums = amount("45k", 45_000.0, "GBP")
    given = put("45k", role="data_scientist", location="london", level="entry", shape="yes_no", left=sums)
    assert "so this is over all levels. That is low." in given.lead
    assert "72 ranges advertised to data scientists in the United Kingdom" in given.lead


def test_a_sum_is_not_judged_by_wages_that_overstate_a_role() -> None:
    given = put("82k", role="data_analyst", location="chicago", left=amount("82k", 82_000.0, "USD"))
    assert "1,741 ranges advertised to data analysts" in given.lead
    assert "Among data scientists" not in given.lead


def test_who_would_change_learns_whether_more_is_offered_there() -> None:
    sums = amount("70k", 70_000.0, "USD")
    given = put("I earn 70k, would I earn more as that?", role="data_analyst", left=sums)
    assert given.lead.startswith("Likely, most are offered more.")
    told = put("I make 70k as a data analyst", role="data_analyst", left=sums)
    assert told.lead.startswith("That is low.")


def test_a_share_or_a_percentile_is_given_where_it_is_known_and_refused_where_not() -> None:
    assert "one range in ten the high end was $305,335 or more" in put("top 10%", role="ai_engineer").lead
    assert "one range in four the high end was" in put("top 25%", role="ai_engineer").lead
    assert "How it is for 1% I can't tell" in put("top 1% pay", role="ai_engineer").lead
    assert "The 25th percentile of the middles" in put("25th percentile", role="ai_engineer").lead
    assert "not the 33th" in put("33th percentile", role="ai_engineer").lead


def test_two_levels_are_set_apart_by_a_percentage_with_its_interval() -> None:
    given = put("seniors or mid", "compare_salaries", role="data_engineer", level=["senior", "mid"])
    assert given.lead.startswith(
        "At senior level data engineers in the United States were offered 25% more than at mid level (95% "
    )
    assert "$160,000 at senior (n 1,117)" in given.body


def test_pay_by_level_is_also_given_in_the_money_that_was_wanted() -> None:
    said = put("pay progression in euros", role="data_scientist").text()
    assert "about €123,523 and €180,648 a year" in said


def test_what_is_known_in_a_region_stands_in_the_first_sentence() -> None:
    given = put("pay in europe", role="data_scientist", location="europe")
    assert (
        "in the United Kingdom the medians of the ends offered were £53,250 and £75,000 a year (2025, n 72)"
        in given.lead
    )
    assert "people in Germany reported $92,812 a year (2025, n 34)" in given.lead
    none = put("pay in the nordics", role="ai_engineer", location="nordics")
    assert none.lead.startswith("What AI engineers are paid in the Nordic countries I do not know")
    assert "Sweden" in none.text()


def test_where_nothing_is_known_no_wider_place_is_promised() -> None:
    given = put("pay in dubai", role="data_scientist", location="dubai")
    assert given.lead.startswith("What data scientists are paid in Dubai I do not know.")
    assert "these are for" not in given.text()


@pytest.mark.parametrize(
    ("before", "then", "told"),
    [
        ("is 120k good", {"location": "denver"}, "120k ($120,000 a year) tops"),
        ("which industry pays best", {"role": "software_engineer"}, '"Web Search Portals'),
        ("how has pay changed", {"role": ML}, "Within one level, advertised pay of ML engineers"),
        ("pay", {"text": "in euros"}, "That was about €"),
        ("pay", {"text": "per month"}, "a month"),
    ],
)
def test_a_follow_up_keeps_the_sum_the_ranking_or_the_change(
    before: str, then: dict[str, Any], told: str
) -> None:
    left = amount("120k", 120_000.0, "USD") if "120k" in before else []
    _, memory = answer(asked("ask_salary", before, role="data_scientist", left=left))
    given, _ = answer(asked("follow_up", then.pop("text", "and there?"), **then), memory)
    assert told in given.lead


def test_whether_it_is_good_is_asked_of_the_sum_that_was_told() -> None:
    sums = amount("200k", 200_000.0, "USD")
    _, memory = answer(asked("ask_salary", "I make 200k", role="data_scientist", left=sums))
    given, _ = answer(asked("nlu_fallback", "is that good?"), memory)
    assert given.lead.startswith("Yes, that is high.")
    _, memory = answer(asked("ask_salary", "pay", role="data_scientist"))
    given, _ = answer(asked("nlu_fallback", "is that good?"), memory)
    assert "times the" in given.lead


def test_how_a_figure_was_made_repeats_it_with_its_n() -> None:
    given, memory = answer(asked("ask_salary", "pay", role="data_engineer"))
    (told,), _ = answer_all([asked("follow_up", "source?", about_answer="source")], memory, [given.card()])
    assert given.lead in told.lead
    assert "here 1,868 (Data engineers, United States, 2025)" in told.body
    again, _ = answer_all(
        [asked("follow_up", "link?", about_answer="link")], memory, [given.card(), told.card()]
    )
    assert given.lead in again[0].lead


def test_the_worst_paid_is_ranked_too_and_whom_the_ranking_counts_is_said_with_it() -> None:
    given = put("lowest paying state", "compare_salaries", role="data_analyst", shape="which")
    assert given.lead.startswith("Data scientists earned least in Louisiana: $78,760 a year")
    assert "this overstates their pay" in given.lead


def test_one_role_is_compared_in_two_industries_by_each_of_its_occupations() -> None:
    named = {"role": "data_engineer", "industry": ["healthcare", "finance"]}
    given = put("healthcare or finance", "compare_salaries", **named)
    assert "Software developers earned 6% less in healthcare than in finance (95% interval" in given.lead
    assert "Data scientists earned 21% less in healthcare than in finance" in given.lead
    assert "left out finance" not in given.text()


def test_two_places_are_compared_by_every_occupation_in_which_a_role_is_counted() -> None:
    given = put("sf or nyc", "compare_salaries", role="ai_engineer", location=["san_francisco", "new_york"])
    assert "scientists earned about the same in San Francisco and New York" in given.lead
    assert "Software developers earned 12% more in San Francisco than in New York" in given.lead


def test_postings_of_a_year_beyond_the_index_answer_for_that_year() -> None:
    given = put("pay in 2026", role="ai_engineer", year="2026")
    assert given.lead.startswith("In 195 job postings in the United States in January and February 2026")
    assert "no figure of 2026" not in given.text()
    assert put("pay in 2019", role="ai_engineer", year="2019").lead.startswith("I have no figure of 2019")


def test_a_change_is_told_of_the_years_that_were_named() -> None:
    given = put("how did pay move from 2024 to 2025", role=ML, level="senior", year=["2024", "2025"])
    assert "from $202,250 in 2024 (606 ranges) to $206,250 in 2025 (574)" in given.lead


def test_what_is_left_of_a_sum_after_tax_is_refused() -> None:
    given = put("take home of 140k", role="data_scientist", left=amount("140k", 140_000.0, "USD"))
    assert given.lead.startswith("After tax I cannot say")


def test_purchasing_power_is_told_by_the_parity_of_the_country() -> None:
    given = put("purchasing power", "compare_salaries", role="data_scientist", location=["india", "us"])
    assert given.lead.startswith("In India ₹20.42 buys about what $1 buys in the United States")


def test_a_region_of_the_us_stands_beside_the_ranges_of_the_level() -> None:
    given = put("pay", role="research_scientist", location="bay_area", level="senior")
    assert "$171,440 in San Francisco and $218,420 in San Jose at the official medians" in given.lead
    assert "senior research scientists were $165,000 and $244,000" in given.body
