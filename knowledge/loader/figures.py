"""The catalog's figures: CSV files, read row by row into their forms and stored in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Collection, Optional, Sequence

from pydantic import ValidationError
from sqlalchemy import insert
from sqlalchemy.orm import Session

from knowledge.errors import CatalogError
from knowledge.figures.csv_files import read_table
from knowledge.loader import figure_forms as forms
from knowledge.loader import pay_forms as pay
from knowledge.loader.form_fields import problem_of
from knowledge.tables import figures as table
from knowledge.tables import pay as pay_table
from knowledge.tables.base import Base

_Row = dict[str, Any]

_REMEDIES = {
    "int_parsing": "Write a whole number without separators",
    "float_parsing": "Write a number with a decimal point, without separators",
    "bool_parsing": "Write yes or no",
    "literal_error": "Use one of these",
    "string_pattern_mismatch": "Write an id or a code as the other rows do",
}


@dataclass(frozen=True)
class _File:
    """A CSV file, the form of its rows, the table they go to, and the fields that tell rows apart."""

    name: str
    form: type[forms.FigureForm]
    model: type[Base]
    key: tuple[str, ...]


_FILES = (
    _File("occupations.csv", forms.OccupationForm, table.Occupation, ("id",)),
    _File("wages_official.csv", forms.WageForm, table.OfficialWage, ("occupation", "scope", "code", "year")),
    _File("outlook.csv", forms.OutlookRowForm, table.Outlook, ("occupation",)),
    _File("tools_in_demand.csv", forms.ToolDemandForm, table.ToolDemand, ("onet_code", "name")),
    _File(
        "pay_ranges.csv",
        pay.PayRangeForm,
        pay_table.PayRange,
        ("role", "country", "level", "remote", "year_from", "year_to"),
    ),
    _File(
        "pay_postings.csv",
        pay.PostingsPayForm,
        pay_table.PostingsPay,
        ("role", "place", "level", "per", "dataset"),
    ),
    _File("pay_reported.csv", pay.ReportedPayForm, pay_table.ReportedPay, ("answer", "country", "year")),
    _File(
        "wages_abroad.csv",
        pay.WageAbroadForm,
        pay_table.WageAbroad,
        ("place", "system", "code", "period", "source"),
    ),
    _File("role_groups.csv", pay.RoleGroupForm, pay_table.RoleGroup, ("role", "system", "code")),
    _File("pay_measures.csv", pay.PayMeasureForm, pay_table.PayMeasure, ("source",)),
    _File("currency_rates.csv", pay.CurrencyRateForm, pay_table.CurrencyRate, ("period", "currency")),
    _File("purchasing_power.csv", pay.PurchasingPowerForm, pay_table.PurchasingPower, ("country", "year")),
    _File("education_held.csv", forms.EducationHeldForm, table.EducationHeld, ("role",)),
    _File("interview_steps.csv", forms.InterviewStepForm, table.InterviewStep, ("step",)),
    _File("occupation_skills.csv", forms.OccupationSkillForm, table.OccupationSkill, ("occupation", "skill")),
    _File("occupation_zones.csv", forms.OccupationZoneForm, table.OccupationZone, ("occupation",)),
    _File("posting_skills.csv", forms.SkillNameForm, table.PostingSkill, ("skill",)),
    _File(
        "demand.csv",
        forms.DemandForm,
        table.PostingDemand,
        ("source", "role", "country", "level", "measure", "name"),
    ),
)


@dataclass(frozen=True)
class _Rows:
    """The checked rows of a file, each under its line, ready for its table."""

    file: str
    model: type[Base]
    rows: dict[int, _Row]


@dataclass(frozen=True)
class Figures:
    """All figures, checked but not yet stored."""

    files: tuple[_Rows, ...]

    @property
    def occupation_ids(self) -> set[str]:
        """The codes of the official occupations that have figures."""
        return {row["id"] for row in self.files[0].rows.values()}

    def wage_codes(self, *scopes: str) -> set[str]:
        """Return the codes of the states, metropolitan areas or industries that have official wages."""
        return {
            row["code"]
            for part in self.files
            if part.model is table.OfficialWage
            for row in part.rows.values()
            if row["scope"] in scopes
        }


def read_figures(folder: Path) -> Figures:
    """Read and check the CSV files of the figures, ``knowledge/catalog/figures/``.

    :raises CatalogError: for the first fault, with file, line, field and remedy
    """
    figures = Figures(tuple(_read(folder, file) for file in _FILES))
    _check_known(figures, "occupation_id", figures.occupation_ids, f"{folder.name}/occupations.csv")
    return figures


def check_references(
    figures: Figures,
    *,
    roles: Collection[str],
    sources: Collection[str],
    tools: Collection[str],
    places: Collection[str],
) -> None:
    """Check that every role, source, tool and place of the figures is in the catalog.

    :raises CatalogError: for the first that is not, with file, line, field and remedy
    """
    _check_known(figures, "role_id", roles, "roles/")
    _check_known(figures, "source_id", sources, "sources.yml")
    _check_known(figures, "tool_id", tools, "tools.yml")
    _check_known(figures, "place_id", places, "places.yml")


def insert_figures(session: Session, figures: Figures) -> None:
    """Store the figures, each table in one statement; sources, roles and tools must be stored before."""
    for part in figures.files:
        session.execute(insert(part.model), list(part.rows.values()))


def _read(folder: Path, file: _File) -> _Rows:
    name = f"{folder.name}/{file.name}"
    columns = list(file.form.model_fields)
    remedy = f"Work the file out anew, or restore it; its columns are {','.join(columns)}"
    rows: dict[int, _Row] = {}
    keys: dict[tuple[Any, ...], int] = {}
    for line, cells in read_table(folder / file.name, columns, name=name, remedy=remedy, only=True):
        if cells is None:
            problem = "does not have as many cells as the header"
            raise CatalogError(name, line, "", problem, "Put cells with a comma into quotes")
        form = _form(file, name, line, columns, cells)
        key = tuple(getattr(form, field) for field in file.key)
        if keys.setdefault(key, line) != line:
            problem = f"{' '.join(map(str, key))} stands in line {keys[key]} already"
            raise CatalogError(name, line, ", ".join(file.key), problem, "Keep one of the two")
        rows[line] = form.row()
    if not rows:
        raise CatalogError(name, None, "", "holds no rows", remedy)
    return _Rows(name, file.model, rows)


def _form(
    file: _File, name: str, line: int, columns: Sequence[str], cells: Sequence[str]
) -> forms.FigureForm:
    try:
        return file.form(**{column: cell or None for column, cell in zip(columns, cells, strict=True)})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        remedy = _REMEDIES.get(first["type"], "Correct the figure, or work the file out anew")
        if first["input"] is None:
            remedy = "Fill the cell"
        raise CatalogError(name, line, field, problem_of(first), remedy) from error


def _check_known(figures: Figures, column: str, known: Collection[str], where: str) -> None:
    for part in figures.files:
        for line, row in part.rows.items():
            value: Optional[str] = row.get(column)
            if value is not None and value not in known:
                raise CatalogError(
                    part.file,
                    line,
                    column.removesuffix("_id"),
                    f"{value!r} is not in {where}",
                    f"Add it to {where}, or correct it",
                )
