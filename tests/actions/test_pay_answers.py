"""Answers about pay, each a sentence that a statistician would sign."""

from __future__ import annotations

import re
from typing import Any

import pytest

from actions.respond import answer_all
from tests.actions.helpers import amount, answer, asked, put

pytestmark = pytest.mark.usefixtures("shipped_knowledge")

ML = "ml_engineer"


def test_a_range_is_told_in_the_past_with_its_n_its_period_and_what_it_is() -> None:
    given = put("what does an ml engineer make", role=ML)
    assert given.lead == (
        "In 838 pay ranges (5 flat offers left out) advertised in the United States from January to 3 August "
        "2025, the medians of the low and the high ends for ML engineers were $158,250 and $237,550 a year, "
        "base pay offered, not earned."
    )
    assert "bonus and equity are not in it" in given.text()
    assert given.chart
    bar = given.chart.bars[0]
    assert (bar.low, bar.median, bar.high, bar.n) == (158_250, 199_175, 237_550, 838)


def test_a_city_stands_beside_the_nation_of_the_same_occupation() -> None:
    given = put("pay in sf", role="data_scientist", location="san_francisco")
    assert given.lead.startswith("Data scientists in San Francisco earned $170,110 a year at the median")
    assert "41% above the national $120,230 of the same occupation" in given.lead
    assert given.chart
    assert given.chart.measure == "official"
    assert {bar.source for bar in given.chart.bars} == {"bls-oews"}


def test_an_official_wage_states_its_standard_error() -> None:
    given = put("pay in sf", role="data_scientist", location="san_francisco")
    assert "(May 2025, 10,460 jobs, standard error 1.5%)" in given.lead
    assert "Standard errors of official wages are those of the mean" in given.text()


def test_a_wage_that_is_too_uncertain_is_refused_with_the_reason_before_any_figure() -> None:
    given = put("pay in idaho", role="data_scientist", location="idaho")
    assert given.lead.startswith(
        "Official wages of data scientists in Idaho are withheld (standard error above 10%)."
    )
    assert "89,380" not in given.text()


def test_every_occupation_in_which_a_role_is_counted_is_shown() -> None:
    said = put("pay in nyc", role="ai_engineer", location="new_york").text()
    assert "Computer and information research scientists in New York earned $170,890" in said
    assert "Software developers, which are near by work, earned $166,830" in said
    assert "Not one of these 2 occupations is AI engineers alone" in said
    said = put("pay in nyc", role="data_engineer", location="new_york").text()
    assert "Data scientists, another group in which they are counted" in said


def test_the_pay_of_data_scientists_overstates_that_of_analysts() -> None:
    assert "this overstates their pay" in put("pay", role="data_analyst", location="san_francisco").text()


def test_years_are_pooled_and_said_where_one_is_too_small() -> None:
    given = put("uk pay 2025", role=ML, location="uk", year="2025")
    assert (
        "In 39 pay ranges (2 flat offers left out) advertised in the United Kingdom from 2023 to 3"
        in given.lead
    )
    assert "£80,000 and £102,303" in given.lead
    assert "2025 alone had fewer than 30 ranges" in given.text()


def test_a_refusal_tells_how_many_there_are_and_what_was_left_out() -> None:
    said = put("canada", role="data_engineer", location="canada").text()
    assert "the index holds only 23 pay ranges" in said
    assert "Left out beside them were 207 marked in US dollars" in said
    assert "CA$46.15 an hour" in said  # what is known instead, in its own unit


def test_an_unknown_country_is_said_to_be_unknown_with_where_to_look() -> None:
    given = put("pay in india", role="ai_engineer", location="india")
    assert given.lead.startswith("What AI engineers are paid in India I do not know.")
    assert "Where to look" in given.text()
    assert given.chart is None


def test_what_changes_the_subject_is_said_before_the_figure() -> None:
    left = [{"kind": "employer", "words": "Google", "value": "Google"}]
    given = put("google pay", role=ML, left=left)
    assert given.lead.startswith("I have no pay figures for Google; these are for employers of every kind.")
    given = put("pay in london", role=ML, location="london")
    assert given.lead.startswith("I have no figures for London alone; these are for the United Kingdom.")


