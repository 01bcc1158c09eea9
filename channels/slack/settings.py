"""The settings of the Slack channel, read from the environment and checked once, at the start."""

from __future__ import annotations

from typing import Optional, Self

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from rasa.shared.exceptions import RasaException

from settings import SharedSettings, in_one_line
from web.secret_strength import is_weak


class SlackSettings(SharedSettings):
    """What an owner may set; the name of each setting's variable is given with it.

    Without any secret the channel is off. ``docs/slack.md`` says where Slack shows each of them.
    """

    signing_secret: Optional[SecretStr] = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    bot_token: Optional[SecretStr] = Field(None, validation_alias="SLACK_BOT_TOKEN")
    app_token: Optional[SecretStr] = Field(None, validation_alias="SLACK_APP_TOKEN")
    client_id: Optional[str] = Field(None, validation_alias="SLACK_CLIENT_ID")
    client_secret: Optional[SecretStr] = Field(None, validation_alias="SLACK_CLIENT_SECRET")
    redirect_uri: Optional[str] = Field(None, validation_alias="SLACK_REDIRECT_URI")
    api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")

    @field_validator("bot_token", "app_token")
    @classmethod
    def right_kind_of_token(cls, token: Optional[SecretStr], info: ValidationInfo) -> Optional[SecretStr]:
        """Tell the two tokens of a Slack app apart, which are easily swapped."""
        prefix = "xoxb-" if info.field_name == "bot_token" else "xapp-"
        if token is not None and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"must begin with {prefix}")
        return token

    @field_validator("api_url")
    @classmethod
    def web_address(cls, url: str) -> str:
        """Return the address of Slack's Web API with the slash at its end that the client needs."""
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return url.rstrip("/") + "/"

    @model_validator(mode="after")
    def complete(self) -> Self:
        """Refuse half a configuration, which would fail at the first message."""
        way_in = self.signing_secret or self.app_token
        oauth = [self.client_id, self.client_secret]
        if any(oauth) and not all(oauth):
            raise ValueError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: set both or none")
        if any(oauth) and self.bot_token:
            raise ValueError(
                "Set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for "
                "installation in several, not both"
            )
        if way_in and not any(oauth) and not self.bot_token:
            raise ValueError(
                "SLACK_BOT_TOKEN is missing; for several workspaces, set SLACK_CLIENT_ID and "
                "SLACK_CLIENT_SECRET instead"
            )
        if (any(oauth) or self.bot_token) and not way_in:
            raise ValueError(
                "Set SLACK_SIGNING_SECRET to receive messages over HTTP, or SLACK_APP_TOKEN for Socket Mode"
            )
        if self.in_production and not self.api_url.startswith("https://"):
            raise ValueError("SLACK_API_URL must begin with https:// in production")
        signing = self.signing_secret.get_secret_value() if self.signing_secret else None
        if self.in_production and signing is not None and is_weak(signing):
            raise ValueError("SLACK_SIGNING_SECRET is not what Slack shows: 32 digits and letters")
        return self

    @property
    def is_on(self) -> bool:
        """Whether there is a way in for Slack's messages."""
        return self.signing_secret is not None or self.app_token is not None

    @property
    def installs(self) -> bool:
        """Whether workspaces install the app themselves, by OAuth."""
        return self.client_id is not None


def read_settings() -> SlackSettings:
    """Return the settings of the Slack channel.

    :raises RasaException: naming every variable that is wrong, without its value, which may be a secret
    """
    try:
        return SlackSettings()
    except ValidationError as error:
        raise RasaException(in_one_line(error)) from None
