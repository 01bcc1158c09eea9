"""The rules of pay: units, currencies, amounts, levels, standing, and what compares with what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.pay.compare import NotComparable, compare, rises, trend
from knowledge.pay.levels import level_of, level_of_years
from knowledge.pay.results import AdvertisedPay, LeftOut, OfficialPay, ReportedPay, Spread
from knowledge.pay.standing import standing
from knowledge.pay.units import (
    NotConvertible,
    PurchasingPower,
    Rate,
    base_pay_per,
    exchanged,
    in_buying_power,
    likely_unit,
    per_unit,
)
from knowledge.pay.wishes import NO_WISHES, read_wishes

SPREAD = Spread(80, 90, 100, 120, 150)
ADVERTISED = AdvertisedPay(
    "ml_engineer", "US", None, None, "USD", "year", 2025, 2025, SPREAD, SPREAD, SPREAD, 40, 60,
    LeftOut(), None, "aijobs",
)  # fmt: skip
OFFICIAL = OfficialPay(
    "us-soc",
    "15-2051",
    "data scientists",
    "metro",
    "1",
    "Here",
    "May 2025",
    "USD",
    "year",
    SPREAD,
    900,
    "oews",
)
REPORTED = ReportedPay("data_scientist", "US", 2025, SPREAD, 88, "same", "", "survey")


def middle(median: float, *, within: float = 0.02, **changed: Any) -> AdvertisedPay:
    """Return pay with this median, whose 95% interval reaches so far below and above it."""
    spread, interval = (
        Spread(1, 2, median, 2 * median, 3 * median),
        (median / (1 + within), median * (1 + within)),
    )
    return replace(ADVERTISED, middle=spread, interval=interval, **changed)


@pytest.mark.parametrize(
    ("first", "second"), [(ADVERTISED, OFFICIAL), (OFFICIAL, REPORTED), (REPORTED, ADVERTISED)]
)
def test_two_measures_are_never_compared(first: Any, second: Any) -> None:
    with pytest.raises(NotComparable, match="different measures"):
        compare(first, second)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (ADVERTISED, replace(ADVERTISED, n=29), "too small"),
        (ADVERTISED, replace(ADVERTISED, source="postings-2026"), "different sources"),
        (ADVERTISED, replace(ADVERTISED, year_from=2023), "different periods"),
        (ADVERTISED, replace(ADVERTISED, per="hour"), "different periods or units"),
        (ADVERTISED, replace(ADVERTISED, currency="GBP"), "no one rate"),
        (OFFICIAL, replace(OFFICIAL, code="15-1221"), "two occupations stand for the roles"),
        (OFFICIAL, replace(OFFICIAL, jobs=90), "too small"),
        (OFFICIAL, replace(OFFICIAL, spread=Spread(80, 100, 100, 120, 150)), "too small"),
        (OFFICIAL, replace(OFFICIAL, mean_rse=10.1), "too small"),
        (OFFICIAL, replace(OFFICIAL, period="May 2024"), "different periods"),
        (REPORTED, REPORTED, "one answer"),
    ],
)
def test_what_does_not_compare_is_refused_with_the_reason(first: Any, second: Any, why: str) -> None:
    with pytest.raises(NotComparable, match=why):
        compare(first, second)


def test_a_comparison_within_a_measure_gives_the_verdict_and_the_percentage() -> None:
    found = compare(middle(120), middle(100))
    assert (found.verdict, found.percent) == ("higher", 20)
    assert compare(middle(104), middle(100)).verdict == "about the same"
    pounds = middle(100, currency="GBP", usd_per_unit=1.2)
    assert compare(pounds, middle(100)).percent == 20


def test_a_difference_within_chance_is_no_difference() -> None:
    wide = compare(middle(120, within=0.15), middle(100, within=0.15))
    assert wide.verdict == "unclear"
    assert wide.percents == (-2, 46)
    assert compare(middle(100, within=0.15), middle(120, within=0.15)).percents == (-2, 32)
    narrow = compare(middle(120, within=0.1), middle(100, within=0.1))
    assert (narrow.verdict, narrow.percents) == ("higher", (5, 37))


@given(st.floats(50, 500), st.floats(50, 500), st.floats(0.001, 0.5), st.floats(0.001, 0.5))
def test_the_interval_of_a_difference_holds_it_and_is_wider_than_either(
    first: float, second: float, near: float, far: float
) -> None:
    found = compare(middle(first, within=near), middle(second, within=far))
    assert found.interval is not None
    low, high = found.interval
    assert low <= found.ratio <= high
    assert high / low >= (1 + max(near, far)) ** 2 * 0.999


def test_without_an_interval_a_small_sample_tells_no_difference() -> None:
    small, large = (
        replace(ADVERTISED, middle=Spread(1, 2, median, 200, 300), n=n)
        for median, n in ((120, 99), (100, 900))
    )
    assert compare(small, large).verdict == "unclear"
    assert compare(replace(small, n=100), large).verdict == "higher"


def earned(median: float, mean_rse: float | None) -> OfficialPay:
    """Return an official wage with this median and this relative standard error of its mean, in percent."""
    return replace(OFFICIAL, spread=Spread(1, 2, median, 2 * median, 3 * median), mean_rse=mean_rse)


def test_official_wages_differ_only_beyond_their_standard_errors() -> None:
    certain = compare(earned(120, 1.0), earned(100, 1.0))
    assert (certain.verdict, certain.percents) == ("higher", (17, 23))
    assert compare(earned(100, 1.0), earned(120, 1.0)).percents == (14, 19)
    uncertain = compare(earned(120, 8.0), earned(100, 8.0))
    assert (uncertain.verdict, uncertain.percents) == ("unclear", (-4, 50))
    assert compare(earned(120, None), earned(100, 1.0)).verdict == "unclear"
    assert compare(earned(103, None), earned(100, 1.0)).verdict == "about the same"


def test_pay_climbs_only_where_each_step_is_higher() -> None:
    assert rises([middle(100), middle(120), middle(150)]) is True
    assert rises([middle(100), middle(90), middle(150)]) is False
    assert rises([middle(100), middle(100)]) is False
    assert rises([middle(100)]) is None


def test_a_trend_needs_one_level_and_two_years() -> None:
    years = [
        middle(100, level="senior", year_from=2023, year_to=2023),
        middle(110, level="senior", year_from=2025, year_to=2025),
    ]
    found = trend(years)
    assert (found.direction, found.change.percent) == ("rose", 10)
    with pytest.raises(NotComparable, match="fewer than two years"):
        trend(years[:1])
    with pytest.raises(NotComparable, match="moves with their mix"):
        trend([replace(one, level=None) for one in years])
    with pytest.raises(NotComparable, match="different roles"):
        trend([years[0], replace(years[1], role="ai_engineer")])


def test_a_year_of_base_pay_is_2080_hours_and_12_months() -> None:
    assert per_unit(208_000, given="year", wanted="hour") == 100
    assert per_unit(120_000, given="year", wanted="month") == 10_000
    assert base_pay_per(ADVERTISED, 104_000, "hour") == 50
    with pytest.raises(NotConvertible):
        per_unit(1, given="year", wanted="sprint")


def test_official_and_reported_pay_keep_their_unit() -> None:
    for pay in (OFFICIAL, REPORTED):
        with pytest.raises(NotConvertible, match="keep the unit"):
            base_pay_per(pay, 100, "hour")  # type: ignore[arg-type]
    with pytest.raises(NotConvertible, match="no hour becomes a year"):
        base_pay_per(replace(ADVERTISED, per="hour"), 100, "year")


def test_money_is_converted_by_rates_of_one_day() -> None:
    dollar, euro = Rate("USD", 1.0, "2026-10-30", "ecb"), Rate("EUR", 1.25, "2026-10-30", "ecb")
    assert exchanged(125, given=dollar, wanted=euro) == 100
    with pytest.raises(NotConvertible, match="the rates are of"):
        exchanged(1, given=dollar, wanted=replace(euro, period="2025"))
    us, india = PurchasingPower("US", 2024, 1.0, "wb"), PurchasingPower("IN", 2024, 20.0, "wb")
    assert in_buying_power(100_000, given=us, wanted=india) == 2_000_000
    with pytest.raises(NotConvertible, match="the parities are of"):
        in_buying_power(1, given=us, wanted=replace(india, year=2023))


@pytest.mark.parametrize(
    ("number", "currency", "unit"),
    [
        (150_000, None, "year"),
        (95, "USD", "hour"),
        (5_500, "EUR", "month"),
        (1_200_000, "INR", "year"),
        (90_000, "INR", "month"),
    ],
)
def test_an_amount_without_a_unit_tells_it_by_its_size(number: float, currency: str, unit: str) -> None:
    assert likely_unit(number, currency) == unit


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("how much per hour does a data analyst make", {"per": "hour"}),
        ("monthly salary of an ml engineer in euros", {"per": "month", "currency": "EUR"}),
        ("what is the take-home pay", {"parts": frozenset({"after_tax"})}),
        ("pay with bonus and stock", {"parts": frozenset({"bonus", "equity"})}),
        ("what do the top 10% earn", {"mark": "top"}),
        ("lowest salary of a data engineer", {"mark": "low"}),
        ("starting salary in AI", {"mark": "starting"}),
        ("the best-paid 25% of analysts", {"share": 25}),
        ("what do the lowest 10 percent get", {"mark": "low", "share": 10}),
        ("the 75th percentile of pay", {"percentile": 75}),
        ("I finish soon, graduating in June", {"level_words": "graduating"}),
        ("graduate analyst pay", {"level_words": "graduate"}),
        ("pay with a graduate degree", {"level_words": None}),
        ("pay progression of an analyst", {"rank": "level"}),
        ("does it rise with years of experience", {"rank": "level", "change": False}),
        ("I teach on 50k, would I make more as an analyst?", {"polarity": "more"}),
        ("I make 90k as an analyst", {"polarity": "told"}),
        ("I make 90k as an analyst, is that fair", {"polarity": "good"}),
        ("is that a lot?", {"judges": True}),
        ("is that a good field?", {"judges": False}),
        ("average pay", {"mark": "average"}),
        ("which country pays ML engineers best", {"rank": "country"}),
        ("which city pays most", {"rank": "city"}),
        ("which state pays data scientists the most", {"rank": "state", "least": False}),
        ("which city pays analysts the least", {"rank": "city", "least": True}),
        ("lowest paying state for analysts", {"rank": "state", "least": True}),
        ("which role pays at least 200k", {"least": False}),
        ("is that underpaying a senior", {"polarity": "low"}),
        ("did it move from 2024 to 2025", {"change": True}),
        ("best paying industry for data scientists", {"rank": "industry"}),
        ("which role pays best", {"rank": "role"}),
        ("what is the highest salary of a data scientist", {"rank": None, "mark": "top"}),
        ("how has pay changed over the years", {"change": True}),
        ("does pay rise with level", {"change": False, "rank": "level"}),
        ("freelance rate", {"contract": True}),
        ("pay in india by purchasing power", {"buying_power": True}),
        ("staff ml engineer pay", {"level_words": "staff"}),
        ("pay of an L5", {"level_words": "L5"}),
        ("salary with 3 years of experience", {"years": 3.0}),
    ],
)
def test_wishes_are_read_from_the_words(text: str, wish: dict[str, Any]) -> None:
    found = read_wishes(text)
    assert {name: getattr(found, name) for name in wish} == wish


def test_a_plain_question_has_no_wishes() -> None:
    assert read_wishes("what does an ML engineer in Berlin earn") == NO_WISHES


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_wishes(text: str) -> None:
    assert read_wishes(text).years is None or read_wishes(text).years >= 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("words", "level", "posted", "rule"),
    [
        ("internship", "entry", "intern", "intern"),
        ("new grad", "entry", "entry", "graduate"),
        ("graduating", "entry", "entry", "graduate"),
        ("starting pay", "entry", "entry", "graduate"),
        ("staff", "senior", "staff", "staff"),
        ("principal", "senior", "staff", "staff"),
        ("tech lead", "senior", "lead", "lead"),
        ("L3", "entry", "entry", "ladder"),
        ("L4", "mid", "mid", "ladder"),
        ("L5", "senior", "senior", "ladder"),
        ("E6", "senior", "staff", "ladder"),
        ("L8", "senior", "staff", "ladder"),
    ],
)
def test_levels_are_mapped_by_a_rule_that_has_a_name(words: str, level: str, posted: str, rule: str) -> None:
    found = level_of(words)
    assert found is not None
    assert (found.level, found.posted, found.rule) == (level, posted, rule)


def test_years_make_a_level_but_no_executive() -> None:
    assert [level_of_years(years).level for years in (0, 1, 2, 4, 5, 25)] == [
        "entry", "entry", "mid", "mid", "senior", "senior",
    ]  # fmt: skip
    assert level_of("banana") is None
    known = level_of("head of", "executive")
    assert known is not None
    assert known.rule == "same"


@pytest.mark.parametrize(
    ("amount", "verdict", "above", "below"),
    [
        (70, "very low", 0, 10),
        (85, "low", 10, 25),
        (95, "below the middle", 25, 50),
        (101, "about the middle", 50, 75),
        (110, "above the middle", 50, 75),
        (130, "high", 75, 90),
        (150, "very high", 90, 100),
    ],
)
def test_an_amount_has_a_standing_among_the_pay_that_is_known(
    amount: float, verdict: str, above: int, below: int
) -> None:
    found = standing(amount, SPREAD)
    assert found is not None
    assert (found.verdict, found.above_percent, found.below_percent) == (verdict, above, below)


def test_without_quartiles_there_is_no_standing() -> None:
    assert standing(100, Spread(80, None, 100, None, 120)) is None
