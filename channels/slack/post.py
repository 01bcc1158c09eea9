"""One message for Slack, as it is posted."""

from __future__ import annotations

from typing import Any, Dict, Tuple

from pydantic.dataclasses import dataclass

Block = Dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One message for Slack: what it shows, and the text for notifications and screen readers."""

    text: str
    blocks: Tuple[Block, ...]
