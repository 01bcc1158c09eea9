"""What every group of settings has in common: read from the environment, checked once, at the start.

What several parts are told stands here; what one part alone is told stands in a group beside its code.
`docs/settings.md` lists all of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Optional

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent


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


class StateSettings(FromEnvironment):
    """Where everything is kept that has no address of its own."""

    folder: Path = Field(PROJECT / ".careerbot", validation_alias="CAREERBOT_STATE")


#: What running leaves behind: databases, logs, keys. Tests and second users have a folder of their own.
STATE = StateSettings().folder.absolute()


class LogSettings(FromEnvironment):
    """What is logged. A salt that processes share gives a conversation the same name in all their logs."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = Field(
        "WARNING", validation_alias="LOG_LEVEL"
    )
    salt: Optional[str] = Field(None, validation_alias="LOG_SALT")


class SharedSettings(FromEnvironment):
    """What several parts are told: whether strangers come, where conversations live, who shares them."""

    environment: Literal["development", "production"] = Field("development", validation_alias="CAREERBOT_ENV")
    tracker_db_url: str = Field(f"sqlite:///{STATE}/conversations.db", validation_alias="TRACKER_DB_URL")
    redis_url: Optional[str] = Field(None, validation_alias="REDIS_URL")
    api_token: Optional[str] = Field(None, validation_alias="API_TOKEN")

    @field_validator("tracker_db_url")
    @classmethod
    def known_database(cls, url: str) -> str:
        """Accept the two databases that the tests run on."""
        if not url.startswith(("sqlite:///", "postgres://", "postgresql://", "postgresql+psycopg2://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return named_in_full(url)

    @field_validator("redis_url")
    @classmethod
    def known_redis(cls, url: Optional[str]) -> Optional[str]:
        """Accept the addresses that the Redis client reads."""
        if url is not None and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return url

    @property
    def in_production(self) -> bool:
        """Whether strangers can reach this assistant, so that its HTTP API must be closed."""
        return self.environment == "production"


def in_one_line(error: ValidationError) -> str:
    """Return what is wrong with settings, each complaint with the name of its variable.

    No value is repeated: it may be a secret.
    """
    return "; ".join(_complaint(fault) for fault in error.errors())


def _complaint(fault: Any) -> str:
    message = str(fault.get("ctx", {}).get("error") or fault["msg"])
    variable = str(fault["loc"][0]) if fault["loc"] else ""
    return message if message.startswith(variable) else f"{variable}: {message}"
