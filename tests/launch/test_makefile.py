"""The Make targets: the ones that others rely on are there, and what they run exists."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
MAKEFILE = (PROJECT / "Makefile").read_text()
CONTRACT = {"setup", "chat", "serve", "train", "test", "bench", "evaluate", "pay", "transcript", "lock"}


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=PROJECT, capture_output=True, text=True)


def test_help_lists_every_target() -> None:
    listed = set(re.findall(r"^  make ([\w-]+)", make("help").stdout, re.MULTILINE))

    assert listed >= CONTRACT
    assert listed == set(re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", MAKEFILE))))
def test_what_a_target_runs_exists(module: str) -> None:
    found = importlib.util.find_spec(module)

    assert found is not None
    assert not found.submodule_search_locations or importlib.util.find_spec(f"{module}.__main__")


@pytest.mark.parametrize(("target", "variable"), [("evaluate", "QUESTIONS"), ("pay", "FOLDER")])
def test_a_target_without_its_file_says_what_to_name(target: str, variable: str) -> None:
    result = make(target, f"{variable}=missing.file")

    assert result.returncode != 0
    assert f"make {target} {variable}=" in result.stderr