@pytest.mark.parametrize(
    ("left", "opens"),
    [
        (amount("400k", 400_000), "Yes, that is very high."),
        (amount("200k", 200_000), "Yes, it is about the middle."),
        (amount("150k", 150_000), "No, that is low."),
        (amount("$40 an hour", 40, "USD", "hour"), "No, that is very low."),
    ],
)
def test_an_amount_is_placed_in_the_distribution(left: list[dict[str, Any]], opens: str) -> None:
    given = put("is it good", role=ML, shape="yes_no", left=left)
    assert given.lead.startswith(opens)
    assert "838 ranges advertised to ML engineers" in given.lead
    assert left[0]["words"] in given.lead


def test_an_amount_where_nothing_is_known_is_worth_something_but_not_judged() -> None:
    left = amount("12 LPA", 1_200_000, "INR", "year")
    given = put("is 12 lpa fair", role="data_scientist", shape="yes_no", left=left)
    assert given.lead.startswith("Whether 12 LPA (₹1,200,000 a year) is good in India I cannot say")
    assert "$12,637" in given.text()
    assert "buys about what $58,7" in given.text()


def test_a_year_becomes_an_hour_by_a_stated_rule_and_official_wages_do_not() -> None:
    said = put("pay per hour", role=ML).text()
    assert "$76.08 and $114.21 an hour" in said
    assert "2,080 hours" in said
    said = put("pay per hour", role="data_scientist", location="seattle").text()
    assert "Official wages are not given an hour" in said


def test_money_is_converted_by_a_rate_with_a_date() -> None:
    said = put("pay in euros", role=ML).text()
    assert "€141,649 and €212,630 a year" in said
    assert "$1.1172 for one euro, the ECB's reference rate of 30 October 2026" in said


def test_pay_after_tax_is_refused_with_the_reason() -> None:
    given = put("what is the take-home pay", role=ML)
    assert given.lead.startswith("After tax I cannot say, because that depends on where you live")
    assert "$158,250" in given.lead


def test_the_best_paid_industry_is_that_of_the_whole_table() -> None:
    given = put("which industry pays data scientists best", role="data_scientist", shape="which")
    assert '"Information", $141,440 a year at the median (32,410 jobs' in given.lead
    assert given.table
    assert ("Software Publishers", "$156,220", "10,950", "1.6%") in given.table.rows
    said = put("which industry pays best", role="software_engineer", shape="which").text()
    assert "$213,520" in said


def test_the_best_paid_role_and_country_are_ranked_with_their_n() -> None:
    given = put("which role pays best", intent="compare_salaries", shape="which")
    assert given.table
    assert given.table.columns[-1] == "Ranges"
    given = put("which country pays data engineers most", role="data_engineer", shape="which")
    assert "the low and the high ends of 1,868 ranges" in given.lead


def test_two_roles_are_compared_by_what_was_advertised_and_never_by_two_occupations() -> None:
    given = put(
        "who earns more in new york", "compare_salaries", role=[ML, "ai_engineer"], location="new_york"
    )
    assert "ML engineers were offered 12% more than AI engineers in the United States" in given.lead
    assert re.search(r"\(95% interval \d+ to \d+%\), by the medians of the middles of 838 and", given.lead)
    said = given.text()
    assert "For New York no source tells the roles apart" in said
    assert "26%" not in said
    assert "research scientists" not in said


def test_what_chance_explains_is_no_difference_between_roles() -> None:
    given = put("who earns more", "compare_salaries", role=["research_engineer", ML])
    assert given.lead.startswith("Research engineers and ML engineers were offered about the same")
    assert "less than 5% apart by the medians of the middles of 210 and 838 advertised ranges" in given.lead
    assert "leaves out nought" in given.text()


def test_wages_of_montreal_that_are_those_of_quebec_are_called_that() -> None:
    given = put("pay in montreal", role="data_scientist", location="montreal")
    assert given.lead.startswith("I have no figures for Montreal alone; these are for Quebec.")
    assert "Data scientists in Quebec earned CA$45.45 an hour" in given.text()


def test_two_places_are_compared_by_one_occupation() -> None:
    named = {"role": "data_scientist", "location": ["new_york", "san_francisco"]}
    given = put("nyc or sf", "compare_salaries", **named)
    assert given.lead.startswith(
        "Data scientists earned 20% less in New York than in San Francisco (95% interval 17 to 23%)"
    )


def test_a_trend_is_told_within_a_level() -> None:
    given = put("how has pay changed", role="data_scientist")
    assert (
        "hardly moved at senior level, from $173,350 in 2023 (425 ranges) to $170,000 in 2025" in given.lead
    )
    assert "the mix of levels moved too" in given.text()


