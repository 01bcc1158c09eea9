"""The documentation is tested: its questions are answered, its files and commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    assert "Source" in said or "short questions" in said, said


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_make_target_exists(page: Path) -> None:
    makefile = (PROJECT / "Makefile").read_text()
    for target in re.findall(r"(?:^|`)make ([a-z-]+)\b", page.read_text(), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_setting_in_the_table_is_read_by_the_code() -> None:
    code = "\n".join(
        path.read_text()
        for package in ("knowledge", "actions", "channels", "launch")
        for path in (PROJECT / package).rglob("*.py")
    )
    table = (PROJECT / "docs/running.md").read_text().split("## Settings")[1].split("## ")[0]
    for row in re.findall(r"^\| (`.*?`) \|", table, flags=re.MULTILINE):
        for name in re.findall(r"`([A-Z_]+)`", row):
            assert f'"{name}"' in code, name
