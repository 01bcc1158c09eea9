"""What the tests of the understanding share: the recogniser of the catalog, and the trained assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.database import open_session
from nlu.evaluation.readings import Reader
from nlu.names.recogniser import Recogniser
from nlu.names.source import recogniser_from

MODELS = Path(__file__).resolve().parents[2] / "models"


@pytest.fixture(scope="session")
def recogniser(knowledge_url: str) -> Recogniser:
    """Return the recogniser of the catalog as it stands."""
    with open_session(knowledge_url) as session:
        return recogniser_from(session)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return the assistant's understanding from the trained model; `make test` trains it first."""
    return Reader(MODELS)
