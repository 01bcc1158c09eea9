"""Rasa without TensorFlow until something needs it. Each case is a process of its own: an import stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
_LAZY = """
import sys
from launch.rasa_patches import lazy_tensorflow
lazy_tensorflow.apply()
"""


def run(code: str, folder: Path = PROJECT) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _LAZY + code],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def test_serving_and_training_import_no_tensorflow() -> None:
    assert (
        run(
            "import rasa.__main__, rasa.core.agent, rasa.server, rasa.model_training, rasa.validator, spacy\n"
            "import rasa.engine.recipes.default_components\n"
            "import rasa.graph_components.validators.default_recipe_validator\n"
            "print('tensorflow' in sys.modules)"
        )
        == "False"
    )


def test_a_component_built_on_tensorflow_is_the_true_one_everywhere() -> None:
    assert (
        run(
            "import rasa.graph_components.validators.default_recipe_validator as validator\n"
            "from rasa.engine.recipes.default_recipe import DefaultV1Recipe\n"
            "found = DefaultV1Recipe._from_registry('DIETClassifier').clazz\n"
            "from rasa.nlu.classifiers.diet_classifier import DIETClassifier\n"
            "import tensorflow\n"
            "print(found is DIETClassifier, validator.DIETClassifier is DIETClassifier,\n"
            "      DIETClassifier in validator.TRAINABLE_EXTRACTORS, tensorflow.constant(1).numpy())"
        )
        == "True True True 1"
    )


def test_what_stands_in_makes_true_instances() -> None:
    assert (
        run(
            "from rasa.utils import train_utils\n"
            "before = 'tensorflow' in sys.modules\n"
            "made = train_utils.RasaTrainingLogger(1, silent=True)\n"
            "import tensorflow\n"
            "print(before, isinstance(made, tensorflow.keras.callbacks.Callback))"
        )
        == "False True"
    )


def test_a_pipeline_with_diet_trains_and_understands(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\nlanguage: en\nassistant_id: test\npipeline:\n- name: WhitespaceTokenizer\n"
        "- name: CountVectorsFeaturizer\n- name: DIETClassifier\n  epochs: 20\n"
    )
    (tmp_path / "domain.yml").write_text('version: "3.1"\nintents: [greet, leave]\n')
    (tmp_path / "nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - good morning\n'
        "- intent: leave\n  examples: |\n    - goodbye\n    - see you later\n    - farewell\n"
    )

    assert (
        run(
            "import asyncio\n"
            "from rasa.core.agent import Agent\n"
            "from rasa.model_training import train_nlu\n"
            "model = train_nlu('config.yml', 'nlu.yml', 'models', domain='domain.yml')\n"
            "read = asyncio.run(Agent.load(model).parse_message('good morning'))\n"
            "print(read['intent']['name'], 'tensorflow' in sys.modules)",
            tmp_path,
        )
        == "greet True"
    )
