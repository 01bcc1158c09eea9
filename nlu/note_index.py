"""The notes by meaning: which of thousands comes nearest to a question, in under a millisecond.

Roles are masked in what is embedded, so the way from A to B lies where the way from B to A lies. Which names
agree, and in which direction somebody goes, is therefore told beside the nearness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import AbstractSet, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.stems import stems_of
from nlu.names.mention import Mention
from nlu.note_metric import unit
from nlu.sentence_encoder import Vectors

MOST = 24

# What a note's nearness is made of; the shares were chosen on phrasings held out from their notes.
_CENTROID, _NEAREST, _WORDS, _ANSWER = 0.5, 0.3, 0.2, 0.15
_REREAD = 96  # notes whose single phrasings are looked at
_NAME_AGREES, _NAME_DIFFERS, _NAME_MISSING, _NAME_UNUSED = 0.04, 0.12, 0.06, 0.03
_ROLE_DIFFERS, _SAME_WAY = 0.3, 0.06
# What it adds that a note's phrasings hold the profession, or the role, that somebody tells of themselves.
_MET, _MET_IN_ROLE = 0.15, 0.04
_NAMES = (
    "role", "unknown_role", "tool", "industry", "location", "degree", "field", "background", "level",
    "certificate",
)  # fmt: skip

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
    :param covered: share of the words of its best phrasing, by rarity, that the question holds
    :param met: 1 where one of its phrasings holds a profession that the asker has, else 0
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
    covered: float
    met: int

    def as_list(self) -> list[object]:
        """Return it as a message carries it, in the order of the fields."""
        cosines = (self.nearness, self.centre, self.nearest, self.answer, self.shared)
        named = (self.agrees, self.differs, self.way)
        return [self.note, *(round(one, 3) for one in cosines), *named, round(self.covered, 3), self.met]


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
    :param stems: of the words of each phrasing of each note
    :param professions: the notes whose phrasings hold a profession, by its id
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
    stems: Sequence[Sequence[AbstractSet[str]]]
    professions: Mapping[str, AbstractSet[int]]
    metric: Vectors

    def rank(self, vector: Vectors, text: str, mentions: Sequence[Mention], most: int = MOST) -> list[Near]:
        """Return the notes nearest to a question, the nearest first; none that goes another way.

        A note on a profession is none for who wants to go there, unless it tells that way.

        :param vector: of the question, as the encoder makes it, (D,); ``text`` the question with its roles
            made alike
        """
        if not self.ids:
            return []
        vector = unit(vector @ self.metric)
        centre, answer = self.centroids @ vector, self.answers @ vector
        stems = stems_of(text)
        shared = self._shared_words(stems)
        first = _CENTROID * centre + _WORDS * shared + _ANSWER * answer
        said, way = names_in(mentions), ends_in(mentions)
        goes_for = {one.value for one in mentions if one.kind == "background" and one.part == "target"}
        met = self._met(mentions, "background")
        first[list(met)] += _MET
        met |= (in_role := self._met(mentions, "role"))
        first[list(in_role)] += _MET_IN_ROLE
        found = []
        for note in np.argsort(-first)[:_REREAD]:
            along = self.ends[note].compared_with(way)
            about = {value for kind, value in self.names[note] if kind == "background"}
            if along < 0 or goes_for & about - self.ends[note].target:
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
                    covered=max(self._held(phrasing, stems) for phrasing in self.stems[note]),
                    met=int(note in met),
                )
            )
        return sorted(found, key=lambda one: -one.nearness)[:most]

    def weights(self, text: str) -> dict[str, float]:
        """Return how much each word stem of a text tells: the rarer among the notes, the more."""
        return {stem: self.rarity.get(stem, self.rarest) for stem in sorted(stems_of(text))}

    def _met(self, mentions: Sequence[Mention], kind: str) -> frozenset[int]:
        """Return the notes that speak of somebody's profession, as one on trades does of electricians."""
        own = (
            one.value for one in mentions if one.kind == kind and (is_left(one) or one.standing == "person")
        )
        return frozenset().union(*(self.professions.get(one, frozenset()) for one in own))

    def _held(self, phrasing: AbstractSet[str], stems: AbstractSet[str]) -> float:
        """Return the share of a phrasing's words, by rarity, that stand in a question."""
        whole = sum(self.rarity[stem] for stem in phrasing)
        return sum(self.rarity[stem] for stem in phrasing & stems) / whole if whole else 0.0

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


def is_left(one: Mention) -> bool:
    """Return whether a name is a profession that somebody has or leaves; a role is one where a way begins."""
    if one.kind == "background":
        return one.part != "target"
    return one.kind == "role" and one.part == "origin"
