"""The widget's modules: their types, and their own tests with Vitest."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_modules_pass_their_own_checks(script: str, packages: Path) -> None:
    done = subprocess.run(
        ["npm", "run", script], cwd=packages, capture_output=True, text=True, timeout=300, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_file_names_no_addresses(packages: Path) -> None:
    assert '"resolved"' not in (packages / "package-lock.json").read_text()
