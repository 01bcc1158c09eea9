"""The quicker forms of Rasa's functions: each fits the installed Rasa, and nothing else is touched."""

from __future__ import annotations

import logging
import sys
import types
from pathlib import Path

import pytest

from launch import rasa_patches
from launch.rasa_patches.patching import Patch

PATCHES = [patch for module in rasa_patches.MODULES for patch in module.PATCHES]


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.target)
def test_rasa_is_what_each_quicker_form_was_written_for(patch: Patch) -> None:
    assert patch.fits(), f"Rasa's {patch.target} has changed: see whether its quicker form still holds"


def test_every_module_is_known_by_its_name() -> None:
    folder = Path(rasa_patches.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "patching"}

    assert set(rasa_patches.NAMES) == modules


def module_with(source: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    (folder / "patched_module.py").write_text(source)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "patched_module", raising=False)
    return __import__("patched_module")


def test_a_function_that_has_changed_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    module = module_with("def answer():\n    return 42\n", tmp_path, monkeypatch)

    with caplog.at_level(logging.WARNING):
        Patch("patched_module", "answer", "of another release", lambda _: lambda: 0).apply_to(module)

    assert module.answer() == 42
    assert "patched_module.answer" in caplog.text


def test_a_function_is_replaced_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = module_with("def answer():\n    return 42\n", tmp_path, monkeypatch)
    source = Patch("patched_module", "answer", "", lambda _: None).found(module)
    patch = Patch("patched_module", "answer", source, lambda before: lambda: before() + 1)

    patch.apply_to(module)
    patch.apply_to(module)

    assert module.answer() == 43
    assert patch.found(module) == source


def test_a_setting_that_names_nothing_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(rasa_patches.SETTING, "graph_runs, grahp_runs")

    with pytest.raises(ValueError, match="grahp_runs"):
        rasa_patches.apply()
