"""The folder of a run: its programs' users can reach it, and it goes with the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from launch.cluster import folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only as root do the programs run as other users")
def test_a_project_in_a_closed_folder_puts_it_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(folder, "STATE", closed)

    with folder.run_folder() as found:
        assert closed not in found.parents
        assert all(one.stat().st_mode & 0o001 for one in (found, *found.parents))

    assert not found.exists()


def test_the_folder_of_a_run_that_was_killed_is_removed_and_that_of_another_run_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_reachable", lambda _: True)
    monkeypatch.setattr(folder, "STATE", tmp_path)
    killed = tmp_path / "cluster" / "careerbot-killed"
    killed.mkdir(parents=True)
    (killed / "lock").touch()

    with folder.run_folder() as first:
        assert not killed.exists()
        with folder.run_folder():
            assert first.exists()


def test_what_a_program_owns_is_closed_to_others(tmp_path: Path) -> None:
    assert folder.own_folder(tmp_path / "own", "nobody").stat().st_mode & 0o077 == 0
