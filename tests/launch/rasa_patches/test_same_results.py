"""The quicker forms give what Rasa's own functions give, in conversations of every kind of event."""

from __future__ import annotations

import copy
import json
from typing import Any, List

from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core import events as kinds
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from launch.rasa_patches import (
    action_calls,
    action_results,
    applied_events,
    policy_states,
    rules_by_intent,
    tracker_copies,
)
from launch.rasa_patches.patching import Patch

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [ask, stop]
    entities: [role]
    slots:
      mood: {type: categorical, values: [good, bad], mappings: [{type: custom}]}
      note: {type: text, influence_conversation: false, mappings: [{type: custom}]}
    actions: [action_answer]
    forms: {form: {required_slots: [mood]}}
    """
)


def said(intent: str) -> kinds.UserUttered:
    parse = {"intent": {"name": intent}, "entities": [{"entity": "role", "value": "x", "role": "target"}]}
    return kinds.UserUttered(f"words of {intent}", parse["intent"], parse["entities"], parse)


EVENTS = st.one_of(
    st.sampled_from(["ask", "stop"]).map(said),
    st.sampled_from(["action_listen", "action_answer", "form"]).map(
        lambda name: kinds.ActionExecuted(name, hide_rule_turn=name == "action_answer")
    ),
    st.sampled_from(["good", "bad", None]).map(lambda value: kinds.SlotSet("mood", value)),
    st.sampled_from(["form", None]).map(kinds.ActiveLoop),
    st.booleans().map(kinds.LoopInterrupted),
    st.booleans().map(kinds.DefinePrevUserUtteredFeaturization),
    st.builds(kinds.ActionReverted),
    st.builds(kinds.UserUtteranceReverted),
    st.builds(kinds.Restarted),
    st.builds(kinds.SessionStarted),
    st.builds(kinds.FollowupAction, st.just("action_answer")),
    st.builds(kinds.ActionExecutionRejected, st.just("form")),
    st.builds(lambda: kinds.BotUttered("text")),
)


def conversation(events: List[Any]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("somebody", copy.deepcopy(events), DOMAIN.slots)


def original(patch: Patch, holder: Any) -> Any:
    function = vars(holder)[patch.name.split(".")[-1]]
    return getattr(function, "replaced", function)


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_the_same_events_count(events: List[Any]) -> None:
    (patch,) = applied_events.PATCHES
    rasa = original(patch, DialogueStateTracker)
    tracker = conversation(events)

    assert [id(one) for one in patch.replace(rasa)(tracker)] == [id(one) for one in rasa(tracker)]


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=40), st.booleans())
@example(
    [said("ask"), kinds.ActionExecuted("action_listen"), kinds.DefinePrevUserUtteredFeaturization(False)],
    False,
)
def test_policies_see_the_same_states_at_each_event(events: List[Any], only_learned: bool) -> None:
    (patch,) = policy_states.PATCHES
    rasa = original(patch, Domain)
    quick = patch.replace(rasa)
    tracker = conversation([])

    for event in copy.deepcopy(events):
        tracker.update(event)
        found = quick(DOMAIN, tracker, ignore_rule_only_turns=only_learned, rule_only_data={})
        assert found == rasa(DOMAIN, tracker, ignore_rule_only_turns=only_learned, rule_only_data={})
        if found and "user" in found[-1]:
            found[-1]["user"].pop("text", None)  # as policies do to what they are given


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_a_copy_is_in_the_same_state_and_leaves_the_conversation_alone(events: List[Any]) -> None:
    (patch,) = tracker_copies.PATCHES
    rasa = original(patch, DialogueStateTracker)
    tracker = conversation(events)
    before = state(tracker)

    copied = patch.replace(rasa)(tracker)

    assert state(copied) == state(rasa(tracker))
    for event in (
        kinds.SlotSet("mood", "bad"),
        kinds.ActiveLoop("form"),
        kinds.LoopInterrupted(True),
        said("stop"),
    ):
        copied.update(event)
    assert state(tracker) == before


def state(tracker: DialogueStateTracker) -> Any:
    return {**tracker.current_state(EventVerbosity.ALL), "paused": tracker.is_paused()}


def states(*intents: str) -> st.SearchStrategy[Any]:
    """Return states as rules and conversations have them; a rule may forbid an intent or ask for none."""
    return st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "user": st.fixed_dictionaries({}, optional={"intent": st.sampled_from(intents)}),
                "prev_action": st.sampled_from(
                    [{}, {"action_name": "action_listen"}, {"action_name": "answer"}]
                ),
                "slots": st.sampled_from([{"mood": [1.0, 0.0]}, {"mood": "SHOULD_NOT_BE_SET"}]),
            },
        ),
        min_size=1,
        max_size=3,
    )


RULES = st.lists(states("ask", "stop", "SHOULD_NOT_BE_SET", "").map(json.dumps), max_size=12)


@settings(max_examples=400, deadline=None)
@given(RULES, st.lists(states("ask", "stop", "other"), min_size=1, max_size=4))
def test_the_same_rules_hold(rules: List[str], conversations: List[Any]) -> None:
    (patch,) = rules_by_intent.PATCHES
    rasa = original(patch, RulePolicy)
    quick = patch.replace(rasa)
    policy = RulePolicy.__new__(RulePolicy)
    lookup = dict.fromkeys(rules, "answer")

    for conversation_states in conversations:
        expected = rasa(policy, lookup, conversation_states)
        assert quick(policy, lookup, conversation_states) == expected


RESULTS = st.fixed_dictionaries(
    {},
    optional={
        "events": st.lists(
            st.one_of(
                st.fixed_dictionaries(
                    {"event": st.sampled_from(["slot", "action", "user", "bot", "entities", "nothing"])},
                    optional={
                        "name": st.one_of(st.text(max_size=3), st.none(), st.integers()),
                        "value": st.one_of(st.none(), st.text(max_size=3)),
                        "timestamp": st.one_of(st.none(), st.floats(allow_nan=False), st.text(max_size=2)),
                        "entities": st.one_of(st.just([]), st.just([{"entity": "role"}]), st.just("role")),
                    },
                ),
                st.just({"name": "without event"}),
                st.just("no object"),
            ),
            max_size=4,
        ),
        "responses": st.one_of(
            st.lists(st.just({"text": "hello"}), max_size=2), st.just(["text"]), st.none()
        ),
    },
)


def verdict(check: Any, result: Any) -> Any:
    action = RemoteAction("action_answer", None)
    try:
        return check(action, result)
    except ValidationError as error:
        return error.message


@settings(max_examples=400, deadline=None)
@given(st.one_of(RESULTS, st.just([]), st.none()))
def test_the_same_results_of_actions_are_refused_in_the_same_words(result: Any) -> None:
    (patch,) = action_results.PATCHES
    rasa = original(patch, RemoteAction)

    assert verdict(patch.replace(rasa), result) == verdict(rasa, result)


def test_a_plain_result_is_not_checked_twice() -> None:
    (patch,) = action_results.PATCHES

    def never(*_: Any) -> bool:
        raise AssertionError("Rasa's own check was asked")

    assert patch.replace(never)(
        None, {"events": [{"event": "slot", "name": "mood", "value": "good"}], "responses": []}
    )


def test_an_action_is_sent_recent_turns_whole_and_of_older_ones_what_was_said() -> None:
    (patch,) = action_calls.PATCHES
    turn = [
        kinds.ActionExecuted("action_listen"),
        said("ask"),
        kinds.SlotSet("mood", "good"),
        kinds.BotUttered("text"),
    ]
    tracker = conversation(turn * 6)
    action = RemoteAction("action_answer", None)
    rasa = original(patch, RemoteAction)(action, tracker, DOMAIN)

    call = patch.replace(None)(action, tracker, DOMAIN)

    whole = tracker.current_state(EventVerbosity.ALL)["events"]
    recent = 4 * action_calls.WHOLE_TURNS - 1
    assert call["tracker"]["events"][-recent:] == whole[-recent:]
    assert [one["event"] for one in call["tracker"]["events"][:-recent]] == ["user", "bot"] * 3
    assert {**call, "tracker": {**call["tracker"], "events": []}} == {
        **rasa,
        "tracker": {**rasa["tracker"], "events": []},
    }


def test_an_older_message_keeps_its_text_intent_and_id_and_an_older_answer_its_text() -> None:
    message = said("ask")
    message.message_id = "m1"
    answer = kinds.BotUttered("text", {"buttons": [{"title": "more"}]}, {"card": {"table": "large"}})

    assert action_calls._said(message)["parse_data"] == {"intent": {"name": "ask"}}
    assert action_calls._said(message)["text"] == "words of ask"
    assert action_calls._said(message)["message_id"] == "m1"
    assert set(action_calls._said(answer)) == {"event", "timestamp", "text"}
