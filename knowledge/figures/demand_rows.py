"""The samples of postings that tell what employers ask for: their files, rows and roles."""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Iterator, Optional

from knowledge.errors import CatalogError

_REMEDY = "Put the postings into the folder as their collectors gave them out"

#: Titles that name a role which the samples do not tell apart; such a row counts for both.
_TITLES = {
    "bi_analyst": r"\b(business intelligence|bi|power ?bi|tableau) (data )?(analyst|developer|engineer)\b",
    "statistician": r"\b(bio)?statistician\b",
    "quantitative_analyst": r"\bquant(itative)? (analyst|researcher|developer)\b",
    "business_analyst": r"\bbusiness (systems )?analyst\b",
    "ml_manager": (
        r"\b((data science|machine learning|data engineering|analytics|ml|ai) manager"
        r"|manager,? (of )?(data science|machine learning|data engineering|analytics)"
        r"|(head|director),? (of )?(data|ai|analytics|machine learning|data science|data engineering))\b"
    ),
    "devops_engineer": r"\b(devops|platform|site reliability) engineer\b",
    "cloud_engineer": r"\bcloud (infrastructure )?engineer\b",
    "forward_deployed_engineer": r"\bforward[ -]deployed\b",
    "llm_engineer": r"\b(llm|large language models?) (\w+ )?(engineer|developer)\b",
}
_TITLE_RULES = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _TITLES.items()}
#: Words that also mean something else in plain English, or stand in nearly every posting.
_UNSAFE = frozenset(
    {
        *("go", "spring", "express", "flow", "word", "assembly", "unify"),
        *("communication", "collaboration", "security", "mentoring", "stakeholders", "leadership"),
        *("certification", "machine_learning", "problem_solving"),
    }
)
_LEVELS = {"staff": "staff", "expert": "staff", "intern": "intern"}


@dataclass(frozen=True)
class Sample:
    """A file of postings, what it is cited as, and how its rows are read.

    :param skilled: count skills only among rows that name any, as the collector does
    :param full: the file also tells degrees, years and the kinds of workplace
    """

    file: str
    source: str
    period: str
    skilled: bool
    full: bool
    columns: tuple[str, ...]


SAMPLES = (
    Sample(
        "ai_engineer_postings_2026.csv",
        "postings-2026",
        "January–February 2026",
        skilled=False,
        full=True,
        columns=(
            "title",
            "role",
            "level",
            "country",
            "remote",
            "years",
            "degrees",
            "or_equivalent",
            "skills",
        ),
    ),
    Sample(
        "data_jobs_2024.csv.gz",
        "postings-2024",
        "September–December 2024",
        skilled=True,
        full=False,
        columns=("title", "role", "level", "country", "remote", "skills"),
    ),
    Sample(
        "data_jobs_2023.csv.gz",
        "postings-2023",
        "2023",
        skilled=True,
        full=False,
        columns=("title", "role", "level", "country", "remote", "skills", "duplicate"),
    ),
)


@dataclass(frozen=True)
class Posting:
    """What one posting asks for; ``None`` where the sample or the posting does not tell it."""

    roles: tuple[str, ...]
    country: str
    level: str
    skills: frozenset[str]
    names_a_skill: bool  # one that is published or not
    remote: Optional[str]
    years: Optional[float]
    degrees: Optional[frozenset[str]]
    or_equivalent: bool


def read_sample(folder: Path, sample: Sample) -> Iterator[Posting]:
    """Yield the postings of a sample that belong to a role, row by row.

    :raises CatalogError: when the file is missing or a row has another form, with file and line
    """
    path = folder / sample.file
    try:
        with _open(path) as file:
            reader = csv.DictReader(file)
            missing = [name for name in sample.columns if name not in (reader.fieldnames or ())]
            if missing:
                problem = f"lacks the columns {', '.join(missing)}"
                raise CatalogError(sample.file, 1, "header", problem, _REMEDY)
            for row in reader:
                if None in row or None in row.values():
                    problem = "does not have as many cells as the header"
                    raise CatalogError(sample.file, reader.line_num, "", problem, _REMEDY)
                if row.get("duplicate") != "1":
                    yield _posting(sample, row, reader.line_num)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        problem = f"cannot be read ({getattr(error, 'strerror', None) or type(error).__name__})"
        raise CatalogError(sample.file, None, "", problem, _REMEDY) from error


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _posting(sample: Sample, row: dict[str, str], line: int) -> Posting:
    level = _LEVELS.get(row["level"], row["level"])
    years: Optional[float] = None
    if sample.full and row["years"]:
        try:
            years = float(row["years"])
        except ValueError:
            problem = f"{row['years']!r} is no number"
            raise CatalogError(sample.file, line, "years", problem, _REMEDY) from None
    return Posting(
        roles=_roles(row["title"], row["role"]),
        country=row["country"] if re.fullmatch("[A-Z]{2}", row["country"]) else "",
        level=level,
        skills=frozenset(row["skills"].split("|")) - {""} - _UNSAFE,
        names_a_skill=bool(row["skills"]),
        remote=row["remote"] or None,
        years=years,
        degrees=frozenset(row["degrees"].split("|")) - {"none"} if sample.full else None,
        or_equivalent=sample.full and row["or_equivalent"] == "1",
    )


def _roles(title: str, role: str) -> tuple[str, ...]:
    named = [one for one, rule in _TITLE_RULES.items() if rule.search(title)]
    return tuple(dict.fromkeys((role, *named)))
