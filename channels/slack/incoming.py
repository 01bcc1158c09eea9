"""What a person did in Slack that is to be answered, as the inbox keeps it, and in which conversation."""

from __future__ import annotations

from typing import Dict, Optional, Tuple

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from channels.slack.post import Block

#: The beginnings of the ids by which a press is recognised.
SUGGESTION, FEEDBACK, SHOW = "suggestion:", "feedback:", "show:"


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
