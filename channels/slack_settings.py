"""The settings of the Slack channel, read from the environment and checked once, at the start."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Literal, Optional

from pydantic import BaseSettings, Field, SecretStr, ValidationError, root_validator, validator
from rasa.shared.exceptions import RasaException

STATE = Path(__file__).resolve().parent.parent / ".careerbot"


class SlackSettings(BaseSettings):
    """What an owner may set; the name of each setting's variable is given with it.

    Without any secret the channel is off. ``docs/slack.md`` says where Slack shows each of them.
    """

    environment: Literal["development", "production"] = Field("development", env="CAREERBOT_ENV")
    signing_secret: Optional[SecretStr] = Field(None, env="SLACK_SIGNING_SECRET")
    bot_token: Optional[SecretStr] = Field(None, env="SLACK_BOT_TOKEN")
    app_token: Optional[SecretStr] = Field(None, env="SLACK_APP_TOKEN")
    client_id: Optional[str] = Field(None, env="SLACK_CLIENT_ID")
    client_secret: Optional[SecretStr] = Field(None, env="SLACK_CLIENT_SECRET")
    redirect_uri: Optional[str] = Field(None, env="SLACK_REDIRECT_URI")
    api_url: str = Field("https://slack.com/api/", env="SLACK_API_URL")
    redis_url: Optional[str] = Field(None, env="REDIS_URL")
    tracker_db_url: str = Field(f"sqlite:///{STATE}/conversations.db", env="TRACKER_DB_URL")

    @root_validator(pre=True)
    def empty_is_unset(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Read ``REDIS_URL=`` as no address: that is how shells and compose files leave a variable out."""
        return {name: value for name, value in values.items() if value != ""}

    @validator("bot_token", "app_token")
    def right_kind_of_token(cls, token: Optional[SecretStr], field: Any) -> Optional[SecretStr]:
        """Tell the two tokens of a Slack app apart, which are easily swapped."""
        prefix = "xoxb-" if field.name == "bot_token" else "xapp-"
        if token is not None and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"must begin with {prefix}")
        return token

    @validator("api_url")
    def web_address(cls, url: str) -> str:
        """Return the address of Slack's Web API with the slash at its end that the client needs."""
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return url.rstrip("/") + "/"

    @root_validator(skip_on_failure=True)
    def complete(cls, values: Dict[str, Any]) -> Dict[str, Any]:
        """Refuse half a configuration, which would fail at the first message."""
        way_in = values["signing_secret"] or values["app_token"]
        oauth = [values["client_id"], values["client_secret"]]
        if any(oauth) and not all(oauth):
            raise ValueError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: set both or none")
        if any(oauth) and values["bot_token"]:
            raise ValueError(
                "Set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for "
                "installation in several, not both"
            )
        if way_in and not any(oauth) and not values["bot_token"]:
            raise ValueError(
                "SLACK_BOT_TOKEN is missing; for several workspaces, set SLACK_CLIENT_ID and "
                "SLACK_CLIENT_SECRET instead"
            )
        if (any(oauth) or values["bot_token"]) and not way_in:
            raise ValueError(
                "Set SLACK_SIGNING_SECRET to receive messages over HTTP, or SLACK_APP_TOKEN for Socket Mode"
            )
        if values["environment"] == "production" and not values["api_url"].startswith("https://"):
            raise ValueError("SLACK_API_URL must begin with https:// in production")
        return values

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
        raise RasaException("; ".join(_complaint(fault) for fault in error.errors())) from None


def _complaint(fault: Any) -> str:
    name = str(fault["loc"][0])
    if name == "__root__":
        return str(fault["msg"])
    return f"{SlackSettings.__fields__[name].field_info.extra['env']}: {fault['msg']}"
