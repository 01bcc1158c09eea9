"""A catalog much larger than the shipped one: the same facts, under invented names of roles."""

from __future__ import annotations

import csv
import itertools
import shutil
from pathlib import Path
from typing import Any, Dict, Iterator, List

import yaml

from knowledge.settings import CATALOG

_MODEL = "ml_engineer"
_SUBJECTS = [
    "agronomy", "acoustics", "avionics", "biofuel", "cartography", "ceramics", "chemistry", "climate",
    "concrete", "customs", "dairy", "dental", "drainage", "elevator", "ferry", "fishery", "forestry",
    "freight", "furnace", "glacier", "harbour", "hydrology", "irrigation", "laser", "lighting", "lumber",
    "mapping", "metals", "mineral", "museum", "nursery", "optics", "orchard", "packaging", "pavement",
    "pipeline", "plasma", "postal", "pottery", "quarry", "radio", "railway", "reactor", "refinery",
    "salvage", "satellite", "seismic", "sensor", "sewage", "shipyard",
]  # fmt: skip
_KINDS = [
    "planning",
    "safety",
    "testing",
    "quality",
    "field",
    "design",
    "support",
    "control",
    "survey",
    "systems",
]
_JOBS = [
    "engineer", "analyst", "technician", "architect", "scientist", "inspector", "officer", "planner",
    "researcher", "designer",
]  # fmt: skip
_LEVELS = ("all", "entry", "mid", "senior", "executive")
_YEARS = range(2020, 2026)
_COUNTRIES = ("US", "CA", "GB", "DE", "FR", "IN", "AU", "NL")


def write_large(root: Path, *, roles: int, salaries: int) -> None:
    """Write a catalog of so many roles and rows of advertised pay to a folder, unless it is there.

    :raises ValueError: when there are not as many invented names
    """
    finished = root / "finished"
    if finished.exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(CATALOG, root)
    shipped = [path.stem for path in (root / "roles").glob("*.yml")]
    form = yaml.safe_load((root / "roles" / f"{_MODEL}.yml").read_text(encoding="utf-8"))
    names = list(itertools.islice(_names(), max(0, roles - len(shipped))))
    if len(names) + len(shipped) < roles:
        raise ValueError(f"there are names for {len(names) + len(shipped)} roles only")
    ids = [name.replace(" ", "_") for name in names]
    for role_id, name in zip(ids, names, strict=True):
        text = yaml.dump(_role(form, role_id, name), Dumper=yaml.CSafeDumper, sort_keys=False)
        (root / "roles" / f"{role_id}.yml").write_text(text, encoding="utf-8")
    _add_salaries(root / "figures" / "pay_ranges.csv", ids, salaries)
    finished.touch()


def _names() -> Iterator[str]:
    for subject, kind, job in itertools.product(_SUBJECTS, _KINDS, _JOBS):
        yield f"{subject} {kind} {job}"


def _role(form: Dict[str, Any], role_id: str, name: str) -> Dict[str, Any]:
    names = {"id": role_id, "name": name, "plural": f"{name}s", "short": name}
    return {**form, **names, "aliases": [], "abbreviations": [], "fields": [], "posting_titles": []}


def _add_salaries(path: Path, roles: List[str], rows: int) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        columns = list(reader.fieldnames or ())
        present = sum(1 for _ in reader)
    percentiles = ("p10", "p25", "median", "p75", "p90")
    cells = itertools.product(_COUNTRIES, _YEARS, _LEVELS, roles)
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        for number, (country, year, level, role) in enumerate(
            itertools.islice(cells, max(0, rows - present))
        ):
            pay = 60_000 + number % 97 * 1_000
            row = {"role": role, "level": level, "country": country, "remote": "all", "currency": "USD"}
            row |= {"year_from": year, "year_to": year, "source": "aijobs"}
            row |= {"n_ranges": 50, "n_pairs": 90}
            row |= dict.fromkeys(("n_flat", "n_unpaired", "n_us_dollars", "n_other_currency"), 0)
            row |= {"middle_from": pay + 29_000, "middle_to": pay + 31_000}
            for step, end in enumerate(("low", "middle", "high")):
                row |= {f"{end}_{one}": pay + (step + at) * 10_000 for at, one in enumerate(percentiles)}
            writer.writerow(row)
