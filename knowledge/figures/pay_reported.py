"""Works out pay that people report from the Stack Overflow Annual Developer Survey 2025.

``make pay FOLDER=…`` reads ``survey_2025.csv.gz``. The survey is under the Open Database License, and
so is the table that is drawn from it, ``pay_reported.csv``. A figure is published for at least 30
people; smaller groups leave only their number.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Optional

from knowledge.figures.csv_files import number, rows_of, write_table
from knowledge.figures.pay_ranges import percentiles
from knowledge.figures.place_names import Places, read_places

FILE_NAME = "pay_reported.csv"
SOURCE = "stackoverflow-2025"
PUBLISHED = "survey_2025.csv.gz"
FIGURES = ("answer", "country", "year", "p10", "p25", "median", "p75", "p90", "n", "source")
SMALLEST_SAMPLE = 30
YEAR = 2025
#: The survey's answers on one's work that are near a role, by the name that the catalog gives them.
ANSWERS = {
    "AI/ML engineer": "ai_ml_engineer",
    "Applied scientist": "applied_scientist",
    "Data engineer": "data_engineer",
    "Data or business analyst": "data_or_business_analyst",
    "Data scientist": "data_scientist",
    "Developer, back-end": "developer_back_end",
    "Developer, full-stack": "developer_full_stack",
    "Developer, AI apps or physical AI": "developer_ai_apps",
    "DevOps engineer or professional": "devops_engineer",
    "Cloud infrastructure engineer": "cloud_engineer",
}
_REMEDY = "Give the file as it was given out, a CSV file in UTF-8"
#: How the survey names countries that the catalog names otherwise.
_COUNTRIES = {
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "United States of America": "US",
    "Russian Federation": "RU",
    "Viet Nam": "VN",
    "Republic of Korea": "KR",
    "South Korea": "KR",
    "Iran, Islamic Republic of...": "IR",
    "Hong Kong (S.A.R.)": "HK",
    "Türkiye": "TR",
    "Turkey": "TR",
}


def import_reported(file: Path, *, catalog: Path, out: Path) -> int:
    """Write ``pay_reported.csv`` and return the number of its rows.

    :raises CatalogError: when the file is missing or broken; nothing is written
    """
    places = read_places(catalog)
    samples: dict[tuple[str, str], array[float]] = {}
    columns = ("dev_type", "country", "pay_year_usd")
    for line, (work, country, pay) in rows_of(file, columns, remedy=_REMEDY):
        paid = number(file, line, "pay_year_usd", pay, remedy=_REMEDY)
        answer, iso = ANSWERS.get(work), _iso(country, places)
        if paid and answer and iso:
            samples.setdefault((answer, iso), array("d")).append(paid)
    return write_table(
        out / FILE_NAME,
        FIGURES,
        (
            (answer, iso, YEAR, *_figures(sample), len(sample), SOURCE)
            for (answer, iso), sample in sorted(samples.items())
        ),
    )


def _figures(sample: array[float]) -> tuple[object, ...]:
    return (None,) * 5 if len(sample) < SMALLEST_SAMPLE else percentiles(sample)


def _iso(country: str, places: Places) -> Optional[str]:
    return _COUNTRIES.get(country) or places.country(country)
