"""What the knowledge base says of pay, against values worked out from the published files by other code."""

from __future__ import annotations

from typing import Iterator, Optional

import pytest
from sqlalchemy.orm import Session

from knowledge.database import open_session
from knowledge.pay.compare import NotComparable, compare, rises, trend
from knowledge.pay.results import AdvertisedPay
from knowledge.queries import pay, pay_official, pay_sources
from knowledge.tables.pay import PayRange


@pytest.fixture
def session(knowledge_url: str) -> Iterator[Session]:
    with open_session(knowledge_url) as opened:
        yield opened


def ends(found: Optional[AdvertisedPay]) -> tuple[Optional[float], Optional[float], int]:
    assert found is not None
    low = found.low.median if found.low else None
    return low, found.high.median if found.high else None, found.n


@pytest.mark.parametrize(
    ("role", "low", "high", "n"),
    [
        ("ai_engineer", 141_300, 215_800, 429),
        ("ml_engineer", 158_250, 237_550, 838),
        ("data_scientist", 125_000, 185_000, 1_886),
        ("data_engineer", 120_000, 178_800, 1_868),
        ("data_analyst", 84_000, 125_000, 1_741),
        ("software_engineer", 145_600, 214_500, 2_096),
        ("research_scientist", 148_240, 240_000, 289),
        ("research_engineer", 160_000, 250_000, 210),
    ],
)
def test_us_ranges_of_2025_are_those_of_the_index(
    session: Session, role: str, low: int, high: int, n: int
) -> None:
    found = pay.advertised(session, role=role, year=2025)
    assert ends(found) == (low, high, n)
    assert found is not None
    assert (found.reliable, found.pooled, found.currency) == (True, False, "USD")


def test_a_small_year_is_taken_together_with_the_others_and_says_so(session: Session) -> None:
    found = pay.advertised(session, role="ml_engineer", country="GB")
    assert found is not None
    assert (found.year_from, found.year_to, found.pooled, found.reliable) == (2023, 2025, True, True)
    assert (found.currency, found.n, found.n_all) == ("GBP", 39, 45)


def test_seventeen_entry_ranges_of_a_year_are_too_few(session: Session) -> None:
    found = pay.advertised(session, role="ml_engineer", level="entry", year=2025)
    assert found is not None
    assert found.pooled  # 2023 to 2025 hold 80
    row = session.query(PayRange).filter_by(
        role_id="ml_engineer", level="entry", country="US", year_from=2025, year_to=2025, remote="all"
    )
    assert [(one.n_ranges, one.low_median, one.high_median) for one in row] == [(17, 120_000, 193_000)]
    rows = pay.advertised_years(session, role="ml_engineer", level="entry")
    assert all(one.n >= 30 for one in rows)


def test_rows_left_out_abroad_are_told_with_what_remains(session: Session) -> None:
    found = pay.advertised(session, role="data_engineer", country="CA")
    assert found is not None
    assert not found.reliable
    assert (found.n, found.left_out.us_dollars) == (23, 207)


def test_a_role_that_nobody_advertised_somewhere_is_none(session: Session) -> None:
    assert pay.advertised(session, role="ai_engineer", country="AQ") is None


def test_postings_by_place_are_those_of_their_sets(session: Session) -> None:
    def median(role: str, place: str, dataset: int, per: str = "year") -> tuple[Optional[float], int]:
        (one,) = (
            one for one in pay.posted_in(session, role=role, place=place, per=per) if one.year_from == dataset
        )
        return (one.middle.median if one.middle else None), one.n

    assert median("ai_engineer", "us", 2026) == (197_563, 195)
    assert median("ai_engineer", "new_york", 2026) == (212_500, 61)
    assert median("data_scientist", "us", 2024) == (143_556, 671)
    assert median("data_scientist", "new_york", 2024) == (172_000, 53)
    assert median("data_engineer", "new_york", 2024) == (161_250, 32)
    assert median("data_analyst", "new_york", 2024) == (115_000, 38)
    assert median("data_scientist", "us", 2023) == (135_000, 5_767)
    assert median("data_scientist", "san_francisco", 2023) == (158_000, 203)
    assert median("data_engineer", "san_francisco", 2023) == (151_250, 66)
    assert median("data_analyst", "san_francisco", 2023) == (124_500, 94)
    assert median("data_analyst", "us", 2023, "hour") == (35.0, 4_096)
    assert median("data_engineer", "us", 2023, "hour") == (60.0, 2_474)


