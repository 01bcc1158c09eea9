"""The form of each row of the CSV files about pay; an empty cell is ``None``."""

from __future__ import annotations

from typing import Annotated, Iterator, Literal, Optional, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.loader.figure_forms import Count, Country, FigureForm, Pay, Percentiles, Year
from knowledge.loader.form_fields import Id, Level, Phrase, Words
from knowledge.tables.figures import PERCENTILES
from knowledge.tables.pay import SMALLEST_SAMPLE

Per = Literal["year", "month", "hour"]
System = Literal["us-soc", "gb-soc2020", "ca-noc2021", "nl-brc", "de-kldb", "survey-2025"]


#: Money, in the currency and the unit that the row names.
Amount = Annotated[float, Field(gt=0, le=1e10)]
#: So much of one money for one unit of another.
Rate = Annotated[float, Field(gt=0, le=1e6)]
#: An ISO currency code, such as ``EUR``.
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
#: A year, a month or a day, such as ``2026-10-30``.
Period = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d){0,2}$")]
#: A description for people: at most 600 characters.
Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=600)]


class _Percentiles(Percentiles):
    """Percentiles in the money that the row names."""

    p10: Optional[Amount]
    p25: Optional[Amount]
    median: Optional[Amount]
    p75: Optional[Amount]
    p90: Optional[Amount]


class PayRangeForm(FigureForm):
    """``pay_ranges.csv``."""

    role: Id
    level: Literal[Level, "all"]
    country: Country
    year_from: Year
    year_to: Year
    remote: Literal["all", "onsite", "remote"]
    currency: Optional[Currency]
    low_p10: Optional[Pay]
    low_p25: Optional[Pay]
    low_median: Optional[Pay]
    low_p75: Optional[Pay]
    low_p90: Optional[Pay]
    middle_p10: Optional[Pay]
    middle_p25: Optional[Pay]
    middle_median: Optional[Pay]
    middle_p75: Optional[Pay]
    middle_p90: Optional[Pay]
    high_p10: Optional[Pay]
    high_p25: Optional[Pay]
    high_median: Optional[Pay]
    high_p75: Optional[Pay]
    high_p90: Optional[Pay]
    middle_from: Optional[Pay]
    middle_to: Optional[Pay]
    n_ranges: Count
    n_pairs: Count
    n_flat: Count
    n_unpaired: Count
    n_us_dollars: Count
    n_other_currency: Count
    usd_per_unit: Optional[Rate]

    @model_validator(mode="after")
    def figures_with_sample(self) -> Self:
        """Refuse figures of a tiny sample, a larger one without them, and figures out of order."""
        enough = self.n_ranges >= SMALLEST_SAMPLE
        for end in ("low", "middle", "high"):
            found = [getattr(self, f"{end}_{one}") for one in PERCENTILES]
            if any((one is not None) != enough for one in found):
                rule = "needs" if enough else "must not have"
                raise ValueError(f"a sample of {self.n_ranges} ranges {rule} percentiles of the {end}")
            if enough and found != sorted(found):
                raise ValueError(f"the percentiles of the {end} do not rise")
        interval = (self.middle_from, self.middle_median, self.middle_to)
        if any((one is not None) != enough for one in interval):
            raise ValueError("middle_from and middle_to stand where middle_median does")
        if enough and list(interval) != sorted(one for one in interval if one is not None):
            raise ValueError("middle_median is not within middle_from and middle_to")
        if self.year_to < self.year_from or self.n_pairs < self.n_ranges:
            raise ValueError("year_to is before year_from, or n_pairs is less than n_ranges")
        return self


class PostingsPayForm(_Percentiles):
    """``pay_postings.csv``."""

    dataset: Year
    role: Id
    level: Literal["intern", "entry", "mid", "senior", "lead", "staff", "expert", "executive", "all"]
    place: Id
    per: Per
    low_median: Optional[Amount]
    high_median: Optional[Amount]
    n: Count


class ReportedPayForm(_Percentiles):
    """``pay_reported.csv``."""

    answer: Id
    country: Country
    year: Year
    n: Count


class WageAbroadForm(_Percentiles):
    """``wages_abroad.csv``."""

    country: Country
    place: Id
    system: System
    code: Phrase
    occupation: Phrase
    period: Phrase
    currency: Currency
    per: Per
    median_full_time: Optional[Amount]
    mean: Optional[Amount]
    visa_minimum: Optional[Amount]
    visa_minimum_earlier: Optional[Amount]

    @classmethod
    def columns(cls) -> Iterator[tuple[str, str]]:
        """Yield the fields whose column has another name; the occupation stays as its source words it."""
        yield "place", "place_id"

    @model_validator(mode="after")
    def holds_a_figure(self) -> Self:
        """Refuse a row without a figure."""
        if self.median is None and self.visa_minimum is None:
            raise ValueError("a row needs a median or a visa_minimum")
        return self


class RoleGroupForm(FigureForm):
    """``role_groups.csv``."""

    role: Id
    system: System
    code: Phrase
    position: Count
    fit: Literal["same", "title", "work", "shared", "overstates"]
    why: Words


class PayMeasureForm(FigureForm):
    """``pay_measures.csv``; ``source`` is the source whose figures it describes."""

    measure: Literal["advertised", "official", "reported", "minimum"]
    name: Words
    period: Phrase
    counts: Words
    includes: Words
    excludes: Long
    how: Words


class CurrencyRateForm(FigureForm):
    """``currency_rates.csv``."""

    period: Period
    currency: Currency
    usd_per_unit: Rate


class PurchasingPowerForm(FigureForm):
    """``purchasing_power.csv``."""

    country: Country
    year: Year
    units_per_dollar: Rate
