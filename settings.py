"""What every group of settings has in common: read from the environment, checked once, at the start.

Each part of the project declares its own group beside its code; `docs/running.md` and the pages that it names
list all of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent
#: What running leaves behind: databases, logs, keys. Tests and second users have a folder of their own.
STATE = Path(os.environ.get("CAREERBOT_STATE") or PROJECT / ".careerbot").absolute()
#: Where conversations are kept unless ``TRACKER_DB_URL`` says otherwise.
CONVERSATIONS = f"sqlite:///{STATE}/conversations.db"


def named_in_full(address: str) -> str:
    """Return the address of a database as SQLAlchemy reads it; many hosts of databases write ``postgres://``."""
    return (
        address.replace("postgres://", "postgresql://", 1) if address.startswith("postgres://") else address
    )


class FromEnvironment(BaseSettings):
    """Settings whose variables are named by their ``validation_alias``.

    ``PORT=`` is read as no port: that is how shells and compose files leave a variable out.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)


def in_one_line(error: ValidationError) -> str:
    """Return what is wrong with settings, each complaint with the name of its variable.

    No value is repeated: it may be a secret.
    """
    return "; ".join(_complaint(fault) for fault in error.errors())


def _complaint(fault: Any) -> str:
    message = str(fault.get("ctx", {}).get("error") or fault["msg"])
    variable = str(fault["loc"][0]) if fault["loc"] else ""
    return message if message.startswith(variable) else f"{variable}: {message}"
