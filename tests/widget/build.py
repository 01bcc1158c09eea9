"""The built widget, for tests of the browser and of the server that delivers it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from launch.widget import WIDGET, ensure_widget_built
from tests.conftest import skip_unless_ci


@pytest.fixture(scope="session")
def packages() -> Path:
    """Return the widget's folder, built and with the packages of its tests."""
    if notice := ensure_widget_built():
        skip_unless_ci(notice)
    if not (WIDGET / "node_modules").is_dir():  # built on another machine
        subprocess.run(["npm", "ci"], cwd=WIDGET, check=True, capture_output=True)
    return WIDGET
