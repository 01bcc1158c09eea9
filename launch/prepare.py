"""What has to be there before the assistant starts: the filled knowledge base and the trained model."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import Iterator

from knowledge.errors import CatalogError, KnowledgeUnavailable
from knowledge.loader.load import ensure_loaded
from knowledge.versions import fingerprint as catalog_fingerprint
from launch.databases import check_conversations
from launch.errors import LaunchError
from launch.processes import Children
from launch.progress import Progress
from launch.settings import MODEL, Settings
from launch.training import fingerprint, is_trained, train
from nlu.settings import EncoderSettings
from settings import STATE


def prepare(children: Children, settings: Settings, progress: Progress) -> None:
    """Fill the knowledge base and train the model where their sources have changed, else return at once.

    :raises LaunchError: when either cannot be done
    """
    with _alone():
        check_conversations(settings.tracker_db_url)
        fill(progress)
        index_if_changed(children, progress)
        train_if_changed(children, progress)


def fill(progress: Progress) -> None:
    """Fill the knowledge base when the catalog has changed."""
    try:
        with progress.step("Filling the knowledge base"):
            ensure_loaded()
    except (CatalogError, KnowledgeUnavailable) as error:
        raise LaunchError(f"The knowledge base was not changed. {error}") from None


def train_if_changed(children: Children, progress: Progress) -> None:
    """Train the model when what it is trained on has changed."""
    wanted = fingerprint()
    if is_trained(wanted):
        return
    with progress.step("Training the model"):
        train(children, wanted)


def index_if_changed(children: Children, progress: Progress) -> None:
    """Index the notes by meaning when the catalog or the encoder has changed."""
    wanted = f"{catalog_fingerprint()} {EncoderSettings().model_sha256}\n"
    stamp = MODEL.with_name("notes.fingerprint")
    if stamp.is_file() and stamp.read_text() == wanted and stamp.with_suffix(".npz").is_file():
        return
    with progress.step("Indexing the notes"):
        child = children.start("notes", "nlu.note_store")
        if child.wait() != 0:
            raise LaunchError(f"The notes could not be indexed: {child.why()}")
    stamp.write_text(wanted)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock that lets one start at a time prepare; it is freed when the process ends."""
    with (STATE / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
