"""Works out what people of a role have studied, how employers interview, and what O*NET says of occupations.

``python -m knowledge.figures.people FOLDER`` reads the survey of developers (``stackoverflow/``), the
interview steps (``interviews/``) and O*NET's skills and job zones (``onet/``) and writes
``education_held.csv``, ``interview_steps.csv``, ``occupation_skills.csv`` and ``occupation_zones.csv``. Files
are read row by row.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import statistics
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Iterator

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table, write_table
from knowledge.figures.occupations import occupation_ids
from knowledge.settings import CATALOG

SURVEY, INTERVIEWS = "stackoverflow/survey_2025.csv.gz", "interviews/interview_steps_2026.csv"
SKILLS, ZONES = "onet/skills_29_3.csv", "onet/job_zones.csv"
#: The answer of the survey that holds each role; one answer may hold several.
ANSWERS = {
    "AI/ML engineer": ("ai_engineer", "ml_engineer"),
    "Data scientist": ("data_scientist",),
    "Data engineer": ("data_engineer",),
    "Applied scientist": ("applied_scientist",),
    "Data or business analyst": ("data_analyst", "business_analyst"),
    "Developer, back-end": ("software_engineer",),
    "Developer, full-stack": ("web_developer",),
    "DevOps engineer or professional": ("devops_engineer",),
    "Cloud infrastructure engineer": ("cloud_engineer",),
    "Engineering manager": ("ml_manager",),
}
_MASTER = frozenset({"master", "professional or PhD"})
_STEPS = (
    "recruiter_screen",
    "hiring_manager",
    "coding",
    "take_home",
    "system_design",
    "behavioural",
    "case_or_presentation",
    "panel_or_onsite",
    "founder_or_executive",
    "trial_work",
    "references",
)
#: O*NET's skills of an occupation that are kept, the most important.
_MOST_SKILLS = 10
_REMEDY = "Put the files into the folder as their publishers gave them out"


def education(folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield for each role and answer how many told their education, and the shares in percent.

    :raises CatalogError: when the file is missing or has another form
    """
    told: dict[str, Counter[str]] = defaultdict(Counter)
    try:
        with gzip.open(folder / SURVEY, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["dev_type"] in ANSWERS and row["education"]:
                    told[row["dev_type"]][row["education"]] += 1
    except (OSError, EOFError, KeyError, UnicodeDecodeError) as error:
        problem = f"cannot be read ({type(error).__name__})"
        raise CatalogError(SURVEY, None, "", problem, _REMEDY) from error
    for answer, degrees in told.items():
        n = sum(degrees.values())
        master = sum(degrees[one] for one in _MASTER)
        without = n - master - degrees["bachelor"]
        for role in ANSWERS[answer]:
            shares = (round(100 * master / n, 1), round(100 * without / n, 1))
            yield (role, answer, n, *shares, "stackoverflow-2025")


def interviews(folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield how many employers that print their process name each kind of step, and how many they are.

    :raises CatalogError: when the file is missing or has another form
    """
    counts: Counter[str] = Counter()
    steps: list[int] = []
    for line, cells in read_table(folder / INTERVIEWS, ("steps", *_STEPS), name=INTERVIEWS, remedy=_REMEDY):
        if cells is None or not cells[0].isdigit():
            raise CatalogError(INTERVIEWS, line, "steps", "is no number of steps", _REMEDY)
        steps.append(int(cells[0]))
        counts.update(name for name, cell in zip(_STEPS, cells[1:], strict=True) if cell == "1")
    for name in _STEPS:
        yield (name, counts[name], len(steps), "postings-2026")
    yield ("median_steps", round(statistics.median(steps)), len(steps), "postings-2026")


def occupation_skills(folder: Path, occupations: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """Yield O*NET's most important skills of each occupation, on its scale of 1 to 5.

    :raises CatalogError: when the file is missing or has another form
    """
    columns = ("O*NET-SOC Code", "Element Name", "Scale ID", "Data Value")
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for line, cells in read_table(folder / SKILLS, columns, name=SKILLS, remedy=_REMEDY):
        if cells is None:
            raise CatalogError(SKILLS, line, "", "does not have as many cells as the header", _REMEDY)
        code, skill, scale, value = cells
        if scale == "IM" and code.endswith(".00") and code[:7] in occupations:
            found[code[:7]].append((-float(value), skill))
    for occupation, skills in sorted(found.items()):
        for importance, skill in sorted(skills)[:_MOST_SKILLS]:
            yield (occupation, skill, -importance, "onet-29-3")


def zones(folder: Path, occupations: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """Yield the job zone of each occupation, 1 (little preparation) to 5 (the longest).

    :raises CatalogError: when the file is missing or has another form
    """
    for line, cells in read_table(folder / ZONES, ("O*NET-SOC Code", "Job Zone"), name=ZONES, remedy=_REMEDY):
        if cells is None or not cells[1].isdigit():
            raise CatalogError(ZONES, line, "Job Zone", "is no job zone", _REMEDY)
        if cells[0].endswith(".00") and cells[0][:7] in occupations:
            yield (cells[0][:7], int(cells[1]), "onet")


def import_people(folder: Path, *, out: Path) -> dict[str, int]:
    """Write the four files and return their numbers of rows.

    :raises CatalogError: when a file is missing or has another form
    """
    known = occupation_ids(out)
    tables: dict[str, tuple[tuple[str, ...], Iterator[tuple[object, ...]]]] = {
        "education_held.csv": (
            ("role", "answer", "n", "master_or_above", "without_bachelor", "source"),
            education(folder),
        ),
        "interview_steps.csv": (("step", "count", "n", "source"), interviews(folder)),
        "occupation_skills.csv": (
            ("occupation", "skill", "importance", "source"),
            occupation_skills(folder, known),
        ),
        "occupation_zones.csv": (("occupation", "zone", "source"), zones(folder, known)),
    }
    return {name: write_table(out / name, columns, rows) for name, (columns, rows) in tables.items()}


def main() -> int:
    """Run the importer from the command line; return 1 when the files cannot be used."""
    parser = argparse.ArgumentParser(description="Work out degrees held, interview steps and O*NET's skills.")
    parser.add_argument("folder", type=Path, help="the folder of stackoverflow/, interviews/ and onet/")
    parser.add_argument("--out", type=Path, default=CATALOG / "figures", help="the folder to write to")
    arguments = parser.parse_args()
    try:
        counts = import_people(arguments.folder, out=arguments.out)
    except (CatalogError, OSError) as error:
        print(f"The figures were not changed. {error}", file=sys.stderr)
        return 1
    print(*(f"{name}: {count:,} rows" for name, count in counts.items()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
