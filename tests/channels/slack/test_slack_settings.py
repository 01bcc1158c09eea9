"""Half a configuration is refused at the start, and no secret is shown."""

from __future__ import annotations

from typing import Dict

import pytest
from rasa.shared.exceptions import RasaException

from channels.slack.settings import read_settings

ONE_WORKSPACE = {"SLACK_SIGNING_SECRET": "s3cret", "SLACK_BOT_TOKEN": "xoxb-s3cret"}
STRONG = "e5a0c83b41f7d96208bc5e7a1d4f9036"
SEVERAL = {"SLACK_SIGNING_SECRET": "s3cret", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s3cret"}


def read(monkeypatch: pytest.MonkeyPatch, values: Dict[str, str]) -> object:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return read_settings()


@pytest.mark.parametrize("values", [{}, {"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}])
def test_without_secrets_the_channel_is_off(monkeypatch: pytest.MonkeyPatch, values: Dict[str, str]) -> None:
    assert not read(monkeypatch, values).is_on  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "values",
    [
        ONE_WORKSPACE,
        SEVERAL,
        {"SLACK_APP_TOKEN": "xapp-s3cret", "SLACK_BOT_TOKEN": "xoxb-s3cret"},
        {**ONE_WORKSPACE, "CAREERBOT_ENV": "production", "SLACK_SIGNING_SECRET": STRONG},
    ],
)
def test_a_whole_configuration_turns_it_on(monkeypatch: pytest.MonkeyPatch, values: Dict[str, str]) -> None:
    assert read(monkeypatch, values).is_on  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-s3cret"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_SIGNING_SECRET": "s3cret"}, "SLACK_BOT_TOKEN is missing"),
        ({**ONE_WORKSPACE, "SLACK_BOT_TOKEN": "xapp-s3cret"}, "SLACK_BOT_TOKEN: must begin with xoxb-"),
        ({**ONE_WORKSPACE, "SLACK_APP_TOKEN": "xoxb-s3cret"}, "SLACK_APP_TOKEN: must begin with xapp-"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": "s3cret"}, "belong together"),
        ({**ONE_WORKSPACE, **SEVERAL}, "not both"),
        ({**ONE_WORKSPACE, "SLACK_API_URL": "slack.com"}, "SLACK_API_URL: must begin with https://"),
        ({**ONE_WORKSPACE, "CAREERBOT_ENV": "production"}, "SLACK_SIGNING_SECRET"),
        ({**ONE_WORKSPACE, "SLACK_API_URL": "http://x", "CAREERBOT_ENV": "production"}, "in production"),
    ],
)
def test_half_a_configuration_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, values: Dict[str, str], complaint: str
) -> None:
    with pytest.raises(RasaException) as refused:
        read(monkeypatch, values)
    assert complaint in str(refused.value)
    assert "s3cret" not in str(refused.value)
