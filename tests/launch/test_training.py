"""When the model is trained, and when it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from launch.errors import LaunchError
from launch.processes import Children
from launch.training import fingerprint, is_trained, train


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "config.yml": "pipeline: []",
        "domain.yml": "intents: [ask_salary]",
        "data/nlu/salary.yml": "nlu: []",
        "nlu/names/recogniser.py": "x = 1",
        "knowledge/catalog/roles/ml_engineer.yml": "id: ml_engineer",
        "requirements/assistant.txt": "rasa==3.6.21 \\\n    --hash=sha256:aa\nslack-bolt==1.0 \\\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


class Training:
    """Stands in for the process of `rasa train`."""

    def __init__(self, model: Path, *, ends: int | type[BaseException]) -> None:
        self.model = model
        self.ends = ends

    def start(self, *_: str) -> Training:
        return self

    def wait(self) -> int:
        self.model.write_text("half" if self.ends else "whole")
        if isinstance(self.ends, int):
            return self.ends
        raise self.ends

    def why(self) -> str:
        return "line 3 is no YAML"


def run(training: Training, wanted: str) -> None:
    train(cast(Children, training), wanted, training.model)


@pytest.mark.parametrize(
    "changed", ["config.yml", "domain.yml", "data/nlu/salary.yml", "nlu/names/recogniser.py"]
)
def test_a_change_of_what_is_learned_from_asks_for_training(project: Path, changed: str) -> None:
    before = fingerprint(project)

    (project / changed).write_text("changed")

    assert fingerprint(project) != before


def test_a_new_file_of_training_questions_asks_for_training(project: Path) -> None:
    before = fingerprint(project)

    (project / "data/nlu/more.yml").write_text("nlu: []")

    assert fingerprint(project) != before


def test_a_change_of_the_catalog_asks_for_none(project: Path) -> None:
    before = fingerprint(project)

    (project / "knowledge/catalog/roles/prompt_engineer.yml").write_text("id: prompt_engineer")

    assert fingerprint(project) == before


@pytest.mark.parametrize(
    ("old", "new", "same"), [("rasa==3.6.21", "rasa==3.6.22", False), ("bolt==1.0", "bolt==2", True)]
)
def test_only_the_packages_that_make_a_model_count(project: Path, old: str, new: str, same: bool) -> None:
    requirements = project / "requirements/assistant.txt"
    before = fingerprint(project)

    requirements.write_text(requirements.read_text().replace(old, new))

    assert (fingerprint(project) == before) is same


def test_a_trained_model_is_known_by_its_fingerprint(tmp_path: Path) -> None:
    model = tmp_path / "careerbot.tar.gz"

    run(Training(model, ends=0), "abc")

    assert is_trained("abc", model)
    assert not is_trained("def", model)
    model.unlink()
    assert not is_trained("abc", model)


@pytest.mark.parametrize("harm", [b"", b"nonsense", None])
def test_a_model_that_was_damaged_since_is_trained_anew(tmp_path: Path, harm: bytes | None) -> None:
    model = tmp_path / "careerbot.tar.gz"
    run(Training(model, ends=0), "abc")

    model.write_bytes(model.read_bytes()[:-1] + b"x" if harm is None else harm)

    assert not is_trained("abc", model)


@pytest.mark.parametrize("ends", [1, KeyboardInterrupt])
def test_a_training_that_did_not_end_well_counts_as_none(tmp_path: Path, ends: Any) -> None:
    model = tmp_path / "careerbot.tar.gz"
    run(Training(model, ends=0), "abc")

    with pytest.raises((LaunchError, KeyboardInterrupt)):
        run(Training(model, ends=ends), "abc")

    assert not is_trained("abc", model)


def test_a_failed_training_tells_why(tmp_path: Path) -> None:
    with pytest.raises(LaunchError, match="Training failed: line 3 is no YAML"):
        run(Training(tmp_path / "careerbot.tar.gz", ends=1), "abc")