def test_no_posting_of_2023_gives_pay_outside_the_us(session: Session) -> None:
    from knowledge.tables.field import Place
    from knowledge.tables.pay import PostingsPay

    places = {row.place_id for row in session.query(PostingsPay)}
    assert places
    for place in places:
        row = session.get(Place, place)
        assert row is not None
        within = session.get(Place, row.within_id) if row.within_id else None
        assert "us" in (place, row.within_id, within.within_id if within else None), place


def test_a_place_is_set_beside_the_same_occupation_of_the_nation(session: Session) -> None:
    (found,) = pay_official.official(session, role="data_scientist", area="0041860")
    assert found.nation is not None
    assert found.beside is not None
    assert (found.here.spread.median, found.nation.spread.median) == (170_110, 120_230)
    assert (found.here.code, found.beside.percent) == (found.nation.code, 41)


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("ai_engineer", ["15-1221", "15-1252"]),
        ("data_engineer", ["15-1243", "15-1252", "15-2051"]),
        ("ml_engineer", ["15-2051", "15-1221", "15-1299"]),
        ("software_engineer", ["15-1252"]),
    ],
)
def test_a_role_has_the_occupations_that_it_is_counted_in(
    session: Session, role: str, codes: list[str]
) -> None:
    assert [one.here.code for one in pay_official.official(session, role=role)] == codes


def test_software_engineers_are_counted_and_data_analysts_overstated(session: Session) -> None:
    assert pay_official.groups(session, role="software_engineer")[0].fit == "same"
    assert pay_official.groups(session, role="data_analyst")[0].fit == "overstates"


def test_industries_are_ranked_over_the_whole_table_with_a_floor_of_jobs(session: Session) -> None:
    sectors = pay_official.best_industries(session, occupation="15-2051", detailed=False)
    assert (sectors[0].where, sectors[0].spread.median, sectors[0].jobs) == ("Information", 141_440, 32_410)
    detailed = pay_official.best_industries(session, occupation="15-2051", limit=20)
    assert next(one.spread.median for one in detailed if one.where == "Software Publishers") == 156_220
    assert all((one.jobs or 0) >= pay_official.FEWEST_JOBS_RANKED for one in detailed)
    best = pay_official.best_industries(session, occupation="15-1252")[0]
    assert (best.where.startswith("Web Search Portals"), best.spread.median) == (True, 213_520)


def test_a_cell_whose_lower_quartile_is_its_median_is_withheld(session: Session) -> None:
    health = pay_official.official(session, role="research_scientist", industry="62--63")
    assert [one.here.reliable for one in health] == [False]


def test_an_official_wage_carries_its_standard_error_and_a_too_uncertain_one_is_withheld(
    session: Session,
) -> None:
    (francisco,) = pay_official.official(session, role="data_scientist", area="0041860")
    assert francisco.here.mean_rse == 1.5
    (idaho,) = pay_official.official(session, role="data_scientist", area="1600000")
    assert (idaho.here.jobs, idaho.here.mean_rse, idaho.here.reliable) == (1_350, 17.0, False)
    assert idaho.beside is None


def test_best_places_are_ranked_with_their_jobs(session: Session) -> None:
    best = pay_official.best_places(session, occupation="15-2051")[0]
    assert (best.where.split(",")[0], best.spread.median, best.jobs) == (
        "San Jose-Sunnyvale-Santa Clara",
        185_080,
        6_060,
    )


def test_wages_abroad_keep_their_own_units(session: Session) -> None:
    def only(role: str, *places: str) -> tuple[str, Optional[float], str, str]:
        first = pay_official.official_abroad(session, role=role, places=places)[0]
        return first.code, first.spread.median, first.currency, first.per

    assert only("software_engineer", "uk") == ("2134", 55_587, "GBP", "year")
    assert only("data_analyst", "london", "uk") == ("3544", 38_107, "GBP", "year")
    assert only("software_engineer", "germany") == ("software-expert", 6_301, "EUR", "month")
    assert only("software_engineer", "netherlands") == ("0814", 34.5, "EUR", "hour")
    assert only("ml_engineer", "canada") == ("21211", 46.15, "CAD", "hour")
    assert only("data_engineer", "montreal", "quebec", "canada") == ("21211", 45.45, "CAD", "hour")
    assert only("data_scientist", "vancouver", "canada") == ("21211", 43.0, "CAD", "hour")
    assert not pay_official.official_abroad(session, role="data_scientist", places=("india",))


