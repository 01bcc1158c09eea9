"""One assistant within the process, for all talks of a run."""

from __future__ import annotations

import pytest

from launch.in_process import InProcessAssistant
from launch.settings import MODEL
from tests.conftest import skip_unless_ci


@pytest.fixture(scope="session")
def in_process(shipped_knowledge: str) -> InProcessAssistant:
    """Return the trained model and the actions in this process."""
    if not MODEL.is_file():
        skip_unless_ci("No model is trained: run `make train`")
    return InProcessAssistant()
