"""The documentation is tested: its questions are answered, its files and commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.settings import CATALOG
from tests.running import RunningAssistant

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text()
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
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
