"""Turns the checked catalog into table rows, in an order in which every reference already stands.

One module, long as it is: the order of the batches is the point, and it shows only in one place.
"""

from __future__ import annotations

from typing import Any, Iterable, Iterator, Sequence

from knowledge.loader import forms
from knowledge.loader.catalog import Catalog
from knowledge.loader.form_fields import Sourced
from knowledge.loader.names import name_rows
from knowledge.loader.role_forms import RoleForm
from knowledge.tables import field, roles, sources
from knowledge.tables.base import Base

Row = Base


def all_rows(catalog: Catalog) -> Iterator[Sequence[Row]]:
    """Yield the rows of the catalog without its figures, in batches that may be flushed one by one."""
    yield [sources.Source(**source.model_dump()) for source in catalog.sources]
    yield list(_levels(catalog.levels))
    yield [_role(role) for role in catalog.roles] + [
        roles.Tool(
            id=tool.id,
            name=tool.name,
            kind=tool.kind,
            what=tool.what,
            source_id=tool.source or catalog.tools.source,
        )
        for tool in catalog.tools.tools
    ]
    yield list(_places(catalog.places))
    yield [_industry(industry) for industry in catalog.industries]
    for role in catalog.roles:
        yield list(_role_facts(role))
    for industry in catalog.industries:
        yield from _applications(industry)
    yield from _transitions(catalog.transitions)
    yield from _trends(catalog.trends)
    yield from _viewpoints(catalog.viewpoints)
    yield from _guides(catalog.guides)
    yield list(_place_parts(catalog.places))
    yield list(name_rows(catalog))


def role_occupations(catalog: Catalog) -> list[Row]:
    """Return the links from roles to official occupations; they follow the figures' occupations."""
    return [
        roles.RoleOccupation(
            role_id=role.id,
            position=position,
            occupation_id=occupation,
            note=role.outlook.note,
            source_id=role.outlook.source or role.source,
        )
        for role in catalog.roles
        for position, occupation in enumerate(role.outlook.occupations)
    ]


def _levels(file: forms.LevelsFile) -> Iterator[Row]:
    for position, level in enumerate(file.levels):
        yield roles.Level(
            id=level.id,
            position=position,
            name=level.name,
            years=level.years,
            years_from=level.years_from,
            source_id=file.source,
        )


def _role(role: RoleForm) -> Row:
    return roles.Role(
        id=role.id,
        name=role.name,
        plural=role.plural,
        short=role.short,
        like=role.like,
        definition=role.definition,
        distinct=role.distinct,
        stack_advice=role.stack_advice,
        future=role.future,
        source_id=role.source,
    )


def _numbered(model: type[Any], role: RoleForm, facts: Iterable[Sourced], **more: Any) -> Iterator[Row]:
    for position, fact in enumerate(facts):
        values = fact.model_dump(exclude={"source"})
        yield model(
            role_id=role.id, position=position, source_id=fact.source or role.source, **values, **more
        )


def _role_facts(role: RoleForm) -> Iterator[Row]:
    yield from (
        roles.Comparison(role_id=role.id, aspect=aspect, text=text, source_id=role.source)
        for aspect, text in role.compare
    )
    yield from _numbered(roles.Responsibility, role, role.responsibilities)
    yield from _numbered(roles.RoleSkill, role, role.skills)
    yield from _numbered(roles.Certification, role, role.certifications)
    yield from _numbered(roles.Step, role, role.how_to_become)
    for position, tool in enumerate(role.tools):
        yield roles.RoleTool(
            role_id=role.id,
            tool_id=tool.tool,
            position=position,
            use=tool.use,
            importance=tool.importance,
            source_id=tool.source or role.source,
        )
    for position, rung in enumerate(role.ladder):
        yield roles.Rung(
            role_id=role.id,
            position=position,
            level_id=rung.level,
            title=rung.title,
            years=rung.years,
            note=rung.note,
            source_id=rung.source or role.source,
        )
    education = role.education
    source = education.source or role.source
    yield roles.Education(
        role_id=role.id,
        typical=education.typical,
        helpful=education.helpful,
        without_degree=education.without_degree,
        source_id=source,
    )
    for position, name in enumerate(education.fields_of_study):
        yield roles.FieldOfStudy(role_id=role.id, position=position, name=name, source_id=source)
    yield roles.FitReason(role_id=role.id, text=role.fit.because, source_id="editorial")
    for question in ("interest", "background", "strength", "horizon"):
        for answer, score in getattr(role.fit, question).items():
            yield roles.Fit(
                role_id=role.id, question=question, answer=answer, score=score, source_id="editorial"
            )


