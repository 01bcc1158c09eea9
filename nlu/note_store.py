"""The index of the notes on disk: made anew where the catalog, the encoder or the code has changed.

``python -m nlu.note_store`` makes it. Only phrasings that are new are embedded, so an edit of a note takes a
second and no training.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Mapping

import numpy as np
import structlog
from numpy.typing import NDArray

from knowledge.database import open_session
from knowledge.errors import CatalogError, KnowledgeUnavailable
from knowledge.loader.load import ensure_loaded
from knowledge.queries.notes import all_notes
from knowledge.settings import CATALOG
from knowledge.versions import fingerprint
from nlu import note_building, note_index, note_metric
from nlu.names.source import shared_recogniser
from nlu.note_building import build, rarest_among, rarity_of
from nlu.note_index import Ends, NoteIndex
from nlu.sentence_encoder import shared_encoder
from nlu.settings import EncoderSettings
from settings import PROJECT

INDEX = PROJECT / "models" / "notes.npz"
_ARRAYS = ("centroids", "answers", "phrasings", "starts", "metric", "vectors")
#: The code that learns the map; what another one learnt is not kept.
_LEARNT_BY = hashlib.sha256(Path(note_metric.__file__).read_bytes()).hexdigest()
_log = structlog.get_logger(__name__)


def _state() -> str:
    """Return what an index depends on: the catalog and the encoder."""
    encoder = EncoderSettings()
    parts = (note_index.__file__, note_building.__file__, __file__)
    code = b"".join(Path(part).read_bytes() for part in parts)
    known = f"{fingerprint(CATALOG)} {encoder.model_sha256} {encoder.tokenizer_sha256} {_LEARNT_BY}"
    return hashlib.sha256(known.encode() + code).hexdigest()


def make(path: Path = INDEX) -> NoteIndex:
    """Return the index of the knowledge base's notes, from its file where nothing has changed.

    A file that cannot be written costs the next start some seconds and nothing else.

    :raises KnowledgeUnavailable: when the knowledge base does not answer
    """
    state = _state()
    kept = _read(path)
    if kept is not None and kept[0] == state:
        return kept[1]
    ensure_loaded()
    with open_session() as session:
        notes = all_notes(session)
    known = kept[2] if kept is not None and kept[3] == EncoderSettings().model_sha256 else {}
    metric = kept[1].metric if kept is not None and known and kept[4] == _LEARNT_BY else None
    index, vectors = build(notes, shared_encoder(), shared_recogniser().find, known, metric)
    _write(path, state, index, vectors)
    return index


def known_vectors(path: Path = INDEX) -> Mapping[str, NDArray[np.float16]]:
    """Return the vectors of phrasings that the index holds already, by their text."""
    kept = _read(path)
    return kept[2] if kept is not None and kept[3] == EncoderSettings().model_sha256 else {}


def _write(path: Path, state: str, index: NoteIndex, vectors: Mapping[str, NDArray[np.float16]]) -> None:
    words = {stem: [notes.tolist(), weights.tolist()] for stem, (notes, weights) in index.words.items()}
    head = {
        "state": state,
        "encoder": EncoderSettings().model_sha256,
        "learnt_by": _LEARNT_BY,
        "ids": list(index.ids),
        "words": words,
        "names": [sorted(one) for one in index.names],
        "ends": [[sorted(one.origin), sorted(one.target)] for one in index.ends],
        "stems": [[sorted(phrasing) for phrasing in one] for one in index.stems],
        "professions": {name: sorted(held) for name, held in index.professions.items()},
        "texts": list(vectors),
    }
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            np.savez(
                file,
                head=np.frombuffer(json.dumps(head).encode(), dtype=np.uint8),
                centroids=index.centroids,
                answers=index.answers,
                phrasings=index.phrasings,
                starts=index.starts,
                metric=index.metric,
                vectors=np.stack(list(vectors.values())) if vectors else np.empty((0, 0), dtype=np.float16),
            )
        fresh.replace(path)
    except OSError as error:
        _log.warning("notes.index_not_kept", reason=type(error).__name__)


# Share of the notes from which a word is one of the field's questions: of 2,841 notes 22 are asked for by
# "stuck" and 23 by "negotiate", 4 by "weather" and 9 by "match".
_COMMON_IN = 0.0035
_Kept = tuple[str, NoteIndex, Mapping[str, NDArray[np.float16]], str, str]


def _read(path: Path) -> _Kept | None:
    """Return state, index, vectors of phrasings, their encoder and the code of the map, or ``None``."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            head = json.loads(arrays["head"].tobytes())
            held = {name: arrays[name] for name in _ARRAYS}
        words = {
            stem: (np.array(notes), np.array(weights, dtype=np.float32))
            for stem, (notes, weights) in head["words"].items()
        }
        index = NoteIndex(
            ids=head["ids"],
            centroids=held["centroids"],
            answers=held["answers"],
            phrasings=held["phrasings"],
            starts=held["starts"],
            words=words,
            rarity=rarity_of(words, len(head["ids"])),
            rarest=rarest_among(len(head["ids"])),
            names=[frozenset((kind, value) for kind, value in one) for one in head["names"]],
            ends=[Ends(frozenset(origin), frozenset(target)) for origin, target in head["ends"]],
            stems=[[frozenset(phrasing) for phrasing in one] for one in head["stems"]],
            professions={name: frozenset(held) for name, held in head["professions"].items()},
            metric=held["metric"],
        )
        vectors = dict(zip(head["texts"], held["vectors"], strict=True))
        return head["state"], index, vectors, head["encoder"], head["learnt_by"]
    except (OSError, ValueError, KeyError, EOFError):
        return None


@lru_cache(maxsize=1)
def shared_note_index() -> NoteIndex:
    """Return the index of this process.

    :raises KnowledgeUnavailable: when the knowledge base does not answer
    """
    return make()


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    index = shared_note_index()
    least = _COMMON_IN * len(index.ids)
    return frozenset(stem for stem, (notes, _) in index.words.items() if len(notes) >= least)


def shared_note_words() -> frozenset[str]:
    """Return the stems of words by which several notes are asked for; none without a knowledge base."""
    try:
        return _common_words()
    except (KnowledgeUnavailable, CatalogError):
        return frozenset()


def main() -> int:
    """Make the index, and say how many notes it holds."""
    try:
        index = make()
    except (KnowledgeUnavailable, CatalogError) as error:
        print(f"The notes could not be indexed. {error}", file=sys.stderr)
        return 1
    print(f"{len(index.ids)} notes are indexed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
