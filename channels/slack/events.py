"""Which of Slack's events are questions, and whose conversation they belong to."""

from __future__ import annotations

import json
import time
from typing import Any, Mapping, Optional

from channels.slack import wording
from channels.slack.blocks import FEEDBACK
from channels.slack.incoming import (
    Incoming,
    Press,
    Workspace,
    conversation_of_person,
    conversation_of_thread,
)
from channels.slack.plain_text import addresses_another, mentions, plain_text
from nlu.normalise import normalised

#: Characters that a message may have, as on the website. Understanding gets slower with each word.
MAX_CHARACTERS = 1000
#: Messages with another subtype report an act (a join, a new topic, an edit) and are no question.
_SAID_BY_A_PERSON = frozenset({None, "file_share", "thread_broadcast", "me_message"})
_SLACKBOT = "USLACKBOT"

Payload = Mapping[str, Any]


def read_message(event: Payload, workspace: Workspace, bot_user: str) -> Optional[Incoming]:
    """Return what a ``message`` or ``app_mention`` event asks, or ``None`` when it is not for the bot.

    A channel message and its ``app_mention`` twin have the same key. Of a reply in a thread without a
    mention, whether the bot takes part there is for the caller to check: see :func:`is_uninvited`.
    """
    user = str(event.get("user") or "")
    if (
        event.get("subtype") not in _SAID_BY_A_PERSON
        or event.get("bot_id")
        or event.get("hidden")
        or user in ("", bot_user, _SLACKBOT)
        or not event.get("ts")
        or not event.get("channel")
    ):
        return None
    channel, thread, raw = event["channel"], event.get("thread_ts"), event.get("text") or ""
    if is_direct(channel, event.get("channel_type")):
        conversation = conversation_of_person(workspace.team, user)
    else:
        invited = event.get("type") == "app_mention" or mentions(raw, bot_user)
        group = event.get("channel_type") == "mpim"
        if not invited and (addresses_another(raw, bot_user) or (thread is None and not group)):
            return None
        thread = thread or event["ts"]
        conversation = conversation_of_thread(workspace.team, channel, thread)
    text = plain_text(raw, bot_user)
    return Incoming(
        key=f"{workspace.team}:{channel}:{event['ts']}",
        conversation=conversation,
        sent_at=float(event["ts"]),
        workspace=workspace,
        user=user,
        channel=channel,
        thread=thread,
        **_asked(text, has_files=bool(event.get("files"))),
    )


def is_uninvited(event: Payload, bot_user: str) -> bool:
    """Return whether a message is for the bot only if the bot takes part in its thread already."""
    return (
        event.get("type") != "app_mention"
        and event.get("thread_ts") is not None
        and not is_direct(event["channel"], event.get("channel_type"))
        and event.get("channel_type") != "mpim"
        and event.get("parent_user_id") != bot_user
        and not mentions(event.get("text") or "", bot_user)
    )


def read_command(body: Payload, workspace: Workspace, bot_user: str) -> Incoming:
    """Return what a slash command asks; the answer is for the person alone."""
    return Incoming(
        key=f"{workspace.team}:command:{body['trigger_id']}",
        conversation=conversation_of_person(workspace.team, body["user_id"]),
        sent_at=time.time(),
        workspace=workspace,
        user=body["user_id"],
        private=True,
        response_url=body["response_url"],
        **_asked(plain_text(body.get("text") or "", bot_user)),
    )


def read_shortcut(body: Payload, workspace: Workspace, bot_user: str) -> Incoming:
    """Return what the shortcut on a message asks: the message itself, answered to the person alone."""
    message = body.get("message") or {}
    text = plain_text(message.get("text") or "", bot_user)
    asked = _asked(text) if text else {"notice": wording.NO_WORDS}
    return Incoming(
        key=f"{workspace.team}:shortcut:{body['trigger_id']}",
        conversation=conversation_of_person(workspace.team, body["user"]["id"]),
        sent_at=float(body.get("action_ts") or time.time()),
        workspace=workspace,
        user=body["user"]["id"],
        private=True,
        response_url=body["response_url"],
        **asked,
    )


def read_press(body: Payload, workspace: Workspace, direct: Optional[str] = None) -> Incoming:
    """Return what the press of a button asks.

    Its value comes back as it was sent: Slack signs the request. A second press of the same button,
    which is possible until the message is redrawn, has the same key. A button of the Home tab is answered
    in the person's ``direct`` messages; without their id, Slack finds them by the person's.
    """
    action, user = body["actions"][0], body["user"]["id"]
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    message_ts = message.get("ts") or container.get("message_ts") or ""
    private = bool(container.get("is_ephemeral"))
    thread = message.get("thread_ts") or container.get("thread_ts")
    key = f"{workspace.team}:press:{channel}:{message_ts}:{action['action_id']}"
    if channel is None:  # a button of the Home tab
        channel, key = direct or user, f"{workspace.team}:press:home:{user}:{action.get('action_ts')}"
        conversation = conversation_of_person(workspace.team, user)
    elif private or is_direct(channel):
        conversation = conversation_of_person(workspace.team, user)
    else:
        thread = thread or message_ts
        conversation = conversation_of_thread(workspace.team, channel, thread)
    return Incoming(
        key=key,
        conversation=conversation,
        sent_at=float(action.get("action_ts") or time.time()),
        workspace=workspace,
        user=user,
        channel=None if private else channel,
        thread=None if private else thread,
        private=private,
        response_url=body.get("response_url") if private else None,
        press=Press(
            action_id=action["action_id"],
            block_id=action.get("block_id") or "",
            title=(action.get("text") or {}).get("text") or "",
            message_ts=message_ts,
            text=message.get("text") or "",
            blocks=tuple(message.get("blocks") or ()),
        ),
        **_pressed(action),
    )


def in_home_tab(body: Payload) -> bool:
    """Return whether a button of the Home tab was pressed, rather than one of a message."""
    return not body.get("channel") and not (body.get("container") or {}).get("channel_id")


def _pressed(action: Payload) -> dict[str, Any]:
    value = action.get("value") or ""
    if not action["action_id"].startswith(FEEDBACK) or not value.startswith("{"):
        return {"text": value}
    feedback = json.loads(value)
    return {"text": wording.RATED.format(rating=feedback["rating"]), "feedback": feedback}


def is_direct(channel: str, channel_type: Optional[str] = None) -> bool:
    """Return whether a channel is a direct message with the bot."""
    return channel_type in ("im", "app_home") or (channel_type is None and channel.startswith("D"))


def _asked(text: str, has_files: bool = False) -> dict[str, Any]:
    if len(text) > MAX_CHARACTERS:
        return {"notice": wording.TOO_LONG.format(limit=MAX_CHARACTERS)}
    words = normalised(text)
    if words:
        return {"text": words}
    return {"notice": wording.NO_WORDS} if has_files else {"text": wording.GREETING}
