"""The settings of the processes, read from the environment and checked once, at the start."""

from __future__ import annotations

import os
import re
import secrets
from typing import Optional, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator

from launch.errors import LaunchError
from settings import PROJECT, STATE, LogSettings, SharedSettings, in_one_line
from web.secret_strength import SECRET_LENGTH, is_usual_password, is_weak, lacks_password

LOGS = STATE / "logs"
MODEL = PROJECT / "models" / "careerbot.tar.gz"

_RANDOM = (
    f"{{}} must be set to at least {SECRET_LENGTH} random characters in production, "
    "for example from: openssl rand -hex 32"
)

DEFAULT_PORT = 5005
DEFAULT_ACTION_PORT = 5055


def make_state_folder() -> None:
    """Make the folder for conversations and logs, which only their owner may enter."""
    LOGS.mkdir(parents=True, exist_ok=True)
    if LOGS.stat().st_uid == os.geteuid():
        LOGS.chmod(0o700)


class Settings(SharedSettings):
    """How the assistant runs. The name of each setting's variable is given with it."""

    port: Optional[int] = Field(None, validation_alias="PORT", ge=1, le=65535)
    interface_set: Optional[str] = Field(None, validation_alias="INTERFACE")
    action_port: Optional[int] = Field(None, validation_alias="ACTION_PORT", ge=1, le=65535)
    action_server_url: Optional[str] = Field(None, validation_alias="ACTION_SERVER_URL")
    ops_port: Optional[int] = Field(None, validation_alias="OPS_PORT", ge=1, le=65535)
    action_ops_port: Optional[int] = Field(None, validation_alias="ACTION_OPS_PORT", ge=1, le=65535)
    retention_days: Optional[int] = Field(None, validation_alias="RETENTION_DAYS", ge=1, le=3650)
    #: The next two are for Sanic, which reads them itself; here they are checked.
    workers: int = Field(1, validation_alias="SANIC_WORKERS", ge=1)
    proxies: Optional[int] = Field(None, validation_alias="SANIC_PROXIES_COUNT", ge=0)
    tracker_db_timeout: float = Field(5.0, validation_alias="TRACKER_DB_TIMEOUT", gt=0, le=20)
    knowledge_db_url: Optional[str] = Field(None, validation_alias="KNOWLEDGE_DB_URL")
    session_secret: Optional[str] = Field(None, validation_alias="SESSION_SECRET")
    action_server_token: Optional[str] = Field(None, validation_alias="ACTION_SERVER_TOKEN")
    requests_per_address: str = Field("1200/minute", validation_alias="REQUESTS_PER_ADDRESS")
    connections: int = Field(800, validation_alias="CONNECTIONS", ge=10, le=20000)
    connections_per_address: int = Field(100, validation_alias="CONNECTIONS_PER_ADDRESS", ge=1, le=20000)

    @field_validator("action_server_url")
    @classmethod
    def webhook(cls, url: Optional[str]) -> Optional[str]:
        """Accept the address that Rasa posts to; `/health` is looked for beside it."""
        if url is not None and not re.fullmatch(r"https?://.+/webhook", url):
            raise ValueError("must be an address such as http://127.0.0.1:5055/webhook")
        return url

    @field_validator("requests_per_address")
    @classmethod
    def known_rates(cls, text: str) -> str:
        """Accept what the rate limiter reads; an action server, which does not have it, is told this too."""
        if not re.fullmatch(r"\d+/(second|minute|hour|day)(;\d+/(second|minute|hour|day))*", text):
            raise ValueError("must be rates such as 600/minute;6000/hour")
        return text

    @model_validator(mode="after")
    def open_only_on_loopback(self) -> Self:
        """Refuse to show the open API of development to other machines."""
        interface = self.interface_set
        if self.environment == "development" and interface not in (
            None,
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise ValueError("INTERFACE must be 127.0.0.1 unless CAREERBOT_ENV=production")
        return self

    @model_validator(mode="after")
    def one_worker_on_a_port(self) -> Self:
        """Refuse an operations port that could tell about one of several workers alone."""
        if self.ops_port is not None and self.workers > 1:
            raise ValueError("OPS_PORT needs SANIC_WORKERS=1; start several processes instead of workers")
        return self

    @model_validator(mode="after")
    def secrets_of_production(self) -> Self:
        """Refuse production without the secret that signs sessions, or with secrets that can be guessed."""
        if self.environment != "production":
            return self
        if is_weak(self.session_secret or ""):
            raise ValueError(_RANDOM.format("SESSION_SECRET"))
        for variable in ("api_token", "action_server_token"):
            token: Optional[str] = getattr(self, variable)
            if token is not None and is_weak(token):
                raise ValueError(_RANDOM.format(variable.upper()))
        for variable in ("tracker_db_url", "knowledge_db_url", "redis_url"):
            address: str = getattr(self, variable) or ""
            if is_usual_password(urlsplit(address).password or ""):
                raise ValueError(f"{variable.upper()} has a password that everybody tries first; set another")
            if lacks_password(address):
                raise ValueError(f"{variable.upper()} has no password; a server elsewhere needs one")
        return self

    @property
    def interface(self) -> str:
        """Where servers listen: on loopback in development, everywhere in production, or as it is set."""
        everywhere = "0.0.0.0"  # noqa: S104 - meant for a proxy
        return self.interface_set or (everywhere if self.in_production else "127.0.0.1")

    @property
    def api_is_there(self) -> bool:
        """Whether Rasa's HTTP API is served at all; who may use it is decided for each request."""
        return not self.in_production or self.api_token is not None


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
        LogSettings()
        return kind()
    except ValidationError as error:
        raise LaunchError(in_one_line(error)) from None
