"""What a channel says when it cannot take a message: one code and one sentence for each reason."""

from __future__ import annotations

import traceback
from typing import Any, Dict, Optional


class Refusal(Exception):
    """A request that is refused.

    ``code`` is for programs and stays as it is; ``sentence`` tells a person what to do;
    ``retry_after`` is in seconds.
    """

    def __init__(self, status: int, code: str, sentence: str, retry_after: Optional[int] = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.sentence = sentence
        self.retry_after = retry_after

    def as_dict(self) -> Dict[str, Any]:
        """Return the refusal as the JSON that clients receive."""
        error: Dict[str, Any] = {"code": self.code, "message": self.sentence}
        if self.retry_after is not None:
            error["retry_after"] = self.retry_after
        return {"error": error}


def unavailable() -> Refusal:
    """Return the refusal for a part of the assistant that does not work right now."""
    return Refusal(
        503, "unavailable", "The assistant cannot answer at the moment. Try again in a minute.", retry_after=5
    )


def ended() -> Refusal:
    """Return the refusal for a session of a conversation that was erased."""
    return Refusal(401, "session_ended", "This conversation was erased. Start a new one.")


def no_answer() -> Refusal:
    """Return the refusal for a message that the assistant took and met with silence."""
    return Refusal(
        500, "no_answer", "Something went wrong while answering. Try again, or ask it differently."
    )


def too_many(seconds: int) -> Refusal:
    """Return the refusal for a limit that is reached and opens again in ``seconds``."""
    return Refusal(
        429, "too_many_messages", "That was too much in a short time. Wait a moment, then go on.", seconds
    )


def place_of(error: BaseException) -> str:
    """Return where an error arose, for the log: a whole trace would hold what the person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
