"""Training of the intent model: two classifiers, calibration and thresholds, all from the project's own data.

The procedure for the thresholds stands in ``docs/understanding.md``.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlu.intent_model import (
    DECLINING,
    DIRECTIONS,
    Array,
    IntentModel,
    ngram_counter,
    softmax,
)

FOLDS = 4
_KINDS_OF_OFF_TOPIC = 40  # clusters of off-topic examples, so that a fold meets kinds that it never saw
_MOST_WRONGLY_DECLINED = 0.01  # of the career questions, in cross-validation
_LEAST_OFTEN_RIGHT = 1 / 3  # a reading that is right less often than this is offered as a guess


@dataclass(frozen=True)
class Examples:
    """Training questions as the classifier reads them.

    :param texts: masked
    :param features: embedding and scaled presence of names, (N, D)
    :param vectors: embeddings alone, (N, embedding)
    :param intents: (N,)
    """

    texts: Sequence[str]
    features: Array
    vectors: Array
    intents: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, indices: NDArray[np.int64]) -> Examples:
        """Return some of the examples."""
        return Examples(
            [self.texts[index] for index in indices],
            self.features[indices],
            self.vectors[indices],
            self.intents[indices],
        )


@dataclass(frozen=True)
class Held:
    """What cross-validation says of each example by models that did not see it.

    :param probabilities: uncalibrated, (N, K)
    :param signs: see :meth:`nlu.intent_model.IntentModel.decline_signs`, (N, 4)
    """

    probabilities: Array
    signs: Array


def train(examples: Examples) -> IntentModel:
    """Return the intent model for the training questions.

    :raises ValueError: when there are fewer than two intents
    """
    if len(set(examples.intents)) < 2:
        raise ValueError("training needs questions of at least two intents: look at data/nlu/")
    return with_thresholds(fit(examples), examples, cross_validate(examples))


def fit(examples: Examples) -> IntentModel:
    """Return a model with neither calibration nor thresholds: it answers everything."""
    with _stopped_early():
        return _fit(examples)


def _fit(examples: Examples) -> IntentModel:
    counter = ngram_counter(min_df=3)
    counts = counter.fit_transform(examples.texts)
    # Both are stopped early: more iterations fit the training questions better and others worse.
    dense = _regression(examples.features, examples.intents, iterations=30)
    sparse = _regression(counts, examples.intents, iterations=20)
    classes = dense.classes_.astype(str)
    basis = _main_directions(examples.vectors)
    return IntentModel(
        classes=classes,
        weights=dense.coef_.astype(np.float32),
        bias=dense.intercept_.astype(np.float32),
        ngrams=np.array(counter.get_feature_names_out(), dtype=str),
        idf=counter.idf_.astype(np.float32),
        ngram_weights=sparse.coef_.astype(np.float32),
        ngram_bias=sparse.intercept_.astype(np.float32),
        temperature=1.0,
        basis=basis,
        examples=examples.vectors @ basis,
        labels=np.searchsorted(classes, examples.intents).astype(np.int64),
        decline_weights=np.zeros(4, dtype=np.float32),
        decline_bias=0.0,
        decline_from=2.0,
        unsure_below=0.0,
    )


def folds_of(examples: Examples) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield indices to train on and to test on, :data:`FOLDS` times.

    Answerable questions are dealt out evenly by intent. Off-topic ones are dealt out in clusters of
    like meaning, so that their test is on kinds of off-topic that the training part does not hold.
    The texts alone decide, by their hashes: neither their order nor a library's random numbers do.
    """
    off = np.isin(examples.intents, DECLINING)
    fold = np.empty(len(examples), dtype=np.int64)
    shuffled = np.argsort(
        [hashlib.sha256(text.encode()).hexdigest() for text in examples.texts], kind="stable"
    )
    answerable = shuffled[~off[shuffled]]
    by_intent = answerable[np.argsort(examples.intents[answerable], kind="stable")]
    fold[by_intent] = np.arange(len(by_intent)) % FOLDS
    declined = shuffled[off[shuffled]]
    if len(declined):
        kinds = examples.vectors[declined[:_KINDS_OF_OFF_TOPIC]]
        fold[declined] = (
            KMeans(len(kinds), init=kinds, n_init=1).fit_predict(examples.vectors[declined]) % FOLDS
        )
    for number in range(FOLDS):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def cross_validate(examples: Examples) -> Held:
    """Return what models that did not see an example say of it."""
    classes = np.unique(examples.intents)
    probabilities = np.full((len(examples), len(classes)), 1e-4, dtype=np.float32)
    signs = np.zeros((len(examples), 4), dtype=np.float32)
    folds = list(folds_of(examples))
    with _stopped_early(), ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        models = list(pool.map(_fit, [examples.at(train_on) for train_on, _ in folds]))
    for model, (_, test_on) in zip(models, folds, strict=True):
        rest = examples.at(test_on)
        found = model.probabilities(rest.features, rest.texts)
        probabilities[np.ix_(test_on, np.searchsorted(classes, model.classes))] = found
        signs[test_on] = model.decline_signs(found, rest.vectors)
    return Held(probabilities, signs)


def with_thresholds(model: IntentModel, examples: Examples, held: Held) -> IntentModel:
    """Return the model with calibration and thresholds set by the cross-validation."""
    truth = np.searchsorted(model.classes, examples.intents)
    off = np.isin(examples.intents, DECLINING)
    temperature = _temperature(held.probabilities, truth)
    decline = LogisticRegression(C=10.0, max_iter=200).fit(held.signs, off)
    chance = decline.predict_proba(held.signs)[:, 1]
    career = np.array([intent.startswith(("ask_", "compare_")) for intent in examples.intents])
    decline_from = float(np.quantile(chance[career], 1 - _MOST_WRONGLY_DECLINED)) if career.any() else 2.0
    confidence = softmax(np.log(held.probabilities) / temperature).max(axis=1)
    right = held.probabilities.argmax(axis=1) == truth
    return replace(
        model,
        temperature=temperature,
        decline_weights=decline.coef_[0].astype(np.float32),
        decline_bias=float(decline.intercept_[0]),
        decline_from=decline_from,
        unsure_below=_unsure_below(confidence[career], right[career]),
    )


def _main_directions(vectors: Array) -> Array:
    """Return the leading directions of the vectors about the origin, so that products stay cosines."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    leading: Array = np.ascontiguousarray(directions[:, ::-1][:, :DIRECTIONS])
    return leading


def _regression(features: object, intents: NDArray[np.str_], *, iterations: int) -> LogisticRegression:
    return LogisticRegression(C=20.0, max_iter=iterations, class_weight="balanced").fit(features, intents)


@contextmanager
def _stopped_early() -> Iterator[None]:
    with warnings.catch_warnings():  # not in the threads, which share the filters
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


def _temperature(probabilities: Array, truth: NDArray[np.int64]) -> float:
    """Return the temperature under which the held-out truth is most likely."""
    logs = np.log(np.maximum(probabilities, 1e-6))
    rows = np.arange(len(truth))
    candidates = np.geomspace(0.2, 3.0, 60)
    losses = [-np.log(softmax(logs / one)[rows, truth] + 1e-9).mean() for one in candidates]
    return float(candidates[int(np.argmin(losses))])


def _unsure_below(confidence: Array, right: NDArray[np.bool_]) -> float:
    """Return the confidence below which answers are right less often than :data:`_LEAST_OFTEN_RIGHT`."""
    order = np.argsort(confidence)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    low = np.flatnonzero(share <= _LEAST_OFTEN_RIGHT)
    return float(confidence[order[low[-1]]]) if len(low) and low[-1] >= 10 else 0.0
