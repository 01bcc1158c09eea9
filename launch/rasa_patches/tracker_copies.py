"""A copy of a conversation for an action, made from its state instead of from its beginning.

Rasa copies the conversation for each action, and does so by playing all of its events again.
"""

from __future__ import annotations

from copy import copy
from typing import Any, Callable, Tuple

from launch.rasa_patches.patching import Patch

Copy = Callable[[Any], Any]


def of_the_state(play_again: Copy) -> Copy:
    """Return Rasa's function, which plays only where the newest events leave the state open."""
    from rasa.shared.core import events as kinds
    from rasa.shared.core.trackers import DialogueStateTracker

    plain = frozenset(
        {
            kinds.BotUttered,
            kinds.SlotSet,
            kinds.EntitiesAdded,
            kinds.DefinePrevUserUtteredFeaturization,
            kinds.ActiveLoop,
            kinds.LoopInterrupted,
            kinds.ActionExecutionRejected,
        }
    )

    def next_action(tracker: Any) -> Tuple[bool, Any]:
        """Return whether the newest events tell which action they ask for, and its name, if any."""
        for event in reversed(tracker.events):
            if type(event) is kinds.FollowupAction:
                return True, event.action_name
            if type(event) in (kinds.ActionExecuted, kinds.UserUttered):
                return True, None
            if type(event) not in plain:
                break
        return False, None

    def copied(self: Any) -> Any:
        # The conversation itself forgets a wished action as soon as that was chosen.
        is_told, followup_action = next_action(self)
        if not is_told or type(self) is not DialogueStateTracker or type(self.slots) is not dict:
            return play_again(self)
        other = copy(self)
        vars(other).pop("played", None)  # what policies know of the conversation is not the copy's to change
        other.events = copy(self.events)
        other.slots = {name: copy(slot) for name, slot in self.slots.items()}
        other.active_loop = copy(self.active_loop)
        other.followup_action = followup_action
        other.sender_source = other.model_id = other.assistant_id = None
        return other

    return copied


PATCHES = (
    Patch(
        "rasa.shared.core.trackers",
        "DialogueStateTracker.copy",
        "de5fdca0b77d128ae0bacbb74fed689f",
        of_the_state,
    ),
)
