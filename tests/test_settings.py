"""Every setting stands in the documented list, with its default, and every one listed there exists."""

from __future__ import annotations

import importlib
import re
from typing import Iterator

import pytest
from pydantic.fields import FieldInfo

from settings import PROJECT, STATE, FromEnvironment

PACKAGES = ("knowledge", "actions", "nlu", "channels", "web", "launch")
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \| (.*?) ?\| (.+) \|$", re.MULTILINE)
LISTED = {name: default for name, default, _ in ROW.findall((PROJECT / "docs/settings.md").read_text())}
#: Declared by two parts that run in different images, or mean their own by it.
SHARED = {
    "KNOWLEDGE_DB_URL": "the launcher checks its password",
    "SESSION_SECRET": "the launcher refuses production without it, before the channel reads it",
    "PORT": "a cluster has a default of its own",
}


def sources() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each of our modules."""
    for package in PACKAGES:
        for path in (PROJECT / package).rglob("*.py"):
            yield ".".join(path.relative_to(PROJECT).with_suffix("").parts), path.read_text()


def declared() -> Iterator[tuple[str, FieldInfo]]:
    """Yield the variable and the field of each setting where it is declared, not where it is inherited."""
    for module, text in sources():
        if "validation_alias=" in text:
            importlib.import_module(module.removesuffix(".__init__"))
    groups = [FromEnvironment]
    for group in groups:
        groups.extend(group.__subclasses__())
        for name in group.__annotations__:
            field = group.model_fields.get(name)
            if field is not None and field.validation_alias:
                yield str(field.validation_alias), field


FIELDS = list(declared())


def test_the_list_names_each_setting_and_nothing_else() -> None:
    assert set(LISTED) == {name for name, _ in FIELDS}


def test_each_setting_has_one_home() -> None:
    names = [name for name, _ in FIELDS]

    assert {name for name in names if names.count(name) > 1} == set(SHARED)


@pytest.mark.parametrize(("name", "field"), [one for one in FIELDS if one[0] not in SHARED])
def test_the_list_gives_each_default_as_it_is(name: str, field: FieldInfo) -> None:
    default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    in_words = (
        not field.default or field.default_factory or re.search(rf"{PROJECT}|{STATE}|\w{{64}}", default)
    )
    if in_words and default != "false":
        assert not re.fullmatch(r"`[^`]*`", LISTED[name])
    else:
        assert LISTED[name] == f"`{default}`"


def test_no_module_reads_a_variable_beside_the_settings() -> None:
    read = {
        (module, name)
        for module, text in sources()
        for name in re.findall(r"""(?:environ\.get\(|environ\[|getenv\()["'](\w+)["'][^=\n]*$""", text, re.M)
        if not re.search(rf"environ\[.{name}.\] =", text)
    }

    assert read == {
        ("launch.cluster.programs", "PATH"),
        ("channels.terminal", "CAREERBOT_TERMINAL_TURN"),  # the launcher's word to its own process
    }
