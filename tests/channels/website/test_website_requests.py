"""What the website channel takes as a message, and its settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message

from channels import MOST_CHARACTERS
from channels import settings as channel_settings
from channels.requests import clean
from channels.settings import read_settings
from web.refusals import Refusal

STRONG = "b8e63f07c52d914ae0f7213d8c96b45a"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("  What does it pay?\n", "What does it pay?"),
        ('/ask_salary{"role": "ml_engineer"}', 'ask_salary{"role": "ml_engineer"}'),
        (" / /restart", "restart"),
        ("AI/ML engineer", "AI/ML engineer"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("half a character \ud83d", "half a character"),
    ],
)
def test_a_typed_text_is_made_fit_for_understanding(typed: str, understood: str) -> None:
    assert clean(typed) == understood


@given(st.text(max_size=MOST_CHARACTERS))
def test_no_typed_text_is_read_as_an_intent(typed: str) -> None:
    try:
        message = Message({"text": clean(typed)})
    except Refusal:
        return  # nothing was left of it

    assert YAMLStoryReader.unpack_regex_message(message) is message
    message.get("text").encode("utf-8")


@pytest.mark.parametrize("typed", ["", "   \n", "/", " / // "])
def test_a_message_without_words_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="empty"):
        clean(typed)


def test_a_message_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert len(clean("é" * MOST_CHARACTERS)) == MOST_CHARACTERS
    with pytest.raises(Refusal, match="too_long"):
        clean("é" * (MOST_CHARACTERS + 1))


class TestSettings:
    @pytest.mark.parametrize("secret", [None, "", "short", "a" * 64, "ab" * 32])
    def test_production_refuses_a_missing_or_guessable_secret(
        self, secret: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CAREERBOT_ENV", "production")
        monkeypatch.setenv("SESSION_SECRET", secret or "")

        with pytest.raises(RasaException, match="SESSION_SECRET must be at least 32 random characters"):
            read_settings()

    def test_production_allows_no_foreign_origin_and_shows_no_demo_unless_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CAREERBOT_ENV", "production")
        monkeypatch.setenv("SESSION_SECRET", STRONG)

        settings = read_settings()

        assert settings.origin_list == ()
        assert not settings.shows_demo

    def test_development_makes_a_secret_that_survives_a_restart(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.delenv("SESSION_SECRET", raising=False)
        monkeypatch.delenv("CAREERBOT_ENV", raising=False)
        monkeypatch.setattr(channel_settings, "STATE", tmp_path)

        first, second = read_settings(), read_settings()

        assert first.session_secret == second.session_secret
        assert len(first.session_secret) >= 32
        assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize(
        ("variable", "value", "complaint"),
        [
            ("ALLOWED_ORIGINS", "https://a.example, www.b.example", "ALLOWED_ORIGINS: 'www.b.example'"),
            ("ALLOWED_ORIGINS", "https://a.example/careers", "ALLOWED_ORIGINS"),
            ("ALLOWED_ORIGINS", "https://*.a.example", "ALLOWED_ORIGINS: .* names many websites"),
            ("ALLOWED_ORIGINS", "*", "ALLOWED_ORIGINS"),
            ("ALLOWED_ORIGINS", "https://bücher.example", "ALLOWED_ORIGINS: .* location.origin"),
            ("ALLOWED_ORIGINS", "https://me@a.example", "ALLOWED_ORIGINS"),
            ("ALLOWED_ORIGINS", "https://a.example:port", "ALLOWED_ORIGINS"),
            ("MESSAGES_PER_SESSION", "many", "MESSAGES_PER_SESSION: must be rates"),
            ("SESSION_DAYS", "0", "SESSION_DAYS"),
        ],
    )
    def test_a_wrong_setting_is_named(
        self, variable: str, value: str, complaint: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(variable, value)

        with pytest.raises(RasaException, match=complaint):
            read_settings()

    @pytest.mark.parametrize(
        ("written", "sent"),
        [
            ("https://A.Example:443/", "https://a.example"),
            ("http://a.example:80", "http://a.example"),
            ("https://a.example:8443", "https://a.example:8443"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ],
    )
    def test_an_origin_is_read_as_browsers_send_it(
        self, written: str, sent: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ALLOWED_ORIGINS", written)

        assert read_settings().origin_list == (sent,)
