"""The whole catalog: all its files, read and checked against each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Collection, Iterator, Optional

from knowledge.errors import CatalogError
from knowledge.loader import forms
from knowledge.loader.advice import Advice, check_advice, read_advice
from knowledge.loader.figures import Figures, check_references, read_figures
from knowledge.loader.files import FormType, line_of_text, read_form
from knowledge.loader.form_fields import Form
from knowledge.loader.notes import NoteForm, NotesFile
from knowledge.loader.role_forms import RoleForm
from knowledge.loader.terms import TERMS, TermsFile, check_terms
from knowledge.months import difficulty_of


@dataclass(frozen=True)
class Catalog:
    """All facts of the catalog, checked but not yet stored."""

    sources: list[forms.SourceForm]
    levels: forms.LevelsFile
    places: list[forms.PlaceForm]
    tools: forms.ToolsFile
    roles: list[RoleForm]
    industries: list[forms.IndustryForm]
    transitions: list[forms.TransitionsFile]
    trends: forms.TrendsFile
    viewpoints: list[forms.ViewpointForm]
    guides: forms.GuidesFile
    advice: Advice
    terms: TermsFile
    notes: dict[str, list[NoteForm]]  # by file
    figures: Figures


def read_catalog(root: Path) -> Catalog:
    """Read and check all catalog files under ``root``.

    :raises CatalogError: for the first fault, with file, line, field and remedy
    """
    roles = _read_folder(root, "roles", RoleForm)
    industries = _read_folder(root, "industries", forms.IndustryForm)
    catalog = Catalog(
        sources=read_form(root / "sources.yml", forms.SourcesFile, root=root).sources,
        levels=read_form(root / "levels.yml", forms.LevelsFile, root=root),
        places=read_form(root / "places.yml", forms.PlacesFile, root=root).places,
        tools=read_form(root / "tools.yml", forms.ToolsFile, root=root),
        roles=roles,
        industries=industries,
        transitions=_read_folder(root, "transitions", forms.TransitionsFile),
        trends=read_form(root / "trends.yml", forms.TrendsFile, root=root),
        viewpoints=read_form(root / "viewpoints.yml", forms.ViewpointsFile, root=root).viewpoints,
        guides=read_form(root / "guides.yml", forms.GuidesFile, root=root),
        advice=read_advice(root),
        terms=read_form(root / TERMS, TermsFile, root=root),
        notes={
            f"notes/{path.name}": read_form(path, NotesFile, root=root, of_list="notes").notes
            for path in sorted((root / "notes").glob("*.yml"))
        },
        figures=read_figures(root / "figures"),
    )
    _check(catalog, root)
    return catalog


def _read_folder(root: Path, folder: str, form: type[FormType]) -> list[FormType]:
    paths = sorted((root / folder).glob("*.yml"))
    if not paths:
        raise CatalogError(folder, None, "", "holds no .yml file", "Restore the catalog folder")
    return [read_form(path, form, root=root) for path in paths]


class _Check:
    """Collects ids and reports the first reference that leads nowhere."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def unique(self, ids: list[str], file: str) -> set[str]:
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                raise CatalogError(file, self._line(file, one), "id", f"{one!r} stands twice", "Keep one")
            seen.add(one)
        return seen

    def known(self, value: Optional[str], among: Collection[str], file: str, field: str, where: str) -> None:
        if value is not None and value not in among:
            raise CatalogError(
                file,
                self._line(file, value),
                field,
                f"{value!r} is not in {where}",
                f"Add it to {where}, or correct it",
            )

    def _line(self, file: str, text: str) -> Optional[int]:
        path = self.root / file
        return line_of_text(path, text) if path.is_file() else None