def test_a_climb_is_said_only_of_what_climbs() -> None:
    _, memory = answer(asked("ask_salary", "pay", role="research_scientist"))
    given, _ = answer(asked("follow_up", "tell me more"), memory)
    assert "climb" not in given.lead or "climbed with every level" in given.lead


def test_a_region_lists_what_is_known_and_what_is_not() -> None:
    given = put("pay in the EU", role="data_scientist", location="eu")
    assert given.table
    assert [row[0] for row in given.table.rows] == ["Netherlands", "Germany"]
    assert "Too few figures for France" in given.text()


def test_levels_are_mapped_by_a_rule_that_is_named() -> None:
    said = put("staff pay", role=ML, level={"value": "senior", "words": "staff"}).text()
    assert '"staff" was read as senior, which understates it' in said
    assert "by the ladder of large tech firms" in put("pay of an L5", role=ML).text()
    assert "up to 2 entry, up to 5 mid, then senior" in put("with 3 years of experience", role=ML).text()


def test_hybrid_work_is_said_not_to_be_recorded() -> None:
    assert "Hybrid work is no longer recorded" in put("hybrid pay", role=ML, remote="hybrid").text()


def test_bonus_and_equity_are_named_as_missing() -> None:
    assert put("pay with bonus", role=ML).lead.startswith("How large bonuses are I can't say")
    assert "none of my sources counts it" in put("how much equity", role=ML).lead
    assert "overtime" in put("pay with overtime hours", role=ML).text()


def test_three_measures_are_told_apart() -> None:
    said = put("data engineer pay", role="data_engineer").text()
    assert "advertised in the United States" in said
    assert "Reported pay: 112 data engineers" in said
    assert "different measures, not to be set against each other" in said


@pytest.mark.parametrize("role", ["ai_engineer", "ml_engineer", "data_engineer", "data_analyst"])
def test_the_outlook_of_a_role_that_nobody_projects_is_that_of_its_occupations(role: str) -> None:
    given = put("outlook", "ask_job_outlook", role=role)
    assert given.lead.startswith("Nobody projects jobs of")
    assert "openings a year" not in given.lead
    assert "strong" not in f"{given.lead} {given.notes}"


def test_openings_are_told_of_an_occupation_that_is_the_role() -> None:
    given = put("outlook", "ask_job_outlook", role="data_scientist")
    assert "33.5% from 2024 to 2034" in given.lead
    assert "about 23,400 openings a year" in given.lead


def test_a_projection_says_nothing_to_beginners() -> None:
    said = put("junior outlook", "ask_job_outlook", role="software_engineer", level="entry").text()
    assert "nothing of how hard a first job is to get" in said


def test_where_too_little_was_advertised_an_amount_is_placed_among_what_people_reported() -> None:
    named = {"role": "data_engineer", "location": "germany", "shape": "yes_no"}
    given = put("is 95k euros good", left=amount("95k euros", 95_000, "EUR"), **named)
    assert given.lead.startswith("Yes, it is above the middle. Of 34 data engineers in Germany who told")
    assert "1.1172" in given.text()


def test_years_of_experience_are_read_by_the_rule_also_where_the_understanding_named_a_level() -> None:
    said = put("pay with 4 years", role=ML, level={"value": "mid", "words": "4 years"}).text()
    assert "4 years of experience were read as mid level" in said
    assert "mid level ML engineers" in said


@pytest.mark.parametrize("wish", ["why", "source", "link", "sure"])
def test_how_a_figure_was_made_is_told_on_request(wish: str) -> None:
    given, memory = answer(asked("ask_salary", "pay", role="data_engineer"))
    (told,), _ = answer_all([asked("follow_up", "source?", about_answer=wish)], memory, [given.card()])
    assert "two neighbouring rows that differ in pay alone" in told.body
    assert "January 2023 to 3 August 2025" in told.body
    assert "bonus, equity and benefits" in told.body
    assert "https://aijobs.net/salaries/" in told.body
    assert "volunteers who gave their pay" in told.body


def test_a_chart_names_its_money_and_unit_and_dollars_a_year_have_a_kind_of_their_own() -> None:
    kinds = {}
    for place in ("us", "uk", "netherlands"):
        chart = put("pay", role="data_scientist", location=place).chart
        assert chart
        kinds[place] = (chart.kind, chart.unit)
    assert kinds["us"] == ("salary_range", "USD a year")
    assert kinds["uk"] == ("pay_range", "GBP a year")
    assert kinds["netherlands"] == ("pay_range", "EUR a year")


