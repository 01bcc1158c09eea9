"""The line of a log that is shown when a process ended early."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from launch.logs import last_complaint, open_log, turn_over

TRACEBACK = """\
Traceback (most recent call last):
  File "x.py", line 1, in <module>
    import y
ModuleNotFoundError: No module named 'y'
  warnings.warn("something else")
"""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (TRACEBACK, "ModuleNotFoundError: No module named 'y'"),
        ("\x1b[91mYamlException: line 3 is no YAML\x1b[0m\n\n", "YamlException: line 3 is no YAML"),
        (
            "2026-11-23 10:00:00 ERROR    rasa.core.agent  - No model found\nbye\n",
            "No model found",
        ),
        ('{"event": "x", "event_info": "the port is gone"}\n', "the port is gone"),
        (
            '{"level": "error", "error": ["OSError: no port"]}\n{"level": "info", "event": "bye"}\n',
            "OSError: no port",
        ),
        ("just ended\n", "just ended"),
        ("", "it ended without a word"),
    ],
)
def test_the_line_that_names_the_error_is_shown(tmp_path: Path, text: str, complaint: str) -> None:
    log = tmp_path / "x.log"
    log.write_text(text)

    assert last_complaint(log) == complaint


def test_an_earlier_run_is_not_blamed(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    log.write_text("ValueError: of yesterday\n")
    with open_log(log) as stream:
        start = stream.tell()
        stream.write(b"all is well\n")

    assert last_complaint(log, start) == "all is well"


def test_a_log_is_turned_over_under_a_process_that_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launch.logs.KEEP_BYTES", 100)
    log = tmp_path / "x.log"
    with open_log(log) as stream:
        for number in range(100):
            stream.write(b"line %d of many\n" % number)
            stream.flush()
            turn_over(log)

    assert log.stat().st_size <= 200
    assert (tmp_path / "x.log.1").stat().st_size <= 200
    assert b"line 99 " in log.read_bytes() + (tmp_path / "x.log.1").read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_large_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    log.write_bytes(b"a" * 6_000_000)

    with open_log(log) as stream:
        assert stream.tell() == 0
    assert (tmp_path / "x.log.1").stat().st_size == 6_000_000
