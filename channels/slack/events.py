"""Reads what Slack sends: the messages, commands, shortcuts and presses that are to be answered."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Mapping, Optional, Sequence

from channels import MOST_CHARACTERS
from channels.slack import wording
from channels.slack.incoming import (
    FEEDBACK,
    Incoming,
    Press,
    Workspace,
    conversation_of_person,
    conversation_of_thread,
    is_direct,
)
from channels.slack.text import addresses_another, mentions, only_points, plain_text, words_of
from nlu.normalise import normalised

#: Messages with another subtype report an act (a join, a new topic, an edit) and are no question.
_SAID_BY_A_PERSON = frozenset({None, "file_share", "thread_broadcast", "me_message"})
_SLACKBOT = "USLACKBOT"
#: Characters of a key that the inbox keeps.
_KEY_LIMIT = 255
Payload = Mapping[str, Any]


def read_message(
    event: Payload, workspace: Workspace, bot_user: str, in_container: bool = False
) -> Optional[Incoming]:
    """Return what a ``message`` or ``app_mention`` event asks, or ``None`` when it is not for the bot.

    A channel message and its ``app_mention`` twin have the same key; a message that was edited has another
    for each edit of its words. Each thread in Slack's container for assistants is a conversation of its own.
    """
    edited = ""
    if event.get("subtype") == "message_changed":
        changed = _edited(event)
        if changed is None:
            return None
        event, edited = changed, str((changed.get("edited") or {}).get("ts"))
    user = str(event.get("user") or "")
    if not is_said_by_a_person(event) or user == bot_user or not event.get("ts") or not event.get("channel"):
        return None
    channel, ts, kind = str(event["channel"]), str(event["ts"]), event.get("channel_type")
    thread, said = event.get("thread_ts"), str(event.get("text") or "")
    text = plain_text(words_of(event), bot_user)
    lives, direct = thread is not None, is_direct(channel, kind)
    invited = direct or event.get("type") == "app_mention" or mentions(said, bot_user)
    if not invited and (addresses_another(said, bot_user) or not (lives or kind == "mpim")):
        return None
    if direct:
        conversation = conversation_of_person(workspace, user, str(thread or "") if in_container else "")
    else:
        thread = thread or ts
        conversation = conversation_of_thread(workspace, channel, thread)
    return Incoming(
        key=f"{workspace.name}:{channel}:{ts}" + (f":edited:{edited}" if edited else ""),
        conversation=conversation,
        sent_at=float(edited or ts),
        workspace=workspace,
        user=user,
        channel=channel,
        thread=thread,
        overheard=not invited,
        uninvited=not invited and kind != "mpim" and event.get("parent_user_id") != bot_user,
        lives=lives,
        points_up=invited and lives and thread != ts and (in_container or not direct) and only_points(text),
        container=in_container,
        **_asked(text, has_files=bool(event.get("files"))),
    )


def is_said_by_a_person(message: Payload) -> bool:
    """Return whether a message is what somebody wrote, rather than what a bot wrote or Slack reports."""
    if message.get("bot_id") or message.get("hidden") or message.get("user") in (None, "", _SLACKBOT):
        return False
    return message.get("subtype") in _SAID_BY_A_PERSON


def _edited(event: Payload) -> Optional[Dict[str, Any]]:
    """Return a message whose author changed its words, as if it came now; a link that unfolds is no such."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if not now.get("edited") or words_of(now) == words_of(before):
        return None
    around = {name: event[name] for name in ("channel", "channel_type") if event.get(name)}
    return {**now, **around, "type": "message"}


def _privately(body: Payload, workspace: Workspace, user: str, **more: Any) -> Incoming:
    """Return an act whose answer one person alone sees."""
    return Incoming(
        conversation=conversation_of_person(workspace, user),
        sent_at=float(body.get("action_ts") or time.time()),
        workspace=workspace,
        user=user,
        private=True,
        response_url=body["response_url"],
        **more,
    )


