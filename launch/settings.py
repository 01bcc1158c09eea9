"""The settings of the processes, read from the environment and checked once, at the start."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any, Dict, Literal, Optional
from urllib.parse import urlsplit

from pydantic import BaseSettings, Field, ValidationError, root_validator, validator
from pydantic.fields import ModelField

from launch.errors import LaunchError
from launch.secret_strength import SECRET_LENGTH, is_usual_password, is_weak

PROJECT = Path(__file__).resolve().parent.parent
STATE = PROJECT / ".careerbot"
LOGS = STATE / "logs"
MODEL = PROJECT / "models" / "careerbot.tar.gz"

_RANDOM = (
    f"{{}} must be set to at least {SECRET_LENGTH} random characters in production, "
    "for example from: openssl rand -hex 32"
)

DEFAULT_PORT = 5005
DEFAULT_ACTION_PORT = 5055


class Settings(BaseSettings):
    """How the assistant runs. The name of each setting's variable is given with it."""

    environment: Literal["development", "production"] = Field("development", env="CAREERBOT_ENV")
    port: Optional[int] = Field(None, env="PORT", ge=1, le=65535)
    interface_set: Optional[str] = Field(None, env="INTERFACE")
    action_port: Optional[int] = Field(None, env="ACTION_PORT", ge=1, le=65535)
    action_server_url: Optional[str] = Field(None, env="ACTION_SERVER_URL")
    ops_port: Optional[int] = Field(None, env="OPS_PORT", ge=1, le=65535)
    action_ops_port: Optional[int] = Field(None, env="ACTION_OPS_PORT", ge=1, le=65535)
    retention_days: Optional[int] = Field(None, env="RETENTION_DAYS", ge=1, le=3650)
    workers: int = Field(1, env="SANIC_WORKERS", ge=1)
    tracker_db_url: str = Field(f"sqlite:///{STATE}/conversations.db", env="TRACKER_DB_URL")
    tracker_db_timeout: float = Field(5.0, env="TRACKER_DB_TIMEOUT", gt=0, le=20)
    redis_url: Optional[str] = Field(None, env="REDIS_URL")
    session_secret: Optional[str] = Field(None, env="SESSION_SECRET")
    api_token: Optional[str] = Field(None, env="API_TOKEN")

    @root_validator(pre=True)
    def empty_is_unset(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Read `PORT=` as no port: that is how shells and compose files leave a variable out."""
        return {name: value for name, value in values.items() if value != ""}

    @validator("tracker_db_url")
    def known_database(cls, url: str) -> str:
        """Accept the two databases that the tests run on."""
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return url

    @validator("redis_url")
    def known_redis(cls, url: Optional[str]) -> Optional[str]:
        """Accept the addresses that the Redis client reads."""
        if url is not None and not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return url

    @validator("action_server_url")
    def webhook(cls, url: Optional[str]) -> Optional[str]:
        """Accept the address that Rasa posts to; `/health` is looked for beside it."""
        if url is not None and not re.fullmatch(r"https?://.+/webhook", url):
            raise ValueError("must be an address such as http://127.0.0.1:5055/webhook")
        return url

    @root_validator(skip_on_failure=True)
    def open_only_on_loopback(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Refuse to show the open API of development to other machines."""
        interface = values["interface_set"]
        if values["environment"] == "development" and interface not in (
            None,
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise ValueError("INTERFACE must be 127.0.0.1 unless CAREERBOT_ENV=production")
        return values

    @root_validator(skip_on_failure=True)
    def one_worker_on_a_port(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Refuse an operations port that could tell about one of several workers alone."""
        if values["ops_port"] is not None and values["workers"] > 1:
            raise ValueError("OPS_PORT needs SANIC_WORKERS=1; start several processes instead of workers")
        return values

    @root_validator(skip_on_failure=True)
    def secrets_of_production(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Refuse production without the secret that signs sessions, or with secrets that can be guessed."""
        if values["environment"] != "production":
            return values
        if is_weak(values["session_secret"] or ""):
            raise ValueError(_RANDOM.format("SESSION_SECRET"))
        if values["api_token"] is not None and is_weak(values["api_token"]):
            raise ValueError(_RANDOM.format("API_TOKEN"))
        for variable in ("tracker_db_url", "redis_url"):
            if is_usual_password(urlsplit(values[variable] or "").password or ""):
                raise ValueError(f"{variable.upper()} has a password that everybody tries first; set another")
        return values

    @property
    def interface(self) -> str:
        """Where servers listen: on loopback in development, everywhere in production, or as it is set."""
        everywhere = "0.0.0.0"  # noqa: S104 - meant for a proxy
        return self.interface_set or (everywhere if self.in_production else "127.0.0.1")

    @property
    def api_is_there(self) -> bool:
        """Whether Rasa's HTTP API is served at all; who may use it is decided for each request."""
        return not self.in_production or self.api_token is not None

    @property
    def in_production(self) -> bool:
        """Whether strangers can reach this assistant, so that its HTTP API must be closed."""
        return self.environment == "production"


class ActionServerSettings(Settings):
    """How an action server runs. It serves no channel, so it is not told what signs the sessions of one."""

    #: Stands in for the secret that the base class demands; nobody knows it, and nothing is signed with it.
    session_secret: Optional[str] = Field(default_factory=lambda: secrets.token_hex(SECRET_LENGTH))


def read_settings(kind: type[Settings] = Settings) -> Settings:
    """Return the settings of this process.

    :param kind: what kind of process it is
    :raises LaunchError: naming every variable that is wrong, without its value, which may be a secret
    """
    try:
        return kind()
    except ValidationError as error:
        raise LaunchError(in_one_line(error)) from None


def in_one_line(error: ValidationError) -> str:
    """Return the complaints about settings in one line, each with the name of its variable."""
    fields: Dict[str, ModelField] = getattr(error.model, "__fields__", {})
    complaints = []
    for fault in error.errors():
        field = fields.get(str(fault["loc"][0]))
        variable = field.field_info.extra.get("env") if field else None
        named = not variable or fault["msg"].startswith(variable)
        complaints.append(fault["msg"] if named else f"{variable}: {fault['msg']}")
    return "; ".join(complaints)
