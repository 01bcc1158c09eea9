"""Keeping the recent turns of a long conversation, with the older ones summed up in what they led to.

Rasa goes through all events of a conversation several times in each message, and sends them to the action
server. Its rules look back a few turns at most; beyond that only the state counts that was reached.
"""

from __future__ import annotations

from typing import Any, Iterable, List, Optional

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ConversationPaused,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

#: Turns that are kept. Policies that look back further than this would need more.
TURNS = 4
#: Turns at which older ones are summed up, so that this is done once in so many turns.
MOST_TURNS = 2 * TURNS


def shortened(tracker: DialogueStateTracker, slots: Iterable[Slot]) -> bool:
    """Sum up the older turns of a conversation if there are many, and return whether that was done.

    The tracker's state stays as it is. Of its events the last :data:`TURNS` turns stay; before them come
    events that set each slot to what it was then. While a form is active, a conversation stays whole.
    """
    events = list(tracker.events)
    cut = _beginning(events)
    if cut is None:
        return False
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], slots)
    if before.active_loop is not None:
        return False
    tracker.events = tracker._create_events([*_reaching(before, events[cut].timestamp), *events[cut:]])
    return True


def _beginning(events: List[Event]) -> Optional[int]:
    """Return the place of the action that listens for the first turn to keep, or ``None`` to keep all."""
    said = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(said) <= MOST_TURNS:
        return None
    for place in range(said[-TURNS], 0, -1):
        event: Any = events[place]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME:
            return place
    return None


def _reaching(state: DialogueStateTracker, timestamp: float) -> List[Event]:
    """Return events that lead to a state that was reached between two turns."""
    events: List[Event] = [
        SlotSet(name, slot.value, timestamp=timestamp)
        for name, slot in state.slots.items()
        if slot.has_been_set
    ]
    if state.is_paused():
        events.append(ConversationPaused(timestamp=timestamp))
    return events