def test_wages_that_a_city_has_from_its_province_are_told_as_the_provinces(session: Session) -> None:
    def where(role: str, *places: str) -> str:
        return pay_official.official_abroad(session, role=role, places=places)[0].area

    assert where("data_engineer", "montreal", "quebec", "canada") == "quebec"  # the same three percentiles
    assert where("software_engineer", "montreal", "quebec", "canada") == "montreal"
    assert where("data_scientist", "vancouver", "british_columbia", "canada") == "vancouver"


def test_a_visa_minimum_is_no_wage(session: Session) -> None:
    found = pay_official.visa_minimum(session, role="data_scientist")
    assert found is not None
    assert (found.code, found.standard) == ("2433", 55_100)


@pytest.mark.parametrize(
    ("role", "country", "median", "n"),
    [
        ("ai_engineer", "US", 180_000, 77),
        ("ml_engineer", "US", 180_000, 77),
        ("data_engineer", "US", 150_000, 112),
        ("data_scientist", "US", 145_000, 88),
        ("data_analyst", "US", 100_000, 45),
        ("applied_scientist", "US", 160_000, 55),
        ("software_engineer", "US", 173_925, 648),
        ("data_scientist", "DE", 92_812, 34),
        ("data_scientist", "GB", None, 26),
    ],
)
def test_reported_pay_is_given_for_thirty_people_or_more(
    session: Session, role: str, country: str, median: Optional[int], n: int
) -> None:
    found = pay_sources.reported(session, role=role, country=country)[0]
    if role == "data_scientist" and country == "GB":
        assert not found.reliable
        assert found.spread is None
    else:
        assert found.reliable
        assert (found.spread.median if found.spread else None, found.n) == (median, n)


def test_rates_name_their_date(session: Session) -> None:
    euro, rupee = (pay_sources.rate(session, currency=one) for one in ("EUR", "INR"))
    assert euro is not None
    assert rupee is not None
    assert (euro.period, round(euro.usd_per_unit, 4)) == ("2026-10-30", 1.1172)
    assert round(euro.usd_per_unit / rupee.usd_per_unit, 1) == 106.1
    india = pay_sources.purchasing_power(session, country="IN")
    assert india is not None
    assert (india.year, round(india.units_per_dollar, 2)) == (2024, 20.42)
    assert pay_sources.rate(session, currency="XXX") is None


def test_every_source_of_pay_tells_how_its_figures_were_made(session: Session) -> None:
    from knowledge.tables.pay import PostingsPay, ReportedPay, WageAbroad

    used = {"bls-oews"}
    for model in (PayRange, PostingsPay, ReportedPay, WageAbroad):
        used |= {row.source_id for row in session.query(model.source_id).distinct()}
    for source in used:
        made = pay_sources.how_made(session, source=source)
        assert made is not None, source
        assert all((made.period, made.counts, made.includes, made.excludes, made.how, made.url)), source


def test_roles_are_ranked_within_one_measure(session: Session) -> None:
    ranked = pay.advertised_roles(session)
    middles = [one.middle.median for one in ranked if one.middle]
    assert middles == sorted(middles, reverse=True)
    assert all(one.reliable and one.year_from == one.year_to == 2025 for one in ranked)


def test_countries_are_ranked_in_one_money(session: Session) -> None:
    ranked = pay.advertised_countries(session, role="data_engineer")
    assert [one.place for one in ranked][:2] == ["US", "GB"]


def test_a_trend_is_told_within_a_level_and_a_climb_only_of_what_climbs(session: Session) -> None:
    senior = trend(pay.advertised_years(session, role="data_scientist", level="senior"))
    assert (senior.direction, senior.first.level) == ("hardly moved", "senior")
    assert rises(pay.advertised_by_level(session, role="ml_engineer")) is not None
    both = [pay.advertised(session, role="ml_engineer", year=year) for year in (2024, 2025)]
    with pytest.raises(NotComparable, match="moves with their mix"):
        trend([one for one in both if one])


def test_two_roles_compare_within_the_index_and_not_by_two_occupations(session: Session) -> None:
    first, second = (pay.advertised(session, role=role) for role in ("ml_engineer", "ai_engineer"))
    assert first is not None
    assert second is not None
    assert compare(first, second).percent == 12
    research = pay_official.official(session, role="ai_engineer", area="0035620")[0].here
    science = pay_official.official(session, role="ml_engineer", area="0035620")[0].here
    with pytest.raises(NotComparable, match="two occupations stand for the roles"):
        compare(research, science)
