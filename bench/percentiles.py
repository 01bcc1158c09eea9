"""Medians and percentiles of what was measured."""

from __future__ import annotations

import math
from typing import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least ``percent`` % of the values do not exceed (nearest rank).

    :raises ValueError: when there are no values, or ``percent`` is not within 0 to 100
    """
    if not values or not 0 <= percent <= 100:
        raise ValueError(f"no {percent}th percentile of {len(values)} values")
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the 50th percentile, which is one of the values."""
    return percentile(values, 50)
