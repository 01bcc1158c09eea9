"""Takes official pay outside the United States: Britain, Canada, Germany and the Netherlands.

``make pay FOLDER=…`` reads ``official_wages.csv``. Each wage keeps the currency and the unit of its
source, by the year, the month or the hour: none is converted, because no source tells the hours that
its people work. A visa minimum, which Britain sets, is a measure of its own and no wage.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Optional

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import number, one_of, rows_of, write_table
from knowledge.figures.place_names import Places, read_places

FILE_NAME = "wages_abroad.csv"
PUBLISHED = "official_wages.csv"
MEASURES = {
    "low (P10)": "p10",
    "p25": "p25",
    "median": "median",
    "median full time": "median_full_time",
    "p75": "p75",
    "high (P90)": "p90",
    "mean": "mean",
    "visa minimum, standard": "visa_minimum",
    "visa minimum, lower": "visa_minimum_earlier",
}
FIGURES = (
    "country",
    "place",
    "system",
    "code",
    "occupation",
    "period",
    "currency",
    "per",
    *MEASURES.values(),
    "source",
)
_REMEDY = "Give the file as it was given out, a CSV file in UTF-8"
_COLUMNS = (
    "country",
    "place",
    "occupation_code",
    "occupation",
    "period",
    "measure",
    "unit",
    "value",
    "source",
)
_SYSTEMS = {"SOC2020": "gb-soc2020", "NOC2021": "ca-noc2021", "BRC": "nl-brc", "KldB": "de-kldb"}
_GERMAN = {"Experte": "software-expert", "Spezialist": "network-specialist"}
#: The occupations in English, without the remarks that the file puts into their names.
_NAMES = {
    ("gb-soc2020", "2433"): "actuaries, economists and statisticians",
    ("ca-noc2021", "21223"): "database analysts and data administrators",
    ("nl-brc", "0814"): "software and application developers",
    ("nl-brc", "0812"): "system administrators and network specialists",
    ("de-kldb", "software-expert"): "software developers in highly complex work",
    ("de-kldb", "network-specialist"): "specialists of IT networks",
}
_PLACES = {
    "Lower Mainland–Southwest (Vancouver)": "vancouver",
    "Kitchener–Waterloo–Barrie": "waterloo_ontario",
    "Montréal": "montreal",
    "United Kingdom": "uk",
}
_SOURCES = {
    "ONS, Annual Survey": "ons-ashe-2025",
    "UK Home Office, Skilled Worker": "uk-going-rates-2025",
    "Statistik der Bundesagentur": "entgeltatlas-2025",
    "CBS Statistics Netherlands": "cbs-86355",
    "Government of Canada, Job Bank wages 2025": "ca-jobbank-2025",
    "Government of Canada, Job Bank wages 2024": "ca-jobbank-2024",
}
#: A count of people in a projection, which is no wage.
_NO_WAGE = "employed"

_Key = tuple[str, str, str, str, str, str, str, str, str]


def import_abroad(file: Path, *, catalog: Path, out: Path) -> int:
    """Write ``wages_abroad.csv`` and return the number of its rows.

    :raises CatalogError: when the file is missing or broken, or names a place, a measure or a source that
        is not known; nothing is written
    """
    places = read_places(catalog)
    wages: dict[_Key, dict[str, float]] = {}
    counts: Counter[_Key] = Counter()
    for line, cells in rows_of(file, _COLUMNS, remedy=_REMEDY):
        row = dict(zip(_COLUMNS, cells, strict=True))
        if row["measure"] == _NO_WAGE:
            continue
        measure = MEASURES[one_of(file, line, "measure", row["measure"], MEASURES, remedy=_REMEDY)]
        value = number(file, line, "value", row["value"], remedy=_REMEDY)
        key = _key(file, line, row, places)
        if value is None or measure in wages.setdefault(key, {}):
            problem = "is empty" if value is None else f"{measure} of {' '.join(key[1:6])} stands twice"
            raise CatalogError(file.name, line, "value", problem, _REMEDY)
        wages[key][measure] = value
        counts[key] += 1
    return write_table(
        out / FILE_NAME,
        FIGURES,
        (
            (*key[:8], *(_plain(found.get(measure)) for measure in MEASURES.values()), key[8])
            for key, found in sorted(wages.items())
        ),
    )


def _key(file: Path, line: int, row: dict[str, str], places: Places) -> _Key:
    currency, _, per = row["unit"].partition("/")
    one_of(file, line, "unit", per, ("year", "month", "hour"), remedy=_REMEDY)
    kind, _, rest = row["occupation_code"].partition(" ")
    system = _SYSTEMS[one_of(file, line, "occupation_code", kind, _SYSTEMS, remedy=_REMEDY)]
    code = _GERMAN.get(rest.rpartition(", ")[2], rest)
    name = _NAMES.get((system, code), row["occupation"])
    place = _place(row["place"], places)
    if place is None:
        raise CatalogError(file.name, line, "place", f"{row['place'][:40]!r} is not in places.yml", _REMEDY)
    source = next((id_ for start, id_ in _SOURCES.items() if row["source"].startswith(start)), None)
    if source is None:
        raise CatalogError(file.name, line, "source", f"{row['source'][:40]!r} is not known", _REMEDY)
    period = {"Job Bank release 2024": "release of 2024", "2023-2024": "2023–2024"}.get(
        row["period"], row["period"]
    )
    return (row["country"], place, system, code, _lower(name), period, currency, per, source)


def _place(name: str, places: Places) -> Optional[str]:
    place = _PLACES.get(name) or name.casefold().replace(" ", "_")
    return place if place in places.ids else None


def _lower(name: str) -> str:
    """Return an occupation's name as it stands within a sentence."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def _plain(value: Optional[float]) -> Optional[float]:
    return int(value) if value is not None and value == int(value) else value
