"""All that is kept of one person, handed over or erased; and a copy of all conversations, put back."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from sqlalchemy import create_engine, text

from channels.slack.database import open_engine
from channels.slack.inbox import Inbox
from channels.slack.incoming import Incoming, Workspace
from launch.errors import LaunchError
from launch.event_store import EventStore
from launch.operations.backup import back_up, restore
from launch.operations.person import erase_person, export_person
from launch.settings import Settings, read_settings
from tests.channels.website.stand_in import WEB, StandInAgent, ask, conversations

SLACK = "slack:T1:U1"


@pytest.fixture
def settings(any_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("TRACKER_DB_URL", any_url)
    return read_settings()


def events_of(url: str, person: str) -> int:
    engine = create_engine(url, future=True)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT data FROM events WHERE sender_id = :one"), {"one": person})
        return len(found.all())


def waiting(conversation: str = SLACK, words: str = "my secretcanary") -> Incoming:
    return Incoming(
        key=f"T1:{conversation}:1", conversation=conversation, sent_at=1.0, workspace=Workspace("T1"),
        user="U1", text=words,
    )  # fmt: skip


async def test_one_person_is_exported_and_erased_and_nobody_else(settings: Settings) -> None:
    url = settings.tracker_db_url
    agent, process = StandInAgent(EventStore(Domain.empty(), host=url)), conversations()
    await ask(process, agent, text="My secretcanary?")
    others = await agent.processor.store.get_or_create_tracker("web-2")
    others.update_with_events([], Domain.empty())
    inbox = Inbox(open_engine(url))
    await inbox.open()
    await inbox.put(waiting())
    await inbox.put(waiting("slack:T1:U2", "another"))
    await inbox.remember(f"thread:{SLACK}", "here", 1000)

    website, slack = json.loads(export_person(settings, WEB)), json.loads(export_person(settings, SLACK))
    erased = erase_person(settings, WEB), erase_person(settings, SLACK)

    assert "My secretcanary?" in [event["data"].get("text") for event in website["events"]]
    assert "secretcanary" in str(slack["slack_events"])
    assert slack["slack_notes"]
    assert "events" in erased[0]
    assert "slack_events" in erased[1]
    assert events_of(url, WEB) == 0
    for person in (WEB, SLACK):
        with pytest.raises(LaunchError, match="Nothing is stored"):
            export_person(settings, person)
    assert json.loads(export_person(settings, "slack:T1:U2"))["slack_events"]
    with pytest.raises(Exception, match="session_ended"):
        await process.check(agent, WEB)  # type: ignore[arg-type]


async def test_the_threads_of_a_persons_pane_in_slack_are_theirs_and_nobody_elses(settings: Settings) -> None:
    inbox = Inbox(open_engine(settings.tracker_db_url))
    await inbox.open()
    for conversation in (f"{SLACK}:1.5", "slack:T1:U11", "slack:T1:U11:1.5"):
        await inbox.put(waiting(conversation))
    exported, erased = export_person(settings, SLACK), erase_person(settings, SLACK)
    await inbox.close()
    assert "U11" not in exported
    assert erased == f"Erased of {SLACK}: 1 in slack_events."


async def test_a_copy_made_under_way_is_put_back_and_the_conversation_goes_on(
    settings: Settings, any_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, process = StandInAgent(EventStore(Domain.empty(), host=any_url)), conversations()
    await ask(process, agent, text="Pay?", message_id="message-1")
    copy = tmp_path / "conversations.backup"

    back_up(settings, copy)  # while the store is open, and its newest rows are in the log of the file
    before = events_of(any_url, WEB)
    with pytest.raises(LaunchError, match="holds conversations"):
        restore(settings, copy)
    monkeypatch.setenv("TRACKER_DB_URL", empty_place(any_url, tmp_path))
    elsewhere = read_settings()
    restore(elsewhere, copy)
    again = StandInAgent(EventStore(Domain.empty(), host=elsewhere.tracker_db_url))
    repeated = await ask(process, again, message_id="message-1")
    fresh = await ask(process, again, message_id="message-2")

    assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
    assert events_of(elsewhere.tracker_db_url, WEB) > before
    assert [line["type"] for line in repeated + fresh] == ["answer", "done"] * 2
    assert again.processor.asked == ["Pay?"], "the first was answered before the copy was made"


def empty_place(any_url: str, folder: Path) -> str:
    """Return the address of a database of the same kind in which nothing is stored."""
    if any_url.startswith("sqlite"):
        return f"sqlite:///{folder}/elsewhere/conversations.db"
    engine = create_engine(any_url, future=True)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE events CASCADE"))
    engine.dispose()
    return any_url


def test_what_is_no_copy_is_not_put_back(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "nonsense"
    file.write_bytes(b"no database" * 1000)

    with pytest.raises(LaunchError):
        restore(settings, file)
