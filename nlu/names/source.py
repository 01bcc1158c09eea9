"""The recogniser of this process, filled from the knowledge base when it is first needed."""

from __future__ import annotations

import threading
import time
from typing import Optional

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import open_session
from knowledge.errors import CatalogError, KnowledgeUnavailable
from knowledge.loader.load import ensure_loaded
from knowledge.queries.names import all_names
from knowledge.tables.field import Place
from knowledge.tables.roles import Level, Tool
from nlu.names.experience import Threshold
from nlu.names.recogniser import Recogniser
from nlu.sentence_encoder import shared_encoder

_log = structlog.get_logger(__name__)
_RETRY_SECONDS = 30.0


def recogniser_from(session: Session) -> Recogniser:
    """Return a recogniser of all names in the knowledge base.

    :raises KnowledgeUnavailable: through the session, when the database does not answer
    """
    levels = [
        Threshold(row.id, row.years_from)
        for row in session.execute(select(Level).order_by(Level.years_from)).scalars()
    ]
    languages = session.execute(select(Tool.id).where(Tool.kind == "language")).scalars()
    places = session.execute(select(Place.id, Place.within_id).where(Place.within_id.is_not(None)))
    return Recogniser(
        all_names(session),
        levels,
        shared_encoder().knows,
        languages=frozenset(languages),
        within=dict(tuple(row) for row in places),
    )


class _Holder:
    """Keeps one recogniser; without a database it answers with an empty one and tries again later."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recogniser: Optional[Recogniser] = None
        self._empty: Optional[Recogniser] = None
        self._next_try = 0.0

    def filled(self) -> Recogniser:
        """Return the recogniser with all names, or raise."""
        if self._recogniser is None:
            ensure_loaded()
            with open_session() as session:
                self._recogniser = recogniser_from(session)
        return self._recogniser

    def get(self) -> Recogniser:
        """Return the recogniser, empty while the knowledge base does not answer."""
        if self._recogniser is not None:
            return self._recogniser
        with self._lock:
            if self._empty is not None and time.monotonic() < self._next_try:
                return self._empty
            try:
                return self.filled()
            except (KnowledgeUnavailable, CatalogError) as error:
                _log.error("names.unavailable", reason=str(error), retry_seconds=_RETRY_SECONDS)
                self._next_try = time.monotonic() + _RETRY_SECONDS
                self._empty = self._empty or Recogniser([], [], shared_encoder().knows)
                return self._empty


_holder = _Holder()


def shared_recogniser() -> Recogniser:
    """Return the recogniser of this process; names are read from the knowledge base once.

    While the database does not answer no name is recognised; it is asked again every half minute.
    """
    return _holder.get()


def training_recogniser() -> Recogniser:
    """Return the recogniser of this process, to train with.

    :raises KnowledgeUnavailable: when the knowledge base does not answer: a model trained without
        names would read badly, and silently so
    :raises CatalogError: when a catalog file is faulty
    """
    return _holder.filled()
