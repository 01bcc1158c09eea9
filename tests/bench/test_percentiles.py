"""Medians and percentiles of what was measured."""

from __future__ import annotations

import pytest

from bench.percentiles import median, percentile


def test_the_99th_percentile_of_a_hundred_values_leaves_the_largest_out() -> None:
    assert percentile([float(value) for value in range(100, 0, -1)], 99) == 99


@pytest.mark.parametrize(("values", "middle"), [([3, 1, 2], 2), ([4, 1, 3, 2], 2), ([7], 7)])
def test_a_median_is_one_of_the_values(values: list[float], middle: float) -> None:
    assert median(values) == middle


def test_the_extremes_are_the_smallest_and_the_largest() -> None:
    assert (percentile([2, 9, 5], 0), percentile([2, 9, 5], 100)) == (2, 9)


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 101), ([1.0], -1)])
def test_what_has_no_percentile_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, percent)
