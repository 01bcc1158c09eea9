"""What Slack sends to an app, field by field, and how it signs it."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any, Dict, List, Mapping, Optional
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

TEAM = "T0001"
BOT_USER = "U0BOT"
BOT_ID = "B0BOT"
APP_ID = "A0001"

_counter = itertools.count(1)


def new_ts() -> str:
    """Return a time stamp that no other message has."""
    return f"{time.time():.0f}.{next(_counter):06d}"


def message(
    text: str,
    *,
    user: str = "U0001",
    channel: str = "D0001",
    channel_type: str = "im",
    thread_ts: Optional[str] = None,
    ts: Optional[str] = None,
    **more: Any,
) -> Dict[str, Any]:
    """Return a ``message`` event."""
    event: Dict[str, Any] = {
        "type": "message",
        "user": user,
        "text": text,
        "ts": ts or new_ts(),
        "channel": channel,
        "channel_type": channel_type,
        "team": TEAM,
        **more,
    }
    event["event_ts"] = event["ts"]
    if thread_ts is not None:
        event["thread_ts"] = thread_ts
    return event


def mention(text: str, *, channel: str = "C0001", **more: Any) -> Dict[str, Any]:
    """Return an ``app_mention`` event."""
    event = message(text, channel=channel, **more)
    del event["channel_type"]
    return {**event, "type": "app_mention"}


def twin(event: Mapping[str, Any]) -> Dict[str, Any]:
    """Return the ``message`` event that Slack sends beside an ``app_mention`` about the same message."""
    return {**event, "type": "message", "channel_type": "channel"}


def envelope(event: Mapping[str, Any], team: str = TEAM, event_id: Optional[str] = None) -> Dict[str, Any]:
    """Return an event as the Events API sends it."""
    return {
        "token": "verification-token",
        "team_id": team,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_counter):08d}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{next(_counter)}",
    }


def command(text: str, response_url: str, *, user: str = "U0001", team: str = TEAM) -> Dict[str, str]:
    """Return a slash command."""
    return {
        "token": "verification-token",
        "team_id": team,
        "team_domain": "example",
        "channel_id": "C0009",
        "channel_name": "random",
        "user_id": user,
        "user_name": "person",
        "command": "/career",
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": f"{next(_counter)}.{next(_counter)}.abcdef",
    }


def shortcut(on: Mapping[str, Any], response_url: str, *, user: str = "U0001") -> Dict[str, Any]:
    """Return the shortcut on a message."""
    return {
        "type": "message_action",
        "token": "verification-token",
        "action_ts": new_ts(),
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": user, "username": "person", "team_id": TEAM},
        "channel": {"id": "C0009", "name": "random"},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": "ask_about_message",
        "trigger_id": f"{next(_counter)}.{next(_counter)}.abcdef",
        "response_url": response_url,
        "message_ts": on["ts"],
        "message": dict(on),
    }


def press(
    button: Mapping[str, Any],
    block_id: str,
    on: Mapping[str, Any],
    response_url: str,
    *,
    user: str = "U0001",
) -> Dict[str, Any]:
    """Return the press of a button in a message; of one that a person alone sees, Slack sends no blocks."""
    private = bool(on.get("ephemeral_to"))
    body: Dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": user, "username": "person", "team_id": TEAM},
        "api_app_id": APP_ID,
        "token": "verification-token",
        "container": {
            "type": "message",
            "message_ts": on["ts"],
            "channel_id": on["channel"],
            "is_ephemeral": private,
        },
        "trigger_id": f"{next(_counter)}.{next(_counter)}.abcdef",
        "team": {"id": TEAM, "domain": "example"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": on["channel"], "name": "somewhere"},
        "response_url": response_url,
        "actions": [{**_action(button), "block_id": block_id, "action_ts": new_ts()}],
    }
    if on.get("thread_ts"):
        body["container"]["thread_ts"] = on["thread_ts"]
    if not private:
        body["message"] = {
            key: on[key]
            for key in ("ts", "thread_ts", "text", "blocks", "metadata")
            if on.get(key) is not None
        }
        body["message"].update(type="message", user=BOT_USER, bot_id=BOT_ID, app_id=APP_ID, team=TEAM)
    return body


def _action(button: Mapping[str, Any]) -> Dict[str, Any]:
    """Return what was pressed: a button, one of the thumbs, or ``chosen``, an option of a menu."""
    if "chosen" in button:
        named = {"type": "overflow", "action_id": button["action_id"]}
        return {**named, "selected_option": button["chosen"]}
    return {"type": "button", **{name: button[name] for name in ("action_id", "text", "value")}}


def home_press(button: Mapping[str, Any], block_id: str, *, user: str = "U0001") -> Dict[str, Any]:
    """Return the press of a button in the Home tab."""
    body = press(button, block_id, {"ts": new_ts(), "channel": "D0001"}, "", user=user)
    for gone in ("message", "channel", "response_url"):
        del body[gone]
    body["container"] = {"type": "view", "view_id": "V0001"}
    body["view"] = {"id": "V0001", "team_id": TEAM, "type": "home", "app_installed_team_id": TEAM}
    return body


def global_shortcut() -> Dict[str, Any]:
    """Return the shortcut of the guided advice."""
    return {
        "type": "shortcut",
        "token": "verification-token",
        "action_ts": new_ts(),
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": "U0001", "username": "person", "team_id": TEAM},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": "guided_advice",
        "trigger_id": "1.2.window",
    }


def window_sent(view: Mapping[str, Any], chosen: Mapping[str, int]) -> Dict[str, Any]:
    """Return the window as it comes back; ``chosen`` is the number of the answer to each question."""
    values = {}
    for block in view["blocks"]:
        at = chosen.get(block["block_id"])
        option = None if at is None else block["element"]["options"][at]
        state = {"type": "radio_buttons", "selected_option": option}
        values[block["block_id"]] = {block["element"]["action_id"]: state}
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "example"},
        "user": {"id": "U0001", "username": "person", "team_id": TEAM},
        "api_app_id": "A0001",
        "trigger_id": "1.3.sent",
        "view": {**view, "id": "V0009", "team_id": TEAM, "state": {"values": values}},
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def buttons_of(shown: Mapping[str, Any]) -> List[Any]:
    """Return what can be pressed in a message or a view, each with the id of its block: thumbs come last."""
    found: List[Any] = []
    for block in shown.get("blocks") or ():
        for element in block["elements"] if block["type"] in ("actions", "context_actions") else ():
            named = {"action_id": element["action_id"]}
            if element["type"] == "overflow":
                pressed = [{**named, "chosen": one, **one} for one in element["options"]]
            elif element["type"] == "feedback_buttons":
                pressed = [{**named, **element[name]} for name in ("positive_button", "negative_button")]
            else:
                pressed = [element]
            found += [(one, block["block_id"]) for one in pressed]
    return found


def as_form(body: Mapping[str, Any]) -> bytes:
    """Return a command or an interaction as Slack posts it."""
    if "command" in body:
        return urlencode(body).encode()
    return urlencode({"payload": json.dumps(body)}).encode()


def signed(body: bytes, secret: str, at: Optional[float] = None) -> Dict[str, str]:
    """Return the headers by which Slack proves that it sent a body."""
    stamp = str(int(at if at is not None else time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}
