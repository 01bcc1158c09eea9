"""The form of every YAML file of the catalog but those of roles, advice, terms and notes.

Those stand in :mod:`~knowledge.loader.role_forms`, :mod:`~knowledge.loader.advice_forms`,
:mod:`~knowledge.loader.terms` and :mod:`~knowledge.loader.notes`. References between files (a role's tool,
a fact's source) are checked by :mod:`knowledge.loader.catalog` once all files are read.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Optional

from pydantic import Field

from knowledge.loader.form_fields import Form, Id, Level, Phrase, Sourced, SourceId, WebAddress, Words
from knowledge.loader.role_forms import StepForm


class SourceForm(Form):
    """A publication or data set."""

    id: SourceId
    title: Words
    publisher: Phrase
    date: datetime.date  # when it was published, or the date of the data in it
    licence: Phrase
    url: Optional[WebAddress] = None
    note: Optional[Words] = None


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
