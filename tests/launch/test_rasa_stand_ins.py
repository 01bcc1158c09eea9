"""Rasa without the packages that are left out. Each case is a process of its own: an import stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from launch.site import rasa_stand_ins

PROJECT = Path(__file__).resolve().parents[2]
DIET = """\
recipe: default.v1
language: en
assistant_id: test
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: DIETClassifier
policies:
- name: RulePolicy
"""


def run(code: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, *options, "-W", "ignore", "-c", code], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_the_environment_of_plain_rasa_has_them() -> None:
    installed = Path(sysconfig.get_path("purelib"), "careerbot.pth")

    assert installed.read_text() == (PROJECT / "launch/site/careerbot.pth").read_text()


def test_no_package_that_is_stood_in_for_is_locked() -> None:
    locked = {
        line.partition("==")[0].replace("-", "_").lower()
        for line in (PROJECT / "requirements/dev.txt").read_text().splitlines()
        if line[:1].isalnum()
    }

    assert not locked & {name.lower() for name in rasa_stand_ins.ABSENT}


def test_serving_training_and_testing_import_without_them() -> None:
    modules = (
        "rasa.__main__, rasa.core.agent, rasa.server, rasa.model_training, rasa.validator, rasa.core.test, "
        "rasa.nlu.test, rasa.core.channels, rasa.core.brokers.pika, rasa.core.brokers.kafka, "
        "rasa.engine.recipes.default_components, rasa.core.training.interactive, "
        "rasa.graph_components.validators.default_recipe_validator"
    )

    assert run(f"import sys, {modules}; print('tensorflow' in sys.modules)") == "False"


def test_an_installed_package_is_used_and_not_stood_in_for(tmp_path: Path) -> None:
    (tmp_path / "pymongo.py").write_text("true = 1\n")

    assert (
        run(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import pymongo; print(pymongo.true)") == "1"
    )


def test_a_python_without_them_says_so_for_whatever_else_is_missing() -> None:
    assert (
        run("try:\n import no_such_package\nexcept ModuleNotFoundError as error:\n print(error.name)")
        == "no_such_package"
    )


def test_what_a_stand_in_stands_for_may_be_caught() -> None:
    assert (
        run(
            "import aio_pika.exceptions, pymongo.errors\n"
            "try:\n raise KeyError\n"
            "except (pymongo.errors.OperationFailure, *aio_pika.exceptions.CONNECTION_EXCEPTIONS):\n pass\n"
            "except KeyError:\n print('right')"
        )
        == "right"
    )


@pytest.mark.parametrize(
    ("statement", "package"),
    [
        ("import networkx; networkx.MultiDiGraph()", "networkx"),
        ("from twilio.rest import Client; Client('a', 'b')", "twilio"),
        ("from rasa.core.policies.ted_policy import TEDPolicy; TEDPolicy.create({})", "tensorflow"),
    ],
)
def test_using_a_stand_in_names_the_package(statement: str, package: str) -> None:
    said = run(
        "from rasa.shared.exceptions import RasaException\n"
        f"try:\n {statement}\nexcept RasaException as error:\n print(error)"
    )

    assert f"needs the package {package}, which this environment leaves out" in said


def test_plain_rasa_shows_its_own_lines_alone() -> None:
    shown = subprocess.run(
        [Path(sys.executable).with_name("rasa"), "--version"], cwd=PROJECT, capture_output=True, text=True
    )

    assert shown.stderr == ""
    assert "3.6.21" in shown.stdout


def test_plain_rasa_says_in_one_line_that_a_pipeline_needs_tensorflow(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(DIET)
    shutil.copy(PROJECT / "domain.yml", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/nlu.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n    - good morning\n'
    )
    trained = subprocess.run(
        [Path(sys.executable).with_name("rasa"), "train", "nlu", "--out", tmp_path],
        cwd=tmp_path, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"}, capture_output=True, text=True,
    )  # fmt: skip

    assert trained.returncode != 0
    assert "DIETClassifier needs the package tensorflow" in trained.stderr + trained.stdout
    assert "Traceback" not in trained.stderr
