"""A message and its answers: asked once, in every process and after a restart, and never met with silence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from channels.conversation import Conversations, Question
from channels.messages import Wire, transcript
from channels.sessions import Sessions
from launch.event_store import EventStore
from launch.redis_locks import RedisLocks
from tests.channels.website.stand_in import SECRET, WEB, StandInAgent, ask, conversations, sql_store, texts
from tests.conftest import skip_unless_ci
from web.refusals import Refusal
from web.sqlite_file import share

REDIS = "redis://127.0.0.1:6379"
CARD = {"version": 1, "lead": "A lot.", "feedback": {"topic": "salary"}}


@pytest.fixture
def agent(any_url: str) -> StandInAgent:
    return StandInAgent(sql_store(any_url))


def redis_locks() -> LockStore:
    try:
        Redis.from_url(REDIS).ping()
    except RedisError:
        skip_unless_ci("Redis does not answer on this machine")
    return RedisLocks(REDIS)


async def test_every_answer_arrives_in_order_and_then_the_end(agent: StandInAgent) -> None:
    agent.processor.answers = [{"text": "First."}, {"text": "Second."}]

    lines = await ask(conversations(), agent)

    assert texts(lines) == ["First.", "Second."]
    assert [line["message"]["id"] for line in lines[:-1]] == ["message-1.1", "message-1.2"]
    assert lines[-1] == {"type": "done"}


async def test_a_repeated_message_gets_the_same_answer_and_is_not_asked_twice(agent: StandInAgent) -> None:
    agent.processor.answers = [{"text": "A lot.", "buttons": [{"title": "Where?", "payload": "/where"}]}]
    process = conversations()
    first = await ask(process, agent)

    repeated = await ask(process, agent)

    assert agent.processor.asked == ["Pay?"]
    for line in first + repeated:
        line.get("message", {}).pop("at", None)
    assert repeated == first


async def test_a_repeat_after_a_restart_of_the_server_is_not_asked_again(any_url: str) -> None:
    await ask(conversations(), StandInAgent(sql_store(any_url)))
    restarted = StandInAgent(sql_store(any_url))

    lines = await ask(conversations(), restarted)

    assert restarted.processor.asked == []
    assert texts(lines) == ["A lot."]


async def test_two_processes_that_get_the_same_message_at_once_ask_it_once(any_url: str) -> None:
    one = StandInAgent(sql_store(any_url), redis_locks())
    other = StandInAgent(sql_store(any_url), redis_locks())
    one.processor.seconds = other.processor.seconds = 0.1

    answers = await asyncio.gather(ask(conversations(), one), ask(conversations(), other))

    assert len(one.processor.asked + other.processor.asked) == 1
    assert [texts(lines) for lines in answers] == [["A lot."], ["A lot."]]


async def test_what_another_process_stored_meanwhile_is_not_stored_twice(any_url: str) -> None:
    one, other = StandInAgent(EventStore(host=any_url)), StandInAgent(EventStore(host=any_url))
    one.processor.seconds = other.processor.seconds = 0.1  # each holds a lock of its own: they share none

    answers = await asyncio.gather(ask(conversations(), one), ask(conversations(), other))

    assert [texts(lines) for lines in answers] == [["A lot."], ["A lot."]]
    shown = await shown_of(conversations(), one)
    assert [message["text"] for message in shown] == ["Pay?", "A lot."]


async def test_the_same_words_under_another_id_are_a_new_question(agent: StandInAgent) -> None:
    process = conversations()
    await ask(process, agent, message_id="message-1")
    await ask(process, agent, message_id="message-10")

    assert agent.processor.asked == ["Pay?", "Pay?"]


async def test_a_message_goes_on_being_answered_when_its_reader_goes_away(agent: StandInAgent) -> None:
    agent.processor.seconds = 0.1
    process = conversations()
    reader = asyncio.create_task(ask(process, agent))
    await asyncio.sleep(0.05)
    reader.cancel()

    lines = await ask(process, agent)

    assert agent.processor.asked == ["Pay?"]
    assert texts(lines) == ["A lot."]


async def test_silence_is_an_error_that_a_person_is_told(agent: StandInAgent) -> None:
    agent.processor.answers = []

    lines = await ask(conversations(), agent)

    assert [line["error"]["code"] for line in lines] == ["no_answer"]


async def test_a_message_that_met_silence_can_be_asked_again_and_is_shown_once(agent: StandInAgent) -> None:
    process = conversations()
    agent.processor.answers = []
    await ask(process, agent)
    agent.processor.answers = [{"text": "A lot."}]

    assert texts(await ask(process, agent)) == ["A lot."]
    shown = await shown_of(process, agent)
    assert [message["text"] for message in shown] == ["Pay?", "A lot."]


async def test_a_failure_shows_the_client_no_code_and_the_log_no_words(
    agent: StandInAgent,
) -> None:
    agent.processor.failure = RuntimeError("a secret of the server")

    with capture_logs() as logged:
        lines = await ask(conversations(), agent, text="What I told nobody")

    assert [line["error"]["code"] for line in lines] == ["unavailable"]
    assert "secret" not in str(lines)
    assert logged[0]["reason"] == "RuntimeError"
    assert "nobody" not in str(logged)
    assert WEB not in str(logged)


async def test_an_answer_that_takes_too_long_is_given_up(agent: StandInAgent) -> None:
    agent.processor.seconds = 5

    lines = await ask(conversations(seconds=0.1), agent)

    assert [line["error"]["code"] for line in lines] == ["unavailable"]


async def test_a_turn_that_was_not_stored_is_not_acknowledged(agent: StandInAgent) -> None:
    agent.processor.forgets = True

    lines = await ask(conversations(), agent)

    assert [line["type"] for line in lines] == ["error"], "an answer that cannot be read back was shown"
    assert lines[-1]["error"]["code"] == "unavailable"


async def test_a_conversation_is_read_back_with_cards_suggestions_and_thumbs(any_url: str) -> None:
    agent = StandInAgent(sql_store(any_url))
    agent.processor.answers = [
        {"text": "A lot.", "card": CARD, "buttons": [{"title": "Where?", "payload": "/where"}]}
    ]
    process = conversations()
    fresh = await ask(process, agent)

    question, answer = await shown_of(process, agent)

    assert question["text"] == "Pay?"
    assert answer["card"] == CARD
    assert answer["suggestions"] == fresh[0]["message"]["suggestions"]
    assert Sessions(SECRET, 30).press(WEB, answer["suggestions"][0]["token"]).payload == "/where"
    assert answer["feedback"]["given"] is None


async def test_an_erased_conversation_is_gone_with_its_feedback_and_no_other(any_url: str) -> None:
    agent = StandInAgent(sql_store(any_url))
    process = conversations()
    await ask(process, agent)
    engine = create_engine(any_url, future=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE feedback (conversation_id VARCHAR(255), question TEXT)"))
        connection.execute(text("INSERT INTO feedback VALUES ('web-1', 'Pay?'), ('web-2', 'Skills?')"))

    await process.erase(agent, WEB)

    assert await shown_of(process, agent) == []
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM events WHERE sender_id = 'web-1'")) == 0
        assert connection.scalars(text("SELECT conversation_id FROM feedback")).all() == ["web-2"]


async def test_a_store_that_does_not_answer_is_no_empty_conversation(
    agent: StandInAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError("no database")

    monkeypatch.setattr(agent.processor.store, "sessionmaker", fail)

    with pytest.raises(ConnectionError):
        await shown_of(conversations(), agent)
    assert [line["type"] for line in await ask(conversations(), agent)] == ["error"]
    assert agent.processor.asked == []


@pytest.mark.parametrize("store", ["sql", "memory"])
async def test_a_long_conversation_is_read_page_by_page(
    any_url: str, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.history.TURNS", 2)
    agent = StandInAgent(sql_store(any_url) if store == "sql" else InMemoryTrackerStore(Domain.empty()))
    agent.processor.answers = [{"text": "A lot.", "card": CARD}]
    process = conversations()
    for number in range(1, 6):
        await ask(process, agent, text=f"Question {number}?", message_id=f"message-{number}")
    thumb = Question(
        WEB, "message-6", "/give_feedback", feedback={"about": "message-1.1", "rating": "helpful"}
    )
    assert [line async for line in process.ask(agent, thumb)]  # type: ignore[arg-type]

    pages, before = [], None
    while True:
        page = await process.read(agent, WEB, before)  # type: ignore[arg-type]
        pages.append(page["messages"])
        before = page["earlier"]
        if before is None:
            break

    said = [[one["text"] for one in page if one["from"] == "person"] for page in pages]
    assert said == [["Question 5?"], ["Question 3?", "Question 4?"], ["Question 1?", "Question 2?"]]
    assert pages[-1][1]["feedback"]["given"] == "helpful", "the thumb came after the page"
    with pytest.raises(Refusal, match="page_unknown"):
        await process.read(agent, WEB, "message-99")  # type: ignore[arg-type]


async def test_nobody_goes_on_in_a_conversation_that_was_erased(any_url: str) -> None:
    agent = StandInAgent(sql_store(any_url))
    process = conversations()
    await ask(process, agent)
    await process.erase(agent, WEB)  # type: ignore[arg-type]

    with pytest.raises(Refusal, match="session_ended"):
        await conversations().check(agent, WEB)  # type: ignore[arg-type]
    lines = await ask(conversations(), agent, message_id="message-2")

    assert [line["error"]["code"] for line in lines] == ["session_ended"]
    assert await shown_of(process, agent) == []


async def test_erased_words_are_in_no_file_of_the_database_and_in_no_memory(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/conversations.db"
    store = EventStore(host=url)
    share(store.engine)
    agent = StandInAgent(store)
    process = conversations()
    for number in range(8):
        await ask(process, agent, text=f"My secretcanary {number}?", message_id=f"message-{number}")
    assert "secretcanary" in files_of(tmp_path)

    await process.erase(agent, WEB)  # type: ignore[arg-type]

    assert "secretcanary" not in files_of(tmp_path), "while the assistant still runs"
    assert WEB not in store._kept


def files_of(folder: Path) -> str:
    return "".join(path.read_bytes().decode("latin-1") for path in folder.iterdir())


async def shown_of(process: Conversations, agent: StandInAgent) -> list[Wire]:
    return list((await process.read(agent, WEB, None))["messages"])  # type: ignore[arg-type]


def test_what_began_anew_is_divided_and_a_thumb_is_shown_on_its_answer() -> None:
    def user(message_id: str, said: str, **metadata: object) -> dict[str, object]:
        return {
            "event": "user", "message_id": message_id, "text": said, "timestamp": 1.0, "metadata": metadata
        }  # fmt: skip

    def bot(said: str, **metadata: object) -> dict[str, object]:
        return {"event": "bot", "text": said, "timestamp": 2.0, "data": {}, "metadata": metadata}

    session = {"event": "session_started", "timestamp": 3.0}
    events = [
        session,
        user("q-1", '/ask_salary{"role": "ml_engineer"}', shown="What does it pay?"),
        bot("A lot.", card=CARD),
        user("q-2", "/give_feedback", feedback={"about": "q-1.1", "rating": "helpful"}),
        bot("Thank you."),
        user("q-3", "/restart"),
        bot("Let's start afresh."),
        session,
        user("q-4", "Skills?"),
    ]

    shown = transcript(Sessions(SECRET, 30), WEB, events)

    said = [message.get("text", "—") for message in shown]
    assert said == ["What does it pay?", "A lot.", "—", "Let's start afresh.", "Skills?"]
    assert shown[1]["feedback"]["given"] == "helpful"
    assert shown[1]["feedback"]["thanks"] == "Thank you."


async def test_who_reads_without_end_keeps_one_reader_busy_and_another_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    process, order = conversations(), list[str]()

    async def page(*_: object) -> Wire:
        await asyncio.sleep(0.01)
        return {}

    async def read(sender: str) -> None:
        await process.read(StandInAgent(sql_store("sqlite://")), WEB, None, sender)
        order.append(sender)

    monkeypatch.setattr("channels.conversation.History.page", page)
    await asyncio.gather(*(read("one") for _ in range(8)), read("other"))

    assert "other" in order[:3]
