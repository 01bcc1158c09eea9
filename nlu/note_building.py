"""Building the index of the notes by meaning from their phrasings (see :mod:`nlu.note_index`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import AbstractSet, Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.queries.notes import Note
from knowledge.stems import stems_of
from nlu.names.mention import Mention
from nlu.note_index import NOWHERE, Ends, Names, NoteIndex, ends_in, is_left, names_in
from nlu.note_metric import learnt, unit
from nlu.sentence_encoder import SentenceEncoder, Vectors
from nlu.units import whole_unit

_USUAL = 0.6  # share of a note's phrasings that name a thing, from which the note is about it
_USUAL_END = 0.5  # the same of the ends of a change, among the phrasings that tell one
_LEAST_ENDS = 2  # phrasings that must tell one
_LEAST_SHARE_OF_ENDS = 0.34  # and the share of all of them that must
_FEW_NEW = 0.02  # share of new phrasings to which the map that was learnt from the others is put
_LONGEST_LEAD = 220  # characters of an answer that say what it is about
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])")


def build(
    notes: Sequence[Note],
    encoder: SentenceEncoder,
    find: Callable[[str], Sequence[Mention]],
    known: Mapping[str, NDArray[np.float16]] | None = None,
    metric: Vectors | None = None,
) -> tuple[NoteIndex, dict[str, NDArray[np.float16]]]:
    """Return the index of some notes, and the vector of each phrasing by its text.

    :param find: finds the names in a text
    :param known: vectors of phrasings that need not be embedded again
    :param metric: the map as it was learnt before, which is kept where few phrasings are new
    """
    read = [[(whole_unit(text, found := find(text)).masked, found) for text in note.asked] for note in notes]
    leads = [whole_unit(lead := _lead(note), find(lead)).masked for note in notes]
    texts = list(dict.fromkeys([*(masked for phrasings in read for masked, _ in phrasings), *leads]))
    vectors = {text: known[text] for text in texts if known and text in known}
    new = [text for text in texts if text not in vectors]
    for text, vector in zip(new, encoder.encode(new, workers=2).astype(np.float16), strict=True):
        vectors[text] = vector
    starts = np.cumsum([0, *map(len, read)])
    asked = [vectors[masked] for one in read for masked, _ in one]
    if metric is None or len(new) > _FEW_NEW * len(texts):
        metric = learnt(np.array(asked, dtype=np.float32).reshape(-1, encoder.dimension), starts)
    phrasings = _mapped(asked, metric)
    centroids = unit(np.add.reduceat(phrasings, starts[:-1], axis=0)) if len(notes) else phrasings
    stems = [[stems_of(masked) for masked, _ in one] for one in read]
    words, rarity = _words(stems)
    index = NoteIndex(
        ids=[note.id for note in notes],
        centroids=centroids,
        answers=_mapped([vectors[lead] for lead in leads], metric),
        phrasings=phrasings.astype(np.float16),
        starts=starts,
        words=words,
        rarity=rarity,
        rarest=rarest_among(len(notes)),
        names=[_about(note, one) for note, one in zip(notes, read, strict=True)],
        ends=[_ends(one) for one in read],
        stems=stems,
        professions=_professions(read),
        metric=metric,
    )
    return index, vectors


def _mapped(vectors: Sequence[NDArray[np.float16]], metric: Vectors) -> Vectors:
    return unit(np.array(vectors, dtype=np.float32).reshape(-1, len(metric)) @ metric)


def _lead(note: Note) -> str:
    return " ".join(_SENTENCE.split(note.answer.strip())[:2])[:_LONGEST_LEAD]


def _ends(read: Sequence[tuple[str, Sequence[Mention]]]) -> Ends:
    told = [ends for _, mentions in read if (ends := ends_in(mentions)) != NOWHERE]
    if len(told) < max(_LEAST_ENDS, _LEAST_SHARE_OF_ENDS * len(read)):
        return NOWHERE

    def usual(each: Sequence[AbstractSet[str]]) -> frozenset[str]:
        counted = Counter(value for one in each for value in one)
        return frozenset(value for value, count in counted.items() if count >= _USUAL_END * len(told))

    return Ends(usual([one.origin for one in told]), usual([one.target for one in told]))


def _professions(read: Sequence[Sequence[tuple[str, Sequence[Mention]]]]) -> dict[str, AbstractSet[int]]:
    held: dict[str, set[int]] = defaultdict(set)
    for note, phrasings in enumerate(read):
        for _, mentions in phrasings:
            for one in mentions:
                if is_left(one):
                    held[one.value].add(note)
    return dict(held)


def _about(note: Note, read: Sequence[tuple[str, Sequence[Mention]]]) -> Names:
    counted = Counter(name for _, mentions in read for name in names_in(mentions))
    usual = {name for name, count in counted.items() if count >= _USUAL * len(read)}
    kinds = {"place": "location"}
    bound = {(kinds.get(kind, kind), one) for kind, ids in note.about for one in ids if kind != "role"}
    return frozenset(usual | bound)


def _words(
    stems: Sequence[Sequence[frozenset[str]]],
) -> tuple[dict[str, tuple[NDArray[np.int64], Vectors]], dict[str, float]]:
    """Return notes and weights by word stem, and the rarity of each."""
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for note, each in enumerate(stems):
        counted = Counter(stem for phrasing in each for stem in phrasing)
        for stem, count in counted.items():
            holding[stem].append((note, min(1.0, 0.5 + count / len(each))))
    words = {
        stem: (np.array([note for note, _ in found]), np.array([w for _, w in found], dtype=np.float32))
        for stem, found in holding.items()
    }
    return words, rarity_of(words, len(stems))


def rarity_of(words: Mapping[str, tuple[NDArray[np.int64], Vectors]], notes: int) -> dict[str, float]:
    """Return the rarity of each word stem among a number of notes."""
    return {stem: float(np.log(1 + notes / len(found))) for stem, (found, _) in words.items()}


def rarest_among(notes: int) -> float:
    """Return the rarity of a word stem that none of a number of notes has."""
    return float(np.log(1 + notes))