def _check(catalog: Catalog, root: Path) -> None:
    check = _Check(root)
    sources = check.unique([source.id for source in catalog.sources], "sources.yml")
    tools = check.unique([tool.id for tool in catalog.tools.tools], "tools.yml")
    places = check.unique([place.id for place in catalog.places], "places.yml")
    roles = check.unique([role.id for role in catalog.roles], "roles")
    backgrounds = check.unique(
        [background.id for file in catalog.transitions for background in file.backgrounds], "transitions"
    )
    check.unique([trend.id for trend in catalog.trends.trends], "trends.yml")
    check.unique([industry.id for industry in catalog.industries], "industries")
    check.unique([level.id for level in catalog.levels.levels], "levels.yml")

    for role in catalog.roles:
        file = f"roles/{role.id}.yml"
        if not (root / file).is_file():
            raise CatalogError(
                "roles", None, "id", f"no file is named {role.id}.yml", "Name the file after its id"
            )
        for tool in role.tools:
            check.known(tool.tool, tools, file, "tools", "tools.yml")
        check.unique([tool.tool for tool in role.tools], file)
        check.unique([skill.name for skill in role.skills], file)
        for source in _sources_of(role):
            check.known(source, sources, file, "source", "sources.yml")
        for occupation in role.outlook.occupations:
            check.known(
                occupation,
                catalog.figures.occupation_ids,
                file,
                "outlook.occupations",
                "figures/occupations.csv",
            )
    for industry in catalog.industries:
        file = f"industries/{industry.id}.yml"
        for source in _sources_of(industry):
            check.known(source, sources, file, "source", "sources.yml")
        for application in industry.applications:
            for one in application.roles:
                check.known(one, roles, file, "applications.roles", "roles/")
    for path, transitions in zip(
        sorted((root / "transitions").glob("*.yml")), catalog.transitions, strict=True
    ):
        file = f"transitions/{path.name}"
        for source in _sources_of(transitions):
            check.known(source, sources, file, "source", "sources.yml")
        for transition in transitions.transitions:
            check.known(transition.origin, roles | backgrounds, file, "origin", "roles/ or the backgrounds")
            check.known(transition.target, roles, file, "target", "roles/")
            rule = difficulty_of(transition.months)
            if transition.difficulty != rule:
                way = f"{transition.origin} to {transition.target}"
                problem = f"{way} is {transition.difficulty}, but {transition.months} are {rule}"
                raise CatalogError(file, None, "difficulty", problem, "Correct the one or the other")
    check.unique(
        [f"{one.origin} to {one.target}" for file in catalog.transitions for one in file.transitions],
        "transitions",
    )
    check_advice(catalog.advice, check.known, check.unique, roles=roles, tools=tools, sources=sources)
    certificates = {one.id for one in catalog.advice.certificates}
    for role in catalog.roles:
        for held in role.certifications:
            file = f"roles/{role.id}.yml"
            check.known(held.certificate, certificates, file, "certificate", "certificates.yml")
    check_references(catalog.figures, roles=roles, sources=sources, tools=tools, places=places)
    areas, sectors = catalog.figures.wage_codes("state", "metro"), catalog.figures.wage_codes("industry")
    wages = "figures/wages_official.csv"
    for industry in catalog.industries:
        check.known(industry.bls_industry, sectors, f"industries/{industry.id}.yml", "bls_industry", wages)
    for place in catalog.places:
        check.known(place.bls_area, areas, "places.yml", "bls_area", wages)
    for place in catalog.places:
        for other in (place.within, *place.stands_for):
            check.known(other, places, "places.yml", "within", "places.yml")
    check.unique([guide.id for guide in catalog.guides.guides], "guides.yml")
    for guide in catalog.guides.guides:
        for one in guide.roles:
            check.known(one, roles, "guides.yml", "roles", "roles/")
    known: dict[str, set[str]] = {
        "roles": roles,
        "tools": tools,
        "certificates": certificates,
        "fields": {one.id for one in catalog.advice.study.fields},
        "backgrounds": backgrounds | roles,  # where somebody comes from may be a role too
        "industries": {industry.id for industry in catalog.industries},
        "places": places,
        "sources": sources,
    }
    seen: set[str] = set()
    for note_file, notes in catalog.notes.items():
        for note in notes:
            if note.id in seen:
                check.unique([note.id, note.id], note_file)
            seen.add(note.id)
            for kind, among in known.items():
                for one in getattr(note, kind):
                    check.known(one, among, note_file, f"{note.id}.{kind}", f"the catalog's {kind}")
    check_terms(catalog.terms, check.known, check.unique, roles=roles, notes=seen)
    for role in catalog.roles:
        check.known(role.like, roles - {role.id}, f"roles/{role.id}.yml", "like", "roles/")
    for file_ in catalog.transitions:
        for background in file_.backgrounds:
            others = (roles | backgrounds) - {background.id}
            check.known(background.like, others, "transitions", "like", "roles/ or the backgrounds")
            for one in background.nearest:
                check.known(one, roles, "transitions", "nearest", "roles/")
    for trend in catalog.trends.trends:
        for one in trend.roles:
            check.known(one, roles, "trends.yml", "roles", "roles/")
    for viewpoint in catalog.viewpoints:
        if viewpoint.source is None:
            raise CatalogError(
                "viewpoints.yml", None, "source", "a viewpoint has no source", "Add its source"
            )
        for one in viewpoint.roles:
            check.known(one, roles, "viewpoints.yml", "roles", "roles/")
    for source in (
        *_sources_of(catalog.trends),
        *_sources_of(catalog.tools),
        *_sources_of(catalog.guides),
        *_sources_of(catalog.levels),
        *(source for viewpoint in catalog.viewpoints for source in _sources_of(viewpoint)),
    ):
        check.known(source, sources, "sources.yml", "id", "sources.yml")


def _sources_of(form: Form) -> Iterator[str]:
    """Yield every source id that a form and the forms within it name."""
    for name, value in form:
        if name == "source" and value is not None:
            yield value
        elif isinstance(value, Form):
            yield from _sources_of(value)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Form):
                    yield from _sources_of(item)
