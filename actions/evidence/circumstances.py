"""What the circumstances that somebody tells change about a way into a role: one sentence for each.

The first of them opens the answer; the others stand below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Sequence

from sqlalchemy.orm import Session

from actions.evidence.study_levels import named_topics
from actions.question import Question
from actions.wording import inline, listed, say, sentence, with_article
from knowledge.months import months_of
from knowledge.queries import certificates, demand, field, roles, study, tools

#: Hours of study a week for which the months of the catalog are meant.
USUAL_HOURS = 10
#: Months above which a way is told in years.
_LONG = 36
#: What is told without a number, the weightiest first, by the wording that answers it.
_PLAIN = (
    "gap",
    "parent",
    "school",
    "early_student",
    "late_student",
    "student",
    "graduate",
    "weak_maths",
    "working",
)


@dataclass(frozen=True)
class Way:
    """A way into a role: its name, how many months it takes, and its first post.

    :param near: the roles from which the role is reached soonest, each with the months
    """

    role: roles.Role
    months: Optional[tuple[int, int]]
    door: Optional[roles.Role]
    near: tuple[tuple[roles.Role, str], ...]


def way_to(session: Session, role: roles.Role, months: Optional[tuple[int, int]]) -> Way:
    """Return the way into a role, with the roles near it."""
    ways = [
        (origin, way.months)
        for origin in field.origins_to(session, target=role.id)
        if (way := field.transition(session, origin=origin, target=role.id)) is not None
    ]
    ways.sort(key=lambda one: months_of(one[1]) or (99, 99))
    names = {one.id: one for one in roles.roles(session, ids=[origin for origin, _ in ways])}
    near = tuple((names[origin], words) for origin, words in ways if origin in names)
    common = [one for one in near if one[0].id in _COMMON_DOORS]
    return Way(role, months, _door(session, common), tuple((common or list(near))[:3]))


#: Roles with many posts, from which people come.
_COMMON_DOORS = frozenset(
    ["data_analyst", "software_engineer", "web_developer", "data_engineer", "business_analyst", "bi_analyst"]
)

_FIRST_POSTS = _COMMON_DOORS - {"data_engineer"}


def _door(session: Session, near: Sequence[tuple[roles.Role, str]]) -> Optional[roles.Role]:
    """Return the first post by which the role is reached soonest from nothing."""

    def long(one: tuple[roles.Role, str]) -> int:
        own = span_of(roles.steps(session, role=one[0].id))
        on = months_of(one[1])
        return (own[1] if own else 99) + (on[1] if on else 99)

    entries = [one for one in near if one[0].id in _FIRST_POSTS]
    return min(entries, key=long)[0] if entries else None


def span_of(steps: Sequence[roles.Step]) -> Optional[tuple[int, int]]:
    """Return the fewest and the most months that steps take one after another, or ``None`` if untold."""
    spans = [months_of(step.months) for step in steps if step.months]
    known = [one for one in spans if one]
    if not known or len(known) < len(spans):
        return None
    return sum(one[0] for one in known), sum(one[1] for one in known)


def in_words(months: tuple[float, float]) -> str:
    """Return months as words, such as ``11 to 18 months``, ``2 to 4 years`` or ``a month``."""
    low, high = round(months[0]), round(months[1])
    if high > _LONG:
        years = (round(low / 12), round(high / 12))
        return (
            say("years_between", low=years[0], high=years[1])
            if years[0] != years[1]
            else say("years_exactly", years=years[0])
        )
    if low == high:
        return say("months_exactly", months=low) if low != 1 else say("month_exactly")
    return say("months_between", low=low, high=high)


def sentences(session: Session, asked: Question, way: Way) -> list[str]:
    """Return what each circumstance that was told means for a way, the weightiest first."""
    found: list[str] = []
    told = asked.told
    common: dict[str, Any] = {
        "a_role": with_article(way.role.name),
        "role": way.role.name,
        "roles": way.role.plural,
        "total": in_words(way.months) if way.months else say("some_time"),
        "door": with_article(way.door.name) if way.door else say("door_near"),
        "doors": way.door.name if way.door else say("doors_near"),
    }
    within = told.get("within")
    if within and way.months:
        found.append(_within(way, within, common))
    hours = told.get("hours")
    if hours and way.months:
        factor = USUAL_HOURS / hours
        adjusted = in_words((way.months[0] * factor, way.months[1] * factor))
        key = "way_hours_usual" if adjusted == common["total"] else "way_hours"
        found.append(say(key, hours=round(hours), usual=USUAL_HOURS, adjusted=adjusted, **common))
    if asked.person.age:
        found.append(
            say("way_age_late" if asked.person.age >= _LATE else "way_age", age=asked.person.age, **common)
        )
    found += [say(f"way_{name}", **common) for name in _PLAIN if name in told and not _narrower(name, told)]
    found += _study(session, asked, way, common)
    if "fast" in told and way.near:
        near = listed([f"{with_article(role.name)} ({months})" for role, months in way.near], last="or")
        found.append(say("way_fast", near=near, **common))
    if "top" in told or any(one.kind == "employer" for one in asked.said()):
        named = next((one.words for one in asked.said() if one.kind == "employer"), None)
        found.append(say("way_employer" if named else "way_top", employer=named or "", **common))
    found += _platform(session, asked, way, common)
    if "foreign" in told:
        found.append(say("way_foreign", **common))
    return found


_LATE = 50


#: The clouds for which engineers are hired by name, with the beginning of the name of who issues their exams.
_CLOUDS = {
    "azure": "Microsoft",
    "aws": "Amazon",
    "gcp": "Google",
    "google_cloud": "Google",
    "databricks": "Databricks",
}


def _platform(session: Session, asked: Question, way: Way, common: dict[str, Any]) -> list[str]:
    """Return what a role "on Azure" changes: the services to do the steps with, and the exam for it."""
    cloud = next((one for one in asked.tools if one in _CLOUDS), None)
    facts = tools.tool(session, tool_id=cloud) if cloud else None
    if cloud is None or facts is None:
        return []
    exams = [
        one.certificate.name
        for one in certificates.certificates_for(session, role=way.role.id)
        if one.certificate.issuer.startswith(_CLOUDS[cloud]) and one.certificate.status == "active"
    ]
    used = [
        one.tool_name
        for one in tools.tools_of(session, role=way.role.id)
        if one.tool.startswith(cloud) and one.tool != cloud
    ]
    said = say("way_platform", platform=facts.name, **common)
    if used:
        said += " " + say("way_platform_tools", tools=listed(used[:3]))
    if exams:
        said += " " + say("way_platform_exam", exams=listed(exams[:2], last="or"))
    return [said]


def _narrower(name: str, told: Mapping[str, Optional[float]]) -> bool:
    """Return whether the year of study was told, which says more than that somebody studies."""
    return name == "student" and bool({"early_student", "late_student", "school", "graduate"} & set(told))


def _within(way: Way, within: float, common: dict[str, Any]) -> str:
    assert way.months is not None  # noqa: S101 - asked before
    low, high = way.months
    span = in_words((within, within)) if within >= 1 else say("weeks", weeks=round(within * 4.3))
    near = listed([f"{with_article(role.name)} ({months})" for role, months in way.near[:2]], last="or")
    verdict = "enough" if within >= high else "tight" if within >= low else "short"
    return say(f"way_within_{verdict}", span=span, near=near or common["door"], **common)


def _study(session: Session, asked: Question, way: Way, common: dict[str, Any]) -> list[str]:
    """Return how the degree and the field that a person has fit the role."""
    found = []
    held = next(iter(asked.ids("field", of_person=True)), None) or asked.person.study
    fit = study.study_fit(session, field=held, role=way.role.id) if held else None
    if fit:
        gaps = named_topics(fit.missing[:2])
        found.append(say(f"way_field_{fit.verdict}", field=_named(asked, fit), gaps=gaps, **common))
    degree = next(iter(asked.ids("degree")), None) or asked.person.degree
    degree = "self_taught" if degree == "none" and "self_study" in asked.told else degree
    level = study.level_fit(session, level=degree, role=way.role.id) if degree else None
    if level and degree in ("none", "self_taught", "bootcamp", "associate"):
        share = demand.degrees_asked(session, role=way.role.id)
        said = say(f"way_level_{level.need}", level=inline(level.level.name), **common)
        if share:
            said += " " + say(
                "way_no_degree_named", n=share.n, none=round(share.none), period=share.period, **common
            )
        found.append(sentence(said))
    elif level and degree in asked.ids("degree", of_person=True):
        found.append(say(f"way_degree_{level.need}", level=inline(level.level.name), **common))
    return found


def _named(asked: Question, fit: study.StudyFit) -> str:
    """Return a field of study as the person named it, which may be narrower than the catalog's."""
    said = next((one for one in asked.said() if one.kind == "field" and one.id == fit.field.id), None)
    return said.words if said else inline(fit.field.name)
