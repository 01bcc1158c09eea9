"""Sessions of the website: who may speak in which conversation."""

from __future__ import annotations

import time

import pytest

from channels.sessions import Sessions
from web.refusals import Refusal

SECRET = "a secret of the tests, long enough"
DAY = 24 * 3600


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(SECRET, days=30)


def later(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + days * DAY)


def test_two_sessions_are_two_conversations(sessions: Sessions) -> None:
    first, second = (sessions.read(sessions.begin()).conversation_id for _ in range(2))

    assert first != second
    assert len(first) >= 32


def test_all_processes_with_the_same_secret_read_a_token(sessions: Sessions) -> None:
    token = sessions.begin()

    assert Sessions(SECRET, 30).read(token).conversation_id == sessions.read(token).conversation_id


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: "a.b.c"])
def test_a_token_that_was_changed_is_refused(sessions: Sessions, change: object) -> None:
    with pytest.raises(Refusal, match="session_invalid"):
        sessions.read(change(sessions.begin()))


def test_a_token_of_another_secret_is_refused(sessions: Sessions) -> None:
    with pytest.raises(Refusal, match="session_invalid"):
        sessions.read(Sessions("another secret, also long enough", 30).begin())


def test_a_suggestion_is_no_session(sessions: Sessions) -> None:
    with pytest.raises(Refusal, match="session_invalid"):
        sessions.read(sessions.sign("web-1", "/greet", "Hello"))


def test_a_token_expires(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    token = sessions.begin()
    later(monkeypatch, days=31)

    with pytest.raises(Refusal, match="session_expired"):
        sessions.read(token)


def test_a_worn_token_is_replaced_by_a_fresh_one_of_the_same_conversation(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.begin()
    assert sessions.read(token).fresh_token is None
    later(monkeypatch, days=16)

    session = sessions.read(token)

    assert session.fresh_token is not None
    assert sessions.read(session.fresh_token).conversation_id == session.conversation_id


def test_a_token_of_a_server_whose_clock_is_ahead_is_good(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sessions.begin()
    later(monkeypatch, days=-2 / 86400)

    assert sessions.read(token).conversation_id.startswith("web-")

    later(monkeypatch, days=-1)
    with pytest.raises(Refusal, match="session_expired"):
        sessions.read(token)


def test_a_suggestion_sends_what_was_signed(sessions: Sessions) -> None:
    token = sessions.sign("web-1", '/ask_salary{"role": "ml_engineer"}', "What does it pay?")

    pressed = sessions.press("web-1", token)

    assert pressed.payload == '/ask_salary{"role": "ml_engineer"}'
    assert pressed.title == "What does it pay?"


def test_a_suggestion_works_in_its_own_conversation_alone(sessions: Sessions) -> None:
    with pytest.raises(Refusal, match="suggestion_invalid"):
        sessions.press("web-2", sessions.sign("web-1", "/greet", "Hello"))


@pytest.mark.parametrize("forged", ["/greet", "", "IntcImNcIjogMX0i.xxxx"])
def test_a_suggestion_that_nobody_signed_is_refused(sessions: Sessions, forged: str) -> None:
    with pytest.raises(Refusal, match="suggestion_invalid"):
        sessions.press("web-1", forged)


def test_a_key_is_changed_without_ending_conversations(sessions: Sessions) -> None:
    token, pressed = sessions.begin(), sessions.sign("web-1", "/greet", "Hello")
    changed = Sessions("the next secret, also long enough", 30, old_secret=SECRET)

    assert changed.read(token).conversation_id == sessions.read(token).conversation_id
    assert changed.press("web-1", pressed).payload == "/greet"
    with pytest.raises(Refusal, match="session_invalid"):
        sessions.read(changed.begin())  # nothing new is signed with the old one


@pytest.mark.parametrize(("seconds", "good"), [(60, True), (3600, False)])
def test_servers_whose_clocks_are_a_minute_apart_understand_each_other(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, seconds: int, good: bool
) -> None:
    token = sessions.begin()
    later(monkeypatch, days=-seconds / 86_400)

    if good:
        assert sessions.read(token).fresh_token is None
    else:
        with pytest.raises(Refusal, match="session_expired"):
            sessions.read(token)
