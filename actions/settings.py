"""The settings of the action server, read from the environment."""

from __future__ import annotations

from pydantic import Field

from settings import FromEnvironment


class ActionSettings(FromEnvironment):
    """How long an answer may take, whether rules are logged that fitted, and whom to ask instead."""

    answer_seconds: float = Field(5.0, validation_alias="ANSWER_TIMEOUT", gt=0, le=60)
    rules_log: bool = Field(False, validation_alias="ANSWER_RULES_LOG")
    human_contact: str = Field("", validation_alias="HUMAN_CONTACT", max_length=200)
