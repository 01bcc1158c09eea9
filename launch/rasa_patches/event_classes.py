"""Finding an event's class by its name, for every event of a conversation that is read back.

Rasa walks the tree of all event classes anew for each event, asking each class whether it is abstract.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from launch.rasa_patches.patching import Patch

Resolve = Callable[..., Optional[Any]]


def remembering(resolve: staticmethod[..., Optional[Any]]) -> staticmethod[..., Optional[Any]]:
    """Return Rasa's search with a memory of what it found; what it did not find it looks for again."""
    search: Resolve = resolve.__func__
    known: Dict[str, Any] = {}

    def resolve_by_type(type_name: str, default: Optional[Any] = None) -> Optional[Any]:
        found = known.get(type_name)
        if found is None:
            found = search(type_name, default)
            if found is not None and found is not default:
                known[type_name] = found
        return found

    return staticmethod(resolve_by_type)


PATCHES = (
    Patch(
        "rasa.shared.core.events", "Event.resolve_by_type", "01ad842a6e8841b4bf04baeec9e85b8d", remembering
    ),
)
