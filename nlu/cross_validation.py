"""``python -m nlu.cross_validation``: how well the project's own training questions are read unseen.

Each question is read by a model that was trained without it; off-topic questions by one that was
trained without their like (see :func:`nlu.intent_training.folds_of`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.evaluation.scoring import calibration_error
from nlu.intent_model import DECLINING, features_of, sigmoid, softmax
from nlu.intent_training import Examples, cross_validate, fit, with_thresholds
from nlu.names.source import training_recogniser
from nlu.sentence_encoder import shared_encoder
from nlu.units import whole_unit

Indices = NDArray[np.int64]

DATA = Path(__file__).resolve().parent.parent / "data" / "nlu"


@dataclass(frozen=True)
class IntentScore:
    """How well one intent is told from the others; shares from 0 to 1."""

    intent: str
    questions: int
    precision: float
    recall: float
    taken_for: str


@dataclass(frozen=True)
class CrossValidation:
    """The result over all intents; shares from 0 to 1.

    :param right: questions whose intent is right, off-topic ones left out
    :param career_right: the same for career questions alone
    :param in_first_three: career questions whose intent is among the three likeliest
    :param off_topic_declined: of kinds of off-topic that were not trained on
    :param wrongly_declined: career questions declined
    """

    intents: list[IntentScore]
    right: float
    career_right: float
    in_first_three: float
    off_topic_declined: float
    wrongly_declined: float
    calibration_error: float

    def table(self) -> str:
        """Return the result as aligned text."""
        head = (
            f"intent right {self.right:.1%} · career questions {self.career_right:.1%}, "
            f"among the first three {self.in_first_three:.1%}\n"
            f"unknown kinds of off-topic declined {self.off_topic_declined:.1%} · "
            f"career questions declined {self.wrongly_declined:.1%} · "
            f"calibration error {self.calibration_error:.3f}\n\n"
        )
        rows = [f"{'intent':<24}{'questions':>10}{'precision':>11}{'recall':>9}   most often taken for"]
        rows += [
            f"{one.intent:<24}{one.questions:>10}{one.precision:>11.0%}{one.recall:>9.0%}   {one.taken_for}"
            for one in self.intents
        ]
        return head + "\n".join(rows)


def training_examples(folder: Path = DATA) -> Examples:
    """Return the training questions of a folder as the classifier reads them."""
    from rasa.shared.nlu.training_data.loading import load_data  # here, because it takes a second

    messages = [
        one for one in load_data(str(folder)).intent_examples if one.get("text") and one.get("intent")
    ]
    recogniser = training_recogniser()
    units = [whole_unit(one.get("text"), recogniser.find(one.get("text"))) for one in messages]
    texts = [unit.masked for unit in units]
    vectors = shared_encoder().encode(texts)
    return Examples(
        texts, features_of(vectors, units), vectors, np.array([one.get("intent") for one in messages])
    )


def run(examples: Examples) -> CrossValidation:
    """Return the cross-validation of the training questions."""
    held = cross_validate(examples)
    model = with_thresholds(fit(examples), examples, held)
    classes = model.classes
    truth = np.searchsorted(classes, examples.intents)
    probabilities = softmax(np.log(held.probabilities) / model.temperature)
    read = probabilities.argmax(axis=1)
    off = np.isin(examples.intents, DECLINING)
    career = np.array([intent.startswith(("ask_", "compare_")) for intent in examples.intents])
    declined = sigmoid(held.signs @ model.decline_weights + model.decline_bias) >= model.decline_from
    first_three = (np.argsort(-probabilities, axis=1)[:, :3] == truth[:, None]).any(axis=1)
    right = read == truth
    return CrossValidation(
        intents=[_intent(str(name), index, truth, read, classes) for index, name in enumerate(classes)],
        right=float(right[~off].mean()),
        career_right=float(right[career].mean()),
        in_first_three=float(first_three[career].mean()),
        off_topic_declined=float(declined[off].mean()) if off.any() else 1.0,
        wrongly_declined=float(declined[career].mean()),
        calibration_error=calibration_error(list(probabilities[~off].max(axis=1)), list(right[~off])),
    )


def _intent(name: str, index: int, truth: Indices, read: Indices, classes: NDArray[np.str_]) -> IntentScore:
    mine, found = truth == index, read == index
    wrong = np.bincount(read[mine & ~found], minlength=len(classes))
    return IntentScore(
        intent=name,
        questions=int(mine.sum()),
        precision=float(mine[found].mean()) if found.any() else 0.0,
        recall=float(found[mine].mean()),
        taken_for=f"{classes[wrong.argmax()]} ({wrong.max()})" if wrong.any() else "",
    )


def main() -> int:
    """Print the table and return the exit status."""
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    print(run(training_examples()).table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
