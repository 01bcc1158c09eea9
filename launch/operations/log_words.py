"""What of a log record may be written: only words that stand in source code, none that somebody typed.

Rasa and other libraries put what people write into their messages and errors. So of a library's message only
the part is written that stands in the source at the place of the call; where something was filled in, there
is ``…``. Of an error, its kind and its places are written.
"""

from __future__ import annotations

import ast
import linecache
import re
import traceback
from functools import lru_cache
from logging import LogRecord
from typing import Any, Dict, Iterator, List, Optional

HOLE = "…"
#: The project's packages, whose log lines are written so that they hold nobody's words.
OURS = ("launch", "web", "channels", "actions", "nlu", "knowledge")
#: Frames of a trace that are named, the innermost ones.
_FRAMES = 6
#: Errors that led to an error and are named with it.
_CAUSES = 4

_CALLS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"})
_EVENT = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


def is_ours(logger: str) -> bool:
    """Return whether a logger belongs to the project."""
    return logger.partition(".")[0] in OURS


def is_event(name: object) -> bool:
    """Return whether a text is the name of an event, such as ``message.failed``."""
    return isinstance(name, str) and len(name) <= 80 and _EVENT.fullmatch(name) is not None


def message_of(record: LogRecord) -> str:
    """Return the words of a record that stand in the source."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if record.args:
        return record.msg
    return literal_at(record.pathname, record.lineno) or HOLE


def error_of(error: BaseException, with_text: bool) -> Dict[str, Any]:
    """Return an error's kind, its causes and its places.

    :param with_text: whether its text is written too, which may hold anything
    """
    found: Dict[str, Any] = {
        "error": [f"{_kind(one)}: {one}" if with_text else _kind(one) for one in _chain(error)]
    }
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    found["places"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return found


def _chain(error: BaseException) -> List[BaseException]:
    chain: List[BaseException] = []
    following: Optional[BaseException] = error
    while following is not None and following not in chain and len(chain) <= _CAUSES:
        chain.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return chain


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _short(filename: str) -> str:
    return filename.rpartition("site-packages/")[2]


@lru_cache(maxsize=1000)
def literal_at(filename: str, line: int) -> Optional[str]:
    """Return the literal part of the message of the log call that stands at a line of a source file."""
    calls = [call for call in _log_calls(filename) if call.lineno <= line <= (call.end_lineno or call.lineno)]
    if not calls:
        return None
    call = max(calls, key=lambda one: one.lineno)  # the innermost
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    arguments = call.args[1:] if name == "log" else call.args
    message = arguments[0] if arguments else None
    message = message or next((word.value for word in call.keywords if word.arg == "msg"), None)
    return None if message is None else _literal(message)


@lru_cache(maxsize=64)
def _log_calls(filename: str) -> List[ast.Call]:
    try:
        tree = ast.parse("".join(linecache.getlines(filename)))
    except (SyntaxError, ValueError):
        return []
    return list(_find_calls(tree))


def _find_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS:
            yield node


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _literal(node.left) + _literal(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _literal(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _literal(node.func.value)
    return HOLE
