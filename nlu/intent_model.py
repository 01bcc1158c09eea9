"""The intent model as plain arrays: two opinions on a text, and how near it lies to what is known.

It needs nothing but numpy and scikit-learn's n-gram counter to answer, and loads in milliseconds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.units import Unit

Array = NDArray[np.floating[Any]]

DECLINING = ("out_of_scope", "out_of_scope_career")
PRESENCE_SCALE = 0.15  # a name's presence weighs as much as a coordinate of the unit vector, not more
OPINION = 0.3  # share of the n-gram classifier's opinion
NEIGHBOURS = 3
DIRECTIONS = 192  # of an embedding's, in which nearness is measured: half the work
_LEAST = -7.0  # log probability below which an opinion is no stronger


@dataclass
class IntentModel:
    """Weights of the intent classifier; N training questions, K intents, D features, V n-grams.

    :param classes: the intents, (K,)
    :param weights: of the embedding and the presence of names, (K, D)
    :param bias: (K,)
    :param ngrams: the character n-grams of the second opinion, (V,)
    :param idf: their inverse document frequencies, (V,)
    :param ngram_weights: (K, V); ``ngram_bias`` (K,)
    :param temperature: divides the joint log odds, so that a confidence is the share of right answers
    :param basis: the directions in which training questions differ most, (embedding, :data:`DIRECTIONS`)
    :param examples: the training questions along these, (N, :data:`DIRECTIONS`)
    :param labels: their intents as indices, (N,)
    :param decline_weights: of :meth:`decline_signs`; ``decline_bias`` a number
    :param decline_from: estimated chance of being off topic from which a text is declined
    :param unsure_below: confidence below which the reading is offered as guesses
    """

    classes: NDArray[np.str_]
    weights: Array
    bias: Array
    ngrams: NDArray[np.str_]
    idf: Array
    ngram_weights: Array
    ngram_bias: Array
    temperature: float
    basis: Array
    examples: Array
    labels: NDArray[np.int64]
    decline_weights: Array
    decline_bias: float
    decline_from: float
    unsure_below: float

    def __post_init__(self) -> None:
        # What answering needs in another order than the file has it; built once, at load.
        self._declining = declining = np.isin(self.classes, DECLINING)
        self._place = {str(ngram): place for place, ngram in enumerate(self.ngrams)}
        self._rows = np.ascontiguousarray(self.ngram_weights.T)
        self._ngrams_of = ngram_counter().build_analyzer()
        self._answered = np.ascontiguousarray(self.examples[~declining[self.labels]].T)
        self._declined = np.ascontiguousarray(self.examples[declining[self.labels]].T)

    def probabilities(self, features: Array, texts: Sequence[str]) -> Array:
        """Return calibrated probabilities of the intents, shape (texts, K).

        :param features: embedding and scaled presence of names, (texts, D)
        :param texts: the masked texts
        """
        first = features @ self.weights.T + self.bias
        second = np.stack([self._second_opinion(text) for text in texts])
        joint: Array = joint_opinion(first, second) / self.temperature
        return softmax(joint)

    def off_topic(self, probabilities: Array, vectors: Array) -> Array:
        """Return the estimated chance that each text is none of the assistant's business, (texts,)."""
        signs = self.decline_signs(probabilities, vectors)
        return sigmoid(signs @ self.decline_weights + self.decline_bias)

    def decline_signs(self, probabilities: Array, vectors: Array) -> Array:
        """Return what tells an off-topic text, shape (texts, 4).

        The log odds of the declining intents, the nearness (mean cosine of the three nearest training
        questions) to what the assistant answers and to what it declines, and the confidence in the
        best answering intent.
        """
        declining = self._declining
        along = vectors @ self.basis
        chance = np.clip(probabilities[:, declining].sum(axis=1), 1e-4, 1 - 1e-4)
        signs = [
            np.log(chance / (1 - chance)),
            _nearest(along @ self._answered),
            _nearest(along @ self._declined),
            probabilities[:, ~declining].max(axis=1),
        ]
        stacked: Array = np.stack(signs, axis=1).astype(np.float32)
        return stacked

    def _second_opinion(self, text: str) -> Array:
        # What scikit-learn's vectorizer and its classifier would say, a millisecond sooner.
        counts = Counter(
            place for ngram in self._ngrams_of(text) if (place := self._place.get(ngram)) is not None
        )
        if not counts:
            return self.ngram_bias
        places = np.fromiter(counts, dtype=np.int64)
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self.idf[places]
        scores: Array = (weights / np.linalg.norm(weights)) @ self._rows[places] + self.ngram_bias
        return scores

    def save(self, path: Path) -> None:
        """Write the arrays to an ``.npz`` file."""
        with path.open("wb") as file:
            np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> IntentModel:
        """Read the arrays from an ``.npz`` file; it holds no code to run."""
        with np.load(path, allow_pickle=False) as arrays:
            values = {field.name: arrays[field.name] for field in fields(cls)}
        return cls(**{name: value if value.ndim else value.item() for name, value in values.items()})


def features_of(vectors: Array, units: Sequence[Unit]) -> Array:
    """Return embedding and scaled presence of names side by side, (units, D)."""
    names = PRESENCE_SCALE * np.array([unit.names for unit in units], dtype=np.float32)
    return np.hstack([vectors, names])


def ngram_counter(**settings: object) -> TfidfVectorizer:
    """Return the counter of character n-grams within words, on which the second opinion rests."""
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, **settings
    )


def joint_opinion(first: Array, second: Array) -> Array:
    """Return the weighted mean of two classifiers' log probabilities, from their scores."""
    both = [np.maximum(log_softmax(scores), _LEAST) for scores in (first, second)]
    joint: Array = ((1 - OPINION) * both[0] + OPINION * both[1]).astype(np.float32)
    return joint


def _nearest(nearness: Array) -> Array:
    count = min(NEIGHBOURS, nearness.shape[1])
    if count == 0:
        return np.zeros(len(nearness), dtype=np.float32)
    best: Array = np.partition(nearness, -count, axis=1)[:, -count:].mean(axis=1)
    return best


def log_softmax(scores: Array) -> Array:
    """Return the logarithm of the softmax of each row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def softmax(scores: Array) -> Array:
    """Return the softmax of each row."""
    result: Array = np.exp(log_softmax(scores))
    return result


def sigmoid(scores: Array) -> Array:
    """Return the logistic function of each number."""
    result: Array = 1 / (1 + np.exp(-scores))
    return result
