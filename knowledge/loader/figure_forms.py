"""The form of each row of the figures' CSV files; an empty cell is ``None``."""

from __future__ import annotations

import re
from typing import Any, Iterator, Literal, Optional

from pydantic import ConstrainedFloat, ConstrainedInt, ConstrainedStr, root_validator, validator
from pydantic.fields import ModelField

from knowledge.loader.forms import Form, Id, Level, Phrase, SourceId, Words
from knowledge.tables.figures import MOST_PAY, PERCENTILES, SMALLEST_SAMPLE


class Code(ConstrainedStr):
    """The code of an official occupation, such as ``15-2051``."""

    regex = re.compile(r"^\d\d-\d{4}$")


class OnetCode(ConstrainedStr):
    """The code of an occupation or speciality of O*NET, such as ``15-2051.01``."""

    regex = re.compile(r"^\d\d-\d{4}\.\d\d$")


class Country(ConstrainedStr):
    """An ISO country code, such as ``US``."""

    regex = re.compile(r"^[A-Z]{2}$")


class Pay(ConstrainedInt):
    """Whole US dollars a year."""

    ge = 1
    le = MOST_PAY


class Count(ConstrainedInt):
    """A number of postings or people."""

    ge = 0


class Year(ConstrainedInt):
    """A calendar year."""

    ge = 2000
    le = 2100


class Share(ConstrainedFloat):
    """A share between 0 and 1."""

    ge = 0
    le = 1


class Percent(ConstrainedFloat):
    """A share between 0 and 100."""

    ge = 0
    le = 100


class Growth(ConstrainedFloat):
    """A change in percent."""

    ge = -100
    le = 1000


class Thousands(ConstrainedFloat):
    """Thousands of jobs."""

    ge = 0


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
        for field in ("role", "occupation", "tool"):
            if field in cls.__fields__:
                yield field, f"{field}_id"


class Percentiles(FigureForm):
    """A row with percentiles, each at least the one before it."""

    p10: Optional[Pay]
    p25: Optional[Pay]
    median: Optional[Pay]
    p75: Optional[Pay]
    p90: Optional[Pay]

    @validator(*PERCENTILES)
    def in_order(cls, value: Optional[int], values: dict[str, Any], field: ModelField) -> Optional[int]:
        """Refuse a percentile below a lower one."""
        for lower in PERCENTILES[: PERCENTILES.index(field.name)]:
            before = values.get(lower)
            if value is not None and before is not None and value < before:
                raise ValueError(f"{value} is less than {lower}, which is {before}")
        return value


class PostingForm(Percentiles):
    """``salaries_postings.csv``."""

    role: Id
    level: Literal[Level, "all"]
    country: Country
    year: Year
    remote: Literal["all", "onsite", "hybrid", "remote"]
    n_distinct: Count
    n_rows: Count
    median_all_rows: Optional[Pay]
    remote_share: Optional[Share]

    @validator("n_rows")
    def rows_hold_the_distinct(cls, value: int, values: dict[str, Any]) -> int:
        """Refuse fewer rows than distinct rows, and no rows."""
        if value < max(1, values.get("n_distinct", 1)):
            raise ValueError(f"{value} is less than n_distinct, or no row at all")
        return value

    @root_validator(skip_on_failure=True)
    def figures_with_sample(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Refuse figures of a tiny sample, and a larger sample without figures."""
        enough = values["n_distinct"] >= SMALLEST_SAMPLE
        for name in (*PERCENTILES, "median_all_rows", "remote_share"):
            if (values[name] is not None) != enough:
                rule = "needs" if enough else "must not have"
                raise ValueError(f"a sample of {values['n_distinct']} distinct rows {rule} a {name}")
        return values


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
    topcoded_from: Optional[Literal["p10", "p25", "median", "p75", "p90"]]


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

    @validator("year_to")
    def later(cls, value: int, values: dict[str, Any]) -> int:
        """Refuse a projection that does not look ahead."""
        if value <= values.get("year_from", value - 1):
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

    @validator("onet_code")
    def within_occupation(cls, value: str, values: dict[str, Any]) -> str:
        """Refuse a speciality of another occupation."""
        if not value.startswith(values.get("occupation", "")):
            raise ValueError(f"{value} is no part of the occupation {values['occupation']}")
        return value

    @validator("in_demand")
    def flagged(cls, value: bool, values: dict[str, Any]) -> bool:
        """Refuse a tool that is neither hot nor in demand."""
        if not value and not values.get("hot", True):
            raise ValueError("neither hot nor in_demand is yes")
        return value
