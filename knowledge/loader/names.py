"""What people call the things of the catalog: the rows by which a name in a question is recognised."""

from __future__ import annotations

from typing import Iterable, Iterator, Optional

from knowledge.loader.catalog import Catalog
from knowledge.tables.field import Name


def name_rows(catalog: Catalog) -> Iterator[Name]:
    """Yield the names of everything in the catalog, each once."""
    number = 0
    seen: set[tuple[str, str, str]] = set()
    for kind, value, text, how in _named(catalog):
        if (kind, value, text.casefold()) in seen:
            continue
        seen.add((kind, value, text.casefold()))
        number += 1
        yield Name(id=number, kind=kind, value=value, text=text, how=how)


def _named(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    for role in catalog.roles:
        yield from _texts("role", role.id, "name", [role.name, role.plural, *role.aliases])
        yield from _texts("role", role.id, "abbreviation", role.abbreviations)
        yield from _texts("role", role.id, "field", role.fields)
        yield from _texts("role", role.id, "wide", role.wide_fields)
    for tool in catalog.tools.tools:
        yield from _texts("tool", tool.id, "name", [tool.name, *tool.aliases])
    for industry in catalog.industries:
        yield from _texts("industry", industry.id, "name", [industry.name, *industry.aliases])
    for place in catalog.places:
        yield from _texts("location", place.id, "name", [place.name, *place.aliases])
        yield from _texts("location", place.id, "abbreviation", place.abbreviations)
        yield from _texts("location", place.id, "adjective", place.adjectives)
    for level in catalog.levels.levels:
        yield from _texts("level", level.id, "name", [level.name, *level.aliases])
        yield from _texts("level", level.id, "abbreviation", level.abbreviations)
    for certificate in catalog.advice.certificates:
        plain = certificate.name.replace(" – ", " ")  # nobody types a dash
        written = dict.fromkeys((certificate.name, plain, *certificate.aliases))
        yield from _texts("certificate", certificate.id, "name", list(written))
    for field_ in catalog.advice.study.fields:
        yield from _texts("field", field_.id, "name", [field_.name, *field_.aliases])
    for term in catalog.terms.terms:
        if term.kind == "head":  # the end of a title is no name by itself
            continue
        yield from _texts("term", term.id, "name", term.names)
    for file in catalog.transitions:
        for background in file.backgrounds:
            yield from _texts("background", background.id, "name", [background.name, *background.aliases])
            yield from _texts("background", background.id, "field", background.fields)


def _texts(
    kind: str, value: str, how: str, texts: Iterable[Optional[str]]
) -> Iterator[tuple[str, str, str, str]]:
    for text in texts:
        if text:
            yield kind, value, str(text), how
