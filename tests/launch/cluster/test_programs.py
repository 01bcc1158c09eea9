"""What the cluster needs of the machine is named in one line, with the packages that bring it."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch.cluster import programs
from launch.errors import LaunchError


def test_all_that_is_missing_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "_FOLDERS", str(tmp_path))
    monkeypatch.setattr(programs, "_POSTGRESQL", tmp_path)

    with pytest.raises(LaunchError) as raised:
        programs.find_programs()

    assert str(raised.value) == (
        "The cluster needs nginx, redis-server, PostgreSQL. "
        "Install Debian's packages nginx-light redis-server postgresql."
    )
