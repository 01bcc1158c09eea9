"""The documentation is tested: its questions are answered, its files and commands exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from knowledge.settings import CATALOG
from tests.running import RunningAssistant

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text()
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
#: Pages of promises: each of their sections names the tests of what it says.
PROMISES = ("security.md", "running.md", "widget.md", "deploying.md")
_NO_PROMISE = {"Working on it"}
QUESTIONS = re.findall(r"^- (.+)$", README.split("## Ask it")[1].split("## ")[0], flags=re.MULTILINE)


def test_the_readme_has_questions() -> None:
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_of_the_readme_is_answered(assistant: RunningAssistant, question: str) -> None:
    said = assistant.conversation().say(question)
    assert "Source" in said or "Advice, checked" in said or "short questions" in said, said


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_make_target_exists(page: Path) -> None:
    makefile = (PROJECT / "Makefile").read_text()
    for target in re.findall(r"(?:^|`)make ([a-z-]+)\b", page.read_text(), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_readme_counts_the_roles_and_industries_of_the_catalog() -> None:
    roles = len(list((CATALOG / "roles").glob("*.yml")))
    industries = len(list((CATALOG / "industries").glob("*.yml")))

    assert f"engineers and {roles - 2} roles beside them" in README
    assert f"how {industries} industries use AI" in README


def known_tests() -> set[str]:
    """Return the names of all tests, and of the files that hold them."""
    files = list((PROJECT / "tests").rglob("test_*.py"))
    found = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text())}
    return found | {file.name for file in files}


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"\b(test_\w+(?:\.py)?)", page.read_text()))

    assert named - known_tests() == set()


@pytest.mark.parametrize("name", PROMISES)
def test_every_section_of_a_page_of_promises_names_its_tests(name: str) -> None:
    sections = re.split(r"^## ", (PROJECT / "docs" / name).read_text(), flags=re.MULTILINE)[1:]
    titles = [one.partition("\n")[0] for one in sections if "test_" not in one and "tests/" not in one]

    assert set(titles) <= _NO_PROMISE


def test_the_version_is_the_same_wherever_it_has_to_be_repeated() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]
    repeated = {
        "widget/package.json": r'"version": "(.+)"',
        "deploy/kubernetes/kustomization.yaml": r"newTag: ([^}\s]+)",
        "docs/deploying.md": r"REGISTRY/careerbot/\w+:(\S+)",
        "CHANGELOG.md": r"\A(?s:.*?)^## (\d\S+)$",
    }

    for name, pattern in repeated.items():
        assert set(re.findall(pattern, (PROJECT / name).read_text(), re.M)) == {version}, name
