"""The short form of `make faults`: every part of the cluster fails once, and every rule holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from faults.__main__ import SHORT, SHORT_LENGTHS, break_everything
from faults.people import WORD
from launch.cluster.programs import find_programs
from launch.errors import LaunchError
from tests.conftest import skip_unless_ci


@pytest.fixture(scope="module", autouse=True)
def _programs() -> None:
    try:
        find_programs()
    except LaunchError as error:
        skip_unless_ci(str(error))


def test_a_cluster_whose_parts_die_answers_or_refuses_and_loses_nothing(tmp_path: Path) -> None:
    result, skipped = break_everything(SHORT, SHORT_LENGTHS, print, logs=tmp_path)
    logs = {log.name: log.read_text(encoding="utf-8", errors="replace") for log in tmp_path.iterdir()}

    assert [name for name, text in logs.items() if WORD in text] == [], "what people said is in a log"
    assert "ERROR" in logs["postgresql.log"], "no statement failed, so nothing could have been logged"
    assert "client:" not in logs["nginx.log"], "nginx names who asked"
    assert [(one.rule, one.how) for one in result.breaches] == []
    assert [f"{row.name}: {row.recovery:.1f} s" for row in result.rows if row.broken] == []
    assert not (skipped and os.environ.get("CI")), "CI skips nothing"
    assert len(result.rows) == 7 - len(skipped)
    assert all(row.answered for row in result.rows)