def _industry(industry: forms.IndustryForm) -> Row:
    return field.Industry(
        id=industry.id,
        name=industry.name,
        summary=industry.summary,
        caution=industry.caution,
        advice=industry.advice,
        bls_industry=industry.bls_industry,
        source_id=industry.source,
    )


def _applications(industry: forms.IndustryForm) -> Iterator[Sequence[Row]]:
    yield [
        field.Application(
            industry_id=industry.id,
            position=position,
            text=application.text,
            source_id=application.source or industry.source,
        )
        for position, application in enumerate(industry.applications)
    ]
    yield [
        field.ApplicationRole(
            industry_id=industry.id,
            position=position,
            role_id=role,
            source_id=application.source or industry.source,
        )
        for position, application in enumerate(industry.applications)
        for role in application.roles
    ]


def _transitions(files: list[forms.TransitionsFile]) -> Iterator[Sequence[Row]]:
    backgrounds = {background.id for file in files for background in file.backgrounds}
    yield [
        field.Background(id=background.id, name=background.name, like=background.like, source_id=file.source)
        for file in files
        for background in file.backgrounds
    ]
    yield [
        field.BackgroundNearest(
            background_id=background.id, role_id=role, position=position, source_id=file.source
        )
        for file in files
        for background in file.backgrounds
        for position, role in enumerate(background.nearest)
    ]
    number = 0
    for file in files:
        for one in file.transitions:
            number += 1
            source = one.source or file.source
            from_background = one.origin in backgrounds
            yield [
                field.Transition(
                    id=number,
                    origin_role_id=None if from_background else one.origin,
                    origin_background_id=one.origin if from_background else None,
                    target_id=one.target,
                    difficulty=one.difficulty,
                    months=one.months,
                    verdict=one.verdict,
                    source_id=source,
                )
            ]
            yield [
                field.TransitionPart(
                    transition_id=number, kind="carries_over", position=position, text=text, source_id=source
                )
                for position, text in enumerate(one.carries_over)
            ] + [
                field.TransitionPart(
                    transition_id=number,
                    kind="learn",
                    position=position,
                    title=step.title,
                    text=step.detail,
                    months=step.months,
                    source_id=step.source or source,
                )
                for position, step in enumerate(one.learn)
            ]


def _trends(file: forms.TrendsFile) -> Iterator[Sequence[Row]]:
    yield [
        field.Trend(
            id=trend.id,
            position=position,
            kind=trend.kind,
            title=trend.title,
            text=trend.text,
            source_id=trend.source or file.source,
        )
        for position, trend in enumerate(file.trends)
    ]
    yield [
        field.TrendRole(trend_id=trend.id, role_id=role, source_id=trend.source or file.source)
        for trend in file.trends
        for role in trend.roles
    ]


def _viewpoints(viewpoints: list[forms.ViewpointForm]) -> Iterator[Sequence[Row]]:
    yield [
        field.Viewpoint(id=number, topic=one.topic, text=one.text, source_id=one.source)
        for number, one in enumerate(viewpoints)
    ]
    yield [
        field.ViewpointRole(viewpoint_id=number, role_id=role, source_id=one.source)
        for number, one in enumerate(viewpoints)
        for role in one.roles
    ]


def _guides(file: forms.GuidesFile) -> Iterator[Sequence[Row]]:
    yield [
        field.Guide(
            id=guide.id,
            position=position,
            topic=guide.topic,
            title=guide.title,
            lead=guide.lead,
            source_id=guide.source or file.source,
        )
        for position, guide in enumerate(file.guides)
    ]
    yield [
        field.GuidePart(
            guide_id=guide.id, kind=kind, position=position, text=text, source_id=guide.source or file.source
        )
        for guide in file.guides
        for kind, texts in (("point", guide.points), ("term", guide.terms), ("role", guide.roles))
        for position, text in enumerate(texts)
    ]


def _places(places: list[forms.PlaceForm]) -> Iterator[Row]:
    rank = {"country": 0, "region": 1, "state": 1, "metro": 2}
    for place in sorted(places, key=lambda one: rank[one.kind]):
        yield field.Place(
            id=place.id,
            name=place.name,
            kind=place.kind,
            within_id=place.within,
            iso=place.iso,
            bls_area=place.bls_area,
        )


def _place_parts(places: list[forms.PlaceForm]) -> Iterator[Row]:
    for place in places:
        for position, part in enumerate(place.stands_for):
            yield field.PlacePart(region_id=place.id, place_id=part, position=position)
