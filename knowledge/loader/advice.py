"""Reading, checking and storing the tables from which any pair is answered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Collection, Iterable, Iterator, Mapping, Sequence

from knowledge.loader import advice_forms as forms
from knowledge.loader.files import read_form
from knowledge.loader.forms import IndustryForm
from knowledge.tables import pairs as table
from knowledge.tables.base import Base

CERTIFICATES, STUDY, LEVELS, CHOICES = (
    "certificates.yml",
    "study.yml",
    "study_levels.yml",
    "tool_choices.yml",
)
#: Reports a value that is not among the known ones: value, known, file, field, where it should stand.
Known = Callable[[str, Collection[str], str, str, str], None]


@dataclass(frozen=True)
class Advice:
    """The tables, read but not yet stored."""

    certificates: Sequence[forms.CertificateForm]
    study: forms.StudyFile
    levels: forms.StudyLevelsFile
    choices: forms.ToolChoicesFile


def read_advice(root: Path) -> Advice:
    """Read the files of the tables under the catalog folder ``root``.

    :raises CatalogError: for the first fault, with file, line, field and remedy
    """
    listed = read_form(root / CERTIFICATES, forms.CertificatesFile, root=root, of_list="certificates")
    return Advice(
        certificates=listed.certificates,
        study=read_form(root / STUDY, forms.StudyFile, root=root),
        levels=read_form(root / LEVELS, forms.StudyLevelsFile, root=root),
        choices=read_form(root / CHOICES, forms.ToolChoicesFile, root=root),
    )


def check_advice(
    advice: Advice,
    known: Known,
    unique: Callable[[list[str], str], set[str]],
    *,
    roles: set[str],
    tools: set[str],
    sources: set[str],
) -> None:
    """Report through ``known`` and ``unique`` the first reference of the tables that leads nowhere."""
    certificates = unique([one.id for one in advice.certificates], CERTIFICATES)
    topics = unique([one.id for one in advice.study.topics], STUDY)
    fields = unique([one.id for one in advice.study.fields], STUDY)
    unique([one.role for one in advice.study.roles], STUDY)
    unique([f"{one.field} {one.role}" for one in advice.study.pairs], STUDY)
    unique([one.role for one in advice.levels.roles], LEVELS)
    unique([one.id for one in advice.choices.families], CHOICES)
    for certificate in advice.certificates:
        for role in certificate.roles:
            known(role, roles, CERTIFICATES, f"{certificate.id}.roles", "roles/")
        if certificate.replaced_by:
            known(certificate.replaced_by, certificates, CERTIFICATES, "replaced_by", CERTIFICATES)
    for field in advice.study.fields:
        _all(field.depths, topics, known, STUDY, f"{field.id}.depths", "its topics")
    for one in advice.study.roles:
        known(one.role, roles, STUDY, "role", "roles/")
        _all([*one.depths, *one.uses], topics, known, STUDY, f"{one.role}.depths", "its topics")
    for pair in advice.study.pairs:
        known(pair.field, fields, STUDY, "pairs.field", "its fields")
        known(pair.role, roles, STUDY, "pairs.role", "roles/")
    _all([one.role for one in advice.levels.roles], roles, known, LEVELS, "role", "roles/")
    for family in advice.choices.families:
        named = [option.tool for option in family.options]
        unique(named, CHOICES)
        _all(named, tools, known, CHOICES, f"{family.id}.options", "tools.yml")
    for first in advice.choices.first:
        known(first.role, roles, CHOICES, "first.role", "roles/")
        _all(first.order, tools, known, CHOICES, f"{first.role}.order", "tools.yml")
    for file, rows in _checked(advice):
        for row in rows:
            _all(row.sources, sources, known, file, "sources", "sources.yml")


def advice_rows(
    advice: Advice, industries: Iterable[IndustryForm]
) -> Iterator[tuple[type[Base], Sequence[Mapping[str, Any]]]]:
    """Yield each table with its rows, in an order in which every reference already stands."""
    study, levels, choices = advice.study, advice.levels, advice.choices
    yield table.Certificate, _heads(advice.certificates, "aliases", "roles")
    yield table.StudyTopic, [{"position": at, **one.model_dump()} for at, one in enumerate(study.topics)]
    yield table.StudyField, _heads(study.fields, "aliases", "depths")
    yield table.StudyLevel, _heads(levels.levels, "aliases")
    yield table.ToolFamily, _heads(choices.families, "options", "checked")
    yield (
        table.CertificateRole,
        [{"certificate_id": one.id, "role_id": role} for one in advice.certificates for role in one.roles],
    )
    yield (
        table.FieldTopic,
        [
            {"field_id": one.id, "topic_id": topic, "depth": depth}
            for one in study.fields
            for topic, depth in one.depths.items()
        ],
    )
    yield (
        table.RoleTopic,
        [
            {"role_id": one.role, "topic_id": topic, "depth": depth, "used_for": one.uses.get(topic)}
            for one in study.roles
            for topic, depth in one.depths.items()
        ],
    )
    yield (
        table.StudyPair,
        [
            {
                "field_id": one.field,
                "role_id": one.role,
                "verdict": one.verdict,
                "why": one.why,
                "sources": ",".join(one.sources),
            }
            for one in study.pairs
        ],
    )
    yield (
        table.RoleLevel,
        [
            {
                "role_id": one.role,
                "level_id": level,
                "need": need,
                "why": one.why,
                "sources": ",".join(one.sources),
            }
            for one in levels.roles
            for level, need in one.needs.items()
        ],
    )
    yield (
        table.ToolOption,
        [
            {
                "family_id": one.id,
                "tool_id": option.tool,
                "position": at,
                "is_for": option.is_for,
                "pick_when": option.pick_when,
            }
            for one in choices.families
            for at, option in enumerate(one.options)
        ],
    )
    yield (
        table.FirstTool,
        [
            {
                "role_id": one.role,
                "position": at,
                "tool_id": tool,
                "why": one.why,
                "sources": ",".join(one.sources),
            }
            for one in choices.first
            for at, tool in enumerate(one.order)
        ],
    )
    yield (
        table.IndustryEntry,
        [{"industry_id": one.id, **one.career.model_dump()} for one in industries],
    )


def _heads(rows: Sequence[forms.Checked], *without: str) -> list[dict[str, Any]]:
    """Return the rows' own fields with their position, their sources joined by commas."""
    return [
        {
            **row.model_dump(exclude={"sources", *without}),
            "position": position,
            "sources": ",".join(row.sources),
        }
        for position, row in enumerate(rows)
    ]


def _checked(advice: Advice) -> Iterator[tuple[str, Sequence[forms.Checked]]]:
    yield CERTIFICATES, advice.certificates
    yield STUDY, [*advice.study.fields, *advice.study.roles, *advice.study.pairs]
    yield LEVELS, [*advice.levels.levels, *advice.levels.roles]
    yield CHOICES, [*advice.choices.families, *advice.choices.first]


def _all(
    values: Iterable[str], among: Collection[str], known: Known, file: str, field: str, where: str
) -> None:
    for value in values:
        known(value, among, file, field, where)
