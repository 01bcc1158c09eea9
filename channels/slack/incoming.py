"""Something a person did in Slack that is to be answered, in a form that can wait in the inbox."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Dict, Optional, Tuple

Block = Dict[str, Any]


@dataclass(frozen=True)
class Workspace:
    """Where the app is installed; an installation for a whole organisation has no team of its own."""

    team: str
    enterprise: Optional[str] = None
    org_wide: bool = False


@dataclass(frozen=True)
class Press:
    """A button that was pressed, and the message that it stood in.

    ``blocks`` are empty where Slack does not send them along, as of a message that only one person sees.
    """

    action_id: str
    block_id: str
    title: str
    message_ts: str
    text: str = ""
    blocks: Tuple[Block, ...] = ()


@dataclass(frozen=True)
class Incoming:
    """A question, or the press of a button.

    ``key`` is the same for everything that Slack sends about the same act. ``sent_at`` is in seconds
    since the epoch, by Slack's clock. ``text`` is what Rasa reads; ``notice`` is said instead of asking
    Rasa. ``private`` answers are seen by one person alone and go to ``response_url``. ``feedback`` is
    of a thumb: the answer ``about`` which it is, its ``topic``, and the ``rating``.
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

    def as_json(self) -> str:
        """Return it as text for the inbox."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Incoming:
        """Return what :meth:`as_json` wrote."""
        fields = json.loads(text)
        press = fields.pop("press")
        if press is not None:
            press = Press(**{**press, "blocks": tuple(press["blocks"])})
        return cls(**{**fields, "workspace": Workspace(**fields["workspace"]), "press": press})


def conversation_of_person(team: str, user: str) -> str:
    """Return the name of the conversation that a person has with the assistant alone."""
    return f"slack:{team}:{user}"


def conversation_of_thread(team: str, channel: str, thread: str) -> str:
    """Return the name of the conversation that everybody in a thread shares."""
    return f"slack:{team}:{channel}:{thread}"
