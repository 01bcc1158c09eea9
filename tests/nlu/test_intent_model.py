"""The intent model: its file, its second opinion, its training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from nlu.intent_model import IntentModel, features_of, joint_opinion, ngram_counter, softmax
from nlu.intent_training import Examples, fit, train
from nlu.masking import presence
from nlu.sentence_encoder import shared_encoder
from nlu.units import Unit

QUESTIONS = {
    "ask_salary": ["what do they earn", "how much money is paid", "the salary please", "average pay of one"],
    "ask_skills": ["which skills are needed", "what must one know", "required abilities", "skills to have"],
    "greet": ["hello you", "hi there", "good morning", "hey hello"],
    "out_of_scope": ["cook some rice", "the weather today", "play a song", "rice and weather"],
}


@pytest.fixture(scope="module")
def examples() -> Examples:
    texts = [text for group in QUESTIONS.values() for text in group] * 3
    intents = [intent for intent, group in QUESTIONS.items() for _ in group] * 3
    units = [Unit(0, len(text), "whole", text, presence([])) for text in texts]
    vectors = shared_encoder().encode(texts)
    return Examples(texts, features_of(vectors, units), vectors, np.array(intents))


def test_a_stored_model_reads_as_the_trained_one(examples: Examples, tmp_path: Path) -> None:
    model = train(examples)
    model.save(tmp_path / "intents.npz")
    again = IntentModel.load(tmp_path / "intents.npz")
    probabilities = model.probabilities(examples.features, examples.texts)
    assert np.allclose(again.probabilities(examples.features, examples.texts), probabilities)
    assert np.allclose(
        again.off_topic(probabilities, examples.vectors), model.off_topic(probabilities, examples.vectors)
    )
    assert (again.classes[probabilities.argmax(axis=1)] == examples.intents).all()


def test_the_second_opinion_is_that_of_scikit_learn(examples: Examples) -> None:
    model = fit(examples)
    counter = ngram_counter(min_df=3)
    counts = counter.fit_transform(examples.texts)
    judge = LogisticRegression(C=20.0, max_iter=20, class_weight="balanced").fit(counts, examples.intents)
    dense = examples.features @ model.weights.T + model.bias
    expected = softmax(joint_opinion(dense, judge.decision_function(counts)))
    assert np.allclose(model.probabilities(examples.features, examples.texts), expected, atol=1e-4)


def test_training_without_two_intents_says_what_to_do(examples: Examples) -> None:
    one = examples.at(np.flatnonzero(examples.intents == "greet"))
    with pytest.raises(ValueError, match="data/nlu/"):
        train(one)
