"""Ways with a stop between, for pairs of which no way is described."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Optional

from sqlalchemy.orm import Session

from knowledge.months import months_of
from knowledge.queries.field import Transition, transition, transitions_from
from knowledge.queries.memory import remembered


@dataclass(frozen=True)
class Route:
    """A way with stops: ``stops`` are origin, the roles between, and the target.

    ``months_from`` and ``months_to`` are the sum of the parts' months, ``None`` where a part tells none.
    """

    stops: tuple[str, ...]
    parts: tuple[Transition, ...]
    months_from: Optional[int]
    months_to: Optional[int]


@remembered
def route(session: Session, *, origin: str, target: str) -> Optional[Route]:
    """Return the shortest way from ``origin`` to the role ``target`` with one or two stops, or ``None``.

    It answers for pairs that :func:`transition` does not know: the fewest stops, then the fewest months.
    """
    routes = [[origin]]
    for _ in range(3):
        routes = [
            [*one, stop]
            for one in routes
            for stop in transitions_from(session, origin=one[-1])
            if stop not in one
        ]
        arrived = [one for one in routes if one[-1] == target]
        if arrived:
            return min((_route(session, one) for one in arrived), key=lambda one: one.months_to or 999)
    return None


def _route(session: Session, stops: list[str]) -> Route:
    parts = [transition(session, origin=one, target=other) for one, other in pairwise(stops)]
    known = [part for part in parts if part is not None]
    months = [months_of(part.months) for part in known]
    spans = [span for span in months if span is not None]
    told = len(spans) == len(known)
    return Route(
        stops=tuple(stops),
        parts=tuple(known),
        months_from=sum(span[0] for span in spans) if told else None,
        months_to=sum(span[1] for span in spans) if told else None,
    )
