"""What the knowledge base answered before, given again for as long as it holds the same catalog.

The catalog changes a few times a year, and the same few questions are asked of it all day. A session finds
out once which catalog the database holds; a database that is gone or filled anew shows at once.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import wraps
from threading import Lock
from typing import Any, Callable, Hashable, Optional, TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.tables.sources import CatalogVersion

#: Answers that are remembered, of some kilobytes each; the one that was not asked for longest goes first.
MOST_REMEMBERED = 2000

Query = TypeVar("Query", bound=Callable[..., Any])

_VERSION = select(CatalogVersion.fingerprint, CatalogVersion.loaded_at)
_memory: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(query: Query) -> Query:
    """Let a function of a session and keyword arguments remember its results.

    Results are lists, dictionaries or plain values that nobody changes within; each caller is given a
    list or dictionary of its own.
    """

    @wraps(query)
    def ask(session: Session, **asked: Any) -> Any:
        catalog = _catalog(session)
        if catalog is None:
            return query(session, **asked)
        arguments = [
            (name, tuple(value) if isinstance(value, list) else value) for name, value in asked.items()
        ]
        key = (catalog, query, tuple(sorted(arguments)))
        with _lock:
            if key in _memory:
                _memory.move_to_end(key)
                return _own(_memory[key])
        answer = query(session, **asked)
        with _lock:
            _memory[key] = answer
            if len(_memory) > MOST_REMEMBERED:
                _memory.popitem(last=False)
        return _own(answer)

    return cast(Query, ask)


def _catalog(session: Session) -> Optional[Hashable]:
    """Return which database this is and which catalog it holds, or ``None`` when nothing was loaded."""
    if "catalog" not in session.info:
        version = session.execute(_VERSION).one_or_none()
        session.info["catalog"] = version and (session.get_bind().engine.url, *version)
    found: Optional[Hashable] = session.info["catalog"]
    return found


def _own(answer: Any) -> Any:
    return answer.copy() if isinstance(answer, (list, dict)) else answer
