"""The settings of the action server, read from the environment."""

from __future__ import annotations

from pydantic import Field

from settings import FromEnvironment


class ActionSettings(FromEnvironment):
    """How long an answer may take, how wide its text is, whether rules are logged, whom to ask instead."""

    answer_seconds: float = Field(5.0, validation_alias="ANSWER_TIMEOUT", gt=0, le=60)
    rules_log: bool = Field(False, validation_alias="ANSWER_RULES_LOG")
    text_width: int = Field(80, validation_alias="ANSWER_TEXT_WIDTH", ge=40, le=200)
    human_contact: str = Field("", validation_alias="HUMAN_CONTACT", max_length=200)
