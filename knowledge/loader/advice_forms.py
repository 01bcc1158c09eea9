"""The form of the tables that answer any pair: certificates, studies, levels of study, choices of tools.

A row names its ``sources``; a row without one is advice, and answers label it so.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Optional

from pydantic import Field, ValidationInfo, field_validator

from knowledge.loader.form_fields import Form, Id, Phrase, SourceId, WebAddress, Words

Verdict = Literal["straight", "good", "with_work", "detour"]
Need = Literal["needed", "helps", "enough", "hard", "not_needed"]
StudyLevelId = Literal[
    "none", "self_taught", "bootcamp", "associate", "bachelor", "master", "mba", "doctorate"
]
Depth = Literal[0, 1, 2, 3]


class Checked(Form):
    """A row with its sources, none for advice, and the day on which it was last checked."""

    sources: list[SourceId] = []
    checked: datetime.date


class CertificateForm(Checked):
    """A certificate by name; ``status`` is ``unconfirmed`` where no page of this year was seen."""

    id: Id
    name: Phrase
    issuer: Phrase
    code: Optional[Phrase] = None
    aliases: list[Phrase] = []
    level: Literal["foundational", "associate", "professional", "expert", "course"]
    status: Literal["active", "retired", "unconfirmed"]
    since: Optional[Phrase] = None  # of the status: the day of retirement, or of the current exam
    price_usd: Optional[float] = None
    valid: Optional[Phrase] = None
    prerequisite: Phrase
    proves: Words
    replaced_by: Optional[Id] = None
    url: Optional[WebAddress] = None
    roles: list[Id] = []

    @field_validator("roles")
    @classmethod
    def none_for_the_retired(cls, value: list[Id], info: ValidationInfo) -> list[Id]:
        """Refuse to recommend a certificate that nobody can earn any more."""
        if value and info.data.get("status") == "retired":
            raise ValueError("a retired certificate is for no role")
        return value


class CertificatesFile(Form):
    """``catalog/certificates.yml``, a list."""

    certificates: list[CertificateForm]


class StudyTopicForm(Form):
    """What studies teach and roles need, and how somebody who lacks it can learn it."""

    id: Id
    name: Phrase
    kind: Literal["maths", "computing", "data", "practice"]
    covers: Words  # what belongs to it, from the first to the third depth
    close: Words


class StudyFieldForm(Checked):
    """A field of study: what it teaches and signals, and how deep it goes in each topic, 0 to 3."""

    id: Id
    name: Phrase
    aliases: list[Phrase] = []
    teaches: Words
    signals: Words
    gaps: Words
    pick_when: Words
    not_when: Words
    depths: dict[Id, Depth]


class RoleTopicsForm(Checked):
    """How deep a role needs each topic, 0 to 3, and what it uses the mathematics for."""

    role: Id
    depths: dict[Id, Depth]
    uses: dict[Id, Words]


class StudyPairForm(Checked):
    """A field of study and a role about which the depths alone would mislead."""

    field: Id
    role: Id
    verdict: Verdict
    why: Words


class StudyFile(Form):
    """``catalog/study.yml``."""

    topics: list[StudyTopicForm]
    fields: list[StudyFieldForm]
    roles: list[RoleTopicsForm]
    pairs: list[StudyPairForm]


class StudyLevelForm(Checked):
    """A level of study, what it is worth in general, when to choose it and when not."""

    id: StudyLevelId
    name: Phrase
    aliases: list[Phrase] = []
    worth: Words
    pick_when: Words
    not_when: Words


class RoleLevelsForm(Checked):
    """For each level of study whether a role needs it, and a sentence where that has to be explained."""

    role: Id
    needs: dict[StudyLevelId, Need]
    why: Words


class StudyLevelsFile(Form):
    """``catalog/study_levels.yml``."""

    levels: list[StudyLevelForm]
    roles: list[RoleLevelsForm]


class ToolOptionForm(Form):
    """A tool of a family: what it is for, and when to pick it rather than the others."""

    tool: Id
    is_for: Words
    pick_when: Words


class ToolFamilyForm(Checked):
    """Tools of which people ask whether to use one instead of another."""

    id: Id
    question: Phrase
    verdict: Words
    options: Annotated[list[ToolOptionForm], Field(min_length=2, max_length=20)]


class FirstToolsForm(Checked):
    """The tools of a role in the order in which to learn them."""

    role: Id
    order: Annotated[list[Id], Field(min_length=2, max_length=7)]
    why: Words


class ToolChoicesFile(Form):
    """``catalog/tool_choices.yml``."""

    families: list[ToolFamilyForm]
    first: list[FirstToolsForm]
