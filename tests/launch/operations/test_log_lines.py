"""What the log holds: lines of JSON, errors by their kind and place, nobody's words."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from typing import Any, Iterator

import pytest
import structlog

from launch.operations.log_lines import Log

WORDS = "my boss must not read this"


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(stream: io.StringIO) -> Iterator[Log]:
    """Return a log that is installed, and put things back as they were afterwards."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, logging.lastResort, warnings.showwarning
    hooks = sys.excepthook, threading.excepthook
    log = Log(stream)
    log.install("DEBUG")
    yield log
    root.handlers[:], root.level, logging.lastResort, warnings.showwarning = before
    sys.excepthook, threading.excepthook = hooks
    structlog.reset_defaults()


@pytest.fixture
def entries(log: Log, stream: io.StringIO) -> Any:
    """Return a function that returns what was logged while people speak."""
    log.begin_serving()

    def read() -> list[dict[str, Any]]:
        text = stream.getvalue()
        assert "boss" not in text
        return [json.loads(line) for line in text.splitlines()]

    return read


def test_a_message_of_a_library_is_written_without_what_was_filled_in(entries: Any) -> None:
    foreign = logging.getLogger("rasa.core.processor")
    foreign.warning("Nothing filled in.")
    foreign.warning("Could not read %s", WORDS)
    foreign.warning(f"Could not read '{WORDS}' here.")
    foreign.error("One, " + WORDS)
    foreign.error("{} failed".format(WORDS))  # noqa: UP032 - as libraries write it
    foreign.error(WORDS)
    foreign.error(ValueError(WORDS))

    assert [one["event"] for one in entries()] == [
        "Nothing filled in.", "Could not read %s", "Could not read '…' here.", "One, …", "{} failed", "…",
        "ValueError",
    ]  # fmt: skip


def test_a_structured_line_of_a_library_keeps_its_event_alone(entries: Any) -> None:
    structlog.get_logger("rasa.shared.nlu").warning("message.parsing.failed", user_message=WORDS)
    structlog.get_logger("rasa.core").error(WORDS)

    assert [one["event"] for one in entries()] == ["message.parsing.failed", "…"]


def test_a_line_of_ours_keeps_what_it_tells(entries: Any) -> None:
    structlog.get_logger("web.limits").warning("limits.redis_unavailable", reason="OSError")

    (entry,) = entries()
    assert entry["event"] == "limits.redis_unavailable"
    assert entry["reason"] == "OSError"
    assert entry["level"] == "warning"


@pytest.mark.parametrize("logger", ["rasa.core.actions", "actions.respond"])
def test_an_error_is_named_with_its_cause_and_places(entries: Any, logger: str) -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise ValueError(WORDS) from error
    except ValueError:
        logging.getLogger(logger).exception("It failed.")

    (entry,) = entries()
    assert entry["error"] == ["ValueError", "KeyError"]
    assert entry["places"][-1].split()[-1] == "test_an_error_is_named_with_its_cause_and_places"


def test_a_warning_of_python_is_written_by_its_kind(entries: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(WORDS, UserWarning, stacklevel=1)
        warnings.warn(WORDS, DeprecationWarning, stacklevel=1)

    (entry,) = entries()
    assert (entry["event"], entry["kind"]) == ("python.warning", "UserWarning")


def test_a_line_bears_the_name_of_its_conversation(entries: Any) -> None:
    with structlog.contextvars.bound_contextvars(conversation="a1b2"):
        logging.getLogger("rasa").warning("x")
        structlog.get_logger("channels").warning("y.z")

    assert [one["conversation"] for one in entries()] == ["a1b2", "a1b2"]


def test_a_start_that_fails_says_why(log: Log, stream: io.StringIO) -> None:
    try:
        raise OSError("port 80 is taken")
    except OSError:
        logging.getLogger("sanic.error").exception("Unable to start server")

    assert json.loads(stream.getvalue())["error"] == ["OSError: port 80 is taken"]


def test_errors_are_counted_by_event_or_by_logger(log: Log, entries: Any) -> None:
    counted: list[str] = []
    log.count_errors(counted.append)
    structlog.get_logger("channels").error("website.failed")
    structlog.get_logger("rasa").error(WORDS)
    logging.getLogger("rasa.core.agent").error(WORDS)
    logging.getLogger("rasa.core.agent").warning("Not counted.")

    assert counted == ["website.failed", "rasa", "rasa.core.agent"]


def test_a_terminal_shows_lines_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    log = Log(stream)
    log.handler.handle(logging.LogRecord("launch", logging.WARNING, __file__, 1, "It is warm.", None, None))

    assert "It is warm." in stream.getvalue()
    assert not stream.getvalue().startswith("{")
