"""The settings of the website channel, read from the environment and checked once, at the start."""

from __future__ import annotations

import os
import secrets
from typing import Optional, Self, Tuple
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from rasa.shared.exceptions import RasaException

from settings import STATE, SharedSettings, in_one_line
from web.limits import rates
from web.secret_strength import SECRET_LENGTH, is_weak

_PORTS = {"http": 80, "https": 443}


class ChannelSettings(SharedSettings):
    """What an owner may set; the name of each setting's variable is given with it.

    Rates are written as `limits` reads them: ``20/minute;300/hour``.
    """

    session_secret: str = Field("", validation_alias="SESSION_SECRET")
    session_secret_old: Optional[str] = Field(None, validation_alias="SESSION_SECRET_OLD")
    session_days: int = Field(30, validation_alias="SESSION_DAYS", ge=1, le=365)
    allowed_origins: str = Field("", validation_alias="ALLOWED_ORIGINS")
    answer_seconds: float = Field(30.0, validation_alias="CHANNEL_ANSWER_TIMEOUT", gt=0, le=55)
    messages_per_session: str = Field("20/minute;300/hour", validation_alias="MESSAGES_PER_SESSION")
    messages_per_address: str = Field("120/minute;2000/hour", validation_alias="MESSAGES_PER_ADDRESS")
    sessions_per_address: str = Field("60/minute;600/hour", validation_alias="SESSIONS_PER_ADDRESS")
    reads_per_address: str = Field("120/minute;2000/hour", validation_alias="READS_PER_ADDRESS")
    erasures_per_address: str = Field("20/minute;100/hour", validation_alias="ERASURES_PER_ADDRESS")
    messages_at_once: int = Field(2, validation_alias="MESSAGES_AT_ONCE_PER_ADDRESS", ge=1, le=1000)
    demo_page: Optional[bool] = Field(None, validation_alias="DEMO_PAGE")

    @field_validator(
        "messages_per_session",
        "messages_per_address",
        "sessions_per_address",
        "reads_per_address",
        "erasures_per_address",
    )
    @classmethod
    def known_rates(cls, text: str) -> str:
        """Accept what the rate limiter reads."""
        try:
            rates(text)
        except ValueError:
            raise ValueError("must be rates such as 20/minute;300/hour") from None
        return text

    @field_validator("allowed_origins")
    @classmethod
    def origins(cls, text: str) -> str:
        """Accept origins separated by commas, each a scheme and a host, as browsers send them."""
        return ",".join(_origin_of(origin) for origin in _split(text))

    @model_validator(mode="after")
    def strong_secret(self) -> Self:
        """Refuse a missing or guessable secret, except in development, where a missing one is made."""
        if not self.in_production and not self.session_secret:
            self.session_secret = _secret_of_this_machine()
        elif is_weak(self.session_secret):
            raise ValueError(
                f"SESSION_SECRET must be at least {SECRET_LENGTH} random characters, "
                "for example from: openssl rand -hex 32"
            )
        return self

    @property
    def origin_list(self) -> Tuple[str, ...]:
        """Return the websites that may embed the widget, such as ``https://www.example.com``."""
        return _split(self.allowed_origins)

    @property
    def shows_demo(self) -> bool:
        """Whether the demo page is served: in development, unless ``DEMO_PAGE`` says otherwise."""
        return not self.in_production if self.demo_page is None else self.demo_page


def read_settings() -> ChannelSettings:
    """Return the settings of the website channel.

    :raises RasaException: naming every variable that is wrong, without its value, which may be a secret
    """
    try:
        return ChannelSettings()
    except ValidationError as error:
        raise RasaException(in_one_line(error)) from None


def _origin_of(text: str) -> str:
    """Return an origin as a browser sends it: in small letters, without the port of its scheme.

    :raises ValueError: when no browser can send it, so that it would allow nothing
    """
    parts = urlsplit(text.lower())
    if parts.scheme not in _PORTS or not parts.hostname or parts.path or parts.query or "@" in parts.netloc:
        raise ValueError(f"{text!r} is no origin; write it as https://www.example.com")
    if "*" in parts.netloc:
        raise ValueError(f"{text!r} names many websites; name each one that may embed the widget")
    if not parts.netloc.isascii():
        raise ValueError(f"{text!r} is written otherwise by browsers; copy location.origin from its console")
    port = parts.port  # raises ValueError for what is no port
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc.rstrip(":")
    return f"{parts.scheme}://{host}" + ("" if port in (None, _PORTS[parts.scheme]) else f":{port}")


def _split(text: str) -> Tuple[str, ...]:
    return tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())


def _secret_of_this_machine() -> str:
    """Return a random secret that survives a restart, so that a developer's conversation does too."""
    path = STATE / "session.key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or secrets.token_hex(SECRET_LENGTH)
    except OSError:  # a folder that cannot be written: the sessions last until the server stops
        return secrets.token_hex(SECRET_LENGTH)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_hex(SECRET_LENGTH)
        file.write(secret)
    return secret
