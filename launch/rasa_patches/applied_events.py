"""Which events of a conversation count, with what each kind means looked up once.

Rasa asks of each event up to six times whether it is an instance of an abstract class, which is slow in
Python, and does this for all events of a conversation seven times in each message.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Callable, Dict, List

from launch.rasa_patches.patching import Patch

Applied = Callable[[Any], List[Any]]


class _Meaning(Enum):
    COUNTS = 0
    BEGINS_ANEW = 1
    TAKES_ACTION_BACK = 2
    TAKES_MESSAGE_BACK = 3
    IS_ACTION = 4
    IS_LOOP = 5


def by_kind(_: Applied) -> Applied:
    """Return Rasa's function with the same branches, chosen by the class of the event."""
    from rasa.shared.core import events as kinds

    meanings: Dict[type, _Meaning] = {}

    def meaning(kind: type) -> _Meaning:
        if issubclass(kind, (kinds.Restarted, kinds.SessionStarted)):
            return _Meaning.BEGINS_ANEW
        if issubclass(kind, kinds.ActionReverted):
            return _Meaning.TAKES_ACTION_BACK
        if issubclass(kind, kinds.UserUtteranceReverted):
            return _Meaning.TAKES_MESSAGE_BACK
        if issubclass(kind, kinds.ActionExecuted):
            return _Meaning.IS_ACTION
        return _Meaning.IS_LOOP if issubclass(kind, kinds.ActiveLoop) else _Meaning.COUNTS

    def means(event: Any) -> _Meaning:
        kind = type(event)
        found = meanings.get(kind)
        if found is None:
            found = meanings[kind] = meaning(kind)
        return found

    def applied_events(self: Any) -> List[Any]:
        events = [(event, means(event)) for event in self.events]
        loops = {event.name for event, is_ in events if is_ is _Meaning.IS_LOOP and event.name}
        applied: List[Any] = []
        for event, is_ in events:
            if is_ is _Meaning.COUNTS or is_ is _Meaning.IS_LOOP:
                applied.append(event)
            elif is_ is _Meaning.IS_ACTION:
                name = event.action_name
                if name in loops and not self._first_loop_execution_or_unhappy_path(name, applied):
                    self._undo_till_previous_loop_execution(name, applied)
                else:
                    applied.append(event)
            elif is_ is _Meaning.BEGINS_ANEW:
                applied = []
            elif is_ is _Meaning.TAKES_ACTION_BACK:
                self._undo_till_previous(kinds.ActionExecuted, applied)
            else:
                self._undo_till_previous(kinds.UserUttered, applied)
                self._undo_till_previous(kinds.ActionExecuted, applied)
        return applied

    return applied_events


PATCHES = (
    Patch(
        "rasa.shared.core.trackers",
        "DialogueStateTracker.applied_events",
        "66682714454fb41837823bffd1674c64",
        by_kind,
    ),
)
