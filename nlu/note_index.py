"""The notes by meaning: which of thousands comes nearest to a question, in under a millisecond.

Roles are masked in what is embedded, so the way from A to B lies where the way from B to A lies. Which names
agree, and in which direction somebody goes, is therefore told beside the nearness.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import AbstractSet, Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.queries.notes import Note
from knowledge.stems import stems_of
from nlu.names.mention import Mention
from nlu.note_metric import learnt, unit
from nlu.sentence_encoder import SentenceEncoder, Vectors
from nlu.units import whole_unit

MOST = 16

# What a note's nearness is made of; the shares were chosen on phrasings held out from their notes.
_CENTROID, _NEAREST, _WORDS, _ANSWER = 0.5, 0.3, 0.2, 0.15
_REREAD = 96  # notes whose single phrasings are looked at
_USUAL = 0.6  # share of a note's phrasings that name a thing, from which the note is about it
_USUAL_END = 0.5  # the same of the ends of a change, among the phrasings that tell one
_LEAST_ENDS = 2  # phrasings that must tell one
_FEW_NEW = 0.02  # share of new phrasings to which the map that was learnt from the others is put
_LONGEST_LEAD = 220  # characters of an answer that say what it is about
_NAME_AGREES, _NAME_DIFFERS, _NAME_MISSING, _NAME_UNUSED = 0.04, 0.12, 0.06, 0.03
_ROLE_DIFFERS, _SAME_WAY = 0.3, 0.06
_NAMES = (
    "role", "unknown_role", "tool", "industry", "location", "degree", "field", "background", "level",
    "certificate",
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])")

Names = AbstractSet[tuple[str, str]]


@dataclass(frozen=True)
class Ends:
    """Where a change begins and ends: ids or words of roles and backgrounds."""

    origin: AbstractSet[str]
    target: AbstractSet[str]

    def compared_with(self, other: Ends) -> int:
        """Return 1 for the same way, -1 where one begins or ends elsewhere, 0 where nothing is told."""
        ends = [(self.origin, other.origin), (self.target, other.target)]
        told = [bool(one & another) for one, another in ends if one and another]
        against = bool(self.origin & other.target or self.target & other.origin) and not any(told)
        if against or not all(told):
            return -1
        return int(bool(told))


NOWHERE = Ends(frozenset(), frozenset())


@dataclass(frozen=True)
class Near:
    """How near a note comes to a question, sign by sign; 1 is the same.

    :param nearness: of all signs, by which the notes are ordered
    :param centre: cosine with the mean direction of its phrasings; ``nearest`` with the nearest of them
    :param answer: cosine with the beginning of its answer
    :param shared: share of the question's words, by rarity, that its phrasings hold
    :param agrees: how many names it shares with the question; ``differs`` how many stand against another
    :param way: 1 for a change in the same direction, else 0
    """

    note: str
    nearness: float
    centre: float
    nearest: float
    answer: float
    shared: float
    agrees: int
    differs: int
    way: int

    def as_list(self) -> list[object]:
        """Return it as a message carries it, in the order of the fields."""
        cosines = (self.nearness, self.centre, self.nearest, self.answer, self.shared)
        return [self.note, *(round(one, 3) for one in cosines), self.agrees, self.differs, self.way]


@dataclass(frozen=True)
class NoteIndex:
    """Notes by meaning; N notes, P phrasings, D the dimension of the encoder.

    :param ids: of the notes, (N,)
    :param centroids: the mean directions of their phrasings, (N, D)
    :param answers: the beginnings of their answers, (N, D)
    :param phrasings: unit vectors, (P, D), those of a note side by side
    :param starts: where the phrasings of each note begin, (N + 1,)
    :param words: notes and weights by word stem; weights lie between 0 and 1
    :param rarity: of each word stem among the notes; ``rarest`` of one that no note has
    :param names: what each note is about, as kind and id
    :param ends: of the change that each note is about
    :param metric: the map under which all of these vectors stand, (D, D)
    """

    ids: Sequence[str]
    centroids: Vectors
    answers: Vectors
    phrasings: NDArray[np.float16]
    starts: NDArray[np.int64]
    words: Mapping[str, tuple[NDArray[np.int64], Vectors]]
    rarity: Mapping[str, float]
    rarest: float
    names: Sequence[Names]
    ends: Sequence[Ends]
    metric: Vectors

    def rank(self, vector: Vectors, text: str, mentions: Sequence[Mention], most: int = MOST) -> list[Near]:
        """Return the notes nearest to a question, the nearest first; none that goes another way.

        :param vector: of the question, as the encoder makes it, (D,); ``text`` the question with its roles
            made alike
        """
        if not self.ids:
            return []
        vector = unit(vector @ self.metric)
        centre, answer = self.centroids @ vector, self.answers @ vector
        shared = self._shared_words(stems_of(text))
        first = _CENTROID * centre + _WORDS * shared + _ANSWER * answer
        said, way = names_in(mentions), ends_in(mentions)
        found = []
        for note in np.argsort(-first)[:_REREAD]:
            along = self.ends[note].compared_with(way)
            if along < 0:
                continue
            own = self.phrasings[self.starts[note] : self.starts[note + 1]]
            nearest = float((own @ vector).max())
            agrees, differs, agreement = _agreement(self.names[note], said)
            found.append(
                Near(
                    note=self.ids[note],
                    nearness=float(first[note]) + _NEAREST * nearest + agreement + _SAME_WAY * along,
                    centre=float(centre[note]),
                    nearest=nearest,
                    answer=float(answer[note]),
                    shared=float(shared[note]),
                    agrees=agrees,
                    differs=differs,
                    way=along,
                )
            )
        return sorted(found, key=lambda one: -one.nearness)[:most]

    def weights(self, text: str) -> dict[str, float]:
        """Return how much each word stem of a text tells: the rarer among the notes, the more."""
        return {stem: self.rarity.get(stem, self.rarest) for stem in sorted(stems_of(text))}

    def _shared_words(self, stems: AbstractSet[str]) -> Vectors:
        shared = np.zeros(len(self.ids), dtype=np.float32)
        whole = sum(self.rarity.get(stem, self.rarest) for stem in stems)
        for stem in stems:
            if stem in self.words:
                notes, weights = self.words[stem]
                shared[notes] += weights * self.rarity[stem]
        return shared / whole if whole else shared


def _agreement(about: Names, said: Names) -> tuple[int, int, float]:
    """Return how many names of a note a question shares, for how many it has another, and their weight."""
    agrees = differs = 0
    agreement = 0.0
    kinds = {kind for kind, _ in said}
    met = {kind for kind, value in about if (kind, value) in said}
    for one in about:
        if one in said:
            agrees += 1
            agreement += _NAME_AGREES
        elif one[0] in kinds and one[0] not in met:
            differs += 1
            agreement -= _ROLE_DIFFERS if one[0] == "role" else _NAME_DIFFERS
        elif one[0] != "role" or "role" in kinds:  # a role may be that of the question before
            agreement -= _NAME_MISSING
    unused = [one for one in said if one not in about and one[0] not in {kind for kind, _ in about}]
    return agrees, differs, agreement - _NAME_UNUSED * len(unused)


def names_in(mentions: Sequence[Mention]) -> Names:
    """Return the names in a text that a note may be about, as kind and id or words."""
    return frozenset((one.kind, one.value.lower()) for one in mentions if one.kind in _NAMES)


def ends_in(mentions: Sequence[Mention]) -> Ends:
    """Return where a change begins and ends, as far as a text tells."""
    return Ends(
        frozenset(one.value for one in mentions if one.part == "origin"),
        frozenset(one.value for one in mentions if one.part == "target"),
    )


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
    words, rarity = _words([[stems_of(masked) for masked, _ in one] for one in read])
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
        metric=metric,
    )
    return index, vectors


def _mapped(vectors: Sequence[NDArray[np.float16]], metric: Vectors) -> Vectors:
    return unit(np.array(vectors, dtype=np.float32).reshape(-1, len(metric)) @ metric)


def _lead(note: Note) -> str:
    return " ".join(_SENTENCE.split(note.answer.strip())[:2])[:_LONGEST_LEAD]


def _ends(read: Sequence[tuple[str, Sequence[Mention]]]) -> Ends:
    told = [ends for _, mentions in read if (ends := ends_in(mentions)) != NOWHERE]
    if len(told) < _LEAST_ENDS:
        return NOWHERE

    def usual(each: Sequence[AbstractSet[str]]) -> frozenset[str]:
        counted = Counter(value for one in each for value in one)
        return frozenset(value for value, count in counted.items() if count >= _USUAL_END * len(told))

    return Ends(usual([one.origin for one in told]), usual([one.target for one in told]))


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
