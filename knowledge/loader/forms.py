"""The form of every catalog file: which fields it has and what they may hold.

A form refuses unknown fields, so that a misspelt name is an error with a line number instead of a
fact that silently never appears. References between files (a role's tool, a fact's source) are
checked by :mod:`knowledge.loader.catalog` once all files are read. The forms stand in one module, long
as it is, because an editor of the catalog looks up here what a file may hold.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Optional

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import ErrorDetails

Level = Literal["entry", "mid", "senior", "executive"]
Importance = Literal["essential", "important", "useful"]


#: A canonical id: lower-case words joined by an underscore, such as ``ml_engineer``.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
#: The id of a source: lower-case words joined by a hyphen, such as ``bls-oews``.
SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
#: Text for people: not empty, at most 400 characters.
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400)]
#: A short phrase, such as a name or a cell of a table: at most 90 characters.
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=90)]
#: An address on the web, kept as it is written.
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+(/\S*)?$", max_length=2000)]


class Form(BaseModel):
    """A mapping in a catalog file; a field that it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Form):
    """A fact; without a source of its own it takes the one that stands at the top of its file."""

    source: Optional[SourceId] = None


class SourceForm(Form):
    """A publication or data set."""

    id: SourceId
    title: Words
    publisher: Phrase
    date: datetime.date  # when it was published, or the date of the data in it
    licence: Phrase
    url: Optional[WebAddress] = None
    note: Optional[Words] = None


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


class ToolForm(Sourced):
    """A language, library, platform or product."""

    id: Id
    name: Phrase
    kind: Literal["language", "framework", "library", "platform", "database", "service", "app"]
    aliases: list[Phrase] = Field(default_factory=list)
    what: Words


class ToolsFile(Form):
    """``catalog/tools.yml``."""

    source: SourceId
    tools: list[ToolForm]


class ApplicationForm(Sourced):
    """A use of AI in an industry, and who does the work."""

    text: Words
    roles: Annotated[list[Id], Field(min_length=1, max_length=5)]


class CareerForm(Form):
    """An industry as a career; advice by its nature."""

    hires: Words  # who employs these people there, and as what
    domain: Words  # what one has to know of the industry
    entry: Words  # the ways in
    checked: datetime.date


class IndustryForm(Form):
    """``catalog/industries/<id>.yml``: how one industry uses AI, and who does the work."""

    id: Id
    name: Phrase
    source: SourceId
    aliases: list[Phrase] = Field(default_factory=list)
    summary: Words
    applications: Annotated[list[ApplicationForm], Field(min_length=3, max_length=10)]
    caution: Words
    advice: Words
    career: CareerForm
    bls_industry: Optional[str] = None


class TransitionForm(Sourced):
    """The way from a role or a background to a role."""

    origin: Id
    target: Id
    difficulty: Literal["short", "medium", "long"]
    months: Phrase
    verdict: Words
    carries_over: Annotated[list[Words], Field(min_length=2, max_length=5)]
    learn: Annotated[list[StepForm], Field(min_length=3, max_length=6)]


class BackgroundForm(Form):
    """Where people come from who do not have one of the roles yet: a nurse, a web developer."""

    id: Id
    name: Phrase
    like: Optional[Id] = None  # the role or wider background whose ways hold for this one too
    aliases: list[Phrase] = Field(default_factory=list)
    fields: list[Phrase] = Field(default_factory=list)  # where they are left behind: "tired of teaching"
    nearest: list[Id] = Field(default_factory=list)  # the roles to offer to who asks about it


class TransitionsFile(Form):
    """``catalog/transitions/<target or theme>.yml``."""

    source: SourceId
    backgrounds: list[BackgroundForm] = Field(default_factory=list)
    transitions: list[TransitionForm]


class TrendForm(Sourced):
    """A direction in which the field goes."""

    id: Id
    kind: Literal["movement", "impact"] = "movement"  # where the field goes, or why it matters
    title: Phrase
    text: Words
    roles: list[Id] = Field(default_factory=list)


class TrendsFile(Form):
    """``catalog/trends.yml``: where the field goes and why it matters."""

    source: SourceId
    trends: list[TrendForm]


class ViewpointForm(Sourced):
    """What one source says on a question on which sources disagree."""

    topic: Literal["salary", "role_difference", "education", "job_outlook"]
    roles: Annotated[list[Id], Field(min_length=1)]
    text: Words


class ViewpointsFile(Form):
    """``catalog/viewpoints.yml``."""

    viewpoints: list[ViewpointForm]


class GuideForm(Sourced):
    """A short answer to a question beside the roles: an interview, working hours, a concept."""

    id: Id
    topic: Literal["interviews", "work_life", "concepts"]
    terms: list[Phrase] = Field(default_factory=list)  # words of a question that this answers best
    roles: list[Id] = Field(default_factory=list)  # the roles that it is for; none means all
    title: Phrase
    lead: Words
    points: Annotated[list[Words], Field(max_length=5)]


class GuidesFile(Form):
    """``catalog/guides.yml``."""

    source: SourceId
    guides: list[GuideForm]


class PlaceForm(Form):
    """A place, how people call it, and the codes under which figures know it."""

    id: Id
    name: Phrase
    kind: Literal["country", "state", "metro", "region"]
    aliases: list[Phrase] = Field(default_factory=list)
    abbreviations: list[Phrase] = Field(default_factory=list)
    adjectives: list[Phrase] = Field(default_factory=list)
    within: Optional[Id] = None
    iso: Optional[str] = None
    bls_area: Optional[str] = None
    stands_for: list[Id] = Field(default_factory=list)


class PlacesFile(Form):
    """``catalog/places.yml``: countries, US states, metropolitan areas, and their nicknames."""

    places: list[PlaceForm]


class LevelForm(Form):
    """A level of experience and how people call it."""

    id: Level
    name: Phrase
    years: Phrase
    years_from: int
    aliases: list[Phrase]
    abbreviations: list[Phrase] = Field(default_factory=list)


class LevelsFile(Form):
    """``catalog/levels.yml``: how much experience a level means."""

    source: SourceId
    levels: list[LevelForm]


class SourcesFile(Form):
    """``catalog/sources.yml``."""

    sources: list[SourceForm]


def problem_of(fault: ErrorDetails) -> str:
    """Return what is wrong with a value, in words that follow its field's name."""
    return str(fault.get("ctx", {}).get("error") or fault["msg"])