def test_people_of_a_survey_are_not_counted_as_postings() -> None:
    chart = put("pay", role="data_scientist", location="germany").chart
    assert chart
    assert (chart.measure, chart.bars[0].n) == ("reported", None)
    assert chart.bars[0].label == "Data scientists, Germany, 2025 (34 people)"


def test_why_pay_differs_is_answered_with_the_difference_and_the_reasons_of_each() -> None:
    given = put("why are ML engineers paid more", "compare_salaries", role=[ML, "data_analyst"], shape="why")
    assert "more than data analysts" in given.lead
    assert "ML engineers are hired into" in given.body
    assert "Data analysts have the widest door" in given.body


def test_a_sum_in_a_city_is_placed_among_the_wages_there() -> None:
    sums = amount("130k", 130_000.0, "USD")
    given = put("is 130k good", role="data_scientist", location="chicago", left=sums)
    assert given.lead.startswith("Yes, it is above the middle. Among data scientists in Chicago")


def test_the_same_sum_answers_no_to_whether_one_is_underpaid() -> None:
    sums = amount("210k", 210_000.0, "USD")
    assert put("is 210k good", role=ML, left=sums).lead.startswith("Yes, it is above the middle")
    assert put("am I underpaid on 210k", role=ML, left=sums).lead.startswith("No, it is above the middle")


def test_two_offers_in_two_cities_are_set_beside_what_is_earned_there() -> None:
    sums = amount("130k", 130_000.0, "USD") + amount("150k", 150_000.0, "USD")
    places = ["austin", "san_francisco"]
    given = put("130k or 150k", role="data_scientist", location=places, left=sums)
    assert given.lead.startswith("For its place 130k in Austin is the better sum: it is about")


def test_a_level_without_enough_ranges_gets_those_of_all_levels_and_is_said_first() -> None:
    given = put(
        "junior pay", role="data_scientist", location="uk", level={"value": "entry", "words": "junior"}
    )
    assert given.lead.startswith("At entry level alone the United Kingdom has too few ranges")
    assert "£53,250 and £75,000" in given.lead


def test_whether_a_role_is_well_paid_is_told_by_the_median_of_all_occupations() -> None:
    assert "times the $50,980 of all occupations" in put("is it well paid", role="data_scientist").lead


def test_whether_analysts_are_well_paid_is_told_with_what_overstates_it() -> None:
    said = put("is it well paid", role="data_analyst").lead
    assert "this overstates their pay" in said


def test_whether_a_role_earns_more_in_a_place_is_told_by_each_occupation_beside_its_own_nation() -> None:
    given = put("do they earn more there", "compare_salaries", role="ai_engineer", location="new_york")
    assert "22% above the national $140,300 of the same occupation" in given.lead
    assert "Not one of these 2 occupations is AI engineers alone" in given.text()
    assert "AI engineers earn" not in given.text()


def test_whether_pay_rises_with_level_is_told_level_by_level() -> None:
    given = put("does pay rise with level", role="data_scientist")
    assert "by the medians of the middles of the ranges" in given.lead
    assert re.search(r"at entry level? ?\(n [\d,]+\)|at entry", given.lead)


def test_interns_are_not_given_the_pay_of_beginners() -> None:
    given = put("what do interns earn", role=ML, level={"value": "entry", "words": "interns"})
    assert "no reliable figures for what interns get" in given.lead
    assert not given.chart


def test_an_industry_is_named_as_the_statistic_names_it() -> None:
    given = put("pay in government", role="data_scientist", industry="government")
    assert 'government and public sector ("Federal, State, and Local Government' in given.text()


def test_pay_of_a_profession_that_is_not_known_is_said_to_be_unknown() -> None:
    given = put(
        "actuary or data scientist pay", "compare_salaries", role="data_scientist", background="actuary"
    )
    assert "not among my figures (actuary)" in given.lead
    assert "$125,000 and $185,000" in given.lead


def test_a_note_on_why_never_answers_a_plain_question_for_a_figure() -> None:
    near = [["payr_us_ds_high", 0.95, 0.95, 0.95, 0.95, 0.95]]
    given = put(
        "data scientist pay in the US", role="data_scientist", location="us", shape="how_much", notes=near
    )
    assert given.lead.startswith("In 1,886 pay ranges")


def test_a_note_does_not_answer_where_pay_is_best() -> None:
    near = [["payr_us_ds_high", 0.85, 0.85, 0.85, 0.85, 0.85]]
    given = put("which city pays most", "compare_salaries", role="data_scientist", shape="which", notes=near)
    assert "San Jose" in given.lead
