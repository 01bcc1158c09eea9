"""The settings of the processes: what is refused, and what the refusal says."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from launch.errors import LaunchError
from launch.settings import read_settings
from settings import STATE


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "CAREERBOT_ENV",
        "INTERFACE",
        "PORT",
        "ACTION_PORT",
        "TRACKER_DB_URL",
        "REDIS_URL",
        "SESSION_SECRET",
        "API_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)


#: As `openssl rand -hex 32` prints them.
STRONG = "9d0c1f5b7e3a48264cf1a6be02d97358"


def test_development_needs_no_setting() -> None:
    settings = read_settings()

    assert not settings.in_production
    assert settings.tracker_db_url == f"sqlite:///{STATE}/conversations.db"


@pytest.mark.parametrize("secret", [None, "", "short", "change-me-" * 4, "0123456789abcdef" * 2])
def test_production_without_a_secret_drawn_at_random_is_refused(
    monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    monkeypatch.setenv("CAREERBOT_ENV", "production")
    if secret is not None:
        monkeypatch.setenv("SESSION_SECRET", secret)

    with pytest.raises(LaunchError, match="SESSION_SECRET must be set to at least 32 random characters"):
        read_settings()


def test_production_with_a_long_secret_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERBOT_ENV", "production")
    monkeypatch.setenv("SESSION_SECRET", STRONG)

    assert read_settings().in_production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("API_TOKEN", "letmein"),
        ("API_TOKEN", "abcdefgh" * 4),
        ("API_TOKEN", "qwertyuiopasdfghjklzxcvbnmqwerty"),
        ("API_TOKEN", "correcthorsebatterystaplecorrect"),
        ("API_TOKEN", "Careerbot-Production-Session-Key-1"),
        ("ACTION_SERVER_TOKEN", "0123456789abcdef" * 2),
        ("TRACKER_DB_URL", "postgresql://careerbot@db/conversations"),
        ("KNOWLEDGE_DB_URL", "postgresql://postgres:postgres@db/knowledge"),
        ("REDIS_URL", "redis://redis:6379/0"),
        ("TRACKER_DB_URL", "postgresql://careerbot:postgres@db/conversations"),
        ("REDIS_URL", "redis://:change-me@redis:6379/0"),
    ],
)
def test_production_refuses_what_can_be_guessed_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("CAREERBOT_ENV", "production")
    monkeypatch.setenv("SESSION_SECRET", STRONG)
    monkeypatch.setenv(name, value)

    with pytest.raises(LaunchError, match=name) as refusal:
        read_settings()
    assert value not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRACKER_DB_URL", "postgresql://careerbot@localhost/conversations"),
        ("TRACKER_DB_URL", "postgresql:///conversations?host=/var/run/postgresql"),
        ("REDIS_URL", "unix:///run/redis.sock"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0"),
    ],
)
def test_a_server_on_this_machine_needs_no_password(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("CAREERBOT_ENV", "production")
    monkeypatch.setenv("SESSION_SECRET", STRONG)
    monkeypatch.setenv(name, value)

    assert read_settings().in_production


def test_the_short_name_of_postgresql_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB_URL", "postgres://careerbot@localhost/conversations")

    assert read_settings().tracker_db_url == "postgresql://careerbot@localhost/conversations"


def test_the_api_is_there_in_development_and_for_who_holds_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().api_is_there
    monkeypatch.setenv("CAREERBOT_ENV", "production")
    monkeypatch.setenv("SESSION_SECRET", STRONG)
    assert not read_settings().api_is_there
    monkeypatch.setenv("API_TOKEN", STRONG[::-1])
    assert read_settings().api_is_there


def test_production_listens_everywhere_unless_an_interface_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().interface == "127.0.0.1"
    monkeypatch.setenv("CAREERBOT_ENV", "production")
    monkeypatch.setenv("SESSION_SECRET", STRONG)
    assert read_settings().interface == "0.0.0.0"
    monkeypatch.setenv("INTERFACE", "127.0.0.1")
    assert read_settings().interface == "127.0.0.1"


def test_the_open_api_of_development_is_not_shown_to_other_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERFACE", "0.0.0.0")

    with pytest.raises(LaunchError, match=r"INTERFACE must be 127\.0\.0\.1 unless CAREERBOT_ENV=production"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("ACTION_PORT", "0"),
        ("CAREERBOT_ENV", "staging"),
        ("TRACKER_DB_URL", "mysql://root:hunter2@db/rasa"),
        ("REDIS_URL", "localhost:6379"),
        ("ACTION_SERVER_URL", "http://actions:5055"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(LaunchError, match=name) as refusal:
        read_settings()

    assert "\n" not in str(refusal.value)
    assert "hunter2" not in str(refusal.value)


def test_a_wrong_setting_of_another_part_is_one_line_too() -> None:
    launched = subprocess.run(
        [sys.executable, "-m", "launch", "train"],
        env={**os.environ, "KNOWLEDGE_DB_URL": "mysql://root:hunter2@db/knowledge"},
        capture_output=True,
        text=True,
    )

    assert launched.returncode == 1
    assert launched.stderr.strip().count("\n") == 0
    assert "KNOWLEDGE_DB_URL must begin with sqlite:// or postgresql://" in launched.stderr
    assert "hunter2" not in launched.stderr


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("REDIS_URL", "")

    assert read_settings().port is None
    assert read_settings().redis_url is None
