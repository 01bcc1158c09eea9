"""Bad input on the REST channel and on the one of Slack, signed and forged."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.bad_input.generated import Client, bodies, header_sets, json_values, many, objects, signed, words
from tests.channels.slack import slack_acts
from tests.launch.operations import serving

_rest = objects(sender=words, message=words, input_channel=words, metadata=json_values)
_slack_event = objects(
    type=st.sampled_from(["message", "app_mention", "app_home_opened", "reaction_added", "x"]),
    text=words,
    user=words,
    channel=words,
    ts=words,
    thread_ts=words,
    subtype=st.one_of(words, st.just("message_changed")),
    attachments=json_values,
    message=json_values,
    previous_message=json_values,
    blocks=json_values,
    channel_type=st.sampled_from(["im", "channel", "group", "mpim"]),
    files=json_values,
    bot_id=words,
)
_slack_bodies = st.one_of(
    bodies(
        st.builds(
            lambda event, more: {**slack_acts.envelope(event), **more},
            _slack_event,
            objects(team_id=words, type=words),
        )
    ),
    bodies(st.builds(lambda text: slack_acts.envelope(slack_acts.message(text)), words)),
    st.builds(lambda payload: b"payload=" + json.dumps(payload).encode(), json_values),
    st.builds(lambda text: slack_acts.as_form({"payload": text}), words),
    st.builds(lambda text: b"command=%2Fcareer&text=" + text.encode("utf-8", "replace"), words),
)


@given(body=bodies(_rest), headers=header_sets)
@many(900)
def test_a_message_on_the_rest_channel(channels: Client, body: bytes, headers: dict[str, str]) -> None:
    reply = channels.send(
        "POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json", **headers, "Origin": ""}
    )

    reply.is_decent()
    if reply.status == 200:
        assert json.loads(reply.body)  # never silent


@given(body=_slack_bodies, form=st.booleans(), stamp=st.one_of(st.none(), words), forged=st.booleans())
@many(900)
def test_a_request_of_slack(
    channels: Client, body: bytes, form: bool, stamp: str | None, forged: bool
) -> None:
    headers = signed(body, serving.SLACK["SLACK_SIGNING_SECRET"])
    if forged:
        headers["X-Slack-Signature"] = "v0=" + "0" * 64
    if stamp is not None:
        headers["X-Slack-Request-Timestamp"] = stamp.replace("\n", " ").replace("\r", " ")
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    reply = channels.send("POST", "/webhooks/slack/events", body, {"Content-Type": kind, **headers})

    reply.is_decent()
    if forged or stamp is not None:
        assert reply.status in (400, 401)
