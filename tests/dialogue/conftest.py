"""One assistant within the process, for all talks of a run."""

from __future__ import annotations

import pytest

from launch.in_process import InProcessAssistant
from launch.settings import MODEL
from tests.conftest import skip_unless_ci


@pytest.fixture(scope="session")
def loaded(knowledge_url: str) -> InProcessAssistant:
    """Load the trained model and the actions in this process, once."""
    if not MODEL.is_file():
        skip_unless_ci("No model is trained: run `make train`")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KNOWLEDGE_DB_URL", knowledge_url)
        return InProcessAssistant()


@pytest.fixture
def in_process(loaded: InProcessAssistant, shipped_knowledge: str) -> InProcessAssistant:
    """Return the assistant, its settings pointing to the shipped catalog."""
    return loaded
