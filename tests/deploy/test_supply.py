"""What the product is made of can be listed, and what is known against it asked for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from tests.conftest import skip_unless_ci
from tests.deploy.image import PROJECT

PARTS = PROJECT / ".careerbot" / "sbom"


def run(what: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("npm") is None or not (PROJECT / ".tools" / "deploy").exists():
        skip_unless_ci("npm or .tools/deploy is missing on this machine")
    return subprocess.run(["sh", "launch/supply.sh", what], cwd=PROJECT, capture_output=True, text=True)


def pinned(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)==", (PROJECT / "requirements" / name).read_text(), re.MULTILINE))


def test_the_list_of_parts_holds_every_pinned_package_and_the_widgets_too() -> None:
    shutil.rmtree(PARTS, ignore_errors=True)

    assert run("sbom").returncode == 0

    for part in ("assistant", "actions"):
        listed = json.loads((PARTS / f"{part}.json").read_text())
        assert listed["bomFormat"] == "CycloneDX"
        assert {one["name"].lower() for one in listed["components"]} == pinned(f"{part}.txt")
    widget = json.loads((PARTS / "widget.json").read_text())
    assert {"preact", "vite"} <= {one["name"] for one in widget["components"]}


def test_an_audit_says_of_every_lock_what_it_found_or_that_it_reached_nobody() -> None:
    told = run("audit")

    assert told.returncode in (0, 1), told.stderr
    for lock in ("requirements/assistant.txt", "requirements/actions.txt", "widget/package-lock.json"):
        assert lock in told.stdout or told.returncode == 1


@pytest.mark.parametrize("name", ["actions.Dockerfile", "assistant.Dockerfile"])
def test_every_base_image_is_named_by_its_digest(name: str) -> None:
    bases = re.findall(r"^FROM (\S+)(?: AS (\S+))?", (PROJECT / "deploy" / name).read_text(), re.MULTILINE)
    stages = {stage for _, stage in bases}

    assert bases
    for base, _ in bases:
        assert base in stages or re.search(r"@sha256:[0-9a-f]{64}$", base), base
