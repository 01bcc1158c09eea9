"""What a person did in Slack that is to be answered: read from Slack's events, kept in the inbox."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from channels.slack import wording
from channels.slack.text import addresses_another, mentions, only_points, plain_text, words_of
from nlu.normalise import normalised

#: Characters that a message may have, as on the website. Understanding gets slower with each word.
MAX_CHARACTERS = 1000
#: Messages with another subtype report an act (a join, a new topic, an edit) and are no question.
_SAID_BY_A_PERSON = frozenset({None, "file_share", "thread_broadcast", "me_message"})
_SLACKBOT = "USLACKBOT"
#: Characters of a key that the inbox keeps.
_KEY_LIMIT = 255
#: The beginnings of the ids by which a press is recognised.
SUGGESTION, FEEDBACK, SHOW = "suggestion:", "feedback:", "show:"

Payload = Mapping[str, Any]
Block = Dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One message for Slack: what it shows, and the text for notifications and screen readers."""

    text: str
    blocks: Tuple[Block, ...]


@dataclass(frozen=True)
class Workspace:
    """Where the app is installed; an installation for a whole organisation has no team of its own."""

    team: str
    enterprise: Optional[str] = None
    org_wide: bool = False

    @property
    def name(self) -> str:
        """Return the part of names that people and channels share.

        In an Enterprise Grid that is the organisation: events and commands of one person there name
        different teams, or none, and ids of people and channels are the organisation's.
        """
        return self.enterprise or self.team


@dataclass(frozen=True)
class Press:
    """A button that was pressed, and the message that it stood in.

    ``blocks`` are empty where Slack does not send them along, as of a message that only one person sees.
    ``option`` is the value of what was chosen in a menu.
    """

    action_id: str
    block_id: str
    title: str
    message_ts: str
    text: str = ""
    blocks: Tuple[Block, ...] = ()
    option: str = ""


@dataclass(frozen=True, config=ConfigDict(allow_inf_nan=False))
class Incoming:
    """A question, or the press of a button; a ``ValueError`` where Slack would never send such values.

    ``key`` is the same for everything that Slack sends about the same act. ``sent_at`` is in seconds
    since the epoch, by Slack's clock. ``text`` is what Rasa reads; ``notice`` is said instead of asking
    Rasa. ``private`` answers are seen by one person alone and go to ``response_url``. ``feedback`` is
    of a thumb: the answer ``about`` which it is, its ``topic``, and the ``rating``.

    ``overheard`` is what was not said to the bot; ``uninvited`` is for it only where it takes part in the
    thread already. ``thread`` is where the answer stands; ``lives`` says that others have written there, so
    that Slack shows it. ``points_up`` asks about another message: the one that opens the thread or, in
    ``container``, Slack's own pane for assistants, the last one beside it. ``steps`` are said before
    ``text``; their answers are not shown.
    """

    key: str
    conversation: str
    sent_at: float
    workspace: Workspace
    user: str
    text: str = ""
    notice: Optional[str] = None
    channel: Optional[str] = None
    thread: Optional[str] = None
    private: bool = False
    response_url: Optional[str] = None
    press: Optional[Press] = None
    feedback: Optional[Dict[str, str]] = None
    overheard: bool = False
    uninvited: bool = False
    lives: bool = False
    points_up: bool = False
    container: bool = False
    steps: Tuple[str, ...] = ()


#: An act as the text that the inbox keeps, and back.
AS_JSON: TypeAdapter[Incoming] = TypeAdapter(Incoming)


def conversation_of_person(workspace: Workspace, user: str, thread: str = "") -> str:
    """Return the name of the conversation that a person has with the assistant alone.

    ``thread`` is one of Slack's container for assistants, in which each is a conversation of its own.
    """
    return f"slack:{workspace.name}:{user}" + (f":{thread}" if thread else "")


def conversation_of_thread(workspace: Workspace, channel: str, thread: str) -> str:
    """Return the name of the conversation that everybody in a thread shares."""
    return f"slack:{workspace.name}:{channel}:{thread}"


def is_direct(channel: str, channel_type: Optional[str] = None) -> bool:
    """Return whether a channel is a direct message with the bot."""
    return channel_type in ("im", "app_home") or (channel_type is None and channel[:1] in "DUW")


def pane_note(channel: str, thread: str) -> str:
    """Return the name under which the context of a thread in the pane for assistants is remembered."""
    return f"container:{channel}:{thread}"


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
    if len(text) > MAX_CHARACTERS:
        return {"notice": wording.TOO_LONG.format(limit=MAX_CHARACTERS)}
    words = normalised(text)
    if words:
        return {"text": words}
    return {"notice": wording.NO_WORDS} if has_files else {"text": wording.GREETING}
