"""The log of a process: lines of JSON for machines, readable lines in a terminal, nobody's words in either.

Until a server takes its first request nobody has said anything: until then messages are written whole, so
that a start that fails says why. From then on :mod:`launch.operations.log_words` decides.
"""

from __future__ import annotations

import datetime
import logging
import sys
import threading
import warnings
from typing import Any, Callable, Dict, List, Optional, TextIO, Tuple, Type, Union

import structlog
from structlog.typing import EventDict, Processor

from launch.operations import log_words
from launch.operations.log_rate import Sluice
from settings import LogSettings

#: Warnings about libraries, for who develops them. Libraries switch them on again when they are imported.
_FOR_DEVELOPERS = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, SyntaxWarning, ImportWarning)
#: Loggers of Sanic that have handlers of their own, which write whole traces.
_SANIC = ("sanic.root", "sanic.error", "sanic.access", "sanic.server")

#: What Sanic calls an error of the server, and any stranger can bring about: a body that no route asked for.
_NO_ERROR = "body not consumed."

log = logging.getLogger(__name__)


class Log:
    """The one handler of a process.

    :param stream: where lines go
    """

    def __init__(self, stream: Optional[TextIO] = None) -> None:
        self._whole = True
        self._count: Callable[[str], None] = lambda _: None
        stream = stream or sys.stderr
        self.handler = logging.StreamHandler(stream)
        self.handler.addFilter(self._counted)
        self.handler.addFilter(Sluice())
        self.handler.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                processors=[self._written, *_renderers(stream.isatty())],
                foreign_pre_chain=[structlog.contextvars.merge_contextvars],
            )
        )

    def install(self, level: Optional[str] = None) -> None:
        """Make this the log of everything in this process, of libraries too.

        :param level: the least level that is written; by default that of ``LOG_LEVEL``, or WARNING
        """
        root = logging.getLogger()
        root.handlers[:] = [self.handler]
        root.setLevel(level or LogSettings().level)
        logging.lastResort = self.handler  # of loggers that have no handler and ask nobody else
        structlog.configure(
            processors=[
                structlog.stdlib.filter_by_level,
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.PositionalArgumentsFormatter(),
                structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
            ],
            logger_factory=structlog.stdlib.LoggerFactory(),
            wrapper_class=structlog.stdlib.BoundLogger,
            cache_logger_on_first_use=True,
        )
        warnings.showwarning = _log_warning
        sys.excepthook = _log_end
        threading.excepthook = _log_thread

    def take_over_sanic(self) -> None:
        """Write Sanic's log too, which has handlers of its own."""
        for name in _SANIC:
            logging.getLogger(name).handlers[:] = [self.handler]
            logging.getLogger(name).propagate = False

    def count_errors(self, count: Callable[[str], None]) -> None:
        """Tell ``count`` the kind of each error: the name of its event, or else of its logger."""
        self._count = count

    def begin_serving(self) -> None:
        """Write only what holds nobody's words from now on."""
        self._whole = False

    def _counted(self, record: logging.LogRecord) -> bool:
        if record.name == "sanic.error" and str(record.msg).endswith(_NO_ERROR):
            return False
        if record.levelno >= logging.ERROR:
            event = record.msg.get("event") if isinstance(record.msg, dict) else None
            self._count(event if isinstance(event, str) and log_words.is_event(event) else record.name)
        return True

    def _written(self, _: Any, __: str, entry: EventDict) -> EventDict:
        """Return what is written of an entry, in the order in which a person reads it."""
        record: logging.LogRecord = entry.pop("_record")
        from_structlog = entry.pop("_from_structlog")
        error = _error(entry.pop("exc_info", None) or record.exc_info)
        for part in ("exc_info", "stack_info", "exception", "stack"):
            entry.pop(part, None)
        conversation = entry.pop("conversation", None)
        event = entry.pop("event", "")
        if self._whole:
            event = event if from_structlog else record.getMessage()
        elif not from_structlog:
            event, entry = log_words.message_of(record), {}
        elif not log_words.is_ours(record.name):
            event, entry = event if log_words.is_event(event) else log_words.HOLE, {}
        head: Dict[str, Any] = {
            "timestamp": _time(record.created),
            "level": record.levelname.lower(),
            "event": event,
            "logger": record.name,
        }
        if conversation is not None:
            head["conversation"] = conversation
        head.update(entry)
        if error is not None:
            head.update(log_words.error_of(error, with_text=self._whole))
        return head


def _renderers(terminal: bool) -> List[Processor]:
    if terminal:
        return [structlog.dev.ConsoleRenderer(colors=True)]
    return [structlog.processors.JSONRenderer(default=lambda value: type(value).__name__)]


def _time(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="milliseconds")


Trace = Union[BaseException, Tuple[Any, ...], bool, None]


def _error(trace: Trace) -> Optional[BaseException]:
    if trace is True:
        trace = sys.exc_info()
    found = trace[1] if isinstance(trace, tuple) else trace
    return found if isinstance(found, BaseException) else None


def _log_warning(
    message: Union[Warning, str],
    category: Type[Warning],
    filename: str,
    lineno: int,
    file: Optional[TextIO] = None,
    line: Optional[str] = None,
) -> None:
    """Log a warning of Python by its kind and place; Rasa's hold what people write."""
    if not issubclass(category, _FOR_DEVELOPERS):
        structlog.get_logger(__name__).warning(
            "python.warning", kind=category.__name__, place=f"{filename}:{lineno}"
        )


def _log_end(kind: Type[BaseException], error: BaseException, trace: Any) -> None:
    log.critical("The process ended.", exc_info=(kind, error, trace))


def _log_thread(arguments: Any) -> None:
    error = arguments.exc_value
    if error is not None:
        log.error("A thread ended.", exc_info=(type(error), error, error.__traceback__))
