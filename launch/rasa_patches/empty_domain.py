"""Whether the domain is empty, which Rasa finds out by making an empty one to compare it with, each time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Callable, Dict

from launch.rasa_patches.patching import Patch

IsEmpty = Callable[[Any], bool]


def compared_with_one(_: IsEmpty) -> IsEmpty:
    """Return the same comparison with an empty domain that is made once."""
    from rasa.shared.core.domain import Domain

    @lru_cache(maxsize=1)
    def empty() -> Dict[str, Any]:
        return dict(Domain.empty().as_dict())

    def is_empty(self: Any) -> bool:
        return bool(self.as_dict() == empty())

    return is_empty


PATCHES = (
    Patch(
        "rasa.shared.core.domain", "Domain.is_empty", "2b8c2c8f4ac42a2870759fdcd10afc71", compared_with_one
    ),
)
