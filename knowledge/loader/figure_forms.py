"""The form of each row of the figures' CSV files; an empty cell is ``None``."""

from __future__ import annotations

from typing import Annotated, Any, Iterator, Literal, Optional

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from knowledge.loader.form_fields import Form, Id, Phrase, SourceId, Words
from knowledge.tables.figures import MOST_PAY, PERCENTILES

#: The code of an official occupation, such as ``15-2051``.
Code = Annotated[str, StringConstraints(pattern=r"^\d\d-\d{4}$")]
#: The code of an occupation or speciality of O*NET, such as ``15-2051.01``.
OnetCode = Annotated[str, StringConstraints(pattern=r"^\d\d-\d{4}\.\d\d$")]
#: An ISO country code, such as ``US``.
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
#: Whole US dollars a year.
Pay = Annotated[int, Field(ge=1, le=MOST_PAY)]
#: A number of postings or people.
Count = Annotated[int, Field(ge=0)]
#: A calendar year.
Year = Annotated[int, Field(ge=2000, le=2100)]
#: A share between 0 and 1.
Share = Annotated[float, Field(ge=0, le=1)]
#: A share between 0 and 100.
Percent = Annotated[float, Field(ge=0, le=100)]
#: A change in percent.
Growth = Annotated[float, Field(ge=-100, le=1000)]
#: Thousands of jobs.
Thousands = Annotated[float, Field(ge=0)]


class FigureForm(Form):
    """A row of figures; ``source`` is the id of its source."""

    source: SourceId

    def row(self) -> dict[str, Any]:
        """Return the values under the names of the table's columns."""
        values = dict(self)
        for field, column in (("source", "source_id"), *self.columns()):
            values[column] = values.pop(field)
        return values

    @classmethod
    def columns(cls) -> Iterator[tuple[str, str]]:
        """Yield the fields whose column in the table has another name."""
        for field in ("role", "occupation", "tool", "place"):
            if field in cls.model_fields:
                yield field, f"{field}_id"


class Percentiles(FigureForm):
    """A row with percentiles, each at least the one before it; the form that it is names their type."""

    @field_validator(*PERCENTILES, check_fields=False)
    @classmethod
    def in_order(cls, value: Optional[float], info: ValidationInfo) -> Optional[float]:
        """Refuse a percentile below a lower one."""
        for lower in PERCENTILES[: PERCENTILES.index(str(info.field_name))]:
            before = info.data.get(lower)
            if value is not None and before is not None and value < before:
                raise ValueError(f"{value:g} is less than {lower}, which is {before:g}")
        return value


class OccupationForm(FigureForm):
    """``occupations.csv``."""

    id: Code
    title: Phrase
    plain_name: Phrase
    covers: Words


class WageForm(Percentiles):
    """``wages_official.csv``."""

    occupation: Code
    scope: Literal["nation", "state", "metro", "industry"]
    code: Phrase
    name: Words
    year: Year
    employment: Optional[Count]
    p10: Optional[Pay]
    p25: Optional[Pay]
    median: Optional[Pay]
    p75: Optional[Pay]
    p90: Optional[Pay]
    topcoded_from: Optional[Literal["p10", "p25", "median", "p75", "p90"]]
    mean_rse: Optional[Percent]


class OutlookRowForm(FigureForm):
    """``outlook.csv``."""

    occupation: Code
    year_from: Year
    year_to: Year
    employment_from: Thousands
    employment_to: Thousands
    growth_percent: Growth
    openings: Thousands
    education_typical: Optional[Phrase]
    share_less_than_high_school: Optional[Percent]
    share_high_school: Optional[Percent]
    share_some_college: Optional[Percent]
    share_associate: Optional[Percent]
    share_bachelor: Optional[Percent]
    share_master: Optional[Percent]
    share_doctoral: Optional[Percent]
    shares_of_group: bool

    @field_validator("year_to")
    @classmethod
    def later(cls, value: int, info: ValidationInfo) -> int:
        """Refuse a projection that does not look ahead."""
        if value <= info.data.get("year_from", value - 1):
            raise ValueError(f"{value} is not after year_from")
        return value


class ToolDemandForm(FigureForm):
    """``tools_in_demand.csv``."""

    occupation: Code
    onet_code: OnetCode
    name: Phrase
    tool: Optional[Id]
    hot: bool
    in_demand: bool

    @field_validator("onet_code")
    @classmethod
    def within_occupation(cls, value: str, info: ValidationInfo) -> str:
        """Refuse a speciality of another occupation."""
        if not value.startswith(info.data.get("occupation", "")):
            raise ValueError(f"{value} is no part of the occupation {info.data['occupation']}")
        return value

    @field_validator("in_demand")
    @classmethod
    def flagged(cls, value: bool, info: ValidationInfo) -> bool:
        """Refuse a tool that is neither hot nor in demand."""
        if not value and not info.data.get("hot", True):
            raise ValueError("neither hot nor in_demand is yes")
        return value


class SkillNameForm(FigureForm):
    """``posting_skills.csv``: what is counted in postings, and under which name."""

    skill: Phrase
    name: Phrase
    kind: Literal["tool", "idea"]
    tool: Optional[Id]


class DemandForm(FigureForm):
    """``demand.csv``."""

    period: Phrase
    role: Id
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|all)$")]
    level: Literal["all", "intern", "entry", "mid", "senior", "lead", "staff", "executive"]
    measure: Literal["skill", "degree", "remote", "entry", "years"]
    name: Phrase
    count: Count
    n: Count
    value: Percent  # for the measure years, years of experience

    @field_validator("n")
    @classmethod
    def no_fewer_than_the_count(cls, value: int, info: ValidationInfo) -> int:
        """Refuse a sample smaller than the part of it that was counted."""
        if value < info.data.get("count", value):
            raise ValueError(f"{value} is less than count")
        return value


class EducationHeldForm(FigureForm):
    """``education_held.csv``."""

    role: Id
    answer: Phrase
    n: Count
    master_or_above: Percent
    without_bachelor: Percent


class InterviewStepForm(FigureForm):
    """``interview_steps.csv``."""

    step: Id
    count: Count
    n: Count


class OccupationSkillForm(FigureForm):
    """``occupation_skills.csv``."""

    occupation: Code
    skill: Phrase
    importance: Annotated[float, Field(ge=1, le=5)]


class OccupationZoneForm(FigureForm):
    """``occupation_zones.csv``."""

    occupation: Code
    zone: Annotated[int, Field(ge=1, le=5)]
