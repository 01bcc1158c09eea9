from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Iterator, Optional

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from knowledge.database import engine_for
from knowledge.loader.figures import insert_figures, read_figures
from knowledge.queries import figures
from knowledge.settings import CATALOG
from knowledge.tables import Base
from knowledge.tables.field import Place
from knowledge.tables.figures import Occupation, OfficialWage, Outlook, ToolDemand
from knowledge.tables.roles import Role, Tool
from knowledge.tables.sources import Source

Row = dict[str, Any]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Open a temporary knowledge base with one role, two tools, three occupations, and no figures."""
    engine = engine_for(f"sqlite:///{tmp_path}/knowledge.db")
    Base.metadata.create_all(engine)
    day = datetime.date(2025, 8, 3)
    text = dict.fromkeys(("plural", "short", "definition", "distinct", "stack_advice", "future"), "text")
    with Session(engine, future=True) as session:
        for source in ("bls-oews", "bls-ep", "onet"):
            session.add(Source(id=source, title=source, publisher="x", date=day, licence="x"))
        session.flush()
        session.add(Role(id="ml_engineer", name="ML engineer", source_id="onet", **text))
        for tool, name in (("python", "Python"), ("aws", "AWS")):
            session.add(Tool(id=tool, name=name, kind="platform", what="text", source_id="onet"))
        for code, name in (
            ("00-0000", "all occupations"),
            ("15-1299", "others"),
            ("15-2051", "data scientists"),
        ):
            session.add(
                Occupation(id=code, title=name.title(), plain_name=name, covers="people", source_id="onet")
            )
        session.flush()
        yield session


def wage(**changed: Any) -> Row:
    row = {"occupation_id": "15-2051", "scope": "nation", "code": "0000000", "name": "United States"}
    pay = {"p10": 100, "p25": 150, "median": 200, "p75": 250, "p90": 300, "topcoded_from": None}
    return {**row, **pay, "year": 2025, "employment": 1000, "source_id": "bls-oews", **changed}


def projection(**changed: Any) -> Row:
    row = {"occupation_id": "15-2051", "year_from": 2024, "year_to": 2034, "education_typical": None}
    jobs = {"employment_from": 200.0, "employment_to": 250.0, "growth_percent": 25.0, "openings": 20.0}
    shares = {"share_bachelor": 40.0, "share_master": 35.0, "share_doctoral": None, "shares_of_group": True}
    return {**row, **jobs, **shares, "source_id": "bls-ep", **changed}


def demand(name: str, tool: Optional[str] = None, **changed: Any) -> Row:
    row = {"occupation_id": "15-2051", "onet_code": "15-2051.00", "name": name, "tool_id": tool}
    return {**row, "hot": True, "in_demand": True, "source_id": "onet", **changed}


def store(session: Session, table: type[Base], *rows: Row) -> None:
    session.execute(insert(table), list(rows))


class TestOfficialWage:
    def test_is_national_or_of_an_area_or_of_an_industry(self, session: Session) -> None:
        store(
            session,
            OfficialWage,
            wage(year=2024),
            wage(),
            wage(scope="metro", code="0041940", name="San Jose, CA", median=240),
            wage(scope="industry", code="52--53", name="Finance", median=220),
        )
        nation = figures.official_wage(session, occupation="15-2051")
        metro = figures.official_wage(session, occupation="15-2051", area="0041940")
        industry = figures.official_wage(session, occupation="15-2051", industry="52--53")
        assert nation is not None
        assert metro is not None
        assert industry is not None
        assert (nation.scope, nation.year, nation.plain_name) == ("nation", 2025, "data scientists")
        assert (metro.name, metro.median) == ("San Jose, CA", 240)
        assert (industry.name, industry.median, industry.source) == ("Finance", 220, "bls-oews")

    def test_is_none_where_none_is_published(self, session: Session) -> None:
        store(session, OfficialWage, wage())
        assert figures.official_wage(session, occupation="15-2051", area="0041940") is None
        assert figures.official_wage(session, occupation="15-1111") is None

    def test_is_never_of_an_industry_within_an_area(self, session: Session) -> None:
        with pytest.raises(ValueError, match="not for both"):
            figures.official_wage(session, occupation="15-2051", area="0041940", industry="52--53")

    def test_history_is_the_nations(self, session: Session) -> None:
        metro = wage(scope="metro", code="0041940", year=2023)
        store(session, OfficialWage, wage(), wage(year=2021, p90=None, topcoded_from="p90"), metro)
        found = figures.official_wage_history(session, occupation="15-2051")
        assert [(one.year, one.topcoded_from) for one in found] == [(2021, "p90"), (2025, None)]

    def test_best_paid_areas_have_enough_jobs_and_a_published_median(self, session: Session) -> None:
        medians = {"A": 210, "B": 240, "C": 230}
        store(
            session,
            OfficialWage,
            *(wage(scope="metro", code=name, name=name, median=pay) for name, pay in medians.items()),
            wage(scope="metro", code="D", name="D", median=250, employment=499),
            wage(scope="metro", code="E", name="E", median=250, employment=None),
            wage(scope="metro", code="F", name="F", median=None),
            wage(scope="metro", code="B", name="B", median=245, year=2024),
            wage(scope="state", code="G", name="G", median=245),
        )
        found = figures.best_paid_areas(session, occupation="15-2051", kind="metro", limit=2)
        assert [(area.name, area.median) for area in found] == [("B", 240), ("C", 230)]
        states = figures.best_paid_areas(session, occupation="15-2051", kind="state")
        assert [area.name for area in states] == ["G"]
        small = figures.best_paid_areas(session, occupation="15-2051", limit=1, fewest_jobs=0)
        assert [area.name for area in small] == ["D"]


class TestOutlook:
    def test_keeps_the_order_asked_for_and_leaves_out_the_unknown(self, session: Session) -> None:
        store(session, Outlook, projection(), projection(occupation_id="00-0000", growth_percent=3.1))
        found = figures.outlook(session, occupations=["15-2051", "15-1111", "00-0000"])
        assert [(one.occupation, one.growth_percent) for one in found] == [("15-2051", 25), ("00-0000", 3.1)]
        first = found[0]
        assert (first.plain_name, first.covers, first.openings) == ("data scientists", "people", 20)
        assert (first.bachelor_share, first.master_share, first.doctoral_share) == (40, 35, None)
        assert first.shares_of_group


class TestToolsInDemand:
    def test_carry_the_knowledge_bases_name_and_their_occupations(self, session: Session) -> None:
        store(
            session,
            ToolDemand,
            demand("Amazon Web Services AWS software", "aws"),
            demand("SAS"),
            demand("Python", "python", occupation_id="15-1299", onet_code="15-1299.08"),
            demand("Python", "python"),
            demand("Perl", in_demand=False),
        )
        found = figures.tools_in_demand(session, occupations=["15-2051", "15-1299"])
        assert [(one.name, one.tool, one.occupations) for one in found] == [
            ("Python", "python", ("15-2051", "15-1299")),
            ("AWS", "aws", ("15-2051",)),
            ("SAS", None, ("15-2051",)),
        ]
        assert [one.name for one in figures.tools_in_demand(session, occupations=["15-2051"], limit=1)] == [
            "Python"
        ]

    def test_of_an_occupation_are_not_those_of_its_specialities(self, session: Session) -> None:
        store(session, ToolDemand, demand("SAS"), demand("Tableau", onet_code="15-2051.01"))
        assert [one.name for one in figures.tools_in_demand(session, occupations=["15-2051"])] == ["SAS"]
        speciality = figures.tools_in_demand(session, occupations=["15-2051.01"])
        assert [(one.name, one.occupations) for one in speciality] == [("Tableau", ("15-2051.01",))]
        assert figures.tools_in_demand(session, occupations=["15-2051.09"]) == []

    def test_join_the_names_of_one_tool(self, session: Session) -> None:
        rows = (demand("AWS one", "aws", hot=False), demand("AWS two", "aws"))
        store(session, ToolDemand, *rows)
        (found,) = figures.tools_in_demand(session, occupations=["15-2051"])
        assert (found.name, found.hot) == ("AWS", True)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (OfficialWage, wage(p10=201, p25=None)),
        (OfficialWage, wage(scope="village")),
        (OfficialWage, wage(employment=-1)),
        (OfficialWage, wage(occupation_id="15-1111")),
        (Outlook, projection(year_to=2024)),
        (Outlook, projection(share_bachelor=101.0)),
        (ToolDemand, demand("SAS", hot=False, in_demand=False)),
        (ToolDemand, demand("SAS", tool="sas")),
    ],
)
def test_the_schema_refuses_what_cannot_be(session: Session, table: type[Base], row: Row) -> None:
    with pytest.raises((IntegrityError, DataError)):
        store(session, table, row)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (OfficialWage, wage()),
        (Outlook, projection()),
        (ToolDemand, demand("SAS")),
    ],
)
def test_the_schema_takes_a_figure_once(session: Session, table: type[Base], row: Row) -> None:
    store(session, table, row)
    with pytest.raises(IntegrityError):
        store(session, table, row)


def test_every_figure_of_the_catalog_fits_the_schema(session: Session) -> None:
    catalog = read_figures(CATALOG / "figures")
    session.execute(Occupation.__table__.delete())
    rows = [row for part in catalog.files for row in part.rows.values()]
    text = dict.fromkeys(("plural", "short", "definition", "distinct", "stack_advice", "future"), "text")
    for role in sorted({row["role_id"] for row in rows if "role_id" in row} - {"ml_engineer"}):
        session.add(Role(id=role, name=role, source_id="onet", **text))
    for tool in sorted({row["tool_id"] for row in rows if row.get("tool_id")} - {"python", "aws"}):
        session.add(Tool(id=tool, name=tool, kind="platform", what="text", source_id="onet"))
    for place in sorted({row["place_id"] for row in rows if "place_id" in row}):
        session.add(Place(id=place, name=place, kind="metro"))
    known = set(session.execute(select(Source.id)).scalars())
    for source in sorted({row["source_id"] for row in rows} - known):
        session.add(Source(id=source, title=source, publisher="x", date=datetime.date.min, licence="x"))
    session.flush()
    insert_figures(session, catalog)
    for part in catalog.files:
        assert session.execute(select(func.count()).select_from(part.model)).scalar_one() == len(part.rows)