def read_command(body: Payload, workspace: Workspace, bot_user: str) -> Incoming:
    """Return what a slash command asks; the answer is for the person alone."""
    key, text = f"{workspace.name}:command:{body['trigger_id']}", plain_text(body.get("text") or "", bot_user)
    return _privately(body, workspace, body["user_id"], key=key, **_asked(text))


def read_shortcut(body: Payload, workspace: Workspace, bot_user: str) -> Incoming:
    """Return what the shortcut on a message asks: the message itself, answered to the person alone."""
    key = f"{workspace.name}:shortcut:{body['trigger_id']}"
    text = plain_text(words_of(body.get("message") or {}), bot_user)
    return _privately(body, workspace, body["user"]["id"], key=key, **_asked(text, has_files=True))


def read_press(
    body: Payload, workspace: Workspace, direct: Optional[str] = None, in_container: bool = False
) -> Incoming:
    """Return what the press of a button asks.

    Its value comes back as it was sent: Slack signs the request. A second press of the same button,
    which is possible until the message is redrawn, has the same key. A button of the Home tab is answered
    in the person's ``direct`` messages; without their id, Slack finds them by the person's.
    """
    action, user = body["actions"][0], body["user"]["id"]
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    message_ts = message.get("ts") or container.get("message_ts") or ""
    chosen = action.get("selected_option") or action
    press = Press(
        action_id=action["action_id"],
        block_id=action.get("block_id") or "",
        title=(chosen.get("text") or {}).get("text") or "",
        message_ts=message_ts,
        text=message.get("text") or "",
        blocks=tuple(message.get("blocks") or ()),
        option=str(chosen.get("value") or "") if "selected_option" in action else "",
    )
    about = [channel, message_ts, press.action_id, *([press.option] if press.option else [])]
    private = bool(container.get("is_ephemeral"))
    thread = message.get("thread_ts") or container.get("thread_ts")
    lives = thread is not None
    if channel is None:  # a button of the Home tab
        channel, about = direct or user, ["home", user, action.get("action_ts")]
        conversation = conversation_of_person(workspace, user)
    elif private or is_direct(channel):
        conversation = conversation_of_person(workspace, user, str(thread or "") if in_container else "")
    else:
        thread = thread or message_ts
        conversation = conversation_of_thread(workspace, channel, thread)
    return Incoming(
        key=":".join([workspace.name, "press", *map(str, about)])[:_KEY_LIMIT],
        conversation=conversation,
        sent_at=float(action.get("action_ts") or time.time()),
        workspace=workspace,
        user=user,
        channel=None if private else channel,
        thread=None if private else thread,
        private=private,
        response_url=body.get("response_url") if private else None,
        press=press,
        lives=lives,
        **_pressed(press.action_id, str(chosen.get("value") or "")),
    )


def read_guided(body: Payload, workspace: Workspace, channel: str, texts: Sequence[str]) -> Incoming:
    """Return what the window of the guided advice says: the advice comes in direct messages."""
    user = body["user"]["id"]
    return Incoming(
        key=f"{workspace.name}:guided:{body['view']['id']}",
        conversation=conversation_of_person(workspace, user),
        sent_at=time.time(),
        workspace=workspace,
        user=user,
        channel=channel,
        text=texts[-1],
        steps=tuple(texts[:-1]),
    )


def _pressed(action_id: str, value: str) -> Dict[str, Any]:
    if not action_id.startswith(FEEDBACK) or not value.startswith("{"):
        return {"text": value}
    feedback = json.loads(value)
    return {"text": wording.RATED.format(rating=feedback["rating"]), "feedback": feedback}


def _asked(text: str, has_files: bool = False) -> Dict[str, Any]:
    if len(text) > MOST_CHARACTERS:
        return {"notice": wording.TOO_LONG.format(limit=MOST_CHARACTERS)}
    words = normalised(text)
    if words:
        return {"text": words}
    return {"notice": wording.NO_WORDS} if has_files else {"text": wording.GREETING}
