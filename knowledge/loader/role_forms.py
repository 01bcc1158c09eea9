"""The form of ``catalog/roles/<id>.yml``: a role and each kind of fact about it."""

from __future__ import annotations

from typing import Annotated, Literal, Optional

from pydantic import AfterValidator, Field

from knowledge.loader.form_fields import Form, Id, Level, Phrase, Sourced, SourceId, Words

Importance = Literal["essential", "important", "useful"]


class ResponsibilityForm(Sourced):
    """A duty of a role."""

    text: Words


class SkillForm(Sourced):
    """A skill of a role, how much it matters, and why."""

    name: Phrase
    kind: Literal["foundation", "technical", "software", "people"]
    importance: Importance
    why: Words


class RoleToolForm(Sourced):
    """What a role uses a tool for; ``use`` goes on from 'important, to'."""

    tool: Id
    use: Words
    importance: Importance
    despite: Optional[Words] = None  # why it matters more or less than its share of the postings says


class EducationForm(Sourced):
    """The degrees that lead to a role, what helps, and what replaces a degree."""

    typical: Words
    helpful: Words
    without_degree: Words
    fields_of_study: Annotated[list[Phrase], Field(min_length=2, max_length=8)]


class CertificationForm(Sourced):
    """A certificate and what it is worth."""

    name: Phrase
    certificate: Id  # of certificates.yml, which tells its price, status and what it proves
    issuer: Phrase
    worth: Words


class RungForm(Sourced):
    """A rung of a career ladder."""

    level: Level
    title: Phrase
    years: Phrase
    note: Words


class StepForm(Sourced):
    """A step on a way, in order."""

    title: Phrase
    detail: Words
    months: Optional[Phrase] = None


class OutlookForm(Sourced):
    """The official occupations nearest to a role, nearest first, and why."""

    occupations: Annotated[list[str], Field(min_length=1, max_length=3)]
    note: Words


class CompareForm(Form):
    """One cell for each row of a comparison of roles; see ``comparison_rows`` in the wording."""

    builds: Phrase
    starts_from: Phrase
    success: Phrase
    maths: Phrase
    code: Phrase
    works_with: Phrase


def _within_scale(value: int) -> int:
    if not 0 <= value <= 3:
        raise ValueError("a score is 0, 1, 2 or 3")
    return value


Score = Annotated[int, AfterValidator(_within_scale)]


class FitForm(Form):
    """How well a role suits a person, 0 (not at all) to 3 (very), for each answer of the form."""

    interest: dict[
        Literal["build_products", "build_models", "find_answers", "move_data", "do_research"], Score
    ]
    background: dict[Literal["software", "maths", "analysis", "science", "other"], Score]
    strength: dict[Literal["code", "maths", "explain", "systems", "patience"], Score]
    horizon: dict[Literal["months", "year", "years"], Score]
    because: Words


class RoleForm(Form):
    """``catalog/roles/<id>.yml``: everything about one role."""

    id: Id
    name: Phrase
    plural: Phrase
    short: Phrase
    like: Optional[Id] = None  # the role of which this one is a specialism; its ways hold here too
    source: SourceId
    aliases: list[Phrase] = Field(default_factory=list)
    abbreviations: list[Phrase] = Field(default_factory=list)
    fields: list[Phrase] = Field(default_factory=list)
    wide_fields: list[Phrase] = Field(default_factory=list)  # of which this role is the usual way in
    posting_titles: list[Phrase] = Field(default_factory=list)
    definition: Words
    distinct: Words
    compare: CompareForm
    responsibilities: Annotated[list[ResponsibilityForm], Field(min_length=5, max_length=8)]
    skills: Annotated[list[SkillForm], Field(min_length=7, max_length=16)]
    tools: Annotated[list[RoleToolForm], Field(min_length=6, max_length=18)]
    stack_advice: Words
    education: EducationForm
    certifications: Annotated[list[CertificationForm], Field(min_length=2, max_length=5)]
    ladder: Annotated[list[RungForm], Field(min_length=4, max_length=6)]
    how_to_become: Annotated[list[StepForm], Field(min_length=4, max_length=7)]
    outlook: OutlookForm
    future: Words
    fit: FitForm
