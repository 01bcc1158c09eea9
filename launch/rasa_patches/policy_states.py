"""The states of a conversation that policies look at, of which only the newest is news.

For each choice of an action Rasa plays the conversation again from its beginning, once for each policy and
twice for the rules, to describe its state before each action. Here a conversation keeps what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import is_
from typing import Any, Callable, Dict, Iterator, List, Optional

from launch.rasa_patches.patching import Patch

State = Dict[str, Dict[str, Any]]
States = Callable[..., List[State]]


@dataclass(frozen=True)
class _Moment:
    """What is known of the conversation just before an action, or now."""

    state: State
    previous_action: Optional[Dict[str, str]]
    in_sequence: bool  # whether the next action follows from the last one: a followup, or a form's own
    hidden: bool


@dataclass
class _Played:
    """A conversation, played up to an event."""

    domain: Any
    tracker: Any
    events: List[Any] = field(default_factory=list)
    moments: List[_Moment] = field(default_factory=list)


def kept(states: States) -> States:
    """Return Rasa's function, which goes on from where it was when it is asked again.

    Training, which asks for other states of other trackers, is left alone.
    """
    from rasa.shared.core.constants import PREVIOUS_ACTION
    from rasa.shared.core.events import ActionExecuted, DefinePrevUserUtteredFeaturization, UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    def moments(domain: Any, tracker: Any) -> List[_Moment]:
        """Return the moments before each action that counts, and the present one."""
        applied = tracker.applied_events()
        played: Optional[_Played] = vars(tracker).get("played")
        if (
            played is None
            or played.domain is not domain
            or not _goes_on(played.events, applied)
            or reads_anew(played.events, applied[len(played.events) :])
        ):
            played = tracker.played = _Played(domain, tracker.init_copy())
        for event in applied[len(played.events) :]:
            if isinstance(event, ActionExecuted):
                played.moments.append(moment(domain, played.tracker, event.hide_rule_turn))
            played.tracker.update(event)
        played.events = applied
        return [*played.moments, moment(domain, played.tracker, False)]

    def reads_anew(played: List[Any], following: List[Any]) -> bool:
        """Return whether it changes how a message is read, by text or intent, that an action has followed."""
        for event in following:
            if isinstance(event, UserUttered):
                return False
            if isinstance(event, DefinePrevUserUtteredFeaturization):
                return any(isinstance(one, ActionExecuted) for one in since_message(played))
        return False

    def since_message(events: List[Any]) -> Iterator[Any]:
        for event in reversed(events):
            if isinstance(event, UserUttered):
                return
            yield event

    def moment(domain: Any, tracker: Any, hidden: bool) -> _Moment:
        return _Moment(
            state=domain.get_active_state(tracker),
            previous_action=domain._get_prev_action_sub_state(tracker),
            in_sequence=bool(
                tracker.followup_action or tracker.latest_action_name == tracker.active_loop_name
            ),
            hidden=hidden,
        )

    def states_for_tracker_history(
        self: Any,
        tracker: Any,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: Optional[Dict[str, Any]] = None,
    ) -> List[State]:
        if omit_unset_slots or type(tracker) is not DialogueStateTracker:
            return states(self, tracker, omit_unset_slots, ignore_rule_only_turns, rule_only_data)
        found: List[State] = []
        last_action: Optional[Dict[str, str]] = None
        hidden = False
        for one in moments(self, tracker):
            if ignore_rule_only_turns:
                if not hidden:
                    last_action = one.previous_action
                if not one.in_sequence:
                    hidden = one.hidden
                if hidden:
                    continue
            state = {name: dict(part) for name, part in one.state.items()}  # policies change theirs
            if ignore_rule_only_turns:
                self._remove_rule_only_features(state, rule_only_data)
                if found:
                    self._substitute_rule_only_user_input(state, found[-1])
                if last_action:
                    state[PREVIOUS_ACTION] = last_action
            found.append(self._clean_state(state))
        return found

    return states_for_tracker_history


def _goes_on(played: List[Any], applied: List[Any]) -> bool:
    """Return whether the events that were played are the first of those that count now."""
    return len(played) <= len(applied) and all(map(is_, played, applied))


PATCHES = (
    Patch(
        "rasa.shared.core.domain",
        "Domain.states_for_tracker_history",
        "fa781c3b79af7e4c327d82d9581a0173",
        kept,
    ),
)
