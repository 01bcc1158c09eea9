"""Steps on a way, with the time that each takes."""

from __future__ import annotations

from typing import Sequence

from actions.wording import opening
from knowledge.queries.roles import Step


def numbered(steps: Sequence[Step]) -> str:
    """Return steps as a numbered list in light markdown, each with its months where they are known."""
    return "\n".join(
        f"{number}. **{step.title}**{_months(step)}: {opening(step.detail)}"
        for number, step in enumerate(steps, start=1)
    )


def brief(steps: Sequence[Step]) -> str:
    """Return steps as a numbered list without their details."""
    return "\n".join(
        f"{number}. **{step.title}**{_months(step)}" for number, step in enumerate(steps, start=1)
    )


def _months(step: Step) -> str:
    return f" ({step.months})" if step.months else ""
