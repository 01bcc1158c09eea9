"""The notes by meaning: which of thousands comes nearest to a question, in under a millisecond.

``python -m nlu.note_index`` makes the index of the catalog's notes where they have changed. Only phrasings
that are new are embedded, so an edit of a note takes a second and no training.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import AbstractSet, Callable, Mapping, Sequence

import numpy as np
import structlog
from numpy.typing import NDArray

from knowledge.database import open_session
from knowledge.errors import CatalogError, KnowledgeUnavailable
from knowledge.loader.load import ensure_loaded
from knowledge.queries.notes import Note, all_notes
from knowledge.settings import CATALOG
from knowledge.versions import fingerprint
from nlu.names.mention import Mention
from nlu.names.source import shared_recogniser
from nlu.sentence_encoder import SentenceEncoder, Vectors, shared_encoder
from nlu.settings import EncoderSettings
from nlu.units import whole_unit
from settings import PROJECT

INDEX = PROJECT / "models" / "notes.npz"
MOST = 24
_log = structlog.get_logger(__name__)

# What a note's nearness is made of; the shares were chosen on phrasings held out from their notes.
_CENTROID, _NEAREST, _WORDS = 0.5, 0.3, 0.2
_REREAD = 96  # notes whose single phrasings are looked at
_USUAL = 0.6  # share of a note's phrasings that name a thing, from which the note is about it
_NAME_AGREES, _NAME_DIFFERS, _NAME_MISSING, _NAME_UNUSED = 0.04, 0.12, 0.06, 0.03
_NAMES = (
    "role", "unknown_role", "tool", "industry", "location", "degree", "field", "background", "level",
    "certificate",
)  # fmt: skip
_LONGEST_STEM = 7  # "statistics" and "statistician" speak of one thing
_SAME = {"maths": "math", "mathematics": "math", "mathematical": "math", "ms": "master", "msc": "master",
         "masters": "master", "bsc": "bachelor", "cert": "certificate", "certs": "certificate",
         "certifications": "certificate", "certification": "certificate", "resume": "cv"}  # fmt: skip
_WORD = re.compile(r"[a-z0-9+#.]*[a-z0-9+#]")
_PLAIN = frozenset(
    "a an the is are am be do does did i my me you your to of for in on at and or it that this with as "
    "from if so can could should would will what which how why when where who not no need get have has "
    "was were there about into just any some".split()
)

Names = AbstractSet[tuple[str, str]]


@dataclass(frozen=True)
class NoteIndex:
    """Notes by meaning; N notes, P phrasings, D the dimension of the encoder.

    :param ids: of the notes, (N,)
    :param centroids: the mean directions of their phrasings, (N, D)
    :param phrasings: unit vectors, (P, D), those of a note side by side
    :param starts: where the phrasings of each note begin, (N + 1,)
    :param words: notes and weights by word stem; weights lie between 0 and 1
    :param rarity: of each word stem among the notes; ``rarest`` of one that no note has
    :param names: what each note is about, as kind and id
    """

    ids: Sequence[str]
    centroids: Vectors
    phrasings: NDArray[np.float16]
    starts: NDArray[np.int64]
    words: Mapping[str, tuple[NDArray[np.int64], Vectors]]
    rarity: Mapping[str, float]
    rarest: float
    names: Sequence[Names]

    def rank(
        self, vector: Vectors, text: str, mentions: Sequence[Mention], most: int = MOST
    ) -> list[tuple[str, float]]:
        """Return the notes nearest to a question with their nearness (1 is the same), the nearest first.

        :param vector: the question's unit vector, (D,); ``text`` the question with its roles made alike
        """
        if not self.ids:
            return []
        centre = self.centroids @ vector
        shared = self._shared_words(text)
        first = _CENTROID * centre + _WORDS * shared
        kept = np.argsort(-first)[:_REREAD]
        said = names_in(mentions)
        found = []
        for note in kept:
            own = self.phrasings[self.starts[note] : self.starts[note + 1]]
            nearest = float((own @ vector).max())
            score = float(first[note]) + _NEAREST * nearest + self._agreement(self.names[note], said)
            found.append((self.ids[note], round(max(0.0, min(1.0, score)), 4)))
        return sorted(found, key=lambda one: -one[1])[:most]

    def _shared_words(self, text: str) -> Vectors:
        shared = np.zeros(len(self.ids), dtype=np.float32)
        stems = stems_of(text)
        whole = sum(self.rarity.get(stem, self.rarest) for stem in stems)
        for stem in stems:
            if stem in self.words:
                notes, weights = self.words[stem]
                shared[notes] += weights * self.rarity[stem]
        return shared / whole if whole else shared

    @staticmethod
    def _agreement(about: Names, said: Names) -> float:
        """Return how far the names of a question agree with those that a note is about."""
        agreement = 0.0
        kinds = {kind for kind, _ in said}
        for one in about:
            if one in said:
                agreement += _NAME_AGREES
            elif one[0] in kinds and not any(
                kind == one[0] and (kind, value) in said for kind, value in about
            ):
                agreement -= _NAME_DIFFERS
            elif one[0] != "role" or "role" in kinds:  # a role may be that of the question before
                agreement -= _NAME_MISSING
        unused = [one for one in said if one not in about and one[0] not in {kind for kind, _ in about}]
        return agreement - _NAME_UNUSED * len(unused)


def names_in(mentions: Sequence[Mention]) -> Names:
    """Return the names in a text that a note may be about, as kind and id or words."""
    return frozenset((one.kind, one.value.lower()) for one in mentions if one.kind in _NAMES)


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _PLAIN)


def _stem(word: str) -> str:
    word = _SAME.get(word, word)
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:_LONGEST_STEM]
    return word[:_LONGEST_STEM]


def build(
    notes: Sequence[Note],
    encoder: SentenceEncoder,
    find: Callable[[str], Sequence[Mention]],
    known: Mapping[str, NDArray[np.float16]] | None = None,
) -> tuple[NoteIndex, dict[str, NDArray[np.float16]]]:
    """Return the index of some notes, and the vector of each phrasing by its text.

    :param find: finds the names in a text
    :param known: vectors of phrasings that need not be embedded again
    """
    read = [[(whole_unit(text, found := find(text)).masked, found) for text in note.asked] for note in notes]
    texts = list(dict.fromkeys(masked for phrasings in read for masked, _ in phrasings))
    vectors = {text: known[text] for text in texts if known and text in known}
    new = [text for text in texts if text not in vectors]
    for text, vector in zip(new, encoder.encode(new, workers=2).astype(np.float16), strict=True):
        vectors[text] = vector
    phrasings = [np.stack([vectors[masked] for masked, _ in one]) for one in read]
    centroids = np.array([one.astype(np.float32).mean(axis=0) for one in phrasings], dtype=np.float32)
    index = _index(
        [note.id for note in notes],
        centroids / np.linalg.norm(centroids, axis=1, keepdims=True) if len(notes) else centroids,
        phrasings,
        [[stems_of(masked) for masked, _ in one] for one in read],
        [_about(note, one) for note, one in zip(notes, read, strict=True)],
    )
    return index, vectors


def _about(note: Note, read: Sequence[tuple[str, Sequence[Mention]]]) -> Names:
    counted = Counter(name for _, mentions in read for name in names_in(mentions))
    usual = {name for name, count in counted.items() if count >= _USUAL * len(read)}
    kinds = {"place": "location"}
    bound = {(kinds.get(kind, kind), one) for kind, ids in note.about for one in ids if kind != "role"}
    return frozenset(usual | bound)


def _index(
    ids: Sequence[str],
    centroids: Vectors,
    phrasings: Sequence[NDArray[np.float16]],
    stems: Sequence[Sequence[frozenset[str]]],
    names: Sequence[Names],
) -> NoteIndex:
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for note, each in enumerate(stems):
        counted = Counter(stem for phrasing in each for stem in phrasing)
        for stem, count in counted.items():
            holding[stem].append((note, min(1.0, 0.5 + count / len(each))))
    return NoteIndex(
        ids=ids,
        centroids=centroids,
        phrasings=np.concatenate(phrasings) if phrasings else np.empty((0, 0), dtype=np.float16),
        starts=np.cumsum([0, *map(len, phrasings)]),
        words={
            stem: (np.array([note for note, _ in found]), np.array([w for _, w in found], dtype=np.float32))
            for stem, found in holding.items()
        },
        rarity={stem: float(np.log(1 + len(ids) / len(found))) for stem, found in holding.items()},
        rarest=float(np.log(1 + len(ids))),
        names=names,
    )


def _state() -> str:
    """Return what an index depends on: the catalog and the encoder."""
    encoder = EncoderSettings()
    code = Path(__file__).read_bytes()
    known = f"{fingerprint(CATALOG)} {encoder.model_sha256} {encoder.tokenizer_sha256}"
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
    index, vectors = build(notes, shared_encoder(), shared_recogniser().find, known)
    _write(path, state, index, vectors)
    return index


def _write(path: Path, state: str, index: NoteIndex, vectors: Mapping[str, NDArray[np.float16]]) -> None:
    words = {stem: [notes.tolist(), weights.tolist()] for stem, (notes, weights) in index.words.items()}
    head = {
        "state": state,
        "encoder": EncoderSettings().model_sha256,
        "ids": list(index.ids),
        "words": words,
        "names": [sorted(one) for one in index.names],
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
                phrasings=index.phrasings,
                starts=index.starts,
                vectors=np.stack(list(vectors.values())) if vectors else np.empty((0, 0), dtype=np.float16),
            )
        fresh.replace(path)
    except OSError as error:
        _log.warning("notes.index_not_kept", reason=type(error).__name__)


_Kept = tuple[str, NoteIndex, Mapping[str, NDArray[np.float16]], str]


def _read(path: Path) -> _Kept | None:
    """Return the state, the index, the vectors of its phrasings and their encoder, or ``None``."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            head = json.loads(arrays["head"].tobytes())
            held = {name: arrays[name] for name in ("centroids", "phrasings", "starts", "vectors")}
        words = {
            stem: (np.array(notes), np.array(weights, dtype=np.float32))
            for stem, (notes, weights) in head["words"].items()
        }
        index = NoteIndex(
            ids=head["ids"],
            centroids=held["centroids"],
            phrasings=held["phrasings"],
            starts=held["starts"],
            words=words,
            rarity={stem: float(np.log(1 + len(head["ids"]) / len(one[0]))) for stem, one in words.items()},
            rarest=float(np.log(1 + len(head["ids"]))),
            names=[frozenset((kind, value) for kind, value in one) for one in head["names"]],
        )
        return head["state"], index, dict(zip(head["texts"], held["vectors"], strict=True)), head["encoder"]
    except (OSError, ValueError, KeyError, EOFError):
        return None


@lru_cache(maxsize=1)
def shared_note_index() -> NoteIndex:
    """Return the index of this process.

    :raises KnowledgeUnavailable: when the knowledge base does not answer
    """
    return make()


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
