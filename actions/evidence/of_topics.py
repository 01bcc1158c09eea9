"""The evidence of each topic, by its name."""

from __future__ import annotations

from typing import Mapping

from actions.evidence.base import Evidence
from actions.evidence.career_ladder import CareerLadder
from actions.evidence.certifications import Certifications
from actions.evidence.compare_salaries import CompareSalaries
from actions.evidence.education import Education
from actions.evidence.guides import Concepts, Interviews, WorkLife
from actions.evidence.how_to_become import HowToBecome
from actions.evidence.industry_uses import IndustryUses
from actions.evidence.job_outlook import JobOutlook
from actions.evidence.responsibilities import Responsibilities
from actions.evidence.role_definition import RoleDefinition
from actions.evidence.role_difference import RoleDifference
from actions.evidence.role_fit import RoleFit
from actions.evidence.salary import Salary
from actions.evidence.skills import Skills
from actions.evidence.tools import Tools
from actions.evidence.transition import Transition
from actions.evidence.trends import Trends

_ALL: tuple[Evidence, ...] = (
    RoleDefinition(),
    RoleDifference(),
    Responsibilities(),
    Skills(),
    Tools(),
    Education(),
    Certifications(),
    Salary(),
    CompareSalaries(),
    IndustryUses(),
    JobOutlook(),
    Transition(),
    HowToBecome(),
    CareerLadder(),
    RoleFit(),
    Trends(),
    Interviews(),
    WorkLife(),
    Concepts(),
)
EVIDENCE: Mapping[str, Evidence] = {one.topic: one for one in _ALL}
