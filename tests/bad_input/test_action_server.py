"""Calls of the action server as no assistant makes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.bad_input.generated import Client, bodies, json_values, many, objects, words

_entity = objects(
    entity=st.sampled_from(["role", "location", "level", "tool", "industry", "rating", "background"]),
    value=words,
    start=st.integers(),
    end=st.integers(),
    role=st.sampled_from(["origin", "target"]),
)
_intent = objects(
    name=st.sampled_from(["ask_salary", "ask_skills", "follow_up", "nlu_fallback", "give_feedback"])
)
_tracker = objects(
    sender_id=words,
    slots=st.dictionaries(
        st.sampled_from(["topic", "roles", "location", "shown", "misses", "level"]), json_values
    ),
    latest_message=objects(
        text=words,
        intent=_intent,
        entities=st.lists(_entity, max_size=3),
        questions=json_values,
        metadata=json_values,
    ),
    events=st.lists(
        objects(
            event=st.sampled_from(["user", "bot", "slot"]), text=words, parse_data=objects(intent=_intent)
        ),
        max_size=3,
    ),
    active_loop=objects(name=words),
)
_names = sorted(
    [
        "action_salary",
        "action_give_feedback",
        "action_default_fallback",
        "action_role_fit",
        "action_follow_up",
        "action_repeat",
        "action_deny",
        "action_out_of_scope",
        "validate_role_fit_form",
        "action_transition",
        "nothing",
    ]
)


@given(
    body=bodies(objects(next_action=st.sampled_from(_names), tracker=_tracker, domain=json_values)),
    data=st.data(),
)
@many(800)
def test_a_call_of_the_action_server(call_actions: Client, body: bytes, data: st.DataObject) -> None:
    headers = data.draw(
        st.sampled_from([{}, {}, {}, {"Content-Encoding": "deflate"}, {"Content-Type": "text/plain"}])
    )
    reply = call_actions.send("POST", "/webhook", body, headers)

    reply.is_decent()
