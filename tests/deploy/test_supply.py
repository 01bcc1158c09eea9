"""What the product is made of can be listed, and what is known against it asked for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import skip_unless_ci
from tests.deploy.image import PROJECT

LOCKS = ["requirements/assistant.txt", "requirements/actions.txt", "widget/package-lock.json"]


def run(what: str, state: Path) -> subprocess.CompletedProcess[str]:
    if shutil.which("npm") is None or not (PROJECT / ".tools" / "deploy").exists():
        skip_unless_ci("npm or .tools/deploy is missing on this machine")
    environment = {**os.environ, "CAREERBOT_STATE": str(state)}
    return subprocess.run(
        ["sh", "launch/supply.sh", what], cwd=PROJECT, env=environment, capture_output=True, text=True
    )


def pinned(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)==", (PROJECT / "requirements" / name).read_text(), re.MULTILINE))


def test_the_list_of_parts_holds_every_pinned_package_and_the_widgets_too(tmp_path: Path) -> None:
    assert run("sbom", tmp_path).returncode == 0

    for part in ("assistant", "actions"):
        listed = json.loads((tmp_path / "sbom" / f"{part}.json").read_text())
        assert listed["bomFormat"] == "CycloneDX"
        assert {one["name"].lower() for one in listed["components"]} == pinned(f"{part}.txt")
    widget = json.loads((tmp_path / "sbom" / "widget.json").read_text())
    assert {"preact", "vite"} <= {one["name"] for one in widget["components"]}


CLEAN = '{"name": "a", "version": "1", "vulns": []}'
SKIPPED = '{"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (1)"}'
KNOWN = '{"name": "c", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}'
NO_SERVICE = "not audited, for no advisory service can be reached from here."


def audited(
    folder: Path, report: str, complaint: str = "", npm: str = "found 0 vulnerabilities"
) -> tuple[int, str]:
    """Audit with programs that say what theirs would, and return the exit code and what was said."""
    found = f'{{"dependencies": [{report}], "fixes": []}}' if report else ""
    for name, said, code in (("pip-audit", found, bool(complaint)), ("npm", npm, "found 0" not in npm)):
        program = folder / name
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\necho '{complaint}' >&2\nexit {int(code)}\n")
        program.chmod(0o755)
    environment = {"PATH": f"{folder}:/usr/bin:/bin", "TOOLS": str(folder), "CAREERBOT_STATE": str(folder)}
    told = subprocess.run(
        ["sh", "launch/supply.sh", "audit"], cwd=PROJECT, env=environment, capture_output=True, text=True
    )
    assert not told.stderr
    return told.returncode, told.stdout


def test_an_audit_that_finds_nothing_says_so_of_every_lock(tmp_path: Path) -> None:
    code, said = audited(tmp_path, CLEAN)

    assert code == 0
    assert re.findall(r"^(\S+): nothing is known", said, re.MULTILINE) == LOCKS


@pytest.mark.parametrize(
    ("report", "complaint"),
    [(SKIPPED, ""), ("", "requests.exceptions.ConnectionError: Max retries exceeded")],
)
def test_an_audit_that_reaches_no_service_says_so_of_every_lock(
    tmp_path: Path, report: str, complaint: str
) -> None:
    code, said = audited(tmp_path, report, complaint, npm="npm error audit endpoint returned an error")

    assert code == 0
    assert said.splitlines() == [f"{lock}: {NO_SERVICE}" for lock in LOCKS]


def test_an_audit_tells_what_it_left_out_and_what_it_found(tmp_path: Path) -> None:
    code, said = audited(tmp_path, f"{CLEAN}, {SKIPPED}")
    assert code == 0
    assert "1 packages were not audited" in said

    code, said = audited(tmp_path, f"{CLEAN}, {KNOWN}, {SKIPPED}")
    assert code == 1
    assert "PYSEC-1" in said

    code, said = audited(tmp_path, CLEAN, npm="1 high severity vulnerability")
    assert code == 1
    assert "severity" in said


def test_an_audit_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    code, said = audited(tmp_path, "", "ERROR: no such file")

    assert code == 1
    assert "requirements/assistant.txt: not audited: ERROR: no such file" in said


@pytest.mark.parametrize("name", ["actions.Dockerfile", "assistant.Dockerfile"])
def test_every_base_image_is_named_by_its_digest(name: str) -> None:
    bases = re.findall(r"^FROM (\S+)(?: AS (\S+))?", (PROJECT / "deploy" / name).read_text(), re.MULTILINE)
    stages = {stage for _, stage in bases}

    assert bases
    for base, _ in bases:
        assert base in stages or re.search(r"@sha256:[0-9a-f]{64}$", base), base


def test_what_is_held_back_is_pinned_as_the_page_says() -> None:
    page = (PROJECT / "docs" / "security.md").read_text()
    lock = (PROJECT / "requirements" / "assistant.txt").read_text().lower()
    table = page.split("| held back | at | by |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in row.split("|")[1:3]] for row in table.splitlines()[2:]]

    assert len(rows) > 5
    for names, releases in rows:
        if releases.startswith("below "):
            pinned = re.search(rf"^{names}==(\d+)", lock, re.MULTILINE)
            assert pinned, names
            assert int(pinned[1]) < int(releases.removeprefix("below "))
            continue
        for name, release in zip(names.split(", "), releases.split(", "), strict=True):
            assert re.search(rf"^{name.lower()}=={re.escape(release)}\b", lock, re.MULTILINE), name
    for name, release in re.findall(r"^\| (\S+) ([\d.]+) \| CVE", page, re.MULTILINE):
        assert f"\n{name}=={release}" in lock, name
